"""Where may an answer change as the amount grows? The comparisons of a condition that read the amount.

It looks at trees only; at which amounts they turn for one request is worked out in `amounts.py`.
Start reading at `amount_reading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway import feel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from leeway.policy import Guideline, Rule

AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a comparison that reads the amount; not `linear` when only trying an amount tells."""

    left: feel.Node
    right: feel.Node
    linear: bool


@dataclass(frozen=True, slots=True)
class AmountReading:
    """The rules and guidelines of an action that read the amount, each with its comparisons by clause id.

    None in place of a comparison's sides: it cannot be taken apart.
    """

    rules: tuple[Rule, ...]
    guidelines: frozenset[str]
    sides: Mapping[str, tuple[Sides | None, ...]]
    needed: Mapping[str, tuple[feel.Node, ...]]
    """What a guideline that reads the amount needs at every amount: while some of it is false, it is false."""


def amount_reading(rules: Iterable[Rule], guidelines: Iterable[Guideline]) -> AmountReading:
    """Which of these clauses read the amount, and where."""
    reading = tuple(rule for rule in rules if _reads(rule.when.tree))
    granting = [each for each in guidelines if _reads(each.when.tree)]
    return AmountReading(
        rules=reading,
        guidelines=frozenset(each.id for each in granting),
        sides={each.id: tuple(sides_in(each.when.tree)) for each in (*reading, *granting)},
        needed={each.id: tuple(needed_by(each.when.tree)) for each in granting},
    )


def needed_by(condition: feel.Node) -> Iterator[feel.Node]:
    """The parts of an `and` that do not read the amount: while one is false, so is the whole at each amount."""
    if isinstance(condition, feel.tree.And):
        yield from (part for part in condition.operands if not _reads(part))


def _reads(tree: feel.Node) -> bool:
    return AMOUNT in feel.names_read(tree)


def sides_in(condition: feel.Node) -> Iterator[Sides | None]:
    """The sides of every comparison that reads the amount; None for what cannot be taken apart."""
    if not _reads(condition):
        return
    match condition:
        case feel.tree.And(operands=parts) | feel.tree.Or(operands=parts):
            yield from _each(parts)
        case feel.tree.Call(function=feel.tree.Name(name="not"), arguments=parts):
            yield from _each(parts)
        case feel.tree.If(condition=test, yes=yes, no=no):
            yield from _each((test, yes, no))
        case feel.tree.Compare(left=left, right=right):
            yield _sides(left, right)
        case feel.tree.Between(value=value, low=low, high=high):
            yield from (_sides(value, low), _sides(value, high))
        case feel.tree.In(value=value, tests=tests):
            for test in tests:
                yield from _of_test(value, test)
        case _:
            yield None


def threshold(sides: Sides | None) -> feel.Node | None:
    """What the amount itself is held against in a plain comparison; None where there is more to it."""
    if sides is not None:
        for this, other in ((sides.left, sides.right), (sides.right, sides.left)):
            if isinstance(this, feel.tree.Name) and this.name == AMOUNT and not _reads(other):
                return other
    return None


_UNDER = {"<=": False, "<": True}
_OVER = {">=": False, ">": True}


def bounds_of(condition: feel.Node) -> list[tuple[feel.Node, bool]] | None:
    """What an amount must not be above (true: must be below), where a condition says nothing else of it.

    None where there is more to it: then it may hold at a large amount and not at a small one.
    """
    found: list[tuple[feel.Node, bool]] = []
    for part in condition.operands if isinstance(condition, feel.tree.And) else (condition,):
        match part:
            case feel.tree.Compare(op=op, left=feel.tree.Name(name=name), right=bound) if (
                name == AMOUNT and op in _UNDER and not _reads(bound)
            ):
                found.append((bound, _UNDER[op]))
            case feel.tree.Compare(op=op, left=bound, right=feel.tree.Name(name=name)) if (
                name == AMOUNT and op in _OVER and not _reads(bound)
            ):
                found.append((bound, _OVER[op]))
            case _ if _reads(part):
                return None
    return found


def _each(parts: Iterable[feel.Node]) -> Iterator[Sides | None]:
    for part in parts:
        yield from sides_in(part)


def _of_test(value: feel.Node, test: feel.Node) -> Iterator[Sides | None]:
    match test:
        case feel.tree.Test(operand=operand):
            yield _sides(value, operand)
        case feel.tree.Range(low=low, high=high):
            yield from (_sides(value, end) for end in (low, high) if end is not None)
        case feel.tree.Literal() | feel.tree.Name() | feel.tree.Negate() | feel.tree.Arithmetic():
            yield _sides(value, test)
        case feel.tree.List(items=items):
            for item in items:
                yield from _of_test(value, item)
        case _:
            yield None


def _sides(left: feel.Node, right: feel.Node) -> Sides:
    return Sides(left, right, linear=_degree(left) <= 1 and _degree(right) <= 1)


def _degree(tree: feel.Node) -> int:
    """0: does not read the amount, 1: linear in it, 2: anything else."""
    if not _reads(tree):
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
