"""How far could it go? The largest amount that would go ahead, and where the answer may change on the way.

Exact while conditions are linear in the amount: then the answer can only change where two sides of a comparison
meet or a limit is used up. Start reading at `most`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from math import floor, inf
from typing import TYPE_CHECKING

from leeway import feel
from leeway.decide.charges import cost_of
from leeway.decide.facts import SOMETHING_ELSE
from leeway.decide.worth.turns import AMOUNT
from leeway.policy import to_major

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leeway.decide.facts import Facts
    from leeway.decide.parts.plan import Balances, Grant, Plan
    from leeway.decide.worth.turns import Sides
    from leeway.ledger import Candidate

_WIDE = Context(prec=80)
"""Sums of 34-digit numbers are exact here; a quotient is right to far below one minor unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The amounts at which the answer may change, in minor units, and whether these are all."""

    at: frozenset[int]
    exact: bool = True


def most(plan: Plan, balances: Balances) -> int | None:
    """The largest amount that would go ahead now, in minor units; 0: none would, None: there is no ceiling."""
    candidates = [grant.by_decider for grant in plan.grants]
    rooms = [_room(each, balances) for each in candidates]
    turns = _turning_points(plan, balances, candidates)
    ceiling = plan.action.max_minor
    points = sorted((each for each in turns.at if ceiling is None or each <= ceiling), reverse=True)
    if ceiling is None and _goes_ahead(plan, 2 * max(points, default=1) + 1, rooms):
        return None
    return next((each for each in points if _goes_ahead(plan, each, rooms)), 0)


def _goes_ahead(plan: Plan, amount: int, rooms: list[float]) -> bool:
    """Whether some clause lets this amount go ahead: it has room for it and holds at it."""
    cost = cost_of(plan.action, amount)
    fitting = [place for place, room in enumerate(rooms) if cost <= room]
    return bool(fitting) and _holds(plan, amount, fitting)


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


def _holds(plan: Plan, amount: int, places: Iterable[int]) -> bool:
    """Whether, at another amount, no rule stands in the way and one of these clauses grants."""
    grants, law, request = plan.grants, plan.law, plan.request
    if not law.amount_sides(request):
        return not plan.rules.true and any(_is_free(grants[place]) for place in places)
    values = {**plan.facts.values, AMOUNT: to_major(amount, digits=plan.book.digits)}
    facts = replace(plan.facts, values=values)
    if any(worth is not feel.ERROR or not plan.settled(rule.id) for rule, worth in law.rules(request, facts)):
        return False
    conditional = plan.grants[0].guideline is not None
    worths = [worth for _, worth in law.guidelines(request, facts)] if conditional else [True] * len(grants)
    return any(_grants(plan, grants[place], worths[place]) for place in places)


def _is_free(grant: Grant) -> bool:
    return grant.ready and not grant.lacking


def _grants(plan: Plan, grant: Grant, worth: object) -> bool:
    """Whether a clause would grant if its condition were worth this."""
    if grant.lacking or any(
        each.code != "in error" and each.code != "rule in error" for each in grant.obstacles
    ):
        return False
    return worth is True or (worth is feel.ERROR and plan.settled(grant.clause))


# -- where the answer may change -----------------------------------------------------------------------
def turning_points(plan: Plan, balances: Balances) -> Turns:
    """Every amount at which a comparison or a limit of the action turns, with its neighbours."""
    candidates = (each for grant in plan.grants for each in (grant.by_decider, *grant.by_level))
    return _turning_points(plan, balances, candidates)


def _turning_points(plan: Plan, balances: Balances, candidates: Iterable[Candidate | None]) -> Turns:
    scale = 10**plan.book.digits
    exact = True
    found: set[int] = {1}
    for sides in plan.law.amount_sides(plan.request):
        if sides is None or not sides.linear:
            exact = False
            continue
        root = _root(plan, sides)
        if root is not None:
            low = floor(_WIDE.multiply(root, scale))
            found |= {low - 1, low, low + 1, low + 2}
    found.update(_ends(candidates, plan, balances))
    if plan.action.max_minor is not None:
        found.add(plan.action.max_minor)
    return Turns(at=frozenset(each for each in found if each >= 1), exact=exact)


def _ends(candidates: Iterable[Candidate | None], plan: Plan, balances: Balances) -> Iterator[int]:
    """The amounts at which the limits of clauses are used up, and the next ones."""
    cost = plan.action.cost
    factor = Decimal(1) if plan.action is SOMETHING_ELSE else Decimal(cost.factor)
    if not factor:
        return
    for candidate in candidates:
        for charge in candidate.charges if candidate is not None else ():
            if charge.cap is not None and charge.meter.measure == "cost":
                room = charge.cap - balances.get(charge.meter, 0) - cost.fixed_minor
                end = room if factor == 1 else int(_WIDE.divide_int(Decimal(room), factor))
                yield end
                yield end + 1


def _root(plan: Plan, sides: Sides) -> Decimal | None:
    """The amount at which both sides are equal; None: they never meet, or are not known."""
    at_0, at_1 = (_difference(plan, sides, plan.facts, amount) for amount in (0, 1))
    if at_0 is None or at_1 is None:
        return None
    slope = _WIDE.subtract(at_1, at_0)
    return _WIDE.divide(_WIDE.minus(at_0), slope) if slope else None


def _difference(plan: Plan, sides: Sides, facts: Facts, amount: int) -> Decimal | None:
    values = {**facts.values, AMOUNT: Decimal(amount)}
    left = plan.law.value(sides.left, values, facts)
    right = plan.law.value(sides.right, values, facts)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _WIDE.subtract(left, right)
    return None
