"""Types: which a value has, which conform to which, and what is converted without being asked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from leeway.feel import FeelSyntaxError, evaluate, temporal
from leeway.feel.coercion import NO_VALUE, coerce, conforms, convert, has_type, is_instance, type_of
from leeway.feel.failure import Failed
from leeway.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    NULL,
    NUMBER,
    STRING,
    ContextOf,
    FunctionOf,
    ListOf,
    OneOf,
    RangeOf,
    Type,
    optional,
)
from leeway.feel.values import Function, Range, Value
from tests.feel import any_value

ONE = Decimal(1)
NAMED = ContextOf((("name", STRING),))
PERSON = ContextOf((("name", STRING), ("age", NUMBER)))


@given(any_value.values)
def test_a_value_has_the_type_it_is_said_to_have(value: Value) -> None:
    type_ = type_of(value)

    assert has_type(value, type_)
    assert has_type(value, ANY)
    assert conforms(type_, type_)
    assert is_instance(value, ANY) is (value is not None)


@given(any_value.values, any_value.values)
def test_what_conforms_can_be_given(a: Value, b: Value) -> None:
    if conforms(type_of(a), type_of(b)):
        assert convert(a, type_of(b)) is a


@pytest.mark.parametrize(
    ("narrow", "wide", "answer"),
    [
        (NUMBER, ANY, True),
        (NULL, NUMBER, True),
        (ANY, NUMBER, False),
        (ListOf(NUMBER), ListOf(ANY), True),
        (ListOf(NULL), ListOf(STRING), True),
        (PERSON, NAMED, True),
        (NAMED, PERSON, False),
        (RangeOf(NUMBER), RangeOf(STRING), False),
        (FunctionOf((ANY,), NUMBER), FunctionOf((STRING,), ANY), True),
        (FunctionOf((STRING,), NUMBER), FunctionOf((ANY,), ANY), False),
        (FunctionOf((), NUMBER), FunctionOf((ANY,), ANY), False),
        (OneOf(STRING, ("a",)), STRING, True),
        (OneOf(STRING, ("a",)), OneOf(STRING, ("a", "b")), True),
        (STRING, OneOf(STRING, ("a",)), False),
        (NUMBER, optional(NUMBER), True),
        (optional(NUMBER), NUMBER, True),
    ],
)
def test_one_type_conforms_to_another(narrow: Type, wide: Type, answer: bool) -> None:
    assert conforms(narrow, wide) is answer


@pytest.mark.parametrize(
    ("value", "type_", "result"),
    [
        ((ONE,), NUMBER, ONE),
        (ONE, ListOf(NUMBER), (ONE,)),
        ((ONE, ONE), NUMBER, NO_VALUE),
        (((ONE,),), NUMBER, NO_VALUE),
        ("1", NUMBER, NO_VALUE),
        (None, NUMBER, None),
        (temporal.parse("2026-01-01"), DATE_AND_TIME, temporal.parse("2026-01-01T00:00:00Z")),
        (temporal.parse("2026-01-01T00:00:00"), DATE, NO_VALUE),
        (True, OneOf(NUMBER, (ONE,)), NO_VALUE),
        ("b", OneOf(STRING, ("a",)), NO_VALUE),
        (None, optional(BOOLEAN), None),
    ],
)
def test_a_value_is_converted_where_the_standard_says_so(value: Value, type_: Type, result: Value) -> None:
    assert convert(value, type_) == result


@pytest.mark.parametrize("name", ["list", "context", "range"])
def test_a_type_that_holds_something_is_never_named_alone(name: str) -> None:
    with pytest.raises(FeelSyntaxError) as raised:
        evaluate(f"[1] instance of {name}")

    assert raised.value.problem.name == "unknown-type"


def test_a_function_has_the_type_of_what_it_takes_and_gives() -> None:
    given = Function(("x",), (NUMBER,), lambda arguments: arguments[0], result=STRING)

    assert type_of(given) == FunctionOf((NUMBER,), STRING)
    assert is_instance(given, FunctionOf((NUMBER,), ANY)) is True
    assert is_instance(given, FunctionOf((STRING,), ANY)) is False


def test_one_of_several_allowed_values_is_enough() -> None:
    assert has_type("a", OneOf(STRING, ("a", "b"))) is True
    assert has_type("c", OneOf(STRING, ("a", "b"))) is False


def test_a_binding_that_cannot_be_made_fails() -> None:
    with pytest.raises(Failed):
        coerce("1", NUMBER)


def test_null_is_an_instance_of_null_only() -> None:
    assert is_instance(None, NULL) is True
    assert is_instance(None, ANY) is False
    assert is_instance(Range(ONE, None), RangeOf(NUMBER)) is True
