"""When do calendar windows begin? Found by walking through time and looking at the zone's calendar at each quarter hour.

A window begins when the walk sees its first date, or a later one, for the first time: dates that come back are old.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

WALKS = (
    ("Europe/Kyiv", 2026),  # ordinary: the clock changes at night, not at midnight
    ("UTC", 2024),  # none changes; a leap year
    ("Africa/Cairo", 2023),  # midnight of 28 April does not exist
    ("America/Sao_Paulo", 2017),  # midnight is missing in October, in February 23 o'clock comes twice
    ("America/St_Johns", 2010),  # at 00:01 back to 23:01 of the day before: a date comes back
    ("America/Havana", 2023),  # midnight comes twice
    ("America/Toronto", 1919),  # from 23:30 on to 00:30: a midnight is missing in the middle
    ("Pacific/Apia", 2011),  # 30 December does not exist
    ("Australia/Lord_Howe", 2025),  # the clock changes by half an hour
    ("Asia/Kathmandu", 2025),  # 5:45 ahead
)
QUARTER = timedelta(minutes=15)


def calendar_faults(room: ModuleType) -> list[str]:
    """Name the windows of the room that differ from what the walks found."""
    return [fault for zone, year in WALKS for fault in _faults(room, zone, year)]


def _faults(room: ModuleType, zone: str, year: int) -> Iterator[str]:
    starts = list(_day_starts(zone, year))
    for kind in ("day", "week", "month", "quarter", "year"):
        begun = [
            (at, day)
            for n, (at, day) in enumerate(starts)
            if n and _label(kind, day) != _label(kind, starts[n - 1][1])
        ]
        for (start, day), (end, _) in pairwise(begun):
            for at in (start, start + 2 * QUARTER, start + (end - start) / 3, end - timedelta.resolution):
                if (room.window_start(kind, at, zone), room.window_end(kind, at, zone)) != (start, end):
                    yield f"{kind} of {day} in {zone}, seen from {at}"


def _day_starts(zone: str, year: int) -> Iterator[tuple[datetime, date]]:
    at = datetime(year - 1, 11, 20, tzinfo=UTC)
    latest = at.astimezone(ZoneInfo(zone)).date()
    while at < datetime(year + 2, 2, 1, tzinfo=UTC):
        shown = at.astimezone(ZoneInfo(zone)).date()
        if shown > latest:
            yield at, shown
            latest = shown
            at += timedelta(hours=20)  # no day of these years is shorter
        at += QUARTER


def _label(kind: str, day: date) -> tuple[int, int]:
    return {
        "day": (day.year, day.toordinal()),
        "week": day.isocalendar()[:2],
        "month": (day.year, day.month),
        "quarter": (day.year, (day.month + 2) // 3),
        "year": (day.year, 0),
    }[kind]
