"""Calendar windows begin and end at exact instants, also where a midnight is missing or comes twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import leeway.ledger
from leeway.ledger import (
    CALENDAR_WINDOWS,
    InstantOutOfRange,
    InvalidProposal,
    UnknownWindow,
    UnknownZone,
    rolling_length,
    window_end,
    window_start,
)
from tests.ledger.calendars import WALKS, calendar_faults

ZONES = st.sampled_from([zone for zone, _ in WALKS])
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def hours_of(kind: str, zone: str, *day: int) -> float:
    at = datetime(*day, 12, tzinfo=ZoneInfo(zone))  # type: ignore[misc, arg-type]
    return (window_end(kind, at, zone) - window_start(kind, at, zone)) / timedelta(hours=1)


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("day", (2026, 5, 13), (2026, 5, 14)),
        ("week", (2026, 5, 11), (2026, 5, 18)),
        ("month", (2026, 5, 1), (2026, 6, 1)),
        ("quarter", (2026, 4, 1), (2026, 7, 1)),
        ("year", (2026, 1, 1), (2027, 1, 1)),
    ],
)
def test_windows_begin_at_midnight_of_the_zone(kind: str, start: tuple[int, ...], end: tuple[int, ...]) -> None:
    kyiv = ZoneInfo("Europe/Kyiv")
    at = datetime(2026, 5, 13, 1, tzinfo=kyiv)

    assert window_start(kind, at, "Europe/Kyiv") == datetime(*start, tzinfo=kyiv)  # type: ignore[misc, arg-type]
    assert window_end(kind, at, "Europe/Kyiv") == datetime(*end, tzinfo=kyiv)  # type: ignore[misc, arg-type]
    assert window_start(kind, at, "Europe/Kyiv").tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Kyiv", (2026, 3, 25), 167),
        ("Europe/Kyiv", (2026, 4, 1), 168),
        ("Europe/Kyiv", (2026, 10, 21), 169),
        ("Australia/Lord_Howe", (2025, 4, 2), 168.5),
        ("Pacific/Apia", (2011, 12, 28), 144),
    ],
)
def test_a_week_has_167_168_or_169_hours(zone: str, day: tuple[int, int, int], hours: float) -> None:
    assert hours_of("week", zone, *day) == hours


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Africa/Cairo", (2023, 4, 28), 23),
        ("America/Havana", (2023, 11, 5), 25),
        ("America/Sao_Paulo", (2018, 2, 17), 25),
        ("America/Toronto", (1919, 3, 31), 23.5),
    ],
)
def test_a_day_with_a_missing_or_a_repeated_midnight(
    zone: str, day: tuple[int, int, int], hours: float
) -> None:
    assert hours_of("day", zone, *day) == hours


def test_a_missing_midnight_begins_the_day_at_the_first_instant_there_is() -> None:
    at = datetime(2023, 4, 28, 12, tzinfo=ZoneInfo("Africa/Cairo"))

    assert window_start("day", at, "Africa/Cairo") == datetime(2023, 4, 28, 1, tzinfo=ZoneInfo("Africa/Cairo"))


def test_a_date_that_comes_back_does_not_reopen_its_window() -> None:
    zone = ZoneInfo("America/St_Johns")
    first = datetime(2010, 11, 7, 0, 0, 30, tzinfo=zone).astimezone(UTC)
    back = first + timedelta(minutes=30)

    assert back.astimezone(zone).day == 6
    assert window_start("day", back, "America/St_Johns") == window_start("day", first, "America/St_Johns")


def test_windows_are_those_that_a_walk_through_the_calendar_finds() -> None:
    assert calendar_faults(leeway.ledger) == []


@given(zone=ZONES, kind=st.sampled_from(CALENDAR_WINDOWS), at=INSTANTS)
def test_windows_follow_each_other_without_gap_or_overlap(zone: str, kind: str, at: datetime) -> None:
    start, end = window_start(kind, at, zone), window_end(kind, at, zone)

    assert start <= at < end
    assert window_start(kind, start, zone) == start
    assert window_start(kind, end, zone) == end
    assert window_end(kind, end - timedelta.resolution, zone) == end


@given(zone=ZONES, at=INSTANTS)
def test_each_window_begins_with_a_day(zone: str, at: datetime) -> None:
    for kind in CALENDAR_WINDOWS:
        start = window_start(kind, at, zone)
        assert window_start("day", start, zone) == start


@pytest.mark.parametrize("zone", ["Kyiv", "", "../zone", "/etc/passwd", "Europe", "a\0b"])
def test_an_unknown_zone_is_an_error(zone: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        window_start("day", datetime(2026, 1, 1, tzinfo=UTC), zone)

    assert caught.value.zone == zone


@pytest.mark.parametrize("kind", ["life", "rolling 8h", "fortnight", ""])
def test_what_is_no_calendar_window_is_an_error(kind: str) -> None:
    with pytest.raises(UnknownWindow, match=f"`{kind}` is not a calendar window"):
        window_start(kind, datetime(2026, 1, 1, tzinfo=UTC), "UTC")


def test_an_instant_needs_a_zone() -> None:
    with pytest.raises(InvalidProposal, match="`at` has no time zone"):
        window_start("day", datetime(2026, 1, 1), "UTC")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("at", "zone"),
    [(datetime(9999, 12, 31, tzinfo=UTC), "UTC"), (datetime(1, 1, 1, tzinfo=UTC), "America/Havana")],
)
def test_a_window_beyond_the_calendar_is_an_error(at: datetime, zone: str) -> None:
    with pytest.raises(InstantOutOfRange) as caught:
        window_start("week", at, zone)

    assert caught.value.at == at


def test_rolling_windows_are_whole_hours() -> None:
    assert rolling_length("rolling 2160h") == timedelta(days=90)
    assert rolling_length("life") is None


@pytest.mark.parametrize(
    "window", ["rolling h", "rolling 0h", "rolling -1h", "rolling 1.5h", "rolling 8", "rolling ٨h"]
)
def test_what_is_no_rolling_window_is_an_error(window: str) -> None:
    with pytest.raises(InvalidProposal, match="is not of the form `rolling 8h`"):
        rolling_length(window)
