"""What if one departs from the guidelines? By own judgement, or told afterwards: "I did this because …".

Nothing told is ever refused. Start reading at `judge` and `tell`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leeway.decide import Mode, RequestError
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.queries import Matter
from leeway.desk.clock import new_id, now
from leeway.desk.decisions import commands
from leeway.desk.decisions.queries import Intent
from leeway.desk.decisions.queries.entries import amount, moment
from leeway.desk.decisions.queries.proposing import SOMETHING_ELSE
from leeway.desk.decisions.queries.screens import choices, found
from leeway.desk.decisions.queries.screens.choosing import trailing_amount
from leeway.desk.decisions.views.counter.entered import text
from leeway.desk.decisions.views.counter.reading import around, counter_page, go, own_matter, reader_of
from leeway.desk.people import queries as people
from leeway.ledger import RequestDiffers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from leeway.desk.decisions.commands import Done
    from leeway.desk.decisions.queries.screens import Reader


@counter_page
@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, case: str) -> HttpResponse:
    """By own judgement: what one would do, why it is right here, and which principle it serves."""
    at_hand, reader = own_matter(request, case)
    if request.method == "GET":
        return render(request, "counter/judge.html", _form(at_hand, reader))
    reason, what = text(request.POST, "reason"), text(request.POST, "what")
    if not reason or (at_hand.action is None and not what):
        messages.error(request, _("One sentence is enough."))
        return render(request, "counter/judge.html", _form(at_hand, reader, entered=request.POST), status=422)
    if at_hand.action is None:
        cases.try_other(case, **named(what, reader))
    principle = text(request.POST, "principle")
    cases.learn(
        case, judged=True, reason=reason, principle=principle if principle in reader.book.principles else ""
    )
    return redirect("matter", case=case)


@counter_page
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest, case: str | None = None) -> HttpResponse:
    """It is done already: what, when, because of what. It is written down, and never refused."""
    at_hand, reader = own_matter(request, case) if case else _new_matter(request)
    if request.method == "GET":
        return render(request, "counter/tell.html", _form(at_hand, reader))
    entered = request.POST
    if entered.get("key") in at_hand.done:
        return go(request, "done", decision=entered["key"])
    try:
        made = _written(entered, at_hand, reader, new=case is None)
    except _UnclearError as unclear:
        for problem in unclear.problems:
            messages.error(request, problem)
        return render(request, "counter/tell.html", _form(at_hand, reader, entered=entered), status=422)
    return go(request, "done", decision=made.id)


class _UnclearError(Exception):
    """Something has to be said differently before a deed can be written down; it holds the sentences."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems


def _written(entered: Mapping[str, str], at_hand: Matter, reader: Reader, *, new: bool) -> Done:
    """Write the deed down under the matter's key. Raises: _UnclearError."""
    told, intent = _deed(entered, at_hand, reader), _told(entered, reader)
    if new:
        cases.open_case(site=told.site, by=reader.actor.id, at=reader.at, id_=told.id)
    try:
        made = commands.decide(reader.request(told, intent=intent), law=reader.law)
    except RequestError as refused:
        raise _UnclearError(*(each.message for each in refused.problems)) from None
    except RequestDiffers:
        made = commands.reopened(told.key)
    if made.state == "unreachable":
        raise _UnclearError(_("It could not be written down just now. Nothing is lost: send it again."))
    cases.note_done(told.id, decision=made.id, after=told.turn)
    return made


def _deed(entered: Mapping[str, str], at_hand: Matter, reader: Reader) -> Matter:
    """What was done: an action of the book, or something in one's own words, with what it cost."""
    deed = at_hand
    if what := text(entered, "what"):
        deed = replace(at_hand, parameters={}, judged=False, **named(what, reader))
    elif at_hand.action is None:
        raise _UnclearError(_("Say in a few words what you did."))
    if typed := text(entered, "amount"):
        minor = amount(typed, digits=reader.book.digits)
        if minor is None:
            raise _UnclearError(_("That does not look like an amount. Write it like 150 or 12.50."))
        deed = replace(deed, amount_minor=minor)
    action = reader.book.actions.get(deed.action or "")
    if action is not None and not action.amount:
        return replace(deed, amount_minor=None)
    if action is not None and deed.amount_minor is None:
        raise _UnclearError(_("What did it cost, more or less?"))
    return deed


def _told(entered: Mapping[str, str], reader: Reader) -> Intent:
    reason, principle = text(entered, "reason"), text(entered, "principle")
    if not reason:
        raise _UnclearError(_("Because … One sentence is enough."))
    done_at = moment(text(entered, "when"), now=reader.at.astimezone(ZoneInfo(reader.book.zone or "UTC")))
    if done_at is None:
        raise _UnclearError(
            _("That does not look like a time. Write it like 14:30, or 20 for twenty minutes ago.")
        )
    known = principle if principle in reader.book.principles else None
    return Intent(mode=Mode.TOLD, reason=reason, principle=known, done_at=done_at)


def named(what: str, reader: Reader) -> dict[str, Any]:
    """What was typed, as an action of the book if it fits one, else as something of one's own."""
    rows = found(choices(reader, often=Counter()), what, digits=reader.book.digits)
    fitting = [row for row in rows if row.kind == "action"]
    if len(fitting) == 1:
        return {"action": fitting[0].name, "amount_minor": fitting[0].amount_minor, "text": ""}
    own, minor = trailing_amount(what, digits=reader.book.digits)
    return {"action": SOMETHING_ELSE, "text": own, "amount_minor": minor}


def _new_matter(request: HttpRequest) -> tuple[Matter, Reader]:
    """A matter that is opened once the deed is written down; sent twice, it is the same one."""
    here = people.home_site(people.who_signed_in(request.user).id, at=now())
    id_ = request.POST.get("case", "") if request.method == "POST" else new_id()
    if here is None or not (id_.isalnum() and id_.isascii() and len(id_) == len(new_id())):
        raise Http404
    known = matters.matter(id_)
    if known is not None and known.opened_by != people.who_signed_in(request.user).id:
        raise Http404
    reader = reader_of(request, here.id)
    fresh = Matter(id=id_, site=here.id, opened_by=reader.actor.id, opened_at=reader.at)
    return known or fresh, reader


def _form(at_hand: Matter, reader: Reader, *, entered: Mapping[str, str] | None = None) -> dict[str, Any]:
    action = reader.book.actions.get(at_hand.action or "")
    return {
        "matter": at_hand,
        "title": reader.deed(at_hand) if at_hand.action else "",
        "actions": [row for row in choices(reader, often=Counter()) if row.kind == "action"],
        "principles": reader.book.principles,
        "asks_amount": action is None or action.amount,
        "entered": entered or {},
        **around(at_hand, reader),
    }
