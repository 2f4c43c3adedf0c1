"""How far would a yes reach now? Tried out for every open question, at balances read once; nothing is taken.

Start reading at `reaches`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.decide import Outcome
from leeway.desk.decisions.commands.asking import TRIED
from leeway.desk.decisions.commands.deciding import look_at_all
from leeway.desk.decisions.queries.asking import approved
from leeway.desk.decisions.queries.proposing import all_stopped
from leeway.desk.ledger import store
from leeway.ledger import LedgerError, State, changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from leeway.decide import Actor, Decision
    from leeway.desk.decisions.models import Question
    from leeway.desk.decisions.queries.supervising.around import Around
    from leeway.desk.decisions.queries.supervising.looking import Looking


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLeft:
    """What is left at the site of the limit that a yes would take most of."""

    left: str
    cap: str
    window: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a yes of the reader would reach now."""

    enough: bool
    """Whether a plain yes would go ahead."""
    most_minor: int | None = None
    """Their own leeway for this, as an amount; None: no amount, or no ceiling."""
    beyond: str | None = None
    """Who would have to be asked instead."""
    site: SiteLeft | None = None

    def most(self, amount: int | None, looking: Looking) -> str:
        """Where the slider ends: below what was asked, within one's own leeway; a plain number for the form."""
        if amount is None:
            return ""
        unit = 10**looking.book.digits
        most = min(amount - 1, self.most_minor if self.most_minor is not None else amount)
        return str(most // unit) if most >= unit else ""

    def least(self, amount: int | None, looking: Looking) -> str:
        """Where `less` begins: half of what is asked, or the reader's leeway where that is less."""
        most = self.most(amount, looking)
        return str(min(int(most), (amount or 0) // (2 * 10**looking.book.digits)) or 1) if most else ""


def reaches(rows: Iterable[Question], around: Around, looking: Looking) -> Iterator[Reach]:
    """What would come of a plain yes to each now, at balances that are read once."""
    stopped, tried = _Stopped(looking), []
    for row in rows:
        done = around.asked[row.decision]
        approver = around.approver(done.request.site, looking)
        tried.append(
            None
            if approver is None
            else approved(
                done,
                TRIED,
                approver=approver,
                book=looking.book,
                at=looking.at,
                stopped=stopped.at(done.request.site),
            )
        )
    seen = iter(look_at_all([each for each in tried if each is not None], law=looking.law))
    for each in tried:
        found = None if each is None else next(seen)
        if each is None or found is None or each.approval is None:
            yield Reach(enough=False)
        else:
            yield _reach(found.decision, each.approval.approver, looking)


class _Stopped:
    """What is stopped at any site, read once; where it cannot be read, everything is."""

    def __init__(self, looking: Looking) -> None:
        self._state, self._book = State(), looking.book
        self._is_read = False
        with suppress(LedgerError):
            self._state.switches = list(store().switches())
            self._is_read = True

    def at(self, site: str) -> Mapping[str, str]:
        """What is stopped at a site: name → whom to ask."""
        if not self._is_read:
            return all_stopped(self._book)
        return changes.stopped(self._state, site, authorities=self._book.authorities)


def _reach(decision: Decision, approver: Actor, looking: Looking) -> Reach:
    beyond = decision.ask.authority if decision.ask and decision.ask.authority != approver.authority else None
    return Reach(
        enough=decision.outcome is Outcome.GO_AHEAD,
        most_minor=decision.leeway_minor,
        beyond=beyond,
        site=_site_left(decision, looking),
    )


def _site_left(decision: Decision, looking: Looking) -> SiteLeft | None:
    """The site's own limit of the clause, else of everything together."""
    lines = [line for line in decision.meters if line.meter.scope == "site" and line.cap is not None]
    if not lines:
        return None
    line = min(lines, key=lambda each: (each.meter.clause == "overall", each.meter.measure != "cost"))
    cap = line.cap or 0
    left = max(cap - line.before, 0)
    if line.meter.measure == "cost":
        return SiteLeft(left=looking.bare(left), cap=looking.money(cap), window=line.meter.window)
    number = looking.naming.voice.number
    return SiteLeft(left=number(left), cap=number(cap), window=line.meter.window)
