"""How far could it go? The largest amount that would go ahead, and where the answer may change on the way.

Exact while conditions are linear in the amount: then the answer can only change where two sides of a comparison
meet or a limit is used up. Start reading at `most`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import floor
from typing import TYPE_CHECKING

from leeway import feel
from leeway.decide.charges import cost_of
from leeway.decide.parts.grants import grants_on, weigh
from leeway.decide.parts.law import AMOUNT
from leeway.policy import to_major

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leeway.decide.facts import Facts
    from leeway.decide.parts.plan import Balances, Grant, Plan
    from leeway.ledger import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The amounts at which the answer may change, in minor units, and whether these are all."""

    at: frozenset[int]
    exact: bool = True
    constant: bool = False
    """Whether no condition reads the amount."""


def most(plan: Plan, balances: Balances) -> int | None:
    """The largest amount that would go ahead now, in minor units; 0: none would, None: there is no ceiling."""
    candidates = tuple(grant.by_decider for grant in plan.grants)
    turns = _turning_points(plan, balances, candidates)
    ceiling = plan.action.max_minor
    points = sorted((each for each in turns.at if ceiling is None or each <= ceiling), reverse=True)
    if ceiling is None:
        beyond = 2 * max(points, default=1) + 1
        if _goes_ahead(plan, balances, beyond, candidates, constant=turns.constant):
            return None
    goes = partial(_goes_ahead, plan, balances, candidates=candidates, constant=turns.constant)
    return next((each for each in points if goes(each)), 0)


def _goes_ahead(
    plan: Plan, balances: Balances, amount: int, candidates: tuple[Candidate | None, ...], *, constant: bool
) -> bool:
    """Whether some clause lets this amount go ahead; `constant`: no condition reads the amount."""
    cost = cost_of(plan.action, amount)
    fitting = [place for place, each in enumerate(candidates) if _has_room(each, balances, cost)]
    if not fitting:
        return False
    grants = _grants_now(plan) if constant else _grants_at(plan, amount)
    return bool(grants) and any(grants[place].ready and not grants[place].lacking for place in fitting)


def _has_room(candidate: Candidate | None, balances: Balances, cost: int) -> bool:
    """Whether a clause's limits would fit at another cost."""
    return candidate is not None and all(
        charge.cap is None
        or balances.get(charge.meter, 0) + (cost if charge.meter.measure == "cost" else charge.amount)
        <= charge.cap
        for charge in candidate.charges
    )


def _grants_now(plan: Plan) -> tuple[Grant, ...]:
    return () if plan.rules.true else plan.grants


def _grants_at(plan: Plan, amount: int) -> tuple[Grant, ...]:
    """The clauses of a plan weighed at another amount."""
    values = {**plan.facts.values, AMOUNT: to_major(amount, digits=plan.book.digits)}
    weighing = weigh(
        plan.law, replace(plan.request, amount_minor=amount), replace(plan.facts, values=values),
        decider=plan.decider, action=plan.action, cost=cost_of(plan.action, amount),
    )  # fmt: skip
    return () if weighing.rules.true else grants_on(weighing)


def turning_points(plan: Plan, balances: Balances) -> Turns:
    """Every amount at which a comparison or a limit of the action turns, with its neighbours."""
    candidates = (each for grant in plan.grants for each in (grant.by_decider, *grant.by_level))
    return _turning_points(plan, balances, candidates)


def _turning_points(plan: Plan, balances: Balances, candidates: Iterable[Candidate | None]) -> Turns:
    reading = plan.law.reading_amount(plan.request)
    scale = 10**plan.book.digits
    exact = True
    found: set[int] = {1}
    for tree in reading:
        for sides in _comparisons(tree):
            root = None if sides is None else _root(sides[0], sides[1], plan.facts)
            exact = exact and sides is not None and root is not False
            if isinstance(root, Fraction):
                low = floor(root * scale)
                found |= {low - 1, low, low + 1, low + 2}
    found |= set(_ends(candidates, plan, balances))
    if plan.action.max_minor is not None:
        found.add(plan.action.max_minor)
    return Turns(at=frozenset(each for each in found if each >= 1), exact=exact, constant=not reading)


def _ends(candidates: Iterable[Candidate | None], plan: Plan, balances: Balances) -> Iterator[int]:
    """The amounts at which the limits of clauses are used up, and the next ones."""
    cost = plan.action.cost
    factor = Fraction(Decimal(cost.factor)) if plan.action.name in plan.book.actions else Fraction(1)
    if not factor:
        return
    for candidate in candidates:
        for charge in candidate.charges if candidate is not None else ():
            if charge.cap is not None and charge.meter.measure == "cost":
                room = charge.cap - balances.get(charge.meter, 0) - cost.fixed_minor
                end = floor(room / factor)
                yield from (end, end + 1)


# -- where comparisons turn ------------------------------------------------------------------------
def _comparisons(tree: feel.Node) -> Iterator[tuple[feel.Node, feel.Node] | None]:
    """The two sides of every comparison that reads the amount; None for what cannot be taken apart."""
    if AMOUNT not in feel.names_read(tree):
        return
    match tree:
        case feel.tree.And(operands=parts) | feel.tree.Or(operands=parts):
            yield from _each(parts)
        case feel.tree.Call(function=feel.tree.Name(name="not"), arguments=parts):
            yield from _each(parts)
        case feel.tree.If(condition=condition, yes=yes, no=no):
            yield from _each((condition, yes, no))
        case feel.tree.Compare(left=left, right=right):
            yield left, right
        case feel.tree.Between(value=value, low=low, high=high):
            yield from ((value, low), (value, high))
        case feel.tree.In(value=value, tests=tests):
            for test in tests:
                yield from _test_sides(value, test)
        case _:
            yield None


def _each(parts: Iterable[feel.Node]) -> Iterator[tuple[feel.Node, feel.Node] | None]:
    for part in parts:
        yield from _comparisons(part)


def _test_sides(value: feel.Node, test: feel.Node) -> Iterator[tuple[feel.Node, feel.Node] | None]:
    match test:
        case feel.tree.Test(operand=operand):
            yield value, operand
        case feel.tree.Range(low=low, high=high):
            yield from ((value, end) for end in (low, high) if end is not None)
        case feel.tree.Literal() | feel.tree.Name() | feel.tree.Negate() | feel.tree.Arithmetic():
            yield value, test
        case feel.tree.List(items=items):
            for item in items:
                yield from _test_sides(value, item)
        case _:
            yield None


def _root(left: feel.Node, right: feel.Node, facts: Facts) -> Fraction | bool | None:
    """The amount at which both sides are equal; None: they never meet (or are not known), False: not linear."""
    if not (_is_linear(left) and _is_linear(right)):
        return False
    at_0, at_1 = (_difference(left, right, facts, amount) for amount in (0, 1))
    if at_0 is None or at_1 is None:
        return None
    slope = at_1 - at_0
    return -at_0 / slope if slope else None


def _difference(left: feel.Node, right: feel.Node, facts: Facts, amount: int) -> Fraction | None:
    values = {**facts.values, AMOUNT: Decimal(amount)}
    sides = [
        feel.evaluate(side, values, now=facts.now, zone=facts.zone, in_book=True).value
        for side in (left, right)
    ]
    if all(isinstance(side, Decimal) for side in sides):
        return Fraction(sides[0]) - Fraction(sides[1])
    return None


def _is_linear(tree: feel.Node) -> bool:
    return _degree(tree) <= 1


def _degree(tree: feel.Node) -> int:
    """0: does not read the amount, 1: linear in it, 2: anything else."""
    if AMOUNT not in feel.names_read(tree):
        return 0
    match tree:
        case feel.tree.Name():
            return 1
        case feel.tree.Negate(operand=operand):
            return _degree(operand)
        case feel.tree.Arithmetic(op="+" | "-", left=left, right=right):
            return max(_degree(left), _degree(right))
        case feel.tree.Arithmetic(op="*", left=left, right=right):
            return min(2, _degree(left) + _degree(right))
        case feel.tree.Arithmetic(op="/", left=left, right=right):
            return _degree(left) if _degree(right) == 0 else 2
    return 2
