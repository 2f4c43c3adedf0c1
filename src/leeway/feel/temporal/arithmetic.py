"""What do `+`, `-`, `*`, `/` and `<` mean for dates, times and durations?

Source: DMN 1.5, tables of addition, subtraction, multiplication and comparison in 10.3.2.13.
Adding months keeps the day of the month or, where the month is too short, takes its last day,
as XML Schema does. Every function raises Failed where the standard has no result.
"""

from __future__ import annotations

import decimal
import functools
from collections.abc import Callable
from decimal import Decimal

from leeway.feel.failure import Failed
from leeway.feel.numbers import CONTEXT
from leeway.feel.temporal import calendar, zones
from leeway.feel.temporal.kinds import (
    DURATION_MAX,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Temporal,
    Time,
)

_DAY_SECONDS = 86_400
_MIDNIGHT_UTC = Time(0, 0, Decimal(0), 0)
_COMPARED_DIGITS = Decimal("0.001")
"""Moments are compared to the millisecond, the precision XML Schema makes everybody support."""


def add(a: object, b: object) -> Temporal:
    """The sum of a moment and a duration, in either order, or of two durations of one kind.

    Raises: Failed for any other pair.
    """
    if isinstance(a, DaysDuration | MonthsDuration) and not isinstance(b, DaysDuration | MonthsDuration):
        a, b = b, a
    if isinstance(a, DaysDuration) and isinstance(b, DaysDuration):
        return DaysDuration(_number(CONTEXT.add, a.seconds, b.seconds))
    if isinstance(a, MonthsDuration) and isinstance(b, MonthsDuration):
        return MonthsDuration(a.months + b.months)
    if isinstance(b, MonthsDuration) and isinstance(a, Date | DateTime):
        return _later_by_months(a, b.months)
    if isinstance(b, DaysDuration) and isinstance(a, Date | Time | DateTime):
        return _later_by_seconds(a, b.seconds)
    raise _not_defined("+")


def subtract(a: object, b: object) -> Temporal:
    """The difference of two moments or durations of one kind, or a moment less a duration.

    Raises: Failed for any other pair, also when only one of two moments has a zone or offset.
    """
    if isinstance(b, DaysDuration | MonthsDuration) and isinstance(
        a, Date | Time | DateTime | DaysDuration | MonthsDuration
    ):
        return add(a, negate(b))
    if isinstance(a, Time) and isinstance(b, Time):
        return DaysDuration(_between_times(a, b))
    if isinstance(a, Date) and isinstance(b, Date):
        return DaysDuration(Decimal((a.day_number - b.day_number) * _DAY_SECONDS))
    if isinstance(a, Date | DateTime) and isinstance(b, Date | DateTime):
        first, second = _as_date_and_time(a), _as_date_and_time(b)
        if first.is_local != second.is_local:
            raise Failed("one-without-zone", "only one of the two moments has a time zone")
        return DaysDuration(_number(CONTEXT.subtract, _instant(first), _instant(second)))
    raise _not_defined("-")


def multiply(a: object, b: object) -> DaysDuration | MonthsDuration:
    """A duration times a number, in either order; part months are dropped.

    Raises: Failed for any other pair.
    """
    if isinstance(a, Decimal):
        a, b = b, a
    if isinstance(a, DaysDuration) and isinstance(b, Decimal):
        return DaysDuration(_number(CONTEXT.multiply, a.seconds, b))
    if isinstance(a, MonthsDuration) and isinstance(b, Decimal):
        return _months(_number(CONTEXT.multiply, Decimal(a.months), b))
    raise _not_defined("*")


def divide(a: object, b: object) -> Decimal | DaysDuration | MonthsDuration:
    """A duration divided by a number, or by a duration of its kind, which gives a number.

    Raises: Failed for any other pair, and for a divisor of zero.
    """
    if isinstance(a, DaysDuration) and isinstance(b, DaysDuration):
        return _quotient(a.seconds, b.seconds)
    if isinstance(a, MonthsDuration) and isinstance(b, MonthsDuration):
        return _quotient(Decimal(a.months), Decimal(b.months))
    if isinstance(a, DaysDuration) and isinstance(b, Decimal):
        return DaysDuration(_quotient(a.seconds, b))
    if isinstance(a, MonthsDuration) and isinstance(b, Decimal):
        return _months(_quotient(Decimal(a.months), b))
    raise _not_defined("/")


def negate(a: object) -> DaysDuration | MonthsDuration:
    """A duration in the other direction.

    Raises: Failed for what is no duration.
    """
    if isinstance(a, DaysDuration):
        return DaysDuration(CONTEXT.minus(a.seconds))
    if isinstance(a, MonthsDuration):
        return MonthsDuration(-a.months)
    raise _not_defined("-")


def compare(a: object, b: object) -> int | None:
    """-1, 0 or 1 as the first comes before, with or after the second; None when they have no order.

    A moment without an offset is read with the offset of the other.
    """
    if isinstance(a, Date) and isinstance(b, Date):
        return _order((a.year, a.month, a.day), (b.year, b.month, b.day))
    if isinstance(a, DateTime) and isinstance(b, DateTime):
        one_local = a.is_local != b.is_local
        return _order(_compared(_instant(a, local=one_local)), _compared(_instant(b, local=one_local)))
    if isinstance(a, Time) and isinstance(b, Time):
        one_local = a.is_local != b.is_local
        return _order(_compared(_daytime(a, local=one_local)), _compared(_daytime(b, local=one_local)))
    if isinstance(a, DaysDuration) and isinstance(b, DaysDuration):
        return _order(a.seconds, b.seconds)
    if isinstance(a, MonthsDuration) and isinstance(b, MonthsDuration):
        return _order(a.months, b.months)
    return None


def _order[T: (tuple[int, int, int], Decimal, int)](a: T, b: T) -> int:
    return (a > b) - (a < b)


def _compared(seconds: Decimal) -> Decimal:
    return seconds.quantize(_COMPARED_DIGITS, rounding=decimal.ROUND_FLOOR, context=CONTEXT)


def _not_defined(operator: str) -> Failed:
    return Failed("not-defined", f"`{operator}` is not defined for these kinds of values")


def _number(operation: Callable[[Decimal, Decimal], Decimal], a: Decimal, b: Decimal) -> Decimal:
    try:
        return operation(a, b)
    except decimal.DecimalException:
        raise Failed("number-too-large", "the result is too large") from None


def _quotient(a: Decimal, b: Decimal) -> Decimal:
    if b == 0:
        raise Failed("division-by-zero", "division by zero")
    return _number(CONTEXT.divide, a, b)


def _months(number: Decimal) -> MonthsDuration:
    if number.copy_abs() > DURATION_MAX:
        raise Failed("duration-too-long", "the duration is too long")
    return MonthsDuration(int(number))


def _as_date_and_time(value: Date | DateTime) -> DateTime:
    return DateTime(value, _MIDNIGHT_UTC) if isinstance(value, Date) else value


def _instant(moment: DateTime, *, local: bool = False) -> Decimal:
    """Seconds since 1970 in UTC, or on the moment's own clock when it is local or `local` is asked."""
    offset = 0 if local else moment.utc_offset or 0
    return CONTEXT.add(moment.time.second_of_day, moment.date.day_number * _DAY_SECONDS - offset)


def _daytime(time: Time, *, local: bool = False) -> Decimal:
    return CONTEXT.subtract(time.second_of_day, 0 if local else time.utc_offset or 0)


def _between_times(a: Time, b: Time) -> Decimal:
    if a.is_local != b.is_local:
        raise Failed("one-without-zone", "only one of the two times has a time zone")
    return CONTEXT.subtract(_daytime(a), _daytime(b))


def _later_by_months(a: Date | DateTime, months: int) -> Date | DateTime:
    if isinstance(a, DateTime):
        return DateTime(_date_later_by_months(a.date, months), a.time)
    return _date_later_by_months(a, months)


def _date_later_by_months(date: Date, months: int) -> Date:
    year, month_before = divmod(date.year * 12 + date.month - 1 + months, 12)
    month = month_before + 1
    return Date(year, month, min(date.day, calendar.month_length(year, month)))


def _later_by_seconds(a: Date | Time | DateTime, seconds: Decimal) -> Date | Time | DateTime:
    if isinstance(a, Time):
        moved = _number(CONTEXT.add, a.second_of_day, seconds)
        days = _whole(moved) // _DAY_SECONDS
        return Time.of_second(CONTEXT.subtract(moved, days * _DAY_SECONDS), a.offset, a.zone)
    if isinstance(a, Date):
        return Date.of_day_number(a.day_number + _whole(seconds) // _DAY_SECONDS)
    return _moment(_number(CONTEXT.add, _instant(a), seconds), a.time)


def _whole(seconds: Decimal) -> int:
    return int(seconds.to_integral_value(rounding=decimal.ROUND_FLOOR))


def _moment(instant: Decimal, like: Time) -> DateTime:
    """The moment of an instant on a clock that is placed like another one."""
    if like.zone is not None:
        date, second = _civil(instant)
        offset = zones.offset_at_instant(like.zone, date.year, date.month, date.day, int(second))
    else:
        offset = like.offset or 0
    date, second = _civil(CONTEXT.add(instant, offset))
    return DateTime(date, Time.of_second(second, like.offset, like.zone))


@functools.lru_cache(maxsize=64)
def in_zone(moment: DateTime, zone: str) -> DateTime:
    """The same moment on the clock of a zone; a local one is taken to be on it already.

    Raises: Failed for a zone that does not exist.
    """
    if moment.is_local:
        time = moment.time
        return DateTime(moment.date, Time(time.hour, time.minute, time.second, None, zone))
    return _moment(_instant(moment), Time(0, 0, Decimal(0), None, zone))


def _civil(instant: Decimal) -> tuple[Date, Decimal]:
    whole_days = _whole(instant) // _DAY_SECONDS
    return Date.of_day_number(whole_days), CONTEXT.subtract(instant, whole_days * _DAY_SECONDS)
