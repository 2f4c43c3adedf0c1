"""What does a limit phrase say? Reading and saying limits, and what cannot be read."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway.policy import Limit, Measure, PhraseError, Scope, Window, format_limit, format_window, parse_limit
from leeway.policy.phrases import CALENDAR, MOST_HOURS, ROLLING_SCOPES

LIFE = Window()


def read(text: str, *, currency: str = "UAH", digits: int = 2) -> Limit:
    return parse_limit(text, currency=currency, digits=digits)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("200 UAH per case", Limit(Measure.COST, Scope.CASE, LIFE, 20_000)),
        ("0.50 UAH per case", Limit(Measure.COST, Scope.CASE, LIFE, 50)),
        ("20 000 UAH per site per month", Limit(Measure.COST, Scope.SITE, Window("month"), 2_000_000)),
        ("200 UAH cost per case", Limit(Measure.COST, Scope.CASE, LIFE, 20_000)),
        ("1000 UAH per actor per week", Limit(Measure.COST, Scope.ACTOR, Window("week"), 100_000)),
        ("1 per customer per 90 days", Limit(Measure.COUNT, Scope.CUSTOMER, Window("rolling", 2160), 1)),
        ("2 per actor per 8 hours", Limit(Measure.COUNT, Scope.ACTOR, Window("rolling", 8), 2)),
        ("2 per case per 1 hour", Limit(Measure.COUNT, Scope.CASE, Window("rolling", 1), 2)),
        ("2 per actor per 2 weeks", Limit(Measure.COUNT, Scope.ACTOR, Window("rolling", 336), 2)),
        ("5 per network per quarter", Limit(Measure.COUNT, Scope.NETWORK, Window("quarter"), 5)),
        ("0 per site per year", Limit(Measure.COUNT, Scope.SITE, Window("year"), 0)),
        ("no limit per actor", Limit(Measure.COST, Scope.ACTOR, LIFE, None)),
        ("no limit per actor per week", Limit(Measure.COST, Scope.ACTOR, Window("week"), None)),
        ("  3   per  actor per day ", Limit(Measure.COUNT, Scope.ACTOR, Window("day"), 3)),
    ],
)
def test_a_phrase_is_read_as_a_limit(text: str, limit: Limit) -> None:
    assert limit == read(text)


def test_a_calendar_week_and_seven_days_are_two_windows() -> None:
    assert read("1 per actor per week").window != read("1 per actor per 1 week").window
    assert Window("rolling", 168) == read("1 per actor per 7 days").window


@pytest.mark.parametrize(
    ("digits", "text", "cap"), [(0, "500 JPY per case", 500), (3, "1.250 KWD per case", 1_250)]
)
def test_minor_digits_are_those_of_the_currency(digits: int, text: str, cap: int) -> None:
    currency = text.split()[1]

    assert cap == read(text, currency=currency, digits=digits).cap


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        ("", "bad-limit", ""),
        ("two per case", "bad-limit", "two"),
        ("1.5 per case", "bad-limit", "1.5"),
        ("-1 per case", "bad-limit", "-1"),
        ("٣ per case", "bad-limit", "٣"),
        ("1,000 UAH per case", "bad-limit", "1,000"),
        ("30.005 UAH per case", "bad-limit", "30.005"),
        ("30 EUR per case", "other-currency", "EUR"),
        ("30 uah per case", "other-currency", "uah"),
        ("30 litres per case", "bad-limit", "litres"),
        ("30 UAH per shop", "bad-limit", "shop"),
        ("30 UAH case", "bad-limit", "case"),
        ("30 UAH", "bad-limit", ""),
        ("1 per actor per fortnight", "bad-limit", "fortnight"),
        ("1 per actor per hour", "bad-limit", "hour"),
        ("1 per actor per 3 months", "bad-limit", "months"),
        ("1 per actor per 0 days", "bad-limit", "0 days"),
        ("1 per actor per 99999999999 days", "bad-limit", "99999999999 days"),
        ("1 per site per 7 days", "window-does-not-fit", "7 days"),
        ("1 per network per 24 hours", "window-does-not-fit", "24 hours"),
        ("1 per actor per day per case", "bad-limit", "per case"),
        ("no limits per actor", "bad-limit", "no"),
        ("no limit", "bad-limit", ""),
        ("9999999999999999999 UAH per case", "bad-limit", "9999999999999999999"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused_at_its_place(text: str, name: str, part: str) -> None:
    with pytest.raises(PhraseError) as caught:
        read(text)

    assert name == caught.value.name
    assert part == text[caught.value.start : caught.value.end]


limits = st.builds(
    Limit,
    st.sampled_from(Measure),
    st.sampled_from(Scope),
    st.one_of(
        st.just(LIFE),
        st.sampled_from([Window(kind) for kind in CALENDAR]),
        st.integers(1, MOST_HOURS).map(lambda hours: Window("rolling", hours)),
    ),
    st.one_of(st.none(), st.integers(0, 10**14)),
).filter(lambda limit: limit.window.kind != "rolling" or limit.scope in ROLLING_SCOPES)


@given(limits, st.sampled_from([("UAH", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)]), st.booleans())
def test_a_limit_that_is_said_is_read_as_the_same_limit(
    limit: Limit, currency: tuple[str, int], says_cost: bool
) -> None:
    if limit.cap is None:
        limit = Limit(Measure.COST, limit.scope, limit.window, None)
    code, digits = currency

    text = format_limit(limit, currency=code, digits=digits, says_cost=says_cost)

    assert limit == parse_limit(text, currency=code, digits=digits)
    assert text == format_limit(
        parse_limit(text, currency=code, digits=digits), currency=code, digits=digits, says_cost=says_cost
    )


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    limit = None
    with suppress(PhraseError):
        limit = read(text)

    assert limit is None or limit == read(format_limit(limit, currency="UAH", digits=2))


@pytest.mark.parametrize(
    ("hours", "text"), [(1, "1 hour"), (24, "24 hours"), (36, "36 hours"), (48, "2 days"), (168, "7 days")]
)
def test_a_rolling_day_is_never_said_like_a_calendar_day(hours: int, text: str) -> None:
    assert text == format_window(Window("rolling", hours))


def test_whole_amounts_are_said_without_a_point() -> None:
    limit = Limit(Measure.COST, Scope.CASE, LIFE, 123_450)

    assert format_limit(limit, currency="EUR", digits=2) == "1234.50 EUR per case"
    assert format_limit(limit, currency="JPY", digits=0) == "123450 JPY per case"
    assert Decimal("1234.50") * 100 == limit.cap
