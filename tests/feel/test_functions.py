"""The library of functions: one example each from the life of a shop, and where they have no result."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway.feel import builtins, temporal
from leeway.feel.failure import Failed
from leeway.feel.types import BOOLEAN
from leeway.feel.values import Function, Range, Value, equal, freeze, same
from tests.feel import any_value
from tests.feel.calls import Desk, call, fails


def day(text: str) -> temporal.Temporal:
    return temporal.parse(text)


def function(*parameters: str, does: Any) -> Function:
    return Function(parameters, (None,) * len(parameters), lambda given: does(*given), result=BOOLEAN)


@pytest.mark.parametrize(
    ("name", "arguments", "result"),
    [
        ("substring", ("receipt", 3), "ceipt"),
        ("substring", ("receipt", -4, 2), "ei"),
        ("substring", ("receipt", 7, 1), "t"),
        ("substring", ("receipt", 5, 9), "ipt"),
        ("substring", ("\U0001f40eab", 2), "ab"),
        ("string length", ("\U0001f40eab",), 3),
        ("upper case", ("straße",), "STRASSE"),
        ("lower case", ("ŁÓDŹ",), "łódź"),
        ("substring before", ("12/2026", "/"), "12"),
        ("substring before", ("12/2026", "-"), ""),
        ("substring after", ("12/2026", "/"), "2026"),
        ("substring after", ("12/2026", "-"), ""),
        ("contains", ("no change", "change"), True),
        ("starts with", ("no change", "no"), True),
        ("ends with", ("no change", "no"), False),
        ("matches", ("UA-7731", "^UA-[0-9]+$"), True),
        ("replace", ("31.12.2026", r"(\d+)\.(\d+)\.(\d+)", "$3-$2-$1"), "2026-12-31"),
        ("split", ("tea, milk,,bread", r",\s*"), ["tea", "milk", "", "bread"]),
        ("string join", (["tea", None, "milk"], " and "), "tea and milk"),
        ("string join", ([],), ""),
        ("number", ("1 200,50", " ", ","), Decimal("1200.50")),
        ("number", ("-0.5",), Decimal("-0.5")),
        ("string", (Decimal("1E+3"),), "1000"),
        ("string", ([1, "a", None, True],), '[1, "a", null, true]'),
        ("string", ({"a b": day("2026-01-01"), "c:": 1},), '{a b: @"2026-01-01", "c:": 1}'),
        ("string", (Range(Decimal(1), Decimal(2), False),), "(1..2]"),
        ("decimal", (Decimal("2.5"), 0), 2),
        ("decimal", (Decimal(1250), -2), 1200),
        ("floor", (Decimal("-1.5"),), -2),
        ("ceiling", (Decimal("-1.56"), 1), Decimal("-1.5")),
        ("round up", (Decimal("1.121"), 2), Decimal("1.13")),
        ("round down", (Decimal("-1.126"), 2), Decimal("-1.12")),
        ("round half up", (Decimal("-5.5"), 0), -6),
        ("round half down", (Decimal("5.5"), 0), 5),
        ("abs", (-3,), 3),
        ("abs", (day("-P3D"),), day("P3D")),
        ("modulo", (-12, 5), 3),
        ("modulo", (Decimal("10.1"), Decimal("-4.5")), Decimal("-3.4")),
        ("sqrt", (16,), 4),
        ("odd", (-3,), True),
        ("odd", (2,), False),
        ("odd", (Decimal("2.5"),), False),
        ("even", (0,), True),
        ("even", (Decimal("7E+900"),), True),
        ("odd", (Decimal("7E+900"),), False),
        ("even", (Decimal("2.5"),), False),
        ("not", (True,), False),
        ("not", (None,), None),
        ("min", ([3, 1, 2],), 1),
        ("max", ("milk", "tea"), "tea"),
        ("max", ([day("2026-01-01"), day("2025-01-01")],), day("2026-01-01")),
        ("sum", (1, 2, 3), 6),
        ("mean", ([1, 2, 4, 5],), 3),
        ("product", ([2, 3, 4],), 24),
        ("median", (8, 2, 5, 3), 4),
        ("mode", ([6, 1, 9, 6, 1],), [1, 6]),
        ("mode", ([],), []),
        ("stddev", (2, 4, 7, 5), Decimal("2.081665999466132735282297706979931")),
        ("stddev", ([1, 1],), 0),
        ("exp", (0,), 1),
        ("log", (1,), 0),
        ("all", (True, None), None),
        ("all", ([True, None],), None),
        ("all", ([False, None],), False),
        ("all", ([],), True),
        ("any", (None, True), True),
        ("any", ([],), False),
        ("list contains", ([1, None], None), True),
        ("count", ([1, [2, 3]],), 2),
        ("count", ("one item",), 1),
        ("sublist", ([4, 5, 6], 1, 2), [4, 5]),
        ("sublist", ([4, 5, 6], -2), [5, 6]),
        ("sublist", ([4, 5, 6], 3, 1), [6]),
        ("sublist", ([4, 5, 6], 2, 9), [5, 6]),
        ("append", ([1], 2, None), [1, 2, None]),
        ("concatenate", ([1, 2], [3]), [1, 2, 3]),
        ("insert before", ([1, 3], 2, 2), [1, 2, 3]),
        ("remove", ([1, 2, 3], -1), [1, 2]),
        ("reverse", ([1, 2, 3],), [3, 2, 1]),
        ("index of", ([1, 2, 3, 2], 2), [2, 4]),
        ("union", ([1, 2], [2, 3]), [1, 2, 3]),
        ("distinct values", ([1, Decimal("1.0"), "1", None, None],), [1, "1", None]),
        ("flatten", ([[1, 2], [[3]], 4],), [1, 2, 3, 4]),
        ("sort", ([3, 1, 2],), [1, 2, 3]),
        ("list replace", ([2, 4, 7], 2, 5), [2, 5, 7]),
        ("get value", ({"a": 1}, "a"), 1),
        ("get value", ({"a": 1}, "b"), None),
        ("get entries", ({"a": 1},), [{"key": "a", "value": 1}]),
        ("context", ([{"key": "a", "value": 1, "note": "kept out"}],), {"a": 1}),
        ("context put", ({"a": 1}, "b", 2), {"a": 1, "b": 2}),
        ("context put", ({"a": 1}, "a", None), {"a": None}),
        ("context put", ({"a": {"b": {"c": 1}}}, ["a", "b", "c"], 2), {"a": {"b": {"c": 2}}}),
        ("context merge", ([{"a": 1, "b": 1}, {"b": 2}],), {"a": 1, "b": 2}),
        ("date", (2026, 2, 28), day("2026-02-28")),
        ("date", (day("2026-02-28T10:00:00@Europe/Kyiv"),), day("2026-02-28")),
        ("time", (10, 30, Decimal("0.5"), day("-PT2H")), day("10:30:00.5-02:00")),
        ("time", (day("2026-02-28T10:00:00@Europe/Kyiv"),), day("10:00:00@Europe/Kyiv")),
        ("date and time", (day("2026-02-28T10:00:00Z"), day("11:00:00")), day("2026-02-28T11:00:00")),
        ("duration", ("P1Y6M",), day("P18M")),
        ("years and months duration", (day("2024-02-29"), day("2026-02-28")), day("P1Y11M")),
        ("years and months duration", (day("2026-02-28"), day("2024-02-29")), day("-P1Y11M")),
        ("years and months duration", (day("2026-01-01"), day("2026-01-15")), day("P0M")),
        ("day of year", (day("2024-12-31"),), 366),
        ("day of week", (day("2026-03-14T10:00:00"),), "Saturday"),
        ("month of year", (day("2026-03-14"),), "March"),
        ("week of year", (day("2027-01-01"),), 53),
        ("now", (), day("2026-03-14T01:30:00@Europe/Kyiv")),
        ("today", (), day("2026-03-14")),
        ("is", (day("10:00:00Z"), day("10:00:00")), False),
        ("range", ('["a..b".."c"]',), Range("a..b", "c")),
        ("range", ('(date("2026-01-01")..)',), Range(day("2026-01-01"), None, False, False)),
    ],
)
def test_a_function_has_its_result(name: str, arguments: tuple[Any, ...], result: Any) -> None:
    assert same(call(name, *arguments), freeze(result)), call(name, *arguments)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("substring", ("abc", 0)),
        ("substring", ("abc", 4)),
        ("substring", ("abc", 2, 0)),
        ("string length", (None,)),
        ("contains", ("abc", 1)),
        ("matches", ("abc", "[")),
        ("matches", ("abc", "a", "z")),
        ("replace", ("abc", "x*", "-")),
        ("replace", ("abc", "b", "$")),
        ("split", ("abc", "")),
        ("number", ("1,000", ".", ".")),
        ("number", ("1_000", "_", ".")),
        ("number", ("1e400000",)),
        ("date", (2026, 2, 29)),
        ("date", (2026, Decimal("1.5"), 1)),
        ("time", (10, 60, 0)),
        ("duration", ("P1Y2D",)),
        ("years and months duration", (day("2026-01-01"), None)),
        ("decimal", (1, 6177)),
        ("floor", (Decimal("1.5"), None)),
        ("modulo", (1, 0)),
        ("sqrt", (-1,)),
        ("log", (0,)),
        ("exp", (10**6,)),
        ("min", ([],)),
        ("min", ([1, "a"],)),
        ("max", ([True, False],)),
        ("sum", ([1, None],)),
        ("mean", ([],)),
        ("stddev", (47,)),
        ("all", (None,)),
        ("all", ([True, 1],)),
        ("sublist", ([1], 2)),
        ("remove", ([], 1)),
        ("sort", ([1, "a"],)),
        ("list replace", ([1], 0, 2)),
        ("get value", (None, "a")),
        ("context", ([{"key": "a"}],)),
        ("context", ([{"key": "a", "value": 1}, {"key": "a", "value": 2}],)),
        ("context put", ({"a": 1}, ["a", "b"], 2)),
        ("context put", ({"a": 1}, [], 2)),
        ("range", ("[1..null]",)),
        ("range", ("[3..1]",)),
        ("range", ("(..)",)),
        ("now", (1,)),
        ("day of week", ("2026-01-01",)),
        ("not", (1,)),
    ],
)
def test_outside_of_its_domain_a_function_fails(name: str, arguments: tuple[Any, ...]) -> None:
    assert fails(name, *arguments)


def test_arguments_may_be_given_by_name() -> None:
    assert call("substring", string="receipt", start_position=3, length=2) == "ce"
    assert call("modulo", divisor=5, dividend=7) == 2
    assert call("list replace", position=1, newItem=9, list=[1, 2]) == (9, 2)
    assert fails("substring", text="receipt", start_position=3)


def test_a_name_left_out_is_null() -> None:
    assert call("is", value1=1) is False
    assert fails("modulo", dividend=7)


def test_a_list_of_one_item_stands_for_the_item_and_an_item_for_the_list() -> None:
    assert call("upper case", ["tea"]) == "TEA"
    assert call("string join", "tea") == "tea"
    assert fails("upper case", ["tea", "milk"])
    assert fails("upper case", [["tea"]])


def test_a_list_is_sorted_by_the_function_given() -> None:
    longest_first = function("x", "y", does=lambda x, y: len(x) > len(y))

    assert call("sort", ["ab", "c", "def", "g"], longest_first) == ("def", "ab", "c", "g")
    assert fails("sort", ["a", "b"], function("x", does=lambda _x: True))
    assert fails("sort", ["a", "b"], function("x", "y", does=lambda _x, _y: None))


def test_items_are_replaced_where_the_function_says() -> None:
    smaller = function("item", "newItem", does=lambda item, new: item < new)

    assert call("list replace", [2, 4, 7], smaller, 5) == (5, 5, 7)


def test_without_a_clock_there_is_no_now() -> None:
    with pytest.raises(Failed):
        call("now", desk=Desk(now=None))


def test_a_books_patterns_stay_linear() -> None:
    assert call("matches", "abab", r"(ab)\1") is True
    with pytest.raises(Failed):
        call("matches", "abab", r"(ab)\1", desk=Desk(in_book=True))


def test_long_lists_cost_fuel() -> None:
    desk = Desk()

    call("distinct values", list(range(100)), desk=desk)

    assert desk.spent > 100 * 99 / 2


def test_a_text_that_grows_without_measure_is_given_up() -> None:
    assert fails("replace", "a" * 8_000, "a", "b" * 8_000)
    assert fails("string join", ["a" * 8_000] * 1_000)


@given(any_value.temporals)
def test_the_text_of_a_date_or_duration_converts_back(value: temporal.Temporal) -> None:
    names = {
        temporal.Date: "date",
        temporal.Time: "time",
        temporal.DateTime: "date and time",
        temporal.DaysDuration: "duration",
        temporal.MonthsDuration: "duration",
    }

    assert call(names[type(value)], call("string", value)) == value


@given(any_value.numbers)
def test_the_text_of_a_number_converts_back(number: Decimal) -> None:
    assert call("number", call("string", number)) == number


@given(st.lists(any_value.numbers, min_size=1, max_size=6))
def test_averages_lie_between_the_extremes(numbers: list[Decimal]) -> None:
    low, high = call("min", numbers), call("max", numbers)

    assert low <= call("median", numbers) <= high
    assert all(number in call("sort", numbers) for number in numbers)
    assert low <= call("mode", numbers)[0] <= high


@given(any_value.numbers, any_value.numbers.filter(bool))
def test_modulo_leaves_what_floor_division_leaves(dividend: Decimal, divisor: Decimal) -> None:
    rest = call("modulo", dividend, divisor)

    assert abs(rest) < abs(divisor)
    assert rest == 0 or (rest < 0) == (divisor < 0)
    with decimal.localcontext(prec=60):
        assert (dividend - rest) / divisor == ((dividend - rest) / divisor).to_integral_value()


@given(st.lists(any_value.values, max_size=5))
def test_distinct_values_keep_one_of_each(items: list[Value]) -> None:
    kept = call("distinct values", items)

    assert all(call("list contains", kept, item) for item in items)
    assert not any(equal(kept[i], kept[j]) for i in range(len(kept)) for j in range(i))


def test_every_function_says_how_it_is_called() -> None:
    for name in builtins.names():
        found = builtins.lookup(name)
        assert found is not None
        for way in found.signatures:
            required = [not (each.optional or each.variadic) for each in way]
            assert required == sorted(required, reverse=True), f"{name}: what may be left out comes last"
