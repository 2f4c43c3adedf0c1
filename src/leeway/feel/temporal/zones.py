"""How far is a place's clock from UTC? IANA time zones from the tzdata package, never the machine's.

Years outside 1 … 9999 are looked up at the same place of the 400-year cycle of the calendar.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import zoneinfo

from leeway.feel.failure import Failed

_REFERENCE_YEAR = 2000
_CYCLE = 400


@functools.cache
def _names() -> frozenset[str]:
    listed = importlib.resources.files("tzdata").joinpath("zones").read_text("utf-8")
    return frozenset(listed.split())


@functools.cache
def _rules(zone: str) -> zoneinfo.ZoneInfo:
    source = importlib.resources.files("tzdata").joinpath("zoneinfo", *zone.split("/"))
    with source.open("rb") as opened:
        return zoneinfo.ZoneInfo.from_file(opened, key=zone)


def is_zone(zone: str) -> bool:
    """Whether an IANA zone of that exact name exists."""
    return zone in _names()


def rules(zone: str) -> zoneinfo.ZoneInfo:
    """Python's rules of a zone, read from the tzdata package.

    Raises: Failed for a zone that does not exist.
    """
    if not is_zone(zone):
        raise Failed("unknown-zone", f"`{zone}` is no IANA time zone")
    return _rules(zone)


def _within_python(year: int) -> int:
    if 2 <= year <= 9998:
        return year
    base = _CYCLE if year < 2 else 9200
    return base + year % _CYCLE


@functools.lru_cache(maxsize=4096)
def offset_at_local(zone: str, year: int, month: int, day: int, second_of_day: int) -> int:
    """Seconds a zone is ahead of UTC at a wall-clock moment.

    A moment that the clock shows twice means the first; one it skips keeps the offset from before.
    """
    hour, rest = divmod(min(second_of_day, 86_399), 3600)
    local = dt.datetime(_within_python(year), month, day, hour, *divmod(rest, 60), tzinfo=rules(zone))
    return _seconds(local.utcoffset())


def offset_at_instant(zone: str, year: int, month: int, day: int, second_of_day: int) -> int:
    """Seconds a zone is ahead of UTC at a moment given in UTC."""
    hour, rest = divmod(second_of_day, 3600)
    utc = dt.datetime(_within_python(year), month, day, hour, *divmod(rest, 60), tzinfo=dt.UTC)
    return _seconds(utc.astimezone(rules(zone)).utcoffset())


@functools.cache
def standard_offset(zone: str) -> int:
    """Seconds a zone is ahead of UTC outside summer time; used where a time has no date."""
    moment = dt.datetime(_REFERENCE_YEAR, 1, 1, tzinfo=rules(zone))
    return _seconds(moment.utcoffset()) - _seconds(moment.dst())


def _seconds(offset: dt.timedelta | None) -> int:
    return 0 if offset is None else offset // dt.timedelta(seconds=1)
