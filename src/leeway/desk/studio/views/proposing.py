"""The last page before a change counts: what differs, what is checked, from when, and who signs.

Start reading at `propose`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from leeway.desk.clock import now
from leeway.desk.studio import commands
from leeway.desk.studio.form import BookTexts
from leeway.desk.studio.queries.differences import changes, file_diffs
from leeway.desk.studio.queries.drafts import base_texts, writing_of
from leeway.desk.studio.queries.exposing import whole_book
from leeway.desk.studio.queries.findings import findings_of
from leeway.desk.studio.queries.histories import coming
from leeway.desk.studio.queries.outcomes import disagreeing
from leeway.desk.studio.views.access import for_owners, law_now, owner_of
from leeway.desk.studio.views.signature import proof_of, ways_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.people.queries import Who
    from leeway.desk.studio.queries.drafts import Writing
    from leeway.desk.studio.queries.outcomes import ShownExample

SENTENCE_WORDS_MIN = 3
"""A sentence has at least so many words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What was filled in on the page, and what is missing."""

    starts_at: datetime | None = None
    note: str = ""
    accepted: str = ""
    problems: dict[str, str] = field(default_factory=dict)


@for_owners
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Look at a change once more, and sign it."""
    me = owner_of(request)
    writing = writing_of(me.id)
    if not writing.is_changed:
        messages.info(request, gettext("There is nothing to propose yet."))
        return redirect("policies")
    book = writing.loaded.book
    against = disagreeing(book) if book is not None else ()
    proposed = Proposed()
    if request.method == "POST" and book is not None:
        proposed = _filled_in(request, against, zone=ZoneInfo(book.zone or "UTC"))
        if not proposed.problems:
            how, problem = proof_of(request, name=me.name)
            if how:
                return _sign(request, me, writing, proposed, how=how)
            proposed.problems["signature"] = problem
    told = _told(request, writing, against) | {"proposed": proposed, "me": me}
    return render(request, "studio/propose.html", told, status=422 if proposed.problems else 200)


def _told(request: HttpRequest, writing: Writing, against: tuple[ShownExample, ...]) -> dict[str, Any]:
    law, _ = law_now()
    before = BookTexts(base_texts(writing.newest))
    findings = findings_of(writing.files, writing.loaded.diagnostics)
    book = writing.loaded.book
    return {
        "writing": writing,
        "law": law,
        "changed": changes(before, writing.files, before.words(law.book if law else None), writing.words),
        "files": file_diffs(before.texts, writing.files.texts),
        "errors": [each for each in findings if each.is_error],
        "warnings": [each for each in findings if each.severity == "warning"],
        "against": against,
        "examples": len(book.examples) if book is not None else 0,
        "whole": whole_book(book, before=law.book if law else None) if book is not None else (),
        "ways": ways_of(request),
        "zone": book.zone if book is not None else "",
        "coming": coming(at=now()),
        "today": now().astimezone(ZoneInfo((book.zone if book else None) or "UTC")) + timedelta(days=1),
    }


def _filled_in(request: HttpRequest, against: tuple[ShownExample, ...], *, zone: ZoneInfo) -> Proposed:
    problems = {}
    accepted = request.POST.get("accepted", "").strip()
    if against and len(accepted.split()) < SENTENCE_WORDS_MIN:
        problems["accepted"] = gettext("Say in a sentence why it may be so.")
    starts_at = None
    if request.POST.get("when") == "later":
        try:
            starts_at = datetime.fromisoformat(request.POST.get("starts", "")).replace(tzinfo=zone)
        except ValueError:
            problems["starts"] = gettext("Choose a day and a time.")
        else:
            if starts_at <= now():
                problems["starts"] = gettext("That is in the past. Choose a later time, or “at once”.")
    return Proposed(
        starts_at=starts_at, note=request.POST.get("note", "").strip(), accepted=accepted if against else "",
        problems=problems,
    )  # fmt: skip


def _sign(request: HttpRequest, me: Who, writing: Writing, proposed: Proposed, *, how: str) -> HttpResponse:
    at = now()
    try:
        number = commands.sign(
            writing.files.texts, by=me.id, at=at, starts_at=proposed.starts_at, note=proposed.note, how=how,
            accepted=proposed.accepted, based_on=writing.based_on,
        )  # fmt: skip
    except commands.BookRefusedError:
        messages.error(request, gettext("Something is still to be repaired. Nothing was signed."))
        return redirect("propose")
    commands.discard(me.id)
    if proposed.starts_at is None:
        said = gettext("Signed. Version %(number)s counts from now on, at every counter.")
    else:
        said = gettext("Signed. Version %(number)s is ready and begins by itself.")
    messages.success(request, said % {"number": number})
    return redirect("version", number=number)
