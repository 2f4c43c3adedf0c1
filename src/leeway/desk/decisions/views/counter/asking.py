"""Whom does one ask, and what do they say? A question handed up under the matter's key, and the wait for it.

Start reading at `ask`, then `waiting`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leeway.decide import Outcome, RequestError
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.clock import now
from leeway.desk.decisions import commands
from leeway.desk.decisions.commands import asking
from leeway.desk.decisions.queries import asking as questions
from leeway.desk.decisions.queries.news import signed_topics
from leeway.desk.decisions.views.counter.doing import as_shown
from leeway.desk.decisions.views.counter.reading import around, counter_page, go, own_matter, reader_of
from leeway.desk.people import queries as people
from leeway.ledger import RequestDiffers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.cases.queries import Matter
    from leeway.desk.decisions.commands.asking import Asked
    from leeway.desk.decisions.queries.asking import Waiting
    from leeway.desk.decisions.queries.screens import Reader


@counter_page
@require_POST
def ask(request: HttpRequest, case: str) -> HttpResponse:
    """Hand the question up, once, however often the button is pressed."""
    found, reader = own_matter(request, case)
    before = questions.question_of(request.POST.get("key", ""))
    if before is not None and before.case == case:
        return go(request, "waiting", question=before.id)
    meant = as_shown(request, found, reader)
    if meant is None:
        messages.info(request, _("Something has changed since this page was shown. Here is the new answer."))
        return go(request, "matter", case=case)
    try:
        asked = asking.ask(reader.request(meant), law=reader.law, wish=meant.wish, at=reader.at)
    except (RequestError, RequestDiffers):
        return go(request, "matter", case=case)
    return _handed_up(request, asked, meant)


def _handed_up(request: HttpRequest, asked: Asked, meant: Matter) -> HttpResponse:
    """Wait for the answer; or go on, where nobody had to be asked any more."""
    cases.learn(meant.id, amount_minor=meant.amount_minor)
    if asked.question is not None:
        cases.learn(meant.id, question=asked.question)
        cases.next_turn(meant.id, after=meant.turn)
        return go(request, "waiting", question=asked.question)
    if asked.done.state in ("posted", "held"):
        cases.note_done(meant.id, decision=asked.done.id, after=meant.turn)
        return go(request, "done", decision=asked.done.id)
    if asked.done.state == "unreachable":
        messages.error(
            request, _("Your question could not be handed on just now. Nothing was counted; try again.")
        )
    else:
        cases.next_turn(meant.id, after=meant.turn)
    return go(request, "matter", case=meant.id)


@counter_page
@require_GET
def waiting(request: HttpRequest, question: str) -> HttpResponse:
    """Who was asked, until when, who is next; and the answer as soon as it is there."""
    seen, reader = _own_question(request, question)
    shown = _shown(seen, reader) | {"topics": signed_topics([f"question:{seen.id}"])}
    kept = matters.matter(seen.case)
    name = "counter/parts/waiting.html" if request.headers.get("X-Part") else "counter/waiting.html"
    return render(request, name, shown | (around(kept, reader) if kept else {"reader": reader}))


@counter_page
@require_POST
def withdraw(request: HttpRequest, question: str) -> HttpResponse:
    """Take the question back: the customer has gone, or something else was found."""
    seen, reader = _own_question(request, question)
    asking.withdraw(seen.id, by=reader.actor.id, at=now())
    return redirect("matter", case=seen.case)


def _own_question(request: HttpRequest, question: str) -> tuple[Waiting, Reader]:
    """A question of this site. Raises: Http404."""
    seen = questions.question(question)
    if seen is None:
        raise Http404
    return seen, reader_of(request, seen.site)


def _shown(seen: Waiting, reader: Reader) -> dict[str, object]:
    """The question, what was asked, and the decision that came of it."""
    asked = commands.reopened(seen.decision)
    shown: dict[str, object] = {"question": seen, "deed": reader.deed_of(asked), "due": _clock(seen, reader)}
    if seen.result:
        result = commands.reopened(seen.result)
        shown["result"] = result
        shown["given"] = result.decision.outcome is Outcome.GO_AHEAD
        shown["result_deed"] = reader.deed_of(result)
        shown["said"] = reader.said_of(result)
    return shown


def _clock(seen: Waiting, reader: Reader) -> str:
    """By when the answer comes, as the clock on the wall there shows it."""
    place = people.place(seen.site)
    zone = (place.zone if place else "") or reader.book.zone or "UTC"
    return f"{seen.due_at.astimezone(ZoneInfo(zone)):%H:%M}"
