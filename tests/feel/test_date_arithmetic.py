"""Adding, subtracting, multiplying and comparing dates, times and durations."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway.feel import temporal, values
from leeway.feel.failure import Failed
from leeway.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time, calendar
from tests.feel import any_value

short_days = st.integers(-5_000_000, 5_000_000).map(lambda days: DaysDuration(Decimal(days * 86_400)))


@given(any_value.dates(any_value.near_years), short_days)
def test_days_added_to_a_date_are_taken_off_again(day: Date, length: DaysDuration) -> None:
    assert temporal.subtract(temporal.add(day, length), length) == day
    assert temporal.subtract(temporal.add(day, length), day) == length


@given(any_value.moments(), any_value.days)
def test_a_duration_added_to_a_moment_is_taken_off_again(moment: DateTime, length: DaysDuration) -> None:
    later = temporal.add(moment, length)

    assert temporal.subtract(later, moment) == length
    assert temporal.compare(temporal.subtract(later, length), moment) == 0


@given(any_value.times(local=True), any_value.days)
def test_a_clock_goes_round(time: Time, length: DaysDuration) -> None:
    later = temporal.add(time, length)
    assert isinstance(later, Time)

    assert (later.second_of_day - time.second_of_day - length.seconds) % 86_400 == 0
    assert temporal.subtract(later, length) == time


@given(any_value.dates(any_value.near_years), any_value.months)
def test_months_change_the_month_and_at_most_shorten_the_day(day: Date, length: MonthsDuration) -> None:
    later = temporal.add(day, length)
    assert isinstance(later, Date)

    assert later.year * 12 + later.month == day.year * 12 + day.month + length.months
    assert later.day == min(day.day, calendar.month_length(later.year, later.month))


@given(any_value.days, any_value.days)
def test_durations_add_up_in_any_order(a: DaysDuration, b: DaysDuration) -> None:
    assert temporal.add(a, b) == temporal.add(b, a)
    assert temporal.subtract(a, b) == temporal.negate(temporal.subtract(b, a))


@given(any_value.months, any_value.months)
def test_months_add_up_as_their_numbers_do(a: MonthsDuration, b: MonthsDuration) -> None:
    assert temporal.add(a, b) == MonthsDuration(a.months + b.months)
    assert temporal.subtract(a, b) == MonthsDuration(a.months - b.months)
    assert temporal.compare(a, b) == (a.months > b.months) - (a.months < b.months)


@given(st.one_of(any_value.days, any_value.months), st.integers(1, 1000))
def test_what_is_multiplied_can_be_divided(length: DaysDuration | MonthsDuration, times: int) -> None:
    assert temporal.divide(temporal.multiply(length, Decimal(times)), Decimal(times)) == length


def test_summer_time_moves_the_clock_but_not_the_instant() -> None:
    before = temporal.parse("2026-03-29T02:30:00@Europe/Kyiv")

    later = temporal.add(before, temporal.parse("PT1H"))

    assert temporal.text(later) == "2026-03-29T04:30:00@Europe/Kyiv"


@pytest.mark.parametrize(
    ("left", "sign", "right", "result"),
    [
        ("2026-01-31", "+", "P1M", "2026-02-28"),
        ("2024-02-29", "+", "P1Y", "2025-02-28"),
        ("2026-03-31", "-", "P1M", "2026-02-28"),
        ("2026-01-02", "-", "PT1S", "2026-01-01"),
        ("2026-01-02", "+", "PT23H", "2026-01-02"),
        ("23:00:00+02:00", "+", "PT2H", "01:00:00+02:00"),
        ("0000-01-01", "-", "P1D", "-0001-12-31"),
        ("2026-01-02", "-", "2026-01-01T00:00:00Z", "P1D"),
        ("10:00:00Z", "-", "10:00:00+02:00", "PT2H"),
    ],
)
def test_moments_and_durations_meet(left: str, sign: str, right: str, result: str) -> None:
    operation = temporal.add if sign == "+" else temporal.subtract

    assert temporal.text(operation(temporal.parse(left), temporal.parse(right))) == result


@pytest.mark.parametrize(
    ("operation", "left", "right"),
    [
        (temporal.add, "2026-01-01", "2026-01-01"),
        (temporal.add, "P1D", "P1M"),
        (temporal.subtract, "10:00:00", "2026-01-01"),
        (temporal.subtract, "P1D", "10:00:00"),
        (temporal.add, "10:00:00", "P1M"),
        (temporal.subtract, "P1D", "2026-01-01"),
        (temporal.subtract, "2026-01-01T10:00:00Z", "2026-01-01T10:00:00"),
        (temporal.multiply, "P1D", "P1D"),
        (temporal.divide, "P1D", "P0D"),
        (temporal.divide, "P1D", "P1M"),
        (temporal.add, "999999999-12-31", "P1D"),
    ],
)
def test_what_makes_no_sense_fails(operation: object, left: str, right: str) -> None:
    assert callable(operation)
    with pytest.raises(Failed):
        operation(temporal.parse(left), temporal.parse(right))


def test_a_part_of_a_month_is_dropped() -> None:
    assert temporal.multiply(MonthsDuration(23), Decimal("-2.5")) == MonthsDuration(-57)


def test_a_moment_without_a_zone_is_read_in_the_zone_of_the_other() -> None:
    local, placed = temporal.parse("2026-01-01T10:00:00"), temporal.parse("2026-01-01T10:00:00@Asia/Kolkata")

    assert values.equal(local, placed) is True
    assert values.less(local, temporal.parse("2026-01-01T10:00:01Z")) is True


def test_moments_are_compared_to_the_millisecond() -> None:
    a, b, c = (temporal.parse(f"2026-01-01T10:00:00.{part}") for part in ("0001", "0002", "001"))

    assert values.equal(a, b) is True
    assert values.less(a, c) is True
    assert values.same(a, b) is False
