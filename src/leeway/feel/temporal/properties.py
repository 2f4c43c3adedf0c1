"""What is `date.year` or `duration.hours`? The named parts of dates, times and durations.

Source: DMN 1.5, table of properties in 10.3.2.13.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from leeway.feel.failure import Failed
from leeway.feel.temporal import calendar
from leeway.feel.temporal.kinds import Date, DateTime, DaysDuration, MonthsDuration, Time

_OF_DATE: dict[str, Callable[[Date], int]] = {
    "year": lambda date: date.year,
    "month": lambda date: date.month,
    "day": lambda date: date.day,
    "weekday": lambda date: calendar.weekday(date.day_number),
}
_OF_TIME: dict[str, Callable[[Time], int | Decimal]] = {
    "hour": lambda time: time.hour,
    "minute": lambda time: time.minute,
    "second": lambda time: time.second,
}
_PLACES = ("time offset", "timezone")
_OF_DAYS = ("days", "hours", "minutes", "seconds")
_OF_MONTHS = ("years", "months")

PROPERTIES: dict[type, tuple[str, ...]] = {
    Date: tuple(_OF_DATE),
    Time: (*_OF_TIME, *_PLACES),
    DateTime: (*_OF_DATE, *_OF_TIME, *_PLACES),
    DaysDuration: _OF_DAYS,
    MonthsDuration: _OF_MONTHS,
}
"""The names of the parts, by the class they belong to."""


def property_of(value: object, name: str) -> Any:
    """The named part of a date, time or duration: a number, a text, a duration or null.

    Raises: Failed when this kind of value has no such part.
    """
    if name not in PROPERTIES.get(type(value), ()):
        raise Failed("no-such-property", f"it has no property `{name}`")
    if isinstance(value, DaysDuration):
        return Decimal(value.parts()[_OF_DAYS.index(name)])
    if isinstance(value, MonthsDuration):
        return Decimal(value.parts()[_OF_MONTHS.index(name)])
    if name in _OF_DATE:
        return Decimal(_OF_DATE[name](value.date if isinstance(value, DateTime) else value))  # type: ignore[arg-type]
    return _part_of_time(value, name)


def _part_of_time(value: object, name: str) -> Any:
    assert isinstance(value, Time | DateTime)
    time = value.time if isinstance(value, DateTime) else value
    if name in _OF_TIME:
        return Decimal(_OF_TIME[name](time))
    if name == "timezone":
        return time.zone
    offset = value.utc_offset
    return None if offset is None else DaysDuration(Decimal(offset))
