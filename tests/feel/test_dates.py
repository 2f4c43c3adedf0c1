"""Dates, times and moments: any year, any zone, and the texts that spell them."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway.feel import temporal
from leeway.feel.failure import Failed
from leeway.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time, calendar
from tests.feel import any_value


@given(any_value.temporals)
def test_what_is_written_reads_back_the_same(value: temporal.Temporal) -> None:
    assert temporal.parse(temporal.text(value)) == value


@given(st.dates())
def test_the_calendar_is_the_one_of_python_where_python_has_one(day: dt.date) -> None:
    number = calendar.day_number(day.year, day.month, day.day)

    assert number == day.toordinal() - dt.date(1970, 1, 1).toordinal()
    assert calendar.year_month_day(number) == (day.year, day.month, day.day)
    assert calendar.weekday(number) == day.isoweekday()
    assert calendar.week_of_year(day.year, day.month, day.day) == day.isocalendar().week
    assert calendar.day_of_year(day.year, day.month, day.day) == day.timetuple().tm_yday


@given(st.integers(-400_000_000_000, 400_000_000_000))
def test_days_are_numbered_without_gaps(number: int) -> None:
    year, month, day = calendar.year_month_day(number)

    assert calendar.day_number(year, month, day) == number
    assert calendar.year_month_day(number - 400 * 146_097 // 400) == (year - 400, month, day)


@given(
    st.datetimes(),
    st.sampled_from([None, dt.UTC, dt.timezone(dt.timedelta(hours=-3)), zoneinfo.ZoneInfo("Asia/Kolkata")]),
)
def test_a_moment_of_python_goes_there_and_back(moment: dt.datetime, place: dt.tzinfo | None) -> None:
    moment = moment.replace(tzinfo=place)

    assert temporal.to_python(temporal.from_python(moment)) == moment
    assert temporal.to_python(temporal.from_python(moment.date())) == moment.date()
    assert temporal.to_python(temporal.from_python(moment.timetz())) == moment.timetz()


@given(st.timedeltas())
def test_a_duration_of_python_goes_there_and_back(length: dt.timedelta) -> None:
    assert temporal.to_python(temporal.from_python(length)) == length


@given(
    st.datetimes(dt.datetime.fromisoformat("1900-01-01"), dt.datetime.fromisoformat("2100-01-01")),
    st.sampled_from(any_value.ZONES),
)
def test_a_zone_is_as_far_from_utc_as_python_says(moment: dt.datetime, zone: str) -> None:
    moment = moment.replace(microsecond=0)
    placed = moment.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    value = temporal.from_python(placed)
    assert isinstance(value, DateTime)

    assert dt.timedelta(seconds=value.utc_offset) == placed.utcoffset()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-31", Date(2026, 1, 31)),
        ("-0044-03-15", Date(-44, 3, 15)),
        ("12026-02-28", Date(12026, 2, 28)),
        ("09:05:00", Time(9, 5, Decimal(0))),
        ("09:05:00.250Z", Time(9, 5, Decimal("0.25"), 0)),
        ("09:05:00z", Time(9, 5, Decimal(0), 0)),
        ("09:05:00-03:30", Time(9, 5, Decimal(0), -12_600)),
        ("09:05:00@Europe/Kyiv", Time(9, 5, Decimal(0), None, "Europe/Kyiv")),
        ("24:00:00", Time(0, 0, Decimal(0))),
        ("2026-12-31T24:00:00", DateTime(Date(2027, 1, 1), Time(0, 0, Decimal(0)))),
        ("P1DT2H3M4.5S", DaysDuration(Decimal("93784.5"))),
        ("-PT30M", DaysDuration(Decimal(-1800))),
        ("P1Y14M", MonthsDuration(26)),
    ],
)
def test_the_texts_of_the_standard_are_read(text: str, value: temporal.Temporal) -> None:
    assert temporal.parse(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "today",
            "2026-1-31",
            "2026-02-30",
            "+2026-01-01",
            "02026-01-01",
            "99-01-01",
            "2026-01-01T",
            "2026-01-01Z",
        ),
        *("9:00:00", "09:00", "24:00:01", "09:60:00", "09:00:60", "09:00:00+15:00", "09:00:00+01:60"),
        *("09:00:00@Europe/Nowhere", "09:00:00+02:00@Europe/Kyiv", "2026-01-01 09:00:00", "9999999999-01-01"),
        *("P", "PT", "P1", "P1H", "P1DT", "P1Y2D", "P1M1Y", "1D", "PT1.5H", "P-1D", "--P1D"),
        "2026-01-01\n",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Failed):
        temporal.parse(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *(
            ("PT5S", "PT5S"),
            ("PT0.50S", "PT0.5S"),
            ("PT3600S", "PT1H"),
            ("P0DT25H", "P1DT1H"),
            ("-PT90M", "-PT1H30M"),
        ),
        *(
            ("P0D", "PT0S"),
            ("-PT0S", "PT0S"),
            ("P0Y", "P0M"),
            ("P12M", "P1Y"),
            ("P5M", "P5M"),
            ("-P13M", "-P1Y1M"),
        ),
        *(("10:00:05.500", "10:00:05.5"), ("10:00:00+00:00", "10:00:00Z"), ("0999-01-01", "0999-01-01")),
        *(("10:00:00-02:45:55", "10:00:00-02:45:55"), ("2026-01-01T10:00:00.0", "2026-01-01T10:00:00")),
    ],
)
def test_every_value_has_one_way_to_be_written(text: str, written: str) -> None:
    assert temporal.text(temporal.parse(text)) == written


def test_the_lengths_of_a_negative_duration_all_bear_its_sign() -> None:
    duration = temporal.parse("-P1DT2H3M4.5S")

    parts = [temporal.property(duration, part) for part in ("days", "hours", "minutes", "seconds")]

    assert parts == [Decimal(-1), Decimal(-2), Decimal(-3), Decimal("-4.5")]


def test_the_parts_of_a_moment_can_be_asked_for() -> None:
    moment = temporal.parse("2026-07-04T10:20:30.5@Europe/Kyiv")

    parts = {part: temporal.property(moment, part) for part in temporal.PROPERTIES[DateTime]}

    assert parts == {
        "year": 2026,
        "month": 7,
        "day": 4,
        "weekday": 6,
        "hour": 10,
        "minute": 20,
        "second": Decimal("30.5"),
        "time offset": DaysDuration(Decimal(3 * 3600)),
        "timezone": "Europe/Kyiv",
    }


def test_a_local_time_has_neither_offset_nor_zone() -> None:
    time = temporal.parse("10:20:30")

    assert temporal.property(time, "time offset") is None
    assert temporal.property(time, "timezone") is None


def test_a_part_of_another_kind_is_refused() -> None:
    with pytest.raises(Failed):
        temporal.property(Date(2026, 1, 1), "hour")


def test_the_same_instant_is_shown_on_the_clock_of_a_zone() -> None:
    moment = temporal.parse("2026-07-04T10:20:30Z")

    assert temporal.text(temporal.in_zone(moment, "Europe/Kyiv")) == "2026-07-04T13:20:30@Europe/Kyiv"
    assert temporal.text(temporal.in_zone(temporal.parse("2026-07-04T10:20:30"), "Europe/Kyiv")) == (
        "2026-07-04T10:20:30@Europe/Kyiv"
    )


def test_a_month_duration_has_no_counterpart_in_python() -> None:
    with pytest.raises(Failed):
        temporal.to_python(MonthsDuration(1))
    with pytest.raises(Failed):
        temporal.to_python(Date(-1, 1, 1))
