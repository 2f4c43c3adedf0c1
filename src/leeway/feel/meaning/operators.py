"""What do the operators do with known values? Arithmetic, comparison, `in`, paths and what a loop runs over.

Each function takes values of any kind and raises Failed where the standard gives null. UNKNOWN and ERROR
never get here: `reference.py` spreads them before an operator sees its operands.
Source: DMN 1.5, 10.3.2.13.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from leeway.feel import temporal, values
from leeway.feel.failure import Failed
from leeway.feel.numbers import CONTEXT, integer
from leeway.feel.temporal import Date
from leeway.feel.values import Function, Range, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

LIST_MAX = 10_000
"""How many items a list that an expression makes may have."""

TEXT_MAX_BYTES = 8_192
"""How long a text that an expression makes may be, in bytes of UTF-8."""


# -- arithmetic --------------------------------------------------------------------------------
def add(a: Value, b: Value) -> Value:
    """`a + b` of numbers, texts, or what `temporal.add` can add."""
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return _number(CONTEXT.add, a, b)
    if isinstance(a, str) and isinstance(b, str):
        return bounded(a + b)
    return temporal.add(a, b)


def subtract(a: Value, b: Value) -> Value:
    """`a - b` of numbers or of what `temporal.subtract` can subtract."""
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return _number(CONTEXT.subtract, a, b)
    return temporal.subtract(a, b)


def multiply(a: Value, b: Value) -> Value:
    """`a * b` of numbers, or of a duration and a number."""
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return _number(CONTEXT.multiply, a, b)
    return temporal.multiply(a, b)


def divide(a: Value, b: Value) -> Value:
    """`a / b` of numbers, of a duration and a number, or of two durations."""
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        if not b:
            raise Failed("division-by-zero", "a number cannot be divided by zero")
        return _number(CONTEXT.divide, a, b)
    return temporal.divide(a, b)


def power(a: Value, b: Value) -> Value:
    """`a ** b` of numbers; anything to the power of zero is one."""
    if not (isinstance(a, Decimal) and isinstance(b, Decimal)):
        raise Failed("not-defined", "`**` is defined for numbers only")
    if not b:
        return Decimal(1)
    if not a and b < 0:
        raise Failed("division-by-zero", "zero has no negative powers")
    return _number(CONTEXT.power, a, b)


def negate(a: Value) -> Value:
    """`-a` of a number or a duration."""
    return CONTEXT.minus(a) if isinstance(a, Decimal) else temporal.negate(a)


def _number(operation: Callable[[Decimal, Decimal], Decimal], a: Decimal, b: Decimal) -> Decimal:
    try:
        return operation(a, b)
    except decimal.Overflow:
        raise Failed("number-too-large", "the result is too large") from None
    except decimal.DecimalException:
        raise Failed("not-a-number", "the result is no number") from None


ARITHMETIC: dict[str, Callable[[Value, Value], Value]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
}
"""What each arithmetic sign does."""


# -- comparison --------------------------------------------------------------------------------
def is_equal(a: Value, b: Value) -> bool:
    """`a = b`; only kinds that are the same, or null, can be compared."""
    answer = values.equal(a, b)
    if answer is None:
        raise _incomparable(a, b)
    return answer


def is_less(a: Value, b: Value) -> bool:
    """`a < b`."""
    answer = values.less(a, b)
    if answer is None:
        raise _incomparable(a, b)
    return answer


def _incomparable(a: Value, b: Value) -> Failed:
    return Failed("not-comparable", f"{kind_of(a)} cannot be compared with {kind_of(b)}")


COMPARISON: dict[str, Callable[[Value, Value], bool]] = {
    "=": is_equal,
    "!=": lambda a, b: not is_equal(a, b),
    "<": is_less,
    "<=": lambda a, b: not is_less(b, a),
    ">": lambda a, b: is_less(b, a),
    ">=": lambda a, b: not is_less(a, b),
}
"""What each comparing sign asks."""


def is_between(value: Value, low: Value, high: Value) -> bool:
    """`value between low and high`, both ends included."""
    too_low, too_high = is_less(value, low), is_less(high, value)
    return not (too_low or too_high)


def contains(range_: Range, value: Value) -> bool:
    """Whether a value lies in a range."""
    if range_.operator is not None:
        end = range_.high if range_.low is None else range_.low
        return COMPARISON[range_.operator](value, end)
    above = not is_less(value, range_.low) if range_.low_included else is_less(range_.low, value)
    below = not is_less(range_.high, value) if range_.high_included else is_less(value, range_.high)
    return above and below


def passes(value: Value, test: Value) -> bool:
    """`value in test` for one test: equal to it, within its range, or one of its items."""
    if isinstance(test, Range) and not isinstance(value, Range):
        return contains(test, value)
    if isinstance(test, tuple):
        return any(_is_or_lies_in(value, item) for item in test) or values.equal(value, test) is True
    return is_equal(value, test)


def passes_one(value: Value, tests: Sequence[tuple[Value, bool]]) -> bool:
    """Whether a value passes one of some tests; if none, one that cannot be made is a failure.

    A test comes with whether it answers by itself, as `? > 5` does, or is compared with the value.
    """
    failure: Failed | None = None
    for test, answers in tests:
        try:
            if _answer(test) if answers else passes(value, test):
                return True
        except Failed as failed:
            failure = failure or failed
    if failure is not None:
        raise failure
    return False


def _answer(test: Value) -> bool:
    if not isinstance(test, bool):
        raise Failed("wrong-type", f"a test is {kind_of(test)}, not true or false")
    return test


def _is_or_lies_in(value: Value, item: Value) -> bool:
    if isinstance(item, Range) and not isinstance(value, Range):
        try:
            return contains(item, value)
        except Failed:
            return False
    return values.equal(value, item) is True


# -- structure ---------------------------------------------------------------------------------
def range_of(low: Value, high: Value, *, low_included: bool, high_included: bool) -> Range:
    """`[low..high]`; two ends that are not null must be of kinds that have an order."""
    if low is not None and high is not None:
        is_less(low, high)
    return Range(low, high, low_included, high_included)


def item_at(items: Sequence[Value], index: Decimal) -> Value:
    """`items[index]`, counted from 1, or from the end when negative; null beyond either end."""
    place = integer(index)
    if place is None:
        raise Failed("not-whole", f"`{index}` is not the place of an item")
    if 1 <= place <= len(items):
        return items[place - 1]
    return items[place] if -len(items) <= place <= -1 else None


def items_of(value: Value) -> Sequence[Value]:
    """What a loop over a value runs over: a list's items, the steps of a range, or the value itself."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, Range):
        return _items_within(value)
    if value is None:
        raise Failed("not-a-list", "null cannot be looped over")
    return (value,)


def _items_within(range_: Range) -> Sequence[Value]:
    if range_.operator is not None or range_.low is None or range_.high is None:
        raise Failed("not-a-list", "a range without two ends cannot be looped over")
    if is_less(range_.high, range_.low):
        raise Failed("not-a-list", "the range ends before it starts")
    steps = steps_between(range_.low, range_.high)
    first = 0 if range_.low_included else 1
    last = len(steps) - 1 if not range_.high_included and steps[-1] == range_.high else len(steps)
    return steps[first:last]


def steps_between(low: Value, high: Value) -> Sequence[Value]:
    """`low..high` of a loop: numbers one apart, or days; downwards when `high` is the lower one."""
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        step = 1 if low <= high else -1
        distance = CONTEXT.abs(CONTEXT.subtract(high, low))
        count = _count(int(distance) if distance < LIST_MAX else LIST_MAX)
        return tuple(CONTEXT.add(low, step * index) for index in range(count))
    if isinstance(low, Date) and isinstance(high, Date):
        start, end = low.day_number, high.day_number
        _count(abs(end - start))
        days = range(start, end + 1) if start <= end else range(start, end - 1, -1)
        return tuple(map(Date.of_day_number, days))
    raise Failed("not-a-list", "only numbers and dates can be counted through")


def _count(distance: int) -> int:
    if distance >= LIST_MAX:
        raise Failed("list-too-long", f"a list has at most {LIST_MAX:,} items")
    return distance + 1


def bounded(value: Value) -> Value:
    """The same value, unless it is a list or a text that is too long to keep."""
    if isinstance(value, tuple) and len(value) > LIST_MAX:
        raise Failed("list-too-long", f"a list has at most {LIST_MAX:,} items")
    if (
        isinstance(value, str)
        and len(value) * 4 > TEXT_MAX_BYTES
        and len(value.encode("utf-8", "replace")) > TEXT_MAX_BYTES
    ):
        raise Failed("text-too-long", f"a text has at most {TEXT_MAX_BYTES:,} bytes")
    return value


# -- words ---------------------------------------------------------------------------------------
_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "a boolean"),
    (Decimal, "a number"),
    (str, "a text"),
    (tuple, "a list"),
    (Mapping, "a context"),
    (Range, "a range"),
    (Function, "a function"),
    (temporal.Date, "a date"),
    (temporal.Time, "a time"),
    (temporal.DateTime, "a date and time"),
    (temporal.DaysDuration, "a days and time duration"),
    (temporal.MonthsDuration, "a years and months duration"),
)


def kind_of(value: Value) -> str:
    """What kind of value it is, in words.

    >>> kind_of(Decimal(1)), kind_of(None)
    ('a number', 'null')
    """
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "null")
