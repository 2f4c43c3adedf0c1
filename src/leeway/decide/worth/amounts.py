"""How far could it go? The largest amount that would go ahead, and where the answer may change on the way.

Exact while conditions are linear in the amount: then the answer can only change where two sides of a comparison
meet or a limit is used up. Start reading at `most`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from functools import partial
from math import floor, inf
from typing import TYPE_CHECKING, NamedTuple

from leeway import feel
from leeway.decide.charges import cost_of
from leeway.decide.facts import SOMETHING_ELSE
from leeway.decide.worth.conditions import truth_of
from leeway.decide.worth.turns import AMOUNT
from leeway.policy import to_major

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from leeway.decide.parts.plan import Balances, Grant, Plan
    from leeway.decide.worth.conditions import Truth
    from leeway.decide.worth.turns import AmountReading, Sides
    from leeway.ledger import Candidate
    from leeway.policy import Action, Rule

_WIDE = Context(prec=80)
"""Sums of 34-digit numbers are exact here; a quotient is right to far below one minor unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The amounts at which the answer may change, in minor units, and whether these are all."""

    at: frozenset[int]
    exact: bool = True


def most(plan: Plan, balances: Balances) -> int | None:
    """The largest amount that would go ahead now, in minor units; 0: none would, None: there is no ceiling."""
    reading = plan.law.amount_reading(plan.request)
    if _stopped(plan, reading):
        return 0
    hopes = [hope for grant in plan.grants if (hope := _hope(plan, grant, balances, reading)) is not None]
    reach = Reach(
        action=plan.action,
        digits=plan.book.digits,
        cost_minor=plan.cost_minor,
        values=plan.facts.values,
        passes=tuple(partial(_passes, plan, rule) for rule in reading.rules),
    )
    return furthest(reach, hopes, points=partial(_points, plan, balances, reading))


class Hope(NamedTuple):
    """A clause that may let some amount go ahead, and the largest cost it has room for, in minor units."""

    clause: str
    room: float
    grants: Callable[[Mapping[str, feel.Value]], bool] | None
    """Whether it grants at the amount among these values; None: at every amount."""
    candidate: Candidate | None = None


class Reach(NamedTuple):
    """What is the same for every amount that is tried."""

    action: Action
    digits: int
    cost_minor: int
    """The cost of the amount that was asked for."""
    values: Mapping[str, feel.Value]
    passes: tuple[Callable[[Mapping[str, feel.Value]], bool], ...]
    """Of each rule that reads the amount: whether it lets the amount among these values pass."""


def furthest(reach: Reach, hopes: list[Hope], *, points: Callable[[list[Hope]], frozenset[int]]) -> int | None:
    """The largest amount that one of these clauses lets go ahead; 0: none, None: there is no ceiling.

    `points` are all amounts at which one of the clauses may turn, limits and rules included.
    """
    open_, certain = (hopes, 0) if reach.passes or not hopes else _undecided(reach, hopes)
    if not open_:
        return certain
    found, ceiling, values = points(open_), reach.action.max_minor, dict(reach.values)
    if ceiling is None and _goes_ahead(reach, 2 * max(found) + 1, open_, values):
        return None
    tried = found if ceiling is None else found | {ceiling}
    least = 0 if certain is None else certain
    above = sorted((each for each in tried if least < each <= (ceiling or each)), reverse=True)
    return next((each for each in above if _goes_ahead(reach, each, open_, values)), certain)


def used_up(action: Action, hopes: Iterable[Hope]) -> Iterator[int]:
    """The amounts at which the tightest limit of each clause is used up, and the next ones."""
    fixed, factor = action.cost.fixed_minor, _factor(action)
    for hope in hopes if factor else ():
        if hope.room < inf:
            end = _amount_for(hope.room - fixed, factor)
            yield end
            yield end + 1


def _undecided(reach: Reach, hopes: list[Hope]) -> tuple[list[Hope], int | None]:
    """The clauses that may reach further than those sure to grant, and how far the latter reach (None: any)."""
    action = reach.action
    factor, fixed = _factor(action), action.cost.fixed_minor
    room = max([hope.room for hope in hopes if hope.grants is None], default=-1)
    certain: int | None = 0
    if room >= (fixed if factor else reach.cost_minor):
        certain = _amount_for(room - fixed, factor) if room < inf and factor else None
    ceiling = action.max_minor
    if ceiling is not None:
        certain = ceiling if certain is None else min(certain, ceiling)
    if certain is None or certain == ceiling:
        return [], certain
    return [hope for hope in hopes if hope.grants is not None and hope.room > room], certain


def _goes_ahead(reach: Reach, amount: int, hopes: list[Hope], values: dict[str, feel.Value]) -> bool:
    """Whether some clause lets this amount go ahead: it has room for it, holds at it, and no rule forbids it.

    `values` are the facts', with room for one amount after the other.
    """
    cost = cost_of(reach.action, amount)
    fitting = [hope for hope in hopes if cost <= hope.room]
    if not fitting:
        return False
    values[AMOUNT] = to_major(amount, digits=reach.digits)
    return all(passes(values) for passes in reach.passes) and any(
        hope.grants is None or hope.grants(values) for hope in fitting
    )


def _factor(action: Action) -> Decimal:
    """How much of the amount is cost."""
    return Decimal(1) if action is SOMETHING_ELSE else Decimal(action.cost.factor)


def _amount_for(room: float, factor: Decimal) -> int:
    """The largest amount whose share fits into a room, in minor units."""
    whole = int(room)
    return whole if factor == 1 else int(_WIDE.divide_int(Decimal(whole), factor))


# -- what a plan hopes for -------------------------------------------------------------------------------
def _stopped(plan: Plan, reading: AmountReading) -> bool:
    """Whether a rule that does not read the amount stands in the way of every amount."""
    rules = plan.rules
    return any(each not in reading.rules for each in (*rules.true, *rules.unknown, *rules.error))


def _hope(plan: Plan, grant: Grant, balances: Balances, reading: AmountReading) -> Hope | None:
    reads = grant.clause in reading.guidelines
    if grant.lacking or (not reads and not _grants(plan, grant.truth, grant)):
        return None
    if any(each.code not in {"in error", "rule in error"} for each in grant.obstacles):
        return None
    candidate = grant.by_decider
    room = _room(candidate, balances)
    if candidate is None or room < 0:
        return None
    return Hope(grant.clause, room, partial(_holds, plan, grant) if reads else None, candidate)


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


def _passes(plan: Plan, rule: Rule, values: Mapping[str, feel.Value]) -> bool:
    """Whether a rule that reads the amount does not stand in its way with these values."""
    worth = truth_of(plan.law.value(rule.when.tree, values, plan.facts))
    return worth is False or (worth is feel.ERROR and plan.settled(rule.id))


def _holds(plan: Plan, grant: Grant, values: Mapping[str, feel.Value]) -> bool:
    """Whether a clause that reads the amount grants with these values."""
    assert grant.guideline is not None, "only guidelines have conditions"
    return _grants(plan, truth_of(plan.law.value(grant.guideline.when.tree, values, plan.facts)), grant)


def _points(plan: Plan, balances: Balances, reading: AmountReading, hopes: list[Hope]) -> frozenset[int]:
    """The amounts at which these clauses turn; where trying alone tells, those of each of their limits."""
    clauses = (
        *(rule.id for rule in reading.rules),
        *(each.clause for each in hopes if each.grants is not None),
    )
    turns = _roots(plan, reading, clauses=clauses)
    if turns.exact:
        return turns.at.union(used_up(plan.action, hopes))
    return turns.at.union(_ends((each.candidate for each in hopes), plan, balances))


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
            found.update(around(root, digits=plan.book.digits))
    return Turns(at=frozenset(found), exact=exact)


def around(root: Decimal, *, digits: int) -> tuple[int, ...]:
    """The amounts in minor units at either side of one in major units, and their neighbours."""
    low = floor(_WIDE.multiply(root, 10**digits))
    return low - 1, low, low + 1, low + 2


def _ends(candidates: Iterable[Candidate | None], plan: Plan, balances: Balances) -> Iterator[int]:
    """The amounts at which the limits of clauses are used up, and the next ones."""
    fixed, factor = plan.action.cost.fixed_minor, _factor(plan.action)
    if not factor:
        return
    for candidate in candidates:
        for charge in candidate.charges if candidate is not None else ():
            if charge.cap is not None and charge.meter.measure == "cost":
                end = _amount_for(charge.cap - balances.get(charge.meter, 0) - fixed, factor)
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
