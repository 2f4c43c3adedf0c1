"""Numbers: 34 digits, half to even, whatever Python's own decimal context says."""

from __future__ import annotations

import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway import feel
from leeway.feel import numbers
from leeway.feel.failure import Failed
from tests.feel import any_value

LONG = "1234567890.123456789012345678901234"
EXPRESSIONS = [
    f"{LONG} + 1",
    f"{LONG} * 3",
    "1 / 3",
    f"-({LONG})",
    f"abs(-{LONG})",
    f"sum({LONG}, {LONG})",
    f"mean({LONG}, 1)",
    f"decimal({LONG}, 20)",
    f"modulo({LONG}, 7)",
    "sqrt(2)",
    f'string(duration("PT1S") * {LONG})',
    f'string(date and time("2026-01-01T00:00:00") + duration("PT1S") * {LONG})',
    f"max({LONG}, {LONG} + 0.000000000000000000000001)",
    f"string({LONG})",
    f"stddev({LONG}, 1, 2)",
    f"round up({LONG}, 23)",
    f'number("{LONG}")',
]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_pythons_own_decimal_context_changes_nothing(text: str) -> None:
    expected = feel.evaluate(text)

    with decimal.localcontext(prec=3, rounding=decimal.ROUND_UP, Emax=20, Emin=-20):
        actual = feel.evaluate(text)

    assert expected.problems == ()
    assert actual == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 / 3", "0." + "3" * 34),
        ("2 / 3", "0." + "6" * 33 + "7"),
        ("0.1 + 0.2", "0.3"),
        ("1.10 * 1.10", "1.2100"),
        ("10000000000000000000000000000000005 + 0", "10000000000000000000000000000000000"),
    ],
)
def test_a_result_keeps_34_digits(text: str, value: str) -> None:
    assert feel.evaluate(text).value == Decimal(value)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1.10", "1.10"),
        ("1E+3", "1000"),
        ("-0", "0"),
        ("-0.0", "0.0"),
        ("1E-7", "0.0000001"),
        ("1E+500", "1E+500"),
    ],
)
def test_a_number_is_written_plainly(number: str, text: str) -> None:
    assert numbers.plain(Decimal(number)) == text


@given(any_value.numbers)
def test_what_is_written_reads_back_the_same(number: Decimal) -> None:
    assert numbers.parse(numbers.plain(number)) == number


@pytest.mark.parametrize(
    "text", ["", ".", "1.", "+1", "1,5", "0x1", "NaN", "Infinity", "1e", "٣", " 1", "1_000", "1e99999"]
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(Failed):
        numbers.parse(text)


@given(st.integers(-(10**30), 10**30), st.integers(0, 5))
def test_a_whole_number_is_found_whatever_its_zeros(number: int, zeros: int) -> None:
    assert numbers.integer(Decimal(f"{number}.{'0' * zeros}1")) is None
    assert numbers.integer(Decimal(f"{number}" + ("." + "0" * zeros if zeros else ""))) == number
