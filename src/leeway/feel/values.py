"""Which values are there, and when are two of them equal or one less than the other?

Numbers are `decimal.Decimal`, texts `str`, booleans `bool`, null `None`, lists `tuple`, contexts
`Mapping`; dates, times and durations live in `temporal`. UNKNOWN and ERROR exist in books only.
It computes nothing else: operators are in `reference.py`, functions in `builtins`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from leeway.feel import temporal
from leeway.feel.failure import Failed
from leeway.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time

if TYPE_CHECKING:
    from leeway.feel.types import Type

__all__ = [
    "ERROR",
    "UNKNOWN",
    "Failed",
    "Function",
    "Marker",
    "Range",
    "Value",
    "equal",
    "freeze",
    "is_value",
    "less",
    "same",
]

type Value = Any
"""Any FEEL value; `is_value` says which Python objects are some."""


class Marker:
    """What stands where a book has no value: UNKNOWN or ERROR. It has no truth value of its own."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name

    def __bool__(self) -> bool:
        raise TypeError(f"{self.name} is neither true nor false")

    def __reduce__(self) -> str:
        return self.name


UNKNOWN: Final = Marker("UNKNOWN")
"""A fact that nobody has supplied at its trust; it is not null."""

ERROR: Final = Marker("ERROR")
"""The outcome of a failed operation in a book."""

type Operator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Range:
    """All values between two ends; an end that is None is open-ended or, if written so, null.

    `operator` is set when the range was written as a comparison, `(< 10)`; `=` and `!=` keep their
    operand at both ends.
    """

    low: Value
    high: Value
    low_included: bool = True
    high_included: bool = True
    operator: Operator | None = None

    @classmethod
    def of_test(cls, operator: Operator, operand: Value) -> Range:
        """The range that `(< 10)`, `(>= 10)`, `(= 10)` … stand for."""
        included = operator in {"<=", ">=", "="}
        low = None if operator in {"<", "<="} else operand
        high = None if operator in {">", ">="} else operand
        low_included = included and operator != "<="
        high_included = included and operator != ">="
        return cls(low, high, low_included, high_included, operator)


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function as a value; `call` takes the arguments in order and may raise Failed.

    `body` and `scope` say what the function is, so that two can be compared; `scope` is compared
    by identity.
    """

    parameters: tuple[str, ...]
    types: tuple[Type | None, ...]
    call: Callable[[Sequence[Value]], Value] = field(repr=False)
    name: str | None = None
    body: object = field(default=None, repr=False)
    scope: object = field(default=None, repr=False)
    result: Type | None = None

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Function) or self.body is None:
            return False
        same_text = self.parameters == other.parameters and self.body == other.body
        return same_text and self.scope is other.scope

    def __hash__(self) -> int:
        return hash(self.parameters)


_TEMPORAL = (Date, Time, DateTime, DaysDuration, MonthsDuration)
_SCALARS = (str, bool, Decimal, type(None), Marker, Range, Function, *_TEMPORAL)


def is_value(candidate: object) -> bool:
    """Whether a Python object is a FEEL value, all the way down.

    >>> is_value((Decimal(1), {"a": None})), is_value(1.5)
    (True, False)
    """
    if isinstance(candidate, _SCALARS):
        return True
    if isinstance(candidate, tuple):
        return all(map(is_value, candidate))
    if isinstance(candidate, Mapping):
        return all(isinstance(key, str) and is_value(each) for key, each in candidate.items())
    return False


def freeze(given: object) -> Value:
    """A Python object as a FEEL value: lists become tuples, dicts read-only, numbers decimals.

    Raises: Failed for an object that stands for no value, such as NaN or a set.

    >>> freeze([1, "a", True])
    (Decimal('1'), 'a', True)
    """
    kind = type(given)
    if kind in _UNCHANGED:
        return given
    return _FREEZING.get(kind, _frozen)(given)


_UNCHANGED = frozenset({str, bool, type(None), Date, DateTime, Time, DaysDuration, MonthsDuration})


def _frozen(given: object) -> Value:
    """What is not of the most frequent classes."""
    if isinstance(given, _SCALARS):
        return _finite(given) if isinstance(given, Decimal) else given
    if isinstance(given, list | tuple):
        return tuple(freeze(each) for each in given)
    if isinstance(given, Mapping):
        return MappingProxyType({str(key): freeze(each) for key, each in given.items()})
    if isinstance(given, int | float):
        return _finite(Decimal(repr(given)))
    if isinstance(given, dt.date | dt.time | dt.timedelta):
        return temporal.from_python(given)
    raise Failed("not-a-value", f"`{given!r}` is no FEEL value")


_FREEZING: dict[type, Callable[[Any], Value]] = {
    int: Decimal,
    float: lambda given: _finite(Decimal(repr(given))),
    dict: lambda given: MappingProxyType({str(key): freeze(each) for key, each in given.items()}),
    list: lambda given: tuple(map(freeze, given)),
    tuple: lambda given: tuple(map(freeze, given)),
}
"""How the most frequent classes become values; to ask for them one after the other takes a while."""


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise Failed("not-a-number", f"`{number}` is not a number")
    return number


def equal(a: Value, b: Value) -> bool | None:
    """Whether two values are equal; None when their kinds cannot be compared.

    Source: DMN 1.5, 10.3.2.13, general semantics of equality.

    >>> equal(Decimal(1), Decimal("1.0")), equal(Decimal(1), None), equal(Decimal(1), "1")
    (True, False, None)
    """
    if a is None or b is None:
        return a is b
    if type(a) is type(b) and type(a) in _PLAIN:
        return bool(a == b)
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b if isinstance(a, bool) and isinstance(b, bool) else None
    for kind, compare in _EQUALITY:
        if isinstance(a, kind):
            return compare(a, b) if isinstance(b, kind) else None
    return None


_PLAIN = frozenset({bool, Decimal, str, Date})
"""The kinds whose values are equal in FEEL exactly when they are in Python; most comparisons are of these."""


def _equal_temporal(a: Value, b: Value) -> bool | None:
    order = temporal.compare(a, b)
    return None if order is None else order == 0


def _equal_lists(a: tuple[Value, ...], b: tuple[Value, ...]) -> bool | None:
    if len(a) != len(b):
        return False
    return _all_of([equal(x, y) for x, y in zip(a, b, strict=True)])


def _equal_contexts(a: Mapping[str, Value], b: Mapping[str, Value]) -> bool | None:
    if a.keys() != b.keys():
        return False
    return _all_of([equal(each, b[key]) for key, each in a.items()])


def _equal_ranges(a: Range, b: Range) -> bool | None:
    if (a.operator, a.low_included, a.high_included) != (b.operator, b.low_included, b.high_included):
        return False
    return _all_of([equal(a.low, b.low), equal(a.high, b.high)])


def _all_of(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


_EQUALITY: tuple[tuple[Any, Callable[[Any, Any], bool | None]], ...] = (
    (Decimal, lambda a, b: bool(a == b)),
    (str, lambda a, b: bool(a == b)),
    (tuple, _equal_lists),
    (Mapping, _equal_contexts),
    (Range, _equal_ranges),
    (Function, lambda a, b: bool(a == b)),
    (_TEMPORAL, _equal_temporal),
)


def less(a: Value, b: Value) -> bool | None:
    """Whether one value comes before another; None when they have no order.

    Source: DMN 1.5, 10.3.2.13, specific semantics of inequality; texts by code point.

    >>> less(Decimal(1), Decimal(2)), less("b", "a"), less(True, False)
    (True, False, None)
    """
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return a < b
    if isinstance(a, str) and isinstance(b, str):
        return a < b
    order = temporal.compare(a, b)
    return None if order is None else order < 0


def same(a: Value, b: Value) -> bool:
    """Whether two values are one and the same element of the domain; what `is()` answers.

    Unlike `equal` it is never null and tells times apart that only mean the same instant.

    >>> same(None, False), same(Decimal(1), Decimal("1.0"))
    (False, True)
    """
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(same(each, b[key]) for key, each in a.items())
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    return type(a) is type(b) and bool(a == b)
