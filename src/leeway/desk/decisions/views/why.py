"""Why was it decided so? One page for each decision, and the list of those one may see.

Start reading at `why`, then `decisions`.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leeway.decide import LANGUAGES, Naming, sentence_case, voice
from leeway.desk.clock import now
from leeway.desk.decisions.commands.performing import reperformed_one
from leeway.desk.decisions.queries.kept.record import Result
from leeway.desk.decisions.queries.kept.seeing import Sight
from leeway.desk.decisions.queries.kept.why import kept, page
from leeway.desk.decisions.queries.kept.why import why as all_about
from leeway.desk.decisions.queries.screens.bars import bar
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio
from leeway.ledger import LedgerUnavailable
from leeway.stores import Sought

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from leeway.desk.people.queries import Place
    from leeway.desk.studio.queries import InForce
    from leeway.stores import Recorded

PAGE: Final = 30
OUTCOMES: Final = ("go_ahead", "find_out", "ask", "decline")
SHORT_MAX: Final = 128


@login_required
@require_GET
def why(request: HttpRequest, decision: str) -> HttpResponse:
    """All about one decision: what was asked, what decided, what it took, what came after."""
    try:
        found = all_about(_kept(request, decision), language=get_language() or "en")
    except LedgerUnavailable:
        return render(request, "supervisor/away.html", status=503)
    if found is None:
        return render(request, "why/not-yet.html", {"decision": decision}, status=503)
    rtl = get_language_bidi()
    bars = [bar(each, rtl=rtl) for each in found.said.meters]
    return render(request, "why/why.html", {"why": found, "bars": bars, "money": _money(found.opened.decision)})


@login_required
@require_POST
def again(request: HttpRequest, decision: str) -> HttpResponse:
    """Make it again from its record, and say whether the answer is the same."""
    found = reperformed_one(_kept(request, decision).id)
    if found.result is Result.IDENTICAL:
        messages.success(request, _("Performed again just now: identical."))
    elif found.result is Result.DIFFERS:
        messages.error(
            request, _("Performed again just now: it differs at %(field)s.") % {"field": found.field}
        )
    else:
        messages.error(request, _("It cannot be performed again: %(why)s.") % {"why": found.why})
    return redirect("why", decision=decision)


@login_required
@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """The decisions that one may see, newest first."""
    me = people.who_signed_in(request.user)
    places = people.nodes_below([each.path for each in people.places_of(me.id, at=now())])
    chosen = {name: request.GET.get(name, "").replace("\0", "").strip()[:SHORT_MAX] for name in _FILTERS}
    try:
        rows = page(
            _sought(chosen, places), sight=Sight(colleague=me.id), at=now(), limit=PAGE + 1,
            before=_cursor(request.GET.get("before", "")),
        )  # fmt: skip
    except LedgerUnavailable:
        return render(request, "supervisor/away.html", status=503)
    shown = rows[:PAGE]
    following = f"{shown[-1].at.isoformat()}_{shown[-1].id}" if len(rows) > PAGE else ""
    kept_filters = request.GET.copy()
    kept_filters["before"] = following
    return render(
        request,
        "why/decisions.html",
        {
            "rows": _rows(shown), "places": places, "chosen": chosen, "outcomes": OUTCOMES,
            "next": kept_filters.urlencode() if following else "", "is_filtered": any(chosen.values()),
        },
    )  # fmt: skip


_FILTERS: Final = ("site", "actor", "action", "outcome", "since", "until")


def _kept(request: HttpRequest, decision: str) -> Recorded:
    """A decision that whoever is signed in may see. Raises: Http404, LedgerUnavailable."""
    me = people.who_signed_in(request.user)
    found = kept(decision, sight=Sight(colleague=me.id), at=now()) if len(decision) <= SHORT_MAX else None
    if found is None:
        raise Http404
    return found


def _sought(chosen: dict[str, str], places: tuple[Place, ...]) -> Sought:
    """What is looked for; what cannot be understood does not matter."""
    above = next((each for each in places if each.id == chosen["site"]), None)
    sites = tuple(each.id for each in places if above and each.path.startswith(above.path))
    until = _day(chosen["until"])
    return Sought(
        sites=sites,
        actor=chosen["actor"] or None,
        action=chosen["action"] or None,
        outcome=chosen["outcome"] if chosen["outcome"] in OUTCOMES else None,
        since=_day(chosen["since"]),
        until=until + timedelta(days=1) if until else None,
    )


def _day(typed: str) -> datetime | None:
    """The beginning of a day in the book's zone; None for what is no day."""
    try:
        day = datetime.fromisoformat(typed).date()
    except ValueError:
        return None
    law = studio.in_force(at=now())
    zone = ZoneInfo(law.book.zone or "UTC") if law else ZoneInfo("UTC")
    return datetime.combine(day, time(), tzinfo=zone) if 1 < day.year < 9999 else None


def _cursor(before: str) -> tuple[datetime, str] | None:
    instant, _mark, decision = before.partition("_")
    try:
        at = datetime.fromisoformat(instant)
    except ValueError:
        return None
    return (at, decision) if at.tzinfo else None


def _rows(shown: Sequence[Recorded]) -> list[dict[str, Any]]:
    """Decisions as lines of the list; names are looked up together."""
    names = people.names_of({each.record.actor for each in shown})
    sites = people.places_among({each.record.site for each in shown})
    laws = {each: studio.by_hash(each) for each in {each.record.book for each in shown}}
    return [
        _row(each, law=laws[each.record.book]) | {
            "actor": names.get(each.record.actor, each.record.actor),
            "site": sites[each.record.site].name if each.record.site in sites else each.record.site,
        }
        for each in shown
    ]  # fmt: skip


def _row(found: Recorded, *, law: InForce | None) -> dict[str, Any]:
    """What is decided of a decision, without the names of who and where."""
    answer = found.answer
    spoken = get_language() if get_language() in LANGUAGES else "en"
    naming = Naming(voice(spoken or "en"), book=law.book if law else None)
    amount = answer.amount_minor if answer else None
    return {
        "id": found.id, "at": found.at, "deed": sentence_case(naming.action(found.record.action)),
        "amount": None if amount is None or law is None else naming.voice.money(
            amount, currency=law.book.currency, digits=law.book.digits
        ),
        "outcome": answer.outcome if answer else "", "state": found.receipt.state,
    }  # fmt: skip


def _money(decision: Any) -> str | None:
    """The amount as people write it; None where there is none."""
    if decision.amount_minor is None:
        return None
    spoken = get_language() if get_language() in LANGUAGES else "en"
    return voice(spoken or "en").money(decision.amount_minor, currency=decision.currency)
