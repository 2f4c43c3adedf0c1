"""Which comparisons are always true, or never, whatever the facts are?

It looks at declared values, at the same thing on both sides, and at constant bounds that exclude each
other (`x > 5 and x < 3`) or leave nothing out (`x <= 5 or x > 3`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leeway.feel import tree
from leeway.feel.tree import Node
from leeway.feel.values import Value, equal, less

_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
_TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Bound:
    """`subject op value`, with a constant value."""

    subject: Node
    op: str
    value: Value

    def opposite(self) -> Bound:
        """What holds when this does not."""
        return Bound(self.subject, _OPPOSITE[self.op], self.value)


def bounds_of(node: Node) -> Iterator[Bound]:
    """The bounds that a comparison sets; all of them hold when it does."""
    if isinstance(node, tree.Compare):
        if isinstance(node.right, tree.Literal):
            yield Bound(node.left, node.op, node.right.value)
        elif isinstance(node.left, tree.Literal):
            yield Bound(node.right, _TURNED[node.op], node.left.value)
    elif isinstance(node, tree.Between):
        yield from _within(node.value, node.low, node.high)
    elif isinstance(node, tree.In) and len(node.tests) == 1:
        test = node.tests[0]
        if isinstance(test, tree.Range) and test.low is not None and test.high is not None:
            yield from _within(
                node.value,
                test.low,
                test.high,
                low_included=test.low_included,
                high_included=test.high_included,
            )
        elif isinstance(test, tree.Test) and isinstance(test.operand, tree.Literal):
            yield Bound(node.value, test.op, test.operand.value)


def _within(
    subject: Node, low: Node, high: Node, *, low_included: bool = True, high_included: bool = True
) -> Iterator[Bound]:
    if isinstance(low, tree.Literal):
        yield Bound(subject, ">=" if low_included else ">", low.value)
    if isinstance(high, tree.Literal):
        yield Bound(subject, "<=" if high_included else "<", high.value)


def excluding(bounds: list[Bound]) -> tuple[Bound, Bound] | None:
    """Two of the bounds that cannot both hold, or None.

    Bounds on different subjects never exclude each other; null as a value is left to the null tests.
    """
    known = [bound for bound in bounds if bound.value is not None]
    for index, one in enumerate(known):
        for other in known[index + 1 :]:
            if one.subject == other.subject and (_excludes(one, other) or _excludes(other, one)):
                return one, other
    return None


def _excludes(a: Bound, b: Bound) -> bool:
    """Whether `a` being so leaves `b` no value; asked in both directions."""
    if a.op == "=":
        return _holds(b.op, a.value, b.value) is False
    if a.op in ("<", "<=") and b.op in (">", ">="):
        if less(a.value, b.value):
            return True
        return equal(a.value, b.value) is True and (a.op, b.op) != ("<=", ">=")
    return False


def _holds(op: str, a: Value, b: Value) -> bool | None:
    """`a op b` for constants; None when they have no order."""
    if op in ("=", "!="):
        answer = equal(a, b)
        return answer if answer is None or op == "=" else not answer
    turned: Any = (b, a) if op in (">", "<=") else (a, b)
    answer = less(*turned)
    return answer if answer is None or op in ("<", ">") else not answer


def leaving_nothing_out(bounds: list[Bound]) -> tuple[Bound, Bound] | None:
    """Two of the bounds of which one always holds, or None."""
    found = excluding([bound.opposite() for bound in bounds])
    return (found[0].opposite(), found[1].opposite()) if found else None


def of_itself(op: str) -> bool:
    """What `x op x` is worth for any x that has an order."""
    return op in ("=", "<=", ">=")
