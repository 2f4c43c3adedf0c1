"""Which date, time or duration does a text spell? The text forms of XML Schema and ISO 8601.

It reads exactly what DMN 1.5 asks (10.3.4.1): four or more year digits, full times, an offset or
`@` and an IANA zone, `P1DT2H` and `P1Y2M` durations. Printing is in `writing.py`.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from leeway.feel.failure import Failed
from leeway.feel.numbers import CONTEXT
from leeway.feel.temporal.kinds import Date, DateTime, DaysDuration, MonthsDuration, Temporal, Time

_DATE = r"(?P<year>-?(?:[1-9][0-9]{4,8}|[0-9]{4}))-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_TIME = (
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2}(?:\.[0-9]+)?)"
    r"(?:(?P<utc>[Zz])|(?P<sign>[+-])(?P<offset_hour>[0-9]{2}):(?P<offset_minute>[0-9]{2})"
    r"(?::(?P<offset_second>[0-9]{2}))?|@(?P<zone>[A-Za-z0-9_+/-]+))?"
)
_DATE_ONLY = re.compile(_DATE, re.ASCII)
_TIME_ONLY = re.compile(_TIME, re.ASCII)
_DATE_AND_TIME = re.compile(f"{_DATE}T{_TIME}", re.ASCII)
_DAYS = re.compile(
    r"(?P<minus>-)?P(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?(?:(?P<seconds>[0-9]+(?:\.[0-9]*)?)S)?)?",
    re.ASCII,
)
_MONTHS = re.compile(r"(?P<minus>-)?P(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?", re.ASCII)
_DIGITS_MAX = 30
_DAY_SECONDS = 86_400


@functools.lru_cache(maxsize=1024)
def parse_date(text: str) -> Date:
    """The date of `2026-01-31`.

    Raises: Failed when the text spells no existing day.
    """
    match = _DATE_ONLY.fullmatch(text)
    if not match:
        raise Failed("not-a-date", f"`{text}` is not a date such as 2026-01-31")
    return _date(match)


@functools.lru_cache(maxsize=1024)
def parse_time(text: str) -> Time:
    """The time of `10:30:00`, `10:30:00.5Z`, `10:30:00+02:00` or `10:30:00@Europe/Kyiv`.

    Raises: Failed when the text spells no time.
    """
    match = _TIME_ONLY.fullmatch(text)
    if not match:
        raise Failed("not-a-time", f"`{text}` is not a time such as 10:30:00")
    return _time(match)[0]


@functools.lru_cache(maxsize=1024)
def parse_date_and_time(text: str) -> DateTime:
    """The moment of `2026-01-31T10:30:00`, with an offset or zone as a time has, or of a date alone.

    Raises: Failed when the text spells none.
    """
    match = _DATE_AND_TIME.fullmatch(text)
    if match:
        date = _date(match)
        time, is_next_day = _time(match)
        return DateTime(Date.of_day_number(date.day_number + 1) if is_next_day else date, time)
    if _DATE_ONLY.fullmatch(text):
        return DateTime(parse_date(text), Time(0, 0, Decimal(0)))
    raise Failed("not-a-date-and-time", f"`{text}` is not a date and time such as 2026-01-31T10:30:00")


@functools.lru_cache(maxsize=1024)
def parse_duration(text: str) -> DaysDuration | MonthsDuration:
    """The duration of `P1DT2H30M`, `-PT0.5S`, `P1Y6M`.

    Raises: Failed when the text spells none, or mixes months with days.
    """
    if len(text) <= _DIGITS_MAX * 4:
        match = _MONTHS.fullmatch(text)
        if match and (match["years"] or match["months"]):
            months = int(match["years"] or 0) * 12 + int(match["months"] or 0)
            return MonthsDuration(-months if match["minus"] else months)
        match = _DAYS.fullmatch(text)
        if match and any(match[part] for part in ("days", "hours", "minutes", "seconds")):
            return DaysDuration(_length(match))
    raise Failed("not-a-duration", f"`{text}` is not a duration such as P3D, PT2H or P1Y6M")


def parse(text: str) -> Temporal:
    """Whatever of the five a text spells; what `@"…"` stands for.

    Raises: Failed when it spells none.
    """
    if _DATE_ONLY.fullmatch(text):
        return parse_date(text)
    if text[:1] == "P" or text[:2] == "-P":
        return parse_duration(text)
    return parse_date_and_time(text) if "T" in text.partition("@")[0] else parse_time(text)


def _length(match: re.Match[str]) -> Decimal:
    whole = (
        int(match["days"] or 0) * _DAY_SECONDS
        + int(match["hours"] or 0) * 3600
        + int(match["minutes"] or 0) * 60
    )
    length = CONTEXT.add(Decimal(whole), CONTEXT.create_decimal(match["seconds"] or "0"))
    return CONTEXT.minus(length) if match["minus"] else length


def _date(match: re.Match[str]) -> Date:
    return Date(int(match["year"]), int(match["month"]), int(match["day"]))


def _time(match: re.Match[str]) -> tuple[Time, bool]:
    """The time, and whether it was the 24:00:00 that begins the next day."""
    hour, minute = int(match["hour"]), int(match["minute"])
    second = CONTEXT.create_decimal(match["second"])
    is_next_day = hour == 24 and minute == 0 and second == 0
    return Time(0 if is_next_day else hour, minute, second, _offset(match), match["zone"]), is_next_day


def _offset(match: re.Match[str]) -> int | None:
    if match["utc"]:
        return 0
    if not match["sign"]:
        return None
    minute, second = int(match["offset_minute"]), int(match["offset_second"] or 0)
    if minute > 59 or second > 59:
        raise Failed("not-a-time", "the minutes and seconds of an offset end at 59")
    offset = int(match["offset_hour"]) * 3600 + minute * 60 + second
    return -offset if match["sign"] == "-" else offset
