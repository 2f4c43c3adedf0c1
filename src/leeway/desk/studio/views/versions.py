"""The versions of the book: who signed what, when and why; what differs between two; back to an older one.

Start reading at `versions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from leeway.desk.clock import now
from leeway.desk.studio import commands
from leeway.desk.studio.form import BookTexts
from leeway.desk.studio.queries.differences import changes, file_diffs
from leeway.desk.studio.queries.drafts import base_texts, loaded_of, writing_of
from leeway.desk.studio.queries.histories import decisions_under, history, signed_version
from leeway.desk.studio.queries.pages import policy_lines
from leeway.desk.studio.views.access import for_owners, owner_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@for_owners
@require_GET
def versions(request: HttpRequest) -> HttpResponse:
    """Every version, newest first."""
    found = history(at=now())
    writing = writing_of(owner_of(request).id)
    return render(request, "studio/versions.html", {"versions": found, "writing": writing})


@for_owners
@require_GET
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version: its signature, its policies, and what differs from another (the one before it)."""
    at = now()
    signed = signed_version(number, at=at)
    if signed is None:
        raise Http404
    others = [each.number for each in history(at=at) if each.number != number]
    asked = request.GET.get("with", "")
    earlier = [each for each in others if each < number]
    other = int(asked) if asked.isdigit() and int(asked) in others else max(earlier, default=None)
    files = BookTexts(base_texts(number))
    told: dict[str, Any] = {
        "signed": signed,
        "decisions": decisions_under(signed, at=at),
        "others": others,
        "other": other,
        "lines": policy_lines(files, files),
        "writing": writing_of(owner_of(request).id),
    }
    if other is not None:
        before = BookTexts(base_texts(other))
        old, new = before.words(loaded_of(before.texts).book), files.words(loaded_of(files.texts).book)
        told |= {"changed": changes(before, files, old, new), "files": file_diffs(before.texts, files.texts)}
    return render(request, "studio/version.html", told)


@for_owners
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a version that has not begun to count."""
    try:
        commands.withdraw(number, by=owner_of(request).id, at=now())
    except commands.NotToBeWithdrawnError:
        messages.error(request, gettext("It counts already. You can go back to an older version instead."))
    else:
        messages.success(request, gettext("Withdrawn. It will not begin."))
    return redirect("version", number=number)


@for_owners
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Put the texts of an older version into the draft, to be looked at and signed as a new version."""
    if signed_version(number, at=now()) is None:
        raise Http404
    commands.start_from(owner_of(request).id, base_texts(number), at=now())
    said = gettext("The texts of version %(number)s are in your draft. Look at what changes, and sign.")
    messages.info(request, said % {"number": number})
    return redirect("propose")
