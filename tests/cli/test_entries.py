"""What people type is read forgivingly, and never as something else."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from leeway.cli.counter.prompts import entries
from leeway.decide import LANGUAGES, SaidMeter, Voice

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=ZoneInfo("Europe/Kyiv"))


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("150", 15000),
        ("150.00", 15000),
        ("12,5", 1250),
        ("1 200", 120000),
        ("1\u00a0200,50", 120050),
        ("1,200.50", 120050),
        ("1.200,50", 120050),
        ("150 UAH", 15000),
        ("150 грн.", 15000),
        ("0", None),
        ("-5", None),
        ("a lot", None),
        ("12.345", 1234500),
        ("1.2345", None),
        ("", None),
        ("1e5", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, minor: int | None) -> None:
    assert entries.amount(typed, digits=2) == minor


@given(some.integers(1, 10**12), some.sampled_from(LANGUAGES))
def test_an_amount_as_we_write_it_is_read_back(minor: int, language: str) -> None:
    shown = Voice(language).money(minor, currency="UAH")

    assert entries.amount(shown, digits=2) == minor


@pytest.mark.parametrize(
    ("typed", "text", "minor"),
    [
        ("write off 150", "write off", 15000),
        ("write off", "write off", None),
        ("150", "150", None),
        ("room 12 b", "room 12 b", None),
        ("refund 12,50", "refund", 1250),
    ],
)
def test_an_amount_may_stand_behind_the_action(typed: str, text: str, minor: int | None) -> None:
    assert entries.trailing_amount(typed, digits=2) == (text, minor)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("", "2026-06-15 12:00"),
        ("20", "2026-06-15 11:40"),
        ("20 min", "2026-06-15 11:40"),
        ("11:30", "2026-06-15 11:30"),
        ("14:30", "2026-06-14 14:30"),
        ("25:00", None),
        ("soon", None),
    ],
)
def test_a_moment_is_a_time_of_day_or_minutes_ago(typed: str, moment: str | None) -> None:
    read = entries.moment(typed, now=NOON)

    assert (f"{read:%Y-%m-%d %H:%M}" if read else None) == moment


@pytest.mark.parametrize(
    ("typed", "value"), [("2", "b"), ("B", "b"), ("al", "alpha"), ("9", None), ("", None), ("x", None)]
)
def test_a_choice_is_a_number_or_a_name_or_its_beginning(typed: str, value: str | None) -> None:
    assert entries.choice(typed, ("alpha", "b", "gamma")) == value


@pytest.mark.parametrize(
    ("text", "number"), [("1 000", Decimal(1000)), ("-3,5", Decimal("-3.5")), ("1,000", Decimal(1000))]
)
def test_a_number_may_have_spaces_and_a_comma(text: str, number: Decimal) -> None:
    assert entries.number(text) == number


def _meter(*, cap: int | None, before: int, charge: int, wide: bool = False) -> SaidMeter:
    return SaidMeter(label="x", left="y", short="z", cap=cap, before=before, charge=charge, wide=wide)


@given(some.integers(1, 10**9), some.integers(0, 10**9), some.integers(0, 10**9), some.integers(4, 90))
def test_a_bar_is_full_only_when_nothing_is_left(cap: int, before: int, charge: int, width: int) -> None:
    from leeway.cli.counter.screens import bars

    used, this = bars.parts(_meter(cap=cap, before=before, charge=charge), width=width)

    assert min(used, this) >= 0
    assert (used + this == width) == (before + charge >= cap)
    assert (used + this > 0) == (before + charge > 0)
    assert this > 0 or charge == 0 or before >= cap


def test_limits_of_the_whole_site_are_shown_once_they_get_narrow() -> None:
    from leeway.cli.counter.screens import bars

    own = _meter(cap=100, before=0, charge=10)
    plenty, narrow = (
        _meter(cap=100, before=20, charge=1, wide=True),
        _meter(cap=100, before=80, charge=1, wide=True),
    )

    assert bars.close_ones([own, plenty, narrow]) == ([own, narrow], 1)
    assert bars.close_ones([plenty]) == ([plenty], 0)
