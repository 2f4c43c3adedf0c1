"""How is an ordinary request answered at once? Straight from prepared sheets, without a plan in between.

Mostly a request is ordinary: somebody asks for themselves, nothing is stopped, every condition that counts is
true or false, and an amount is only held against something. Then the whole decision is written from what
is ready (`sheets.py`): facts are read by their shape (`reading.py`), conditions in rows (`rows.py`), clauses
weighed (`weighing.py`), and the decision put together (`writing.py`). Everything else, whatever is odd or goes
wrong, is left to the plain way, `reference.py`, which is the meaning.
Start reading at `Ordinary.decide`; docs/decisions/0010 says why there are two ways.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from leeway import feel
from leeway.decide.decision import Outcome
from leeway.decide.engine.conditions.index import Undecided
from leeway.decide.engine.reading import Known, of_desk
from leeway.decide.engine.weighing import Matter, answered, furthest_now, weigh
from leeway.decide.engine.writing import Writing
from leeway.decide.facts import read_facts, zone_of
from leeway.decide.shown.alternatives import ALTERNATIVES_MAX, named_instead, offer, other_amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.decide.decision import Alternative, Decision
    from leeway.decide.engine.law import CompiledLaw
    from leeway.decide.engine.sheets import Sheet
    from leeway.decide.engine.weighing import Standing, Weighed
    from leeway.decide.parts.plan import Balances
    from leeway.decide.request import Request
    from leeway.policy import Action, Guideline, Rule

    type Values = dict[str, feel.Value]


class Ordinary:
    """Decides ordinary requests to one book."""

    __slots__ = ("_book", "_law", "_writing")

    def __init__(self, law: CompiledLaw) -> None:
        """By this law."""
        self._law, self._book = law, law.book
        self._writing = Writing(law)

    def decide(self, request: Request, balances: Balances) -> Decision | None:
        """The whole answer; None when the request has to be decided in the plain way."""
        if not self._law.reading.is_plain(request):
            return None
        try:
            return self._decided(request, balances)
        except Exception:  # noqa: BLE001  whatever is odd or goes wrong, the plain way decides
            return None

    def _decided(self, request: Request, balances: Balances) -> Decision:
        law, actor, amount = self._law, request.actor, request.amount_minor
        day = law.day(request)
        chapter = day.chapter
        sheet = chapter.sheet(request.action, actor.authority, known=request.customer is not None)
        values, unknown, presumed = law.reading.values(request, sheet.action) or self._odd(request)
        self._fill_in(values, sheet, request, amount)
        subjects = {
            "case": request.case, "customer": request.customer or "", "actor": actor.id, "site": request.site,
            "network": request.network,
        }  # fmt: skip
        at_hand = chapter.at_hand(values, unknown=unknown)
        matter = Matter(request, day, values, unknown, presumed, balances.get, day.since, subjects, at_hand)
        weighed = weigh(sheet, matter, amount=amount)
        outcome, standing, level = answered(weighed, matter)
        leeway = furthest_now(weighed, matter) if sheet.action.amount else None
        if outcome is Outcome.GO_AHEAD and standing is not None:
            return self._writing.going_ahead(weighed, matter, standing, leeway=leeway)
        instead = tuple(self._alternatives(weighed, matter, standing)) if sheet.names_others else ()
        if standing is not None:
            return self._writing.asking(weighed, matter, standing, level=level, leeway=leeway, instead=instead)
        return self._writing.declining(weighed, matter, leeway=leeway, instead=instead)

    def _odd(self, request: Request) -> Known:
        """The facts of a request with something odd about them."""
        facts = read_facts(self._book, request)
        return Known(dict(facts.values), facts.unknown, facts.presumed)

    def _fill_in(self, values: Values, sheet: Sheet, request: Request, amount: int | None) -> None:
        """What the desk fills in, as far as conditions read it."""
        if sheet.reads_amount:
            values["amount"] = self._law.reading.amount(amount)
        if sheet.reads_now:
            values["now"] = feel.freeze(request.at.astimezone(ZoneInfo(zone_of(self._book, request))))
        if sheet.reads_desk:
            values |= of_desk(request)

    # -- what else -------------------------------------------------------------------------------------
    def _alternatives(
        self, weighed: Weighed, matter: Matter, standing: Standing | None
    ) -> Iterator[Alternative]:
        """At most three other actions that may be done, or asked for, instead."""
        own, offered = weighed.sheet.action.name, 0
        clauses: list[Rule | Guideline] = [ban.rule for ban in weighed.truths.bans]
        if standing is None:
            clauses.extend(weighed.sheet.naming)
        elif standing.entry.guideline is not None:
            clauses.append(standing.entry.guideline)
        situations = weighed.sheet.chapter.situations.clauses
        at_hand = [situations[place] for place in matter.at_hand.situations]
        for name in dict.fromkeys(named_instead(own, clauses, at_hand=at_hand)):
            if name != own and name in self._book.actions:
                alternative = self._tried(matter, self._book.actions[name])
                if alternative is not None:
                    yield alternative
                    offered += 1
            if offered == ALTERNATIVES_MAX:
                return

    def _tried(self, matter: Matter, action: Action) -> Alternative | None:
        """Another action for the same matter, as far as it may go."""
        request = matter.request
        if action.parameters or request.parameters:
            raise Undecided
        known = request.customer is not None
        sheet = matter.day.chapter.sheet(action.name, request.actor.authority, known=known)
        amount = other_amount(request, action)
        values = matter.values.copy()
        self._fill_in(values, sheet, request, amount)
        tried = replace(matter, values=values)
        weighed = weigh(sheet, tried, amount=amount)
        outcome, _, level = answered(weighed, tried)
        authority = None if outcome is not Outcome.ASK else self._book.authorities[level]
        furthest = furthest_now(weighed, tried) if action.amount else None
        return offer(action, outcome, authority=authority, furthest=furthest)
