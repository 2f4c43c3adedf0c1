"""The page to write what people are promised: which matters, what they hear, by when.

It saves and answers as the pages of clauses do (`writing.py`). Start reading at `promises`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from leeway.desk.studio.form import PROMISES
from leeway.desk.studio.queries.choosing import promise_fields
from leeway.desk.studio.queries.drafts import writing_of
from leeway.desk.studio.views.access import for_owners, owner_of
from leeway.desk.studio.views.posted import posted_promises
from leeway.desk.studio.views.writing import GET_OR_POST, is_readable, is_typing, page_of, saved, text_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.studio.form import BookTexts
    from leeway.desk.studio.queries.drafts import Writing
    from leeway.desk.studio.queries.findings import Finding


@for_owners
@require_http_methods(GET_OR_POST)
def promises(request: HttpRequest, policy: str) -> HttpResponse:
    """What a policy promises, in the form."""
    writing = writing_of(owner_of(request).id)
    if writing.files.policy_form(policy) is None:
        raise Http404
    if not is_readable(writing, policy):
        return redirect(text_of(writing, policy))
    if request.method == "POST":
        back = reverse("policy_promises", args=[policy])
        return saved(request, policy, lambda files: _written(request, files, policy), back=back, live=_live)
    return render(request, "studio/write_promises.html", _shown(writing, policy))


def _written(request: HttpRequest, files: BookTexts, policy: str) -> BookTexts:
    """The files with the posted promises; a new one only by its button, since it has no name before."""
    rows = posted_promises(request.POST)
    return files.with_promises(policy, [row for row in rows if row.name or not is_typing(request)])


def _live(request: HttpRequest, writing: Writing, policy: str) -> HttpResponse:
    return render(request, "studio/live_promises.html", _shown(writing, policy))


def _shown(writing: Writing, policy: str) -> dict[str, object]:
    page = page_of(writing, policy)
    fields = [
        {
            "number": each.number, "row": each.row, "matters": each.matters, "ways": each.ways,
            "units": each.units, "says": each.says, "said": _said(page.findings, each.row.name),
        }
        for each in promise_fields(writing.files.promises(policy))
    ]  # fmt: skip
    return {"page": page, "fields": fields, "writing": writing}


def _said(findings: tuple[Finding, ...], name: str) -> dict[str, list[Finding]]:
    """What the check says of one promise: of its condition, and of the rest of it."""
    mine = [each for each in findings if name and each.clause == (PROMISES, name)]
    return {
        "conditions": [each for each in mine if each.field == "conditions"],
        "rest": [each for each in mine if each.field != "conditions"],
    }
