"""How do points and ranges lie to each other? before, meets, overlaps, during, starts, coincides …

Source: DMN 1.5, 10.3.4.8. An end that is open-ended lies beyond every point.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from leeway.feel.builtins.signature import Builtin, Environment, Parameter, Signature, signature
from leeway.feel.failure import Failed
from leeway.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    TIME,
    RangeOf,
    Union,
)
from leeway.feel.values import Range, Value, equal, less

_POINT = Union((NUMBER, STRING, DATE, TIME, DATE_AND_TIME, DAYS, MONTHS))
_RANGE = RangeOf(ANY)


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a range, or a point: its value, whether it belongs, and where infinity lies."""

    value: Value
    included: bool
    beyond: Literal[-1, 0, 1] = 0


@dataclass(frozen=True, slots=True)
class _Span:
    """A range, or a point as the range of itself."""

    start: _End
    end: _End


def _order(a: _End, b: _End) -> int:
    """-1, 0 or 1 as one end's value is less than, equal to or greater than the other's."""
    if a.beyond or b.beyond:
        return (a.beyond > b.beyond) - (a.beyond < b.beyond)
    if less(a.value, b.value):
        return -1
    same_place = equal(a.value, b.value)
    if same_place is None or less(b.value, a.value) is None:
        raise Failed("not-comparable", "the two are not of one kind that has an order")
    return 0 if same_place else 1


def _span(given: Range | Value) -> _Span:
    if not isinstance(given, Range):
        return _Span(_End(given, True), _End(given, True))
    if given.operator == "!=":
        raise Failed("not-an-interval", "`!=` leaves a gap and is no interval")
    start = _End(given.low, given.low_included, -1 if given.low is None else 0)
    end = _End(given.high, given.high_included, 1 if given.high is None else 0)
    return _Span(start, end)


def _before(a: _Span, b: _Span) -> bool:
    order = _order(a.end, b.start)
    return order < 0 or (order == 0 and not (a.end.included and b.start.included))


def _meets(a: _Span, b: _Span) -> bool:
    return a.end.included and b.start.included and _order(a.end, b.start) == 0


def _overlaps(a: _Span, b: _Span) -> bool:
    return not _before(a, b) and not _before(b, a)


def _starts_earlier(a: _Span, b: _Span) -> bool:
    order = _order(a.start, b.start)
    return order < 0 or (order == 0 and a.start.included and not b.start.included)


def _ends_later(a: _Span, b: _Span) -> bool:
    order = _order(a.end, b.end)
    return order > 0 or (order == 0 and a.end.included and not b.end.included)


def _overlaps_before(a: _Span, b: _Span) -> bool:
    return _starts_earlier(a, b) and not _before(a, b) and not _ends_later(a, b)


def _includes(a: _Span, b: _Span) -> bool:
    return not _starts_earlier(b, a) and not _ends_later(b, a)


def _same_start(a: _Span, b: _Span) -> bool:
    return a.start.included == b.start.included and _order(a.start, b.start) == 0


def _same_end(a: _Span, b: _Span) -> bool:
    return a.end.included == b.end.included and _order(a.end, b.end) == 0


def _finishes(a: _Span, b: _Span) -> bool:
    return _same_end(a, b) and not _starts_earlier(a, b)


def _starts(a: _Span, b: _Span) -> bool:
    return _same_start(a, b) and not _ends_later(a, b)


def _coincides(a: _Span, b: _Span) -> bool:
    return _same_start(a, b) and _same_end(a, b)


type _Relation = Callable[[_Span, _Span], bool]


def _reversed(relation: _Relation) -> _Relation:
    return lambda a, b: relation(b, a)


def _way(relation: _Relation, first: str, second: str) -> Signature:
    """One signature; its parameters are points or ranges, as their names say."""

    def run(_env: Environment, a: Value, b: Value) -> bool:
        return relation(_span(a), _span(b))

    parameters = (Parameter(name, _RANGE if name.startswith("range") else _POINT) for name in (first, second))
    return signature(run, BOOLEAN, *parameters)


def _function(name: str, relation: _Relation, *ways: tuple[str, str]) -> Builtin:
    return Builtin(name, tuple(_way(relation, *way) for way in (("range1", "range2"), *ways)))


_POINTS, _POINT_RANGE, _RANGE_POINT = ("point1", "point2"), ("point", "range"), ("range", "point")

FUNCTIONS = (
    _function("before", _before, _RANGE_POINT, _POINT_RANGE, _POINTS),
    _function("after", _reversed(_before), _RANGE_POINT, _POINT_RANGE, _POINTS),
    _function("meets", _meets),
    _function("met by", _reversed(_meets)),
    _function("overlaps", _overlaps),
    _function("overlaps before", _overlaps_before),
    _function("overlaps after", _reversed(_overlaps_before)),
    _function("finishes", _finishes, _POINT_RANGE),
    _function("finished by", _reversed(_finishes), _RANGE_POINT),
    _function("includes", _includes, _RANGE_POINT),
    _function("during", _reversed(_includes), _POINT_RANGE),
    _function("starts", _starts, _POINT_RANGE),
    _function("started by", _reversed(_starts), _RANGE_POINT),
    _function("coincides", _coincides, _POINTS),
)
"""The functions of this module."""
