"""What does a condition need of each fact? Values it must be among, spans it must be within, what it must hold.

Only the parts of an `and` are taken apart that hold one fact against constants; the rest is left as it is. It
looks at trees only. Start reading at `needs_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import inf
from typing import Any, Final, NamedTuple

from leeway import feel

_LINES = ("number", "date")
_SIMPLE = frozenset({"string", "boolean", *_LINES})

type Types = Mapping[str, feel.Type]
type Need = tuple[str, Among | Within | Holds]

type End = tuple[Decimal | float, int]
"""A place on a line: just before a number (-1), at it (0), or just after it (1). Days lie by `day_key`."""

LOWEST: End = -inf, 0
HIGHEST: End = inf, 0


class Within(NamedTuple):
    """The numbers, or the days, from one end to another, both included."""

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


class Holds(NamedTuple):
    """A list of texts that must hold one text, or (None: no matter which) must not hold others."""

    one: str | None
    none_of: frozenset[str] = frozenset()


class Needs(NamedTuple):
    """What must hold for a condition to be true: all of it, and if it does, nothing else must."""

    among: Mapping[str, Among]
    within: Mapping[str, Within]
    holds: Mapping[str, Holds]
    rest: tuple[feel.Node, ...]


DAY_KEY: Final = "{0}.year * 512 + {0}.month * 32 + {0}.day"
"""Where a day lies, later days further on: as code, to be written where a call would take longer."""
day_key: Final[Callable[[Any], int]] = eval(f"lambda day: {DAY_KEY.format('day')}")  # noqa: S307 - only code that we wrote
"""The same to be called."""


def needs_of(condition: feel.Node, types: Types) -> Needs:
    """The condition taken apart; `types` are those of the facts that are never null."""
    among: dict[str, Among] = {}
    within: dict[str, Within] = {}
    holds: dict[str, Holds] = {}
    rest: list[feel.Node] = []
    for part in condition.operands if isinstance(condition, feel.tree.And) else (condition,):
        match _need(part, types):
            case name, Among() as values:
                among[name] = among[name].and_(values) if name in among else values
            case name, Within() as span:
                within[name] = within[name].and_(span) if name in within else span
            case name, Holds(one=None, none_of=texts):
                before = holds.get(name, _HOLDS_ANYTHING)
                holds[name] = Holds(before.one, before.none_of | texts)
            case name, Holds(one=text) if holds.get(name, _HOLDS_ANYTHING).one is None:
                holds[name] = Holds(text, holds.get(name, _HOLDS_ANYTHING).none_of)
            case _ if not (isinstance(part, feel.tree.Literal) and part.value is True):
                rest.append(part)
    return Needs(among, within, holds, tuple(rest))


_HOLDS_ANYTHING = Holds(None)


def _need(part: feel.Node, types: Types) -> Need | None:
    """The one fact that a part reads, and what it needs of it; None: it is not that simple."""
    match part:
        case feel.tree.Name(name=name) if is_plain(types, name, "boolean"):
            return name, Among(frozenset({True}))
        case feel.tree.Call(function=feel.tree.Name(name="not"), arguments=(inner,)):
            return _opposite(_need(inner, types))
        case feel.tree.Call(
            function=feel.tree.Name(name="list contains"),
            arguments=(feel.tree.Name(name=name), feel.tree.Literal(value=str(text))),
        ) if str(types.get(name)) == "list<string>":
            return name, Holds(text)
        case feel.tree.Compare(op=op, left=feel.tree.Name(name=name), right=right):
            return _compared(name, op, _constant(right), types)
        case feel.tree.Compare(op=op, left=left, right=feel.tree.Name(name=name)):
            return _compared(name, _TURNED[op], _constant(left), types)
        case feel.tree.Between(value=feel.tree.Name(name=name), low=low, high=high):
            return _spanning(name, (_constant(low), 0), (_constant(high), 0), types)
        case feel.tree.In(value=feel.tree.Name(name=name), tests=tests):
            return _passing(name, tuple(items_of(tests)), types)
    return None


def _opposite(need: Need | None) -> Need | None:
    """What `not(…)` needs, where that is as simple."""
    match need:
        case name, Among(values=values, others=others):
            return name, Among(values, others=not others)
        case name, Holds(one=str(text)):
            return name, Holds(None, frozenset({text}))
    return None


def _constant(node: feel.Node) -> feel.Value:
    """What a part that reads nothing is worth: a literal, or a day; None: it is something else."""
    match node:
        case feel.tree.Literal(value=value):
            return value
        case feel.tree.Call(
            function=feel.tree.Name(name="date"), arguments=(feel.tree.Literal(value=str(text)),)
        ):
            day = feel.value_of_text(feel.types.DATE, text)
            return day if isinstance(day, feel.Date) else None
    return None


_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _compared(name: str, op: str, value: feel.Value, types: Types) -> Need | None:
    kind = type_of(value)
    if not is_plain(types, name, kind):
        return None
    if kind in _LINES:
        at = _at(value)
        spans = {
            "=": Within((at, 0), (at, 0)),
            "<": Within(LOWEST, (at, -1)), "<=": Within(LOWEST, (at, 0)),
            ">": Within((at, 1), HIGHEST), ">=": Within((at, 0), HIGHEST),
        }  # fmt: skip
        return (name, spans[op]) if op in spans else None
    return (name, Among(frozenset({value}), others=op == "!=")) if op in {"=", "!="} else None


def _passing(name: str, tests: Sequence[feel.Node], types: Types) -> Need | None:
    """`name in (tests)`: constants, or a single range."""
    match tests:
        case (feel.tree.Range(low=feel.Node() as low, high=feel.Node() as high) as span,):
            after, before = 0 if span.low_included else 1, 0 if span.high_included else -1
            return _spanning(name, (_constant(low), after), (_constant(high), before), types)
    values = [each.value for each in tests if isinstance(each, feel.tree.Literal)]
    if len(values) == len(tests) and any(_are(types, name, kind, values) for kind in ("string", "boolean")):
        return name, Among(frozenset(values))
    return None


def _spanning(name: str, low: tuple[Any, int], high: tuple[Any, int], types: Types) -> Need | None:
    if any(_are(types, name, kind, (low[0], high[0])) for kind in _LINES):
        return name, Within((_at(low[0]), low[1]), (_at(high[0]), high[1]))
    return None


def _at(value: Any) -> Decimal | int:
    """Where a number or a day lies."""
    return value if isinstance(value, Decimal) else day_key(value)


def _are(types: Types, name: str, kind: str, values: Sequence[feel.Value]) -> bool:
    """Whether a fact and these constants are all of one type."""
    return is_plain(types, name, kind) and all(type_of(value) == kind for value in values)


def items_of(tests: Sequence[feel.Node]) -> Iterator[feel.Node]:
    """The tests on the right of an `in`, those in a list among them."""
    for test in tests:
        if isinstance(test, feel.tree.List):
            yield from test.items
        else:
            yield test


def is_plain(types: Types, name: str, wanted: str | None) -> bool:
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
        case feel.Date():
            return "date"
    return None
