"""When two values are equal, the same, or one less than the other."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal

import pytest
from hypothesis import given

from leeway.feel import temporal
from leeway.feel.failure import Failed
from leeway.feel.values import ERROR, UNKNOWN, Function, Range, Value, equal, freeze, is_value, less, same
from tests.feel import any_value

ONE, TWO = Decimal(1), Decimal(2)


@given(any_value.values)
def test_every_value_is_equal_to_itself_and_the_same(value: Value) -> None:
    assert equal(value, value) is True
    assert same(value, value) is True
    assert is_value(value)


@given(any_value.values, any_value.values)
def test_equality_has_no_direction(a: Value, b: Value) -> None:
    assert equal(a, b) is equal(b, a)
    assert same(a, b) is same(b, a)


@given(any_value.values, any_value.values)
def test_what_is_the_same_is_equal(a: Value, b: Value) -> None:
    if same(a, b):
        assert equal(a, b) is True


@given(any_value.moments(local=False), any_value.moments(local=False), any_value.moments(local=False))
def test_the_order_of_placed_moments_is_one_line(a: Value, b: Value, c: Value) -> None:
    assert [less(a, b), equal(a, b), less(b, a)].count(True) == 1
    if less(a, b) and less(b, c):
        assert less(a, c) is True


@given(any_value.scalars, any_value.scalars)
def test_of_two_comparable_values_exactly_one_relation_holds(a: Value, b: Value) -> None:
    if less(a, b) is not None:
        assert [less(a, b), equal(a, b), less(b, a)].count(True) == 1


@given(any_value.values)
def test_null_is_equal_to_nothing_but_itself(value: Value) -> None:
    assert equal(None, value) is (value is None)


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        (ONE, Decimal("1.00"), True),
        (True, ONE, None),
        ("1", ONE, None),
        ((ONE, TWO), (ONE, TWO), True),
        ((ONE, TWO), (TWO, ONE), False),
        ((ONE,), (ONE, ONE), False),
        ((ONE,), ("a",), None),
        ((ONE, TWO), ("a", ONE), False),
        ({"a": ONE}, {"a": Decimal("1.0")}, True),
        ({"a": ONE}, {"b": ONE}, False),
        (Range(ONE, TWO), Range(ONE, TWO, True, False), False),
        (Range.of_test("=", ONE), Range(ONE, ONE), False),
        (Range.of_test("<", ONE), Range.of_test("<", ONE), True),
        (temporal.parse("P1Y"), temporal.parse("P12M"), True),
        (temporal.parse("P1Y"), temporal.parse("P365D"), None),
        (temporal.parse("2026-01-01"), temporal.parse("2026-01-01T00:00:00"), None),
    ],
)
def test_values_of_one_kind_are_compared_part_by_part(a: Value, b: Value, answer: bool | None) -> None:
    assert equal(a, b) is answer


def test_booleans_have_no_order() -> None:
    assert less(False, True) is None
    assert less(None, ONE) is None


def test_texts_are_ordered_by_code_point() -> None:
    assert less("Z", "a") is True
    assert less("\uffff", "\U0001f40e") is True


def test_two_functions_are_equal_when_written_alike_in_one_place() -> None:
    scope = object()
    one, other = (Function(("x",), (None,), lambda given: given[0], body="x", scope=scope) for _ in range(2))
    elsewhere = Function(("x",), (None,), lambda given: given[0], body="x", scope=object())

    assert equal(one, other) is True
    assert equal(one, elsewhere) is False


@pytest.mark.parametrize("mark", [UNKNOWN, ERROR])
def test_a_mark_is_neither_true_nor_false_and_stays_one_of_a_kind(mark: Value) -> None:
    assert copy.deepcopy(mark) is mark
    assert pickle.loads(pickle.dumps(mark)) is mark
    with pytest.raises(TypeError):
        bool(mark)


def test_plain_python_becomes_values() -> None:
    frozen = freeze({"a": [1, 2.5, True, None], "b": {"c": "x"}})

    assert frozen == {"a": (ONE, Decimal("2.5"), True, None), "b": {"c": "x"}}
    assert is_value(frozen)
    with pytest.raises(TypeError):
        frozen["a"] = ONE


@pytest.mark.parametrize("given_", [float("nan"), Decimal("Infinity"), {1, 2}, object()])
def test_what_stands_for_no_value_is_refused(given_: object) -> None:
    with pytest.raises(Failed):
        freeze(given_)


@pytest.mark.parametrize(
    ("operator", "low", "high", "low_included", "high_included"),
    [
        ("<", None, ONE, False, False),
        ("<=", None, ONE, False, True),
        (">", ONE, None, False, False),
        (">=", ONE, None, True, False),
        ("=", ONE, ONE, True, True),
    ],
)
def test_a_comparison_alone_is_a_range(
    operator: str, low: Value, high: Value, low_included: bool, high_included: bool
) -> None:
    range_ = Range.of_test(operator, ONE)

    assert (range_.low, range_.high) == (low, high)
    assert (range_.low_included, range_.high_included) == (low_included, high_included)
