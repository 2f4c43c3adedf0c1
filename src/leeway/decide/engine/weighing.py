"""What do the clauses come to? The step order of `reference.py` where everything is known and nothing is odd.

Rules and clauses are true or false here, nothing is stopped and nobody approves; so what is left of the order
is short: a rule forbids, the first clause with room grants, else the lowest level whose limits fit is asked.
Start reading at `weigh`, `answered` and `furthest_now`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from leeway import feel
from leeway.decide.decision import Outcome
from leeway.decide.engine.conditions.index import Undecided
from leeway.decide.worth.amounts import floor_minor, money
from leeway.decide.worth.turns import AMOUNT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leeway.decide.decision import MeterLine, Presumed
    from leeway.decide.engine.chapter import AtHand
    from leeway.decide.engine.conditions.rows import Compiled
    from leeway.decide.engine.law import Day
    from leeway.decide.engine.sheets import Sheet
    from leeway.decide.engine.tabs import Since, Tabs, Used
    from leeway.decide.engine.truths import Entry, Reader, Truths
    from leeway.decide.request import Request

    type Answered = tuple[Outcome, Standing | None, int]
    """The outcome, the clause it hangs on, and the level that is asked."""

_ADJUSTED_MAX = 40
"""An amount beyond 10 to the power of this is no amount of money: the plain way looks at it."""

_SOMEBODY = {"actor": ""}
"""In place of the actor: somebody with an unused allowance of their own."""


@dataclass(slots=True, eq=False)
class Matter:
    """What one request is about, whichever action is tried for it; frozen would take three times as long."""

    request: Request
    day: Day
    values: dict[str, feel.Value]
    unknown: frozenset[str]
    presumed: tuple[Presumed, ...]
    used: Used
    since: Since
    """When the calendar windows of the day began."""
    subjects: dict[str, str]
    """Whose meters are charged, by scope."""
    at_hand: AtHand

    def room(self, tabs: Tabs, cost: int, subjects: Mapping[str, str]) -> float:
        """The largest cost that the meters of a clause have room for; below zero: none."""
        return (tabs.paid if cost else tabs.free).room(self.used, subjects, self.since)

    def lines(self, tabs: Tabs, cost: int) -> tuple[tuple[MeterLine, ...], float]:
        """What a clause takes from each of its meters, and the room they have, both at once."""
        return (tabs.paid if cost else tabs.free).lines(self.used, self.subjects, self.since, cost)


@dataclass(slots=True, eq=False)
class Standing:
    """A clause that is true for a request, and the largest cost it has room for."""

    entry: Entry
    room: float
    lacking: tuple[str, ...]
    """Certificates that the decider does not hold."""
    lines: tuple[MeterLine, ...] | None
    """What it takes; only the first clause's is worked out along with its room."""


@dataclass(slots=True, eq=False)
class Weighed:
    """The clauses of an action, weighed for a request."""

    sheet: Sheet
    cost: int
    truths: Truths
    standing: list[Standing]
    """What is true, in deciding order."""


def weigh(sheet: Sheet, matter: Matter, *, amount: int | None) -> Weighed:
    """Which rules and which clauses are true, and what each of the latter has room for.

    Raises: Undecided when something is neither true nor false.
    """
    truths = sheet.truths(matter.values, unknown=matter.unknown)
    cost = sheet.pricing.at(amount)
    standing: list[Standing] = []
    for entry in truths.entries:
        standing.append(_stands(entry, matter, cost, not standing))
    return Weighed(sheet, cost, truths, standing)


def _stands(entry: Entry, matter: Matter, cost: int, shown: bool) -> Standing:  # noqa: FBT001 - by name it is slower
    lacking: tuple[str, ...] = ()
    if entry.requires:
        held = matter.request.actor.certificates
        lacking = tuple([each for each in entry.requires if each not in held])
    tabs = entry.by_decider
    if tabs is None:
        return Standing(entry, -1, lacking, None)
    tab = tabs.paid if cost else tabs.free
    if shown:
        lines, room = tab.lines(matter.used, matter.subjects, matter.since, cost)
        return Standing(entry, room, lacking, lines)
    return Standing(entry, tab.room(matter.used, matter.subjects, matter.since), lacking, None)


def answered(weighed: Weighed, matter: Matter) -> Answered:
    """Rules; then the first clause with room; then, level by level, whom to ask; then no."""
    own, cost = weighed.sheet.level, weighed.cost
    if weighed.truths.bans or not weighed.standing:
        return Outcome.DECLINE, None, own
    for standing in weighed.standing:
        if standing.room >= cost and not standing.lacking:
            return Outcome.GO_AHEAD, standing, own
    somebody = matter.subjects | _SOMEBODY
    for level in range(own, len(weighed.standing[0].entry.by_level)):
        for standing in weighed.standing:
            tabs = standing.entry.by_level[level]
            if tabs is None or (level == own and not standing.lacking):
                continue
            if matter.room(tabs, cost, somebody) >= cost:
                return Outcome.ASK, standing, level
    return Outcome.DECLINE, None, own


# -- how far ---------------------------------------------------------------------------------------------
def furthest_now(weighed: Weighed, matter: Matter) -> int | None:
    """The largest amount that would go ahead now, as `amounts.most` has it.

    A clause that reads the amount only holds it against something here: so it is enough to try where a clause's
    room ends and about what the amount is held against; and what can hold at no amount is left out.

    Raises: Undecided where there is no ceiling to begin from.
    """
    truths, pricing = weighed.truths, weighed.sheet.pricing
    for ban in truths.bans:
        if ban.reader is None:
            return 0
    room: float = -1
    certain: int | None = 0
    if not truths.open_bans:
        for standing in weighed.standing:
            if standing.room > room and standing.entry.reader is None and not standing.lacking:
                room = standing.room
        if room >= 0:
            certain = pricing.sure(room, cost=weighed.cost)
        if not truths.open_entries or certain is None or certain == pricing.ceiling:
            return certain
    assert certain is not None, "with no room there is no amount"
    hopes = [each for each in _hopes(weighed, matter) if each.room > room and not each.lacking]
    return _beyond(certain, weighed, matter, hopes) if hopes else certain


def _hopes(weighed: Weighed, matter: Matter) -> Iterable[Standing]:
    """What is true, and what may be at another amount."""
    yield from weighed.standing
    for entry in weighed.truths.open_entries:
        if entry not in weighed.truths.entries:
            yield _stands(entry, matter, weighed.cost, False)


def _beyond(least: int, weighed: Weighed, matter: Matter, hopes: list[Standing]) -> int:
    """The largest amount above the least one that one of these clauses grants and no rule forbids."""
    sheet, values = weighed.sheet, matter.values
    bans = [ban.reader for ban in weighed.truths.open_bans if ban.reader is not None]
    turns: list[int] | None = None
    for standing in hopes:
        top = sheet.pricing.sure(standing.room, cost=weighed.cost)
        if top is None:
            raise Undecided
        reader = standing.entry.reader
        if not bans and reader is not None and reader.bounds is not None:
            least = max(least, _held_down(top, reader.bounds, matter, digits=sheet.digits))
            continue
        if turns is None:
            turns, values = _turns(bans, matter, digits=sheet.digits), values.copy()
        tried = {top, *turns, *(() if reader is None else _turns([reader], matter, digits=sheet.digits))}
        for amount in sorted(tried, reverse=True):
            if least < amount <= top:
                values[AMOUNT] = money(amount, digits=sheet.digits)
                if (reader is None or reader.holds(values) is True) and _passes(bans, values):
                    least = amount
                    break
    return least


def _held_down(top: int, bounds: tuple[tuple[Compiled, bool], ...], matter: Matter, *, digits: int) -> int:
    """The largest amount up to the top that is within all bounds of a clause that is true but for them."""
    for bound, below in bounds:
        value = bound(matter.values)
        if not isinstance(value, Decimal) or value.adjusted() > _ADJUSTED_MAX:
            raise Undecided
        last = floor_minor(value, digits=digits)
        if below and money(last, digits=digits) == value:
            last -= 1
        top = min(top, last)
    return top


def _passes(bans: list[Reader], values: dict[str, feel.Value]) -> bool:
    return all(ban.holds(values) is False for ban in bans)


def _turns(readers: list[Reader], matter: Matter, *, digits: int) -> list[int]:
    """The last amounts, in minor units, before what the amount is held against, and up to it."""
    found: list[int] = []
    for reader in readers:
        for threshold in reader.thresholds:
            value = threshold(matter.values)
            if isinstance(value, Decimal):
                if abs(value.adjusted()) > _ADJUSTED_MAX:
                    raise Undecided
                low = floor_minor(value, digits=digits)
                found += (low, low - 1)
    return found
