"""Is money exact? Minor digits, conversion both ways, and the cost of a decision."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from leeway.policy import Cost, MoneyError, cost_minor, minor_digits, to_major, to_minor
from leeway.policy.money import is_currency


@given(st.integers(0, 10**15), st.integers(0, 4))
def test_minor_units_survive_the_way_to_major_units_and_back(minor: int, digits: int) -> None:
    assert minor == to_minor(to_major(minor, digits=digits), digits=digits)


@pytest.mark.parametrize(
    "text", ["0.001", "10.105", "1e-3", "NaN", "Infinity", "-1", "1e400", "10000000000000000"]
)
def test_what_is_no_exact_amount_is_refused(text: str) -> None:
    with pytest.raises(MoneyError):
        to_minor(Decimal(text), digits=2)


def test_trailing_zeros_change_nothing() -> None:
    assert to_minor(Decimal("10.1000"), digits=2) == 1_010
    assert str(to_major(1_010, digits=2)) == "10.10"
    assert str(to_major(5, digits=2)) == "0.05"


@pytest.mark.parametrize("code", ["EUR", "UAH", "USD", "JPY", "KWD", "CLP", "TND", "GBP", "CHF"])
def test_minor_digits_agree_with_what_is_printed_for_the_usual_currencies(code: str) -> None:
    assert get_currency_precision(code) == minor_digits(code)


@pytest.mark.parametrize(("code", "digits"), [("IQD", 3), ("RSD", 2), ("HUF", 2), ("CLF", 4), ("ISK", 0)])
def test_minor_digits_follow_the_standard_where_print_leaves_them_out(code: str, digits: int) -> None:
    assert digits == minor_digits(code)


def test_a_currency_exists_or_not() -> None:
    assert is_currency("UAH")
    assert not is_currency("uah")
    assert not is_currency("XYZ")


@given(st.integers(0, 10**9), st.decimals("0.0001", "3", places=4), st.integers(0, 10**6))
def test_a_share_of_the_amount_is_rounded_up_and_never_down(amount: int, factor: Decimal, fixed: int) -> None:
    cost = cost_minor(Cost(fixed_minor=fixed, factor=factor), amount_minor=amount)

    exact = fixed + Fraction(factor) * amount
    assert exact <= cost < exact + 1


def test_what_costs_nothing_costs_nothing() -> None:
    assert cost_minor(Cost(), amount_minor=None) == 0
    assert cost_minor(Cost(fixed_minor=1_200), amount_minor=None) == 1_200
