"""Pages to read: the policies in force, and one of them.

Start reading at `policies`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from leeway.desk.clock import now
from leeway.desk.studio.queries.drafts import loaded_of, writing_of
from leeway.desk.studio.queries.histories import coming
from leeway.desk.studio.queries.pages import book_title, policy_lines, policy_page
from leeway.desk.studio.queries.told import told_deeds
from leeway.desk.studio.views.access import for_owners, law_now, owner_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@for_owners
@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """The book in force, the draft over it, what comes next; deeds to begin from where there is no policy."""
    law, files = law_now()
    writing = writing_of(owner_of(request).id)
    lines = policy_lines(writing.files, files)
    names = {each.head.id for each in lines}
    gone = [each for each in policy_lines(files, files) if each.head.id not in names]
    told = {
        "law": law,
        "title": book_title(files),
        "lines": lines,
        "gone": gone,
        "writing": writing,
        "coming": coming(at=now()),
        "deeds": told_deeds(law) if law is not None and not lines else (),
    }
    return render(request, "studio/policies.html", told)


@for_owners
@require_GET
def policy(request: HttpRequest, policy: str) -> HttpResponse:
    """One policy in plain words; with `?draft` as it is being written."""
    law, files = law_now()
    writing = writing_of(owner_of(request).id)
    is_draft = "draft" in request.GET or files.file_of(policy) is None
    shown = writing.files if is_draft else files
    page = policy_page(policy, shown, loaded_of(shown.texts), before=law.book if law else None)
    if page is None:
        raise Http404
    differs = files.file_of(policy) is None or writing.files.texts.get(
        writing.files.file_of(policy) or ""
    ) != files.texts.get(files.file_of(policy) or "")
    told = {"page": page, "is_draft": is_draft, "differs": differs, "law": law, "writing": writing}
    return render(request, "studio/policy.html", told)
