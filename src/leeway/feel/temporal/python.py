"""How do Python's own dates and times become FEEL's, and back? The two directions, without loss."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from decimal import Decimal

from leeway.feel.failure import Failed
from leeway.feel.numbers import CONTEXT
from leeway.feel.temporal import zones
from leeway.feel.temporal.kinds import Date, DateTime, DaysDuration, MonthsDuration, Temporal, Time

_MICRO = Decimal("0.000001")


def from_python(value: dt.date | dt.time | dt.timedelta) -> Temporal:
    """The FEEL value of a `date`, `time`, `datetime` or `timedelta`; a ZoneInfo becomes its zone.

    >>> from_python(dt.date(2026, 1, 31))
    Date(year=2026, month=1, day=31)
    """
    if isinstance(value, dt.datetime):
        return DateTime(Date(value.year, value.month, value.day), _time(value))
    if isinstance(value, dt.date):
        return Date(value.year, value.month, value.day)
    if isinstance(value, dt.time):
        return _time(value)
    return DaysDuration(CONTEXT.multiply(Decimal(value // dt.timedelta(microseconds=1)), _MICRO))


def _time(value: dt.datetime | dt.time) -> Time:
    second = CONTEXT.add(Decimal(value.second), CONTEXT.multiply(Decimal(value.microsecond), _MICRO))
    if isinstance(value.tzinfo, zoneinfo.ZoneInfo) and value.tzinfo.key:
        return Time(value.hour, value.minute, second, None, value.tzinfo.key)
    offset = value.utcoffset()
    return Time(value.hour, value.minute, second, None if offset is None else offset // dt.timedelta(seconds=1))


def to_python(value: Temporal) -> dt.date | dt.time | dt.datetime | dt.timedelta:
    """The Python value of a date, time, moment or days duration; below a microsecond is dropped.

    Raises: Failed when Python has none: years outside 1 … 9999, months durations.
    """
    try:
        if isinstance(value, Date):
            return dt.date(value.year, value.month, value.day)
        if isinstance(value, Time):
            return _python_time(value)
        if isinstance(value, DateTime):
            day = dt.date(value.date.year, value.date.month, value.date.day)
            return dt.datetime.combine(day, _python_time(value.time))
        if isinstance(value, DaysDuration):
            return dt.timedelta(microseconds=int(CONTEXT.divide(value.seconds, _MICRO)))
    except (ValueError, OverflowError):
        pass
    assert isinstance(value, Temporal)
    kind = "duration of months" if isinstance(value, MonthsDuration) else "value"
    raise Failed("not-in-python", f"Python has no such {kind}")


def _python_time(time: Time) -> dt.time:
    whole = int(time.second)
    microsecond = int(CONTEXT.divide(CONTEXT.subtract(time.second, whole), _MICRO))
    place: dt.tzinfo | None = None
    if time.zone is not None:
        place = zones.rules(time.zone)
    elif time.offset is not None:
        place = dt.timezone(dt.timedelta(seconds=time.offset))
    return dt.time(time.hour, time.minute, whole, microsecond, place)
