"""What does a condition need of each fact? Values that a fact must be among, and spans a number must be within.

Only the parts of an `and` are taken apart that hold one fact against constants; the rest is left as it is. It
looks at trees only. Start reading at `needs_of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from leeway import feel

_SIMPLE = frozenset({"string", "number", "boolean"})

type End = tuple[Decimal, int]
"""A place on the line of numbers: just before a number (-1), at it (0), or just after it (1)."""

LOWEST: End = Decimal("-Infinity"), 0
HIGHEST: End = Decimal("Infinity"), 0


class Within(NamedTuple):
    """The numbers from one end to another, both included."""

    low: End
    high: End

    def and_(self, other: Within) -> Within:
        """The numbers in both."""
        return Within(max(self.low, other.low), min(self.high, other.high))


class Among(NamedTuple):
    """Texts, or true and false: these values, or all others."""

    values: frozenset[Any]
    others: bool = False

    def and_(self, other: Among) -> Among:
        """The values in both."""
        match self.others, other.others:
            case False, False:
                return Among(self.values & other.values)
            case True, True:
                return Among(self.values | other.values, others=True)
            case False, True:
                return Among(self.values - other.values)
        return Among(other.values - self.values)


class Needs(NamedTuple):
    """What must hold for a condition to be true: all of it, and if it does, nothing else must."""

    among: Mapping[str, Among]
    within: Mapping[str, Within]
    rest: tuple[feel.Node, ...]


def needs_of(condition: feel.Node, types: Mapping[str, feel.Type]) -> Needs:
    """The condition taken apart; `types` are those of the facts that are never null."""
    among: dict[str, Among] = {}
    within: dict[str, Within] = {}
    rest: list[feel.Node] = []
    for part in condition.operands if isinstance(condition, feel.tree.And) else (condition,):
        match _need(part, types):
            case name, Among() as values:
                among[name] = among[name].and_(values) if name in among else values
            case name, Within() as span:
                within[name] = within[name].and_(span) if name in within else span
            case _ if not (isinstance(part, feel.tree.Literal) and part.value is True):
                rest.append(part)
    return Needs(among, within, tuple(rest))


def _need(part: feel.Node, types: Mapping[str, feel.Type]) -> tuple[str, Among | Within] | None:
    """The one fact that a part reads, and what it needs of it; None: it is not that simple."""
    match part:
        case feel.tree.Name(name=name) if is_plain(types, name, "boolean"):
            return name, Among(frozenset({True}))
        case feel.tree.Call(function=feel.tree.Name(name="not"), arguments=(feel.tree.Name(name=name),)) if (
            is_plain(types, name, "boolean")
        ):
            return name, Among(frozenset({False}))
        case feel.tree.Compare(op=op, left=feel.tree.Name(name=name), right=feel.tree.Literal(value=value)):
            return _compared(name, op, value, types)
        case feel.tree.Compare(op=op, left=feel.tree.Literal(value=value), right=feel.tree.Name(name=name)):
            return _compared(name, _TURNED[op], value, types)
        case feel.tree.Between(
            value=feel.tree.Name(name=name),
            low=feel.tree.Literal(value=low),
            high=feel.tree.Literal(value=high),
        ) if _are(types, name, "number", (low, high)):
            return name, Within((low, 0), (high, 0))
        case feel.tree.In(value=feel.tree.Name(name=name), tests=tests):
            return _passing(name, tuple(items_of(tests)), types)
    return None


_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _compared(
    name: str, op: str, value: feel.Value, types: Mapping[str, feel.Type]
) -> tuple[str, Among | Within] | None:
    kind = type_of(value)
    if not is_plain(types, name, kind):
        return None
    if isinstance(value, Decimal):
        spans = {
            "=": Within((value, 0), (value, 0)),
            "<": Within(LOWEST, (value, -1)), "<=": Within(LOWEST, (value, 0)),
            ">": Within((value, 1), HIGHEST), ">=": Within((value, 0), HIGHEST),
        }  # fmt: skip
        return (name, spans[op]) if op in spans else None
    return (name, Among(frozenset({value}), others=op == "!=")) if op in {"=", "!="} else None


def _passing(
    name: str, tests: Sequence[feel.Node], types: Mapping[str, feel.Type]
) -> tuple[str, Among | Within] | None:
    """`name in (tests)`: constants, or a single range."""
    match tests:
        case (
            feel.tree.Range(
                low=feel.tree.Literal(value=low), high=feel.tree.Literal(value=high), low_included=after,
                high_included=before,
            ),
        ) if _are(types, name, "number", (low, high)):  # fmt: skip
            return name, Within((low, 0 if after else 1), (high, 0 if before else -1))
    values = [each.value for each in tests if isinstance(each, feel.tree.Literal)]
    if len(values) == len(tests) and any(_are(types, name, kind, values) for kind in ("string", "boolean")):
        return name, Among(frozenset(values))
    return None


def _are(types: Mapping[str, feel.Type], name: str, kind: str, values: Sequence[feel.Value]) -> bool:
    """Whether a fact and these constants are all of one type."""
    return is_plain(types, name, kind) and all(type_of(value) == kind for value in values)


def items_of(tests: Sequence[feel.Node]) -> Iterator[feel.Node]:
    """The tests on the right of an `in`, those in a list among them."""
    for test in tests:
        if isinstance(test, feel.tree.List):
            yield from test.items
        else:
            yield test


def is_plain(types: Mapping[str, feel.Type], name: str, wanted: str | None) -> bool:
    """Whether a fact is never null and of a simple type."""
    return wanted in _SIMPLE and name in types and str(types[name]) == wanted


def type_of(value: feel.Value) -> str | None:
    """The simple type of a constant; None: it is of another."""
    match value:
        case bool():
            return "boolean"
        case str():
            return "string"
        case Decimal():
            return "number"
    return None
