"""What values may be: strategies that draw FEEL values of every kind."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from leeway.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time, calendar
from leeway.feel.values import Range

ZONES = ("Europe/Kyiv", "Asia/Kolkata", "America/New_York", "Etc/UTC", "Australia/Lord_Howe")

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=4)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
years = st.one_of(st.integers(-30, 30), st.integers(1900, 2100), st.integers(-999_999_999, 999_999_999))
near_years = st.integers(-20_000, 20_000)


@st.composite
def dates(draw: st.DrawFn, of: st.SearchStrategy[int] = years) -> Date:
    year, month = draw(of), draw(st.integers(1, 12))
    return Date(year, month, draw(st.integers(1, calendar.month_length(year, month))))


@st.composite
def times(draw: st.DrawFn, *, local: bool | None = None) -> Time:
    second = Decimal(draw(st.integers(0, 59_999))) / 1000
    local = draw(st.booleans()) if local is None else local
    offset = zone = None
    if not local:
        zone = draw(st.one_of(st.none(), st.sampled_from(ZONES)))
        offset = draw(st.integers(-14 * 60, 14 * 60)) * 60 if zone is None else None
    return Time(draw(st.integers(0, 23)), draw(st.integers(0, 59)), second, offset, zone)


def moments(*, local: bool | None = None) -> st.SearchStrategy[DateTime]:
    return st.builds(DateTime, dates(near_years), times(local=local))


days = st.builds(DaysDuration, st.integers(-(10**12), 10**12).map(lambda millis: Decimal(millis) / 1000))
months = st.builds(MonthsDuration, st.integers(-100_000, 100_000))
temporals = st.one_of(dates(), times(), moments(), days, months)
scalars = st.one_of(st.none(), st.booleans(), numbers, texts, temporals)


def _ranges(ends: st.SearchStrategy[object]) -> st.SearchStrategy[Range]:
    return st.builds(Range, ends, ends, st.booleans(), st.booleans())


values = st.recursive(
    st.one_of(scalars, _ranges(numbers), _ranges(dates())),
    lambda inner: st.one_of(st.lists(inner, max_size=4).map(tuple), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=8,
)
