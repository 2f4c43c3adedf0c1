"""Do it, once; and take it back within a minute. However often the button is pressed, it is one decision.

The page carries the key of the decision it would make: sent twice, reloaded or repeated after a lost
connection, the ledger makes it once. A page that shows something else than what is proposed decides nothing.
Start reading at `do`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leeway.decide import RequestError
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.clock import now
from leeway.desk.decisions import commands
from leeway.desk.decisions.queries.entries import amount
from leeway.desk.decisions.views.counter.entered import text
from leeway.desk.decisions.views.counter.reading import around, counter_page, go, own_matter, reader_of
from leeway.desk.people import queries as people
from leeway.ledger import RequestDiffers, WrongState

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.cases.queries import Matter
    from leeway.desk.decisions.commands import Done
    from leeway.desk.decisions.queries.screens import Reader


@counter_page
@require_POST
def do(request: HttpRequest, case: str) -> HttpResponse:
    """Do what the page shows: once, however often the button is pressed."""
    found, reader = own_matter(request, case)
    key = request.POST.get("key", "")
    if key in found.done:
        return go(request, "done", decision=key)
    meant = as_shown(request, found, reader)
    if meant is None:
        messages.info(request, _("Something has changed since this page was shown. Here is the new answer."))
        return go(request, "matter", case=case)
    try:
        made = decided(meant, reader)
    except RequestError:
        return go(request, "matter", case=case)
    return _went(request, made, meant)


def as_shown(request: HttpRequest, found: Matter, reader: Reader) -> Matter | None:
    """The matter with the amount of the page; None where the page shows another proposal than there is now."""
    if request.POST.get("key") != found.key or request.POST.get("shown") != found.proposal:
        return None
    typed = text(request.POST, "amount")
    minor = amount(typed, digits=reader.book.digits)
    if typed and minor is None:
        return None
    return replace(found, amount_minor=minor) if typed else found


def decided(meant: Matter, reader: Reader) -> Done:
    """The decision under the matter's key; if another was made under it before, that one stands."""
    try:
        return commands.decide(reader.request(meant), law=reader.law)
    except RequestDiffers:
        return commands.reopened(meant.key)


def _went(request: HttpRequest, made: Done, meant: Matter) -> HttpResponse:
    """Where to go after a decision: done, or the new answer where there is no room any more."""
    if made.state in ("posted", "held"):
        cases.note_done(meant.id, decision=made.id, after=meant.turn)
        return go(request, "done", decision=made.id)
    cases.learn(meant.id, amount_minor=meant.amount_minor)
    if made.state == "unreachable":
        messages.error(request, _("Nothing could be counted just now, so nothing may be given yet."))
    else:
        cases.next_turn(meant.id, after=meant.turn)
        messages.info(request, _("What was left has changed in the meantime. Here is the new answer."))
    return go(request, "matter", case=meant.id)


@counter_page
@require_GET
def done(request: HttpRequest, decision: str) -> HttpResponse:
    """What was done, with undo while there is time."""
    made = commands.reopened(decision)
    reader = reader_of(request, made.request.site)
    found = matters.matter(made.request.case)
    until = made.at + commands.UNDO_WITHIN
    own = made.request.actor.id == reader.actor.id
    left = int((until - reader.at).total_seconds()) if own and not made.undone else 0
    shown = {
        "made": made,
        "said": reader.said_of(made),
        "deed": reader.deed_of(made),
        "seconds": max(left, 0),
        "matter": found,
    }
    return render(request, "counter/done.html", {**shown, **(around(found, reader) if found else {})})


@counter_page
@require_POST
def undo(request: HttpRequest, decision: str) -> HttpResponse:
    """Take it back, within the minute."""
    try:
        commands.undo(decision, by=people.who_signed_in(request.user).id, at=now())
    except (commands.UndoTooLateError, WrongState):
        messages.info(
            request, _("A minute has passed. What was given stays counted; a supervisor can reverse it.")
        )
    return redirect("done", decision=decision)
