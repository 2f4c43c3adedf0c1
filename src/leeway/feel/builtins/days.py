"""Which functions ask the calendar or the clock? day of week, week of year, now, today …

Source: DMN 1.5, 10.3.4.9 and 10.3.4.12. The clock is the request's, never the machine's.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from leeway.feel import temporal
from leeway.feel.builtins.signature import Builtin, Environment, Parameter, signature
from leeway.feel.failure import Failed
from leeway.feel.temporal import Date, DateTime, calendar
from leeway.feel.types import DATE, DATE_AND_TIME, NUMBER, STRING, Type
from leeway.feel.values import Value

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _now(env: Environment) -> DateTime:
    if env.now is None:
        raise Failed("no-clock", "the time of the request is not known")
    return temporal.in_zone(env.now, env.zone)


def _day_of_year(day: Date) -> Decimal:
    return Decimal(calendar.day_of_year(day.year, day.month, day.day))


def _week_of_year(day: Date) -> Decimal:
    return Decimal(calendar.week_of_year(day.year, day.month, day.day))


def _of_date(name: str, run: Callable[[Date], Value], result: Type) -> Builtin:
    parameter = Parameter("date", DATE_AND_TIME)
    return Builtin(name, (signature(lambda _env, moment: run(moment.date), result, parameter),))


FUNCTIONS = (
    _of_date("day of year", _day_of_year, NUMBER),
    _of_date("day of week", lambda day: _DAYS[calendar.weekday(day.day_number) - 1], STRING),
    _of_date("month of year", lambda day: _MONTHS[day.month - 1], STRING),
    _of_date("week of year", _week_of_year, NUMBER),
    Builtin("now", (signature(_now, DATE_AND_TIME),)),
    Builtin("today", (signature(lambda env: _now(env).date, DATE),)),
)
"""The functions of this module."""
