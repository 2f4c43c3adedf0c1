"""When does a limit start anew? Calendar windows as exact instants, and the lengths of rolling ones.

A day is not 24 hours and a midnight may be missing or come twice; windows follow each other without gap or
overlap all the same, because a window begins at the first instant at which the zone's calendar shows its first
date. Rolling windows have no calendar: 90 days are 90 × 24 hours. Start reading at `window_start`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from leeway.ledger.errors import InstantOutOfRange, InvalidProposal, UnknownWindow, UnknownZone

CALENDAR_WINDOWS = ("day", "week", "month", "quarter", "year")
"""The windows that begin on a date, in the order of their length."""

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def window_start(kind: str, at: datetime, zone: str) -> datetime:
    """Say when the calendar window around an instant began.

    `kind` is one of `CALENDAR_WINDOWS` (weeks begin on Monday), `zone` an IANA name. The answer is in UTC and
    never after `at`.

    Raises: UnknownWindow, UnknownZone; InvalidProposal for an instant without a zone; InstantOutOfRange at
    either end of the calendar.

    >>> at = datetime(2026, 3, 31, 12, tzinfo=UTC)
    >>> window_start("week", at, "Europe/Kyiv").isoformat()
    '2026-03-29T21:00:00+00:00'
    """
    return _window(kind, at, zone)[0]


def window_end(kind: str, at: datetime, zone: str) -> datetime:
    """Say when the calendar window around an instant ends: the first instant of the next one, in UTC.

    Arguments and errors are those of `window_start`.

    >>> at = datetime(2026, 3, 28, 12, tzinfo=UTC)
    >>> window_end("week", at, "Europe/Kyiv") - window_start("week", at, "Europe/Kyiv")
    datetime.timedelta(days=6, seconds=82800)
    """
    return _window(kind, at, zone)[1]


@lru_cache(maxsize=256)
def rolling_length(window: str) -> timedelta | None:
    """Say how long a meter's window looks back, or None when it does not roll.

    >>> rolling_length("rolling 8h"), rolling_length("week")
    (datetime.timedelta(seconds=28800), None)
    """
    if not window.startswith("rolling "):
        return None
    hours = window.removeprefix("rolling ").removesuffix("h")
    if not (hours.isascii() and hours.isdigit() and window.endswith("h") and int(hours) > 0):
        raise InvalidProposal("window", f"`{window}` is not of the form `rolling 8h`")
    return timedelta(hours=int(hours))


def _window(kind: str, at: datetime, zone: str) -> tuple[datetime, datetime]:
    if kind not in CALENDAR_WINDOWS:
        raise UnknownWindow(kind)
    if at.tzinfo is None:
        raise InvalidProposal("at", "has no time zone")
    try:
        first = _first_date(kind, at.astimezone(_zone(zone)).date())
        following = _next_date(kind, first)
        start, end = _day_start(first, zone), _day_start(following, zone)
        if at >= end:
            # The clock was put back across midnight: it shows the old date again, but the new window goes on.
            start, end = end, _day_start(_next_date(kind, following), zone)
    except (OverflowError, ValueError):
        raise InstantOutOfRange(at) from None
    return start, end


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UnknownZone(name) from None


def _first_date(kind: str, day: date) -> date:
    if kind == "day":
        return day
    if kind == "week":
        return day - timedelta(days=day.weekday())
    months = _MONTHS[kind]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _next_date(kind: str, first: date) -> date:
    if kind in ("day", "week"):
        return first + timedelta(days=1 if kind == "day" else 7)
    months = first.month - 1 + _MONTHS[kind]
    return first.replace(year=first.year + months // 12, month=months % 12 + 1)


@lru_cache(maxsize=4096)
def _day_start(day: date, zone: str) -> datetime:
    """Find the first instant at which the zone's calendar shows this date or a later one."""
    midnight = datetime.combine(day, time(), tzinfo=_zone(zone))
    latest = midnight.astimezone(UTC)
    earliest = midnight.replace(fold=1).astimezone(UTC)
    if earliest >= latest:
        # It exists once, or twice and `fold=0` is the first of the two.
        return latest
    # The clock was put forward over midnight (or over whole days): look for the instant at which that happened.
    low, high = 0, int((latest - earliest).total_seconds())
    while low < high:
        middle = (low + high) // 2
        shown = (earliest + timedelta(seconds=middle)).astimezone(_zone(zone)).date()
        low, high = (low, middle) if shown >= day else (middle + 1, high)
    return earliest + timedelta(seconds=low)
