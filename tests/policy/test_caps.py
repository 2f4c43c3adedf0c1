"""How far does each level go? Limits by authority, inherited meter by meter."""

from __future__ import annotations

import pytest

from leeway.policy import Limit, caps, is_bounded, meter_of, parse_limit

LEVELS = ("trainee", "attendant", "supervisor", "manager")


def limits(**by_authority: list[str]) -> dict[str, tuple[Limit, ...]]:
    return {
        name: tuple(parse_limit(text, currency="UAH", digits=2) for text in texts)
        for name, texts in by_authority.items()
    }


def said(found: dict[str, tuple[Limit, ...]], level: int) -> dict[str, int | None] | None:
    """The caps of a level, by scope and window."""
    answer = caps(found, level, LEVELS)
    return (
        None if answer is None else {f"{scope} {window.key}": cap for (_, scope, window), cap in answer.items()}
    )


SHORTFALL = limits(
    attendant=[
        "200 UAH per case",
        "1 per customer per 90 days",
        "1000 UAH per actor per week",
        "20000 UAH per site per month",
    ],
    supervisor=["1000 UAH per case", "2 per customer per 90 days", "no limit per actor"],
)


def test_below_the_first_entry_there_is_nothing() -> None:
    assert said(SHORTFALL, 0) is None


def test_the_first_entry_has_its_own_caps() -> None:
    expected = {
        "case life": 20_000,
        "customer rolling 2160h": 1,
        "actor week": 100_000,
        "site month": 2_000_000,
    }

    assert expected == said(SHORTFALL, 1)


def test_a_level_inherits_each_meter_it_does_not_name_and_lifts_what_it_says() -> None:
    expected = {
        "case life": 100_000,
        "customer rolling 2160h": 2,
        "actor week": None,
        "site month": 2_000_000,
    }

    assert expected == said(SHORTFALL, 2)


def test_a_level_without_an_entry_has_the_caps_of_the_nearest_lower_one() -> None:
    assert said(SHORTFALL, 2) == said(SHORTFALL, 3)


def test_a_clause_without_limits_is_open_to_every_level() -> None:
    assert caps({}, 0, LEVELS) == {}


def test_a_scope_is_lifted_in_all_its_windows_and_measures() -> None:
    found = limits(
        trainee=["10 UAH per actor per day", "50 UAH per actor per week", "3 per actor per day", "9 per case"],
        attendant=["no limit per actor"],
    )

    assert said(found, 1) == {"actor day": None, "actor week": None, "case life": 9}
    assert len(caps(found, 1, LEVELS) or {}) == 4


def test_one_window_of_a_scope_is_lifted_alone() -> None:
    found = limits(
        trainee=["10 UAH per actor per day", "50 UAH per actor per week"],
        attendant=["no limit per actor per week"],
    )

    assert said(found, 1) == {"actor day": 1_000, "actor week": None}


def test_the_order_within_a_list_does_not_matter() -> None:
    one = limits(trainee=["1 per actor per day", "9 per case"], attendant=["no limit per actor", "12 per case"])
    other = limits(
        trainee=["9 per case", "1 per actor per day"], attendant=["12 per case", "no limit per actor"]
    )

    assert said(one, 1) == said(other, 1)


def test_two_rolling_windows_are_two_meters() -> None:
    found = limits(trainee=["1 per customer per 30 days", "2 per customer per 90 days"])

    assert len(caps(found, 0, LEVELS) or {}) == 2


@pytest.mark.parametrize(
    ("text", "bounded"),
    [
        ("5 per actor per day", True),
        ("5 UAH per site per day", True),
        ("5 per network per year", True),
        ("5 UAH per case", False),
        ("5 per customer per 90 days", False),
    ],
)
def test_only_scopes_that_nobody_can_multiply_bound_a_clause(text: str, bounded: bool) -> None:
    limit = parse_limit(text, currency="UAH", digits=2)

    assert bounded == is_bounded({meter_of(limit): limit.cap})
    assert not is_bounded({meter_of(limit): None})
