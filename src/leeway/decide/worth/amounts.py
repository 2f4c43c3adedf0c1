"""How far could it go? The largest amount that would go ahead, and where the answer may change on the way.

Exact while conditions are linear in the amount: then the answer can only change where two sides of a comparison
meet or a limit is used up. Start reading at `most`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from math import floor, inf
from typing import TYPE_CHECKING, NamedTuple

from leeway import feel
from leeway.decide.facts import SOMETHING_ELSE
from leeway.decide.worth.conditions import truth_of
from leeway.decide.worth.turns import AMOUNT
from leeway.policy import Cost, cost_minor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from leeway.decide.parts.plan import Balances, Grant, Plan
    from leeway.decide.worth.conditions import Truth
    from leeway.decide.worth.turns import AmountReading, Sides
    from leeway.ledger import Candidate
    from leeway.policy import Action

_WIDE = Context(prec=80)
"""Sums of 34-digit numbers are exact here; a quotient is right to far below one minor unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The amounts at which the answer may change, in minor units, and whether these are all."""

    at: frozenset[int]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Pricing:
    """What an action costs at every amount, in minor units, and how far its amount may go."""

    cost: Cost
    fixed: int
    share: int | Decimal
    """How much of the amount is cost; 0 and 1 as whole numbers, which are quick."""
    ceiling: int | None

    @classmethod
    def of(cls, action: Action) -> Pricing:
        """The pricing of an action of a book, or of something else."""
        cost = Cost(factor=1) if action is SOMETHING_ELSE else action.cost
        share = Decimal(cost.factor)
        return cls(cost, cost.fixed_minor, int(share) if share in (0, 1) else share, action.max_minor)

    def at(self, amount: int | None) -> int:
        """The cost of an amount."""
        if type(self.share) is int:
            return self.fixed + self.share * (amount or 0)
        return cost_minor(self.cost, amount_minor=amount)

    def amount_for(self, room: float) -> int:
        """The largest amount whose share fits into a room."""
        left = int(room) - self.fixed
        return left if self.share == 1 else int(_WIDE.divide_int(Decimal(left), Decimal(self.share)))

    def sure(self, room: float, *, cost: int) -> int | None:
        """The largest amount that a room for cost allows, whatever else there is; 0: none, None: any."""
        if room < (self.fixed if self.share else cost):
            return 0
        share, ceiling = self.share, self.ceiling
        if not share or room == inf:
            return ceiling
        # Mostly the whole amount is cost; then nothing has to be called.
        amount = int(room) - self.fixed if share == 1 else self.amount_for(room)
        return ceiling if ceiling is not None and ceiling < amount else amount


def most(plan: Plan, balances: Balances) -> int | None:
    """The largest amount that would go ahead now, in minor units; 0: none would, None: there is no ceiling."""
    reading = plan.law.amount_reading(plan.request)
    if _stopped(plan, reading):
        return 0
    hopes, certain = _undecided(plan, balances, reading)
    if not hopes:
        return certain
    return _furthest(plan, balances, hopes, reading, certain)


def _furthest(
    plan: Plan, balances: Balances, hopes: list[_Hope], reading: AmountReading, certain: int | None
) -> int | None:
    """The largest amount beyond what is certain that these clauses let go ahead, trying turns from above."""
    clauses = (*(rule.id for rule in reading.rules), *(hope.grant.clause for hope in hopes if hope.reads))
    turns = _roots(plan, reading, clauses=clauses)
    ceiling = plan.action.max_minor
    ends = _used_up(plan, hopes) if turns.exact else _ends((each.candidate for each in hopes), plan, balances)
    points = turns.at.union(ends, () if ceiling is None else (ceiling,))
    values = dict(plan.facts.values)
    if ceiling is None and _goes_ahead(plan, 2 * max(points) + 1, hopes, reading, values):
        return None
    above = [each for each in points if certain is not None and certain < each <= (ceiling or each)]
    above.sort(reverse=True)
    return next((each for each in above if _goes_ahead(plan, each, hopes, reading, values)), certain)


def _used_up(plan: Plan, hopes: Iterable[_Hope]) -> Iterator[int]:
    """The amounts at which the tightest limit of each clause is used up, and the next ones."""
    pricing = Pricing.of(plan.action)
    for hope in hopes if pricing.share else ():
        if hope.room < inf:
            end = pricing.amount_for(hope.room)
            yield end
            yield end + 1


def _undecided(plan: Plan, balances: Balances, reading: AmountReading) -> tuple[list[_Hope], int | None]:
    """The clauses that may reach further than those sure to grant, and how far the latter reach (None: any)."""
    found = (_hope(plan, grant, balances, reading) for grant in plan.grants)
    hopes = [hope for hope in found if hope is not None]
    if not hopes or reading.rules:
        return hopes, 0
    room = max((hope.room for hope in hopes if not hope.reads), default=-1)
    certain = Pricing.of(plan.action).sure(room, cost=plan.cost_minor)
    if certain is None or certain == plan.action.max_minor:
        return [], certain
    return [hope for hope in hopes if hope.reads and hope.room > room], certain


class _Hope(NamedTuple):
    """A clause that may let some amount go ahead, and the largest cost it has room for, in minor units."""

    grant: Grant
    candidate: Candidate
    room: float
    reads: bool
    """Whether its condition reads the amount."""


def _stopped(plan: Plan, reading: AmountReading) -> bool:
    """Whether a rule that does not read the amount stands in the way of every amount."""
    rules = plan.rules
    return any(each not in reading.rules for each in (*rules.true, *rules.unknown, *rules.error))


def _hope(plan: Plan, grant: Grant, balances: Balances, reading: AmountReading) -> _Hope | None:
    reads = grant.clause in reading.guidelines
    if grant.lacking or (not reads and not _grants(plan, grant.truth, grant)):
        return None
    if any(each.code not in {"in error", "rule in error"} for each in grant.obstacles):
        return None
    candidate = grant.by_decider
    room = _room(candidate, balances)
    return None if candidate is None or room < 0 else _Hope(grant, candidate, room, reads)


def _grants(plan: Plan, worth: Truth, grant: Grant) -> bool:
    """Whether a clause grants when its condition is worth this; an error, where an approver has settled it."""
    return worth is True or (worth is feel.ERROR and plan.settled(grant.clause))


def _room(candidate: Candidate | None, balances: Balances) -> float:
    """The largest cost, in minor units, that a clause's limits have room for; -1: not even none."""
    if candidate is None:
        return -1
    room = inf
    for charge in candidate.charges:
        if charge.cap is not None:
            left = charge.cap - balances.get(charge.meter, 0)
            if charge.meter.measure == "cost":
                room = min(room, left)
            elif charge.amount > left:
                return -1
    return room


def _goes_ahead(
    plan: Plan, amount: int, hopes: list[_Hope], reading: AmountReading, values: dict[str, feel.Value]
) -> bool:
    """Whether some clause lets this amount go ahead: it has room for it, holds at it, and no rule forbids it.

    `values` are the facts', with room for one amount after the other.
    """
    cost = Pricing.of(plan.action).at(amount)
    fitting = [hope for hope in hopes if cost <= hope.room]
    if not fitting:
        return False
    if not reading.sides:
        return True
    values[AMOUNT] = money(amount, digits=plan.book.digits)
    for rule in reading.rules:
        worth = truth_of(plan.law.value(rule.when.tree, values, plan.facts))
        if worth is not False and not (worth is feel.ERROR and plan.settled(rule.id)):
            return False
    return any(not hope.reads or _holds(plan, hope.grant, values) for hope in fitting)


def _holds(plan: Plan, grant: Grant, values: Mapping[str, feel.Value]) -> bool:
    """Whether a clause that reads the amount grants with these values."""
    assert grant.guideline is not None, "only guidelines have conditions"
    return _grants(plan, truth_of(plan.law.value(grant.guideline.when.tree, values, plan.facts)), grant)


# -- where the answer may change -----------------------------------------------------------------------
def turning_points(plan: Plan, balances: Balances) -> Turns:
    """Every amount at which a comparison or a limit of the action turns, with its neighbours."""
    reading = plan.law.amount_reading(plan.request)
    candidates = (each for grant in plan.grants for each in (grant.by_decider, *grant.by_level))
    turns = _roots(plan, reading, clauses=reading.sides)
    ceiling = () if plan.action.max_minor is None else (plan.action.max_minor,)
    found = turns.at.union(_ends(candidates, plan, balances), ceiling)
    return Turns(at=frozenset(each for each in found if each >= 1), exact=turns.exact)


def _roots(plan: Plan, reading: AmountReading, *, clauses: Iterable[str]) -> Turns:
    """The amounts at which comparisons of these clauses turn, with neighbours, and the smallest amount."""
    exact = True
    found: set[int] = {1}
    at_0 = {**plan.facts.values, AMOUNT: Decimal(0)}
    at_1 = {**plan.facts.values, AMOUNT: Decimal(1)}
    for sides in (sides for clause in clauses for sides in reading.sides[clause]):
        if sides is None or not sides.linear:
            exact = False
            continue
        root = _root(_difference(plan, sides, at_0), _difference(plan, sides, at_1))
        if root is not None:
            low = floor_minor(root, digits=plan.book.digits)
            found |= {low - 1, low, low + 1, low + 2}
    return Turns(at=frozenset(found), exact=exact)


def money(minor: int, *, digits: int) -> Decimal:
    """An amount in major units, as `to_major` has it, quickly."""
    return _WIDE.scaleb(minor, -digits)


def floor_minor(major: Decimal, *, digits: int) -> int:
    """The last amount in minor units that is not above one in major units."""
    return floor(_WIDE.multiply(major, 10**digits))


def _ends(candidates: Iterable[Candidate | None], plan: Plan, balances: Balances) -> Iterator[int]:
    """The amounts at which the limits of clauses are used up, and the next ones."""
    pricing = Pricing.of(plan.action)
    if not pricing.share:
        return
    for candidate in candidates:
        for charge in candidate.charges if candidate is not None else ():
            if charge.cap is not None and charge.meter.measure == "cost":
                end = pricing.amount_for(charge.cap - balances.get(charge.meter, 0))
                yield end
                yield end + 1


def _root(at_0: Decimal | None, at_1: Decimal | None) -> Decimal | None:
    """The amount at which both sides are equal; None: they never meet, or are not known."""
    if at_0 is None or at_1 is None:
        return None
    slope = _WIDE.subtract(at_1, at_0)
    return _WIDE.divide(_WIDE.minus(at_0), slope) if slope else None


def _difference(plan: Plan, sides: Sides, values: Mapping[str, feel.Value]) -> Decimal | None:
    """How far the two sides of a comparison are apart with these values."""
    left = plan.law.value(sides.left, values, plan.facts)
    right = plan.law.value(sides.right, values, plan.facts)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _WIDE.subtract(left, right)
    return None
