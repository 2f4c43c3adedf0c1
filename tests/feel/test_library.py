"""The library as it is put together: every function with the parameters of the standard, refusing all others."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from leeway import feel
from leeway.feel import builtins, temporal
from leeway.feel.builtins import Builtin, Parameter, Signature
from leeway.feel.failure import Failed
from leeway.feel.types import ANY, NUMBER, STRING
from leeway.feel.values import Range, freeze, same
from tests.feel.calls import Desk

TABLES = ("calculation", "contexts", "conversion", "days", "lists", "ranges", "statistics", "strings")

# The tables of DMN 1.5, 10.3.4: how each function is called, `?` behind what may be left out, and its result.
CALLED = """
date(from: string) -> date
date(from: date and time) -> date
date(year: number, month: number, day: number) -> date
date and time(from: string) -> date and time
date and time(date: date and time, time: time) -> date and time
time(from: string) -> time
time(from: time) -> time
time(from: date and time) -> time
time(hour: number, minute: number, second: number, offset?: days and time duration) -> time
number(from: string, grouping separator?: string, decimal separator?: string) -> number
string(from: Any) -> string
duration(from: string) -> days and time duration or years and months duration
years and months duration(from: date and time, to: date and time) -> years and months duration
range(from: string) -> range<Any>
substring(string: string, start position: number, length?: number) -> string
string length(string: string) -> number
upper case(string: string) -> string
lower case(string: string) -> string
substring before(string: string, match: string) -> string
substring after(string: string, match: string) -> string
contains(string: string, match: string) -> boolean
starts with(string: string, match: string) -> boolean
ends with(string: string, match: string) -> boolean
matches(input: string, pattern: string, flags?: string) -> boolean
replace(input: string, pattern: string, replacement: string, flags?: string) -> string
split(string: string, delimiter: string) -> list<string>
string join(list: list<string>, delimiter?: string) -> string
decimal(n: number, scale: number) -> number
floor(n: number) -> number
floor(n: number, scale: number) -> number
ceiling(n: number) -> number
ceiling(n: number, scale: number) -> number
round up(n: number, scale: number) -> number
round down(n: number, scale: number) -> number
round half up(n: number, scale: number) -> number
round half down(n: number, scale: number) -> number
abs(n: number) -> number
abs(n: days and time duration) -> days and time duration
abs(n: years and months duration) -> years and months duration
modulo(dividend: number, divisor: number) -> number
sqrt(number: number) -> number
log(number: number) -> number
exp(number: number) -> number
even(number: number) -> boolean
odd(number: number) -> boolean
not(negand: boolean) -> boolean
is(value1: Any, value2: Any) -> boolean
min(list: list<Any>) -> Any
max(list: list<Any>) -> Any
sum(list: list<number>) -> number
mean(list: list<number>) -> number
product(list: list<number>) -> number
median(list: list<number>) -> number
stddev(list: list<number>) -> number
mode(list: list<number>) -> list<number>
all(list: list<boolean>) -> boolean
any(list: list<boolean>) -> boolean
list contains(list: list<Any>, element: Any) -> boolean
count(list: list<Any>) -> number
sublist(list: list<Any>, start position: number, length?: number) -> list<Any>
append(list: list<Any>, item…: Any) -> list<Any>
concatenate(list…: list<Any>) -> list<Any>
union(list…: list<Any>) -> list<Any>
insert before(list: list<Any>, position: number, newItem: Any) -> list<Any>
remove(list: list<Any>, position: number) -> list<Any>
reverse(list: list<Any>) -> list<Any>
index of(list: list<Any>, match: Any) -> list<number>
distinct values(list: list<Any>) -> list<Any>
flatten(list: list<Any>) -> list<Any>
sort(list: list<Any>, precedes?: function<Any, Any> -> Any) -> list<Any>
list replace(list: list<Any>, position: number, newItem: Any) -> list<Any>
list replace(list: list<Any>, match: function<Any, Any> -> Any, newItem: Any) -> list<Any>
get value(m: context<>, key: string) -> Any
get entries(m: context<>) -> list<context<key: string, value: Any>>
context(entries: list<context<key: string, value: Any>>) -> context<>
context put(context: context<>, key: string, value: Any) -> context<>
context put(context: context<>, keys: list<string>, value: Any) -> context<>
context merge(contexts: list<context<>>) -> context<>
day of year(date: date and time) -> number
day of week(date: date and time) -> string
month of year(date: date and time) -> string
week of year(date: date and time) -> number
now() -> date and time
today() -> date
""".strip().splitlines()
RELATIONS = {
    "before": ("range point", "point range", "point1 point2"),
    "after": ("range point", "point range", "point1 point2"),
    "meets": (),
    "met by": (),
    "overlaps": (),
    "overlaps before": (),
    "overlaps after": (),
    "finishes": ("point range",),
    "finished by": ("range point",),
    "includes": ("range point",),
    "during": ("point range",),
    "starts": ("point range",),
    "started by": ("range point",),
    "coincides": ("point1 point2",),
}
"""How points and ranges lie to each other: every relation takes two ranges, some take points as well."""
ONE_BY_ONE = ("min", "max", "sum", "mean", "product", "median", "stddev", "mode", "all", "any")


@pytest.fixture(scope="module")
def library() -> dict[str, Builtin]:
    """The functions as they are put together now, not as they were when the program began."""
    return {each.name: each for name in TABLES for each in afresh(f"leeway.feel.builtins.{name}").FUNCTIONS}


def afresh(name: str) -> ModuleType:
    found = importlib.util.find_spec(name)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def shown(name: str, way: Signature) -> str:
    marks = ("?" if each.optional else "…" if each.variadic else "" for each in way.parameters)
    parameters = (f"{each.name}{mark}: {each.type}" for each, mark in zip(way.parameters, marks, strict=True))
    return f"{name}({', '.join(parameters)}) -> {way.result}"


def test_every_function_has_the_parameters_and_the_result_of_the_standard(library: dict[str, Builtin]) -> None:
    ways = [
        shown(name, way)
        for name, each in library.items()
        if name not in RELATIONS
        for way in (each.overloads[:1] if name in ONE_BY_ONE else each.overloads)
    ]

    assert sorted(CALLED) == sorted(ways)


@pytest.mark.parametrize("name", sorted(RELATIONS))
def test_a_relation_takes_ranges_and_where_it_means_something_points(
    library: dict[str, Builtin], name: str
) -> None:
    expected = [("range1", "range2"), *(tuple(way.split()) for way in RELATIONS[name])]
    ways = library[name].overloads
    taken = [tuple(each.name for each in way.parameters) for way in ways]
    kinds = {
        each.name[:5]: str(each.type).partition("<")[0].partition(" or ")[0]
        for way in ways
        for each in way.parameters
    }

    assert expected == taken
    assert {str(way.result) for way in ways} == {"boolean"}
    assert kinds.items() <= {"range": "range", "point": "number"}.items()


@pytest.mark.parametrize("name", ONE_BY_ONE)
def test_what_sums_up_a_list_takes_its_items_one_by_one_too(library: dict[str, Builtin], name: str) -> None:
    of_list, of_items = library[name].overloads
    first, more = of_items.parameters
    item = of_list.parameters[0].type.item  # type: ignore[attr-defined]

    assert (of_list.required, of_list.most) == (1, 1)
    assert (1, float("inf")) == (of_items.required, of_items.most)
    assert [(f"{item}1", item, False), ("more", item, True)] == [
        (each.name, each.type, each.variadic) for each in (first, more)
    ]
    assert {first.nullable, more.nullable} == {name in ("all", "any")}
    assert of_items.result == of_list.result


def test_the_library_holds_what_its_tables_hold(library: dict[str, Builtin]) -> None:
    assert builtins.names() == frozenset(library)


def test_null_is_a_value_only_where_the_standard_says_so(library: dict[str, Builtin]) -> None:
    taking_null = {
        (name, each.name)
        for name, function in library.items()
        for way in function.overloads
        for each in way.parameters
        if each.nullable and name not in ONE_BY_ONE
    }

    assert taking_null == {
        ("not", "negand"),
        ("is", "value1"),
        ("is", "value2"),
        ("list contains", "element"),
        ("append", "item"),
        ("insert before", "newItem"),
        ("index of", "match"),
        ("list replace", "newItem"),
        ("context put", "value"),
    }


EXAMPLES: tuple[tuple[str, tuple[Any, ...], Any], ...] = (
    ("decimal", (Decimal("0.125"), 2), Decimal("0.12")),
    ("decimal", (Decimal("-2.5"), 0), -2),
    ("floor", (Decimal("-1.5"),), -2),
    ("floor", (Decimal("-1.56"), 1), Decimal("-1.6")),
    ("ceiling", (Decimal("1.1"),), 2),
    ("ceiling", (Decimal("-1.56"), 1), Decimal("-1.5")),
    ("round up", (Decimal("-1.121"), 2), Decimal("-1.13")),
    ("round down", (Decimal("1.129"), 2), Decimal("1.12")),
    ("round half up", (Decimal("5.5"), 0), 6),
    ("round half up", (Decimal("-1.125"), 2), Decimal("-1.13")),
    ("round half down", (Decimal("5.5"), 0), 5),
    ("round half down", (Decimal("-1.126"), 2), Decimal("-1.13")),
    ("min", ([2, 1, 3],), 1),
    ("min", (2, 1, 3), 1),
    ("max", ([2, 3, 1],), 3),
    ("max", (2, 3, 1), 3),
    ("mode", ([6, 1, 6],), [6]),
    ("all", (True, None), None),
    ("any", ([False, True],), True),
    ("month of year", (temporal.parse("2026-12-31"),), "December"),
    ("day of week", (temporal.parse("2026-11-22"),), "Sunday"),
    ("day of year", (temporal.parse("2025-12-31T23:59:59"),), 365),
    ("week of year", (temporal.parse("2024-12-30"),), 1),
    ("before", (1, 2), True),
    ("after", (1, 2), False),
    ("after", (Range(Decimal(3), Decimal(4)), 2), True),
    ("meets", (Range(Decimal(1), Decimal(2)), Range(Decimal(2), Decimal(3))), True),
    ("met by", (Range(Decimal(2), Decimal(3)), Range(Decimal(1), Decimal(2))), True),
    ("overlaps before", (Range(Decimal(1), Decimal(3)), Range(Decimal(2), Decimal(4))), True),
    ("overlaps after", (Range(Decimal(1), Decimal(3)), Range(Decimal(2), Decimal(4))), False),
    ("finished by", (Range(Decimal(1), Decimal(3)), 3), True),
    ("during", (2, Range(Decimal(1), Decimal(3))), True),
    ("started by", (Range(Decimal(1), Decimal(3)), 1), True),
    ("abs", (temporal.parse("-P1Y"),), temporal.parse("P1Y")),
    ("even", (2,), True),
    ("upper case", ("tea",), "TEA"),
    ("count", ([1, 2],), 2),
)


@pytest.mark.parametrize(("name", "arguments", "result"), EXAMPLES)
def test_a_function_put_together_anew_does_what_its_name_says(
    library: dict[str, Builtin], name: str, arguments: tuple[Any, ...], result: Any
) -> None:
    assert same(freeze(result), library[name].call(Desk(), [freeze(each) for each in arguments]))


# -- what is refused ------------------------------------------------------------------------------
def required() -> Iterator[tuple[str, int]]:
    """Each function that does not take just any number of arguments, with one more than it ever takes."""
    for name in sorted(builtins.names()):
        function = builtins.lookup(name)
        assert function is not None
        most = max(way.most for way in function.overloads)
        if most != float("inf"):
            yield name, int(most) + 1


def reason(name: str, arguments: list[Any], names: list[str] | None = None) -> tuple[str, str]:
    function = builtins.lookup(name)
    assert function is not None
    with pytest.raises(Failed) as raised:
        function.call(Desk(), [freeze(each) for each in arguments], names)
    return raised.value.code, raised.value.message


@pytest.mark.parametrize(("name", "count"), list(required()))
def test_a_function_refuses_one_argument_too_many(name: str, count: int) -> None:
    assert reason(name, [1] * count) == (
        "wrong-arguments",
        f"`{name}` does not take {count} argument{'s' if count > 1 else ''}",
    )


@pytest.mark.parametrize("name", sorted(builtins.names() - {"now", "today", "concatenate", "union"}))
def test_a_function_refuses_to_be_called_with_nothing(name: str) -> None:
    assert reason(name, []) == ("wrong-arguments", f"`{name}` does not take 0 arguments")


@pytest.mark.parametrize("name", sorted(builtins.names()))
def test_a_function_refuses_a_name_it_does_not_have(name: str) -> None:
    assert reason(name, [1], ["colour"]) == ("wrong-arguments", f"`{name}` has no parameter `colour`")


WRONG = (
    ("upper case", [1], "string", "string"),
    ("contains", ["a", 1], "match", "string"),
    ("substring", ["a", "1"], "start position", "number"),
    ("substring", ["a", 1, "1"], "length", "number"),
    ("matches", ["a", "a", 1], "flags", "string"),
    ("string join", [[1]], "list", "list<string>"),
    ("number", ["1", 1], "grouping separator", "string"),
    ("decimal", ["1", 1], "n", "number"),
    ("modulo", [1, True], "divisor", "number"),
    ("not", ["yes"], "negand", "boolean"),
    ("get value", [1, "a"], "m", "context<>"),
    ("get value", [{"a": 1}, 1], "key", "string"),
    ("context merge", [[1]], "contexts", "list<context<>>"),
    ("day of week", ["Monday"], "date", "date and time"),
    ("sublist", [[1], "a"], "start position", "number"),
    ("remove", [[1], "a"], "position", "number"),
    ("range", [1], "from", "string"),
    ("years and months duration", [1, 2], "from", "date and time"),
    ("meets", [1, 2], "range1", "range<Any>"),
)


@pytest.mark.parametrize(("name", "arguments", "parameter", "kind"), WRONG)
def test_a_value_of_another_kind_is_refused_with_the_parameter_it_was_meant_for(
    name: str, arguments: list[Any], parameter: str, kind: str
) -> None:
    assert reason(name, arguments) == ("wrong-type", f"`{parameter}` of `{name}` is not of type {kind}")


@pytest.mark.parametrize(
    ("name", "arguments", "parameter"),
    [
        ("upper case", [None], "string"),
        ("contains", ["a", None], "match"),
        ("modulo", [None, 1], "dividend"),
        ("day of week", [None], "date"),
        ("get value", [{"a": 1}, None], "key"),
        ("remove", [[1], None], "position"),
        ("context put", [None, "a", 1], "context"),
    ],
)
def test_null_is_refused_with_the_parameter_it_was_meant_for(
    name: str, arguments: list[Any], parameter: str
) -> None:
    assert reason(name, arguments) == ("null-argument", f"`{parameter}` of `{name}` is null")


def test_of_several_reasons_the_kind_of_a_value_is_said_before_the_number_of_arguments() -> None:
    assert reason("date", [1])[0] == "wrong-type"
    assert reason("time", ["a", "b"])[0] == "wrong-arguments"


# -- a function, taken by itself ------------------------------------------------------------------
def way(*parameters: Parameter) -> Signature:
    return Signature(parameters, ANY, lambda _env, *given: given)


def test_what_may_be_left_out_or_go_on_is_not_required() -> None:
    first, second = Parameter("first", STRING), Parameter("second", NUMBER, optional=True)
    rest = Parameter("rest", NUMBER, variadic=True)

    assert [
        (each.required, each.most) for each in (way(), way(first), way(first, second), way(first, rest))
    ] == [
        (0, 0),
        (1, 1),
        (1, 2),
        (1, float("inf")),
    ]


def test_a_signature_written_in_a_line_is_the_same_signature() -> None:
    from leeway.feel.builtins.signature import signature

    def run(_env: object, *given: object) -> object:
        return given

    parameters = (Parameter("a", STRING), Parameter("b", NUMBER))

    assert signature(run, STRING, *parameters) == Signature(parameters, STRING, run)


def test_arguments_by_name_come_in_the_order_of_the_parameters_and_null_where_one_is_left_out() -> None:
    given = Builtin("put", (way(Parameter("a"), Parameter("b", optional=True), Parameter("c", optional=True)),))
    env = Desk()

    assert given.call(env, [1, 2], ["c", "a"]) == (2, None, 1)
    assert given.call(env, [1, 2], ["b", "a"]) == (2, 1, None)
    assert given.call(env, [1], ["a"]) == (1, None, None)


def test_a_way_whose_parameters_are_named_in_order_comes_first() -> None:
    given = Builtin(
        "put",
        (
            Signature((Parameter("a"), Parameter("b")), ANY, lambda _env, a, b: ("first", a, b)),
            Signature((Parameter("b"), Parameter("a")), ANY, lambda _env, b, a: ("second", a, b)),
        ),
    )

    assert given.call(Desk(), [1, 2], ["a", "b"]) == ("first", 1, 2)
    assert given.call(Desk(), [1, 2], ["b", "a"]) == ("second", 2, 1)


@pytest.mark.parametrize(
    ("given", "steps"),
    [
        (("a" * 63,), 0),
        (("a" * 64,), 1),
        (("a" * 127, "b" * 64), 2),
        (((1, 2, 3),), 3),
        (((1, 2), "a" * 128, Decimal(5), None), 4),
    ],
)
def test_a_call_takes_a_step_for_each_item_and_for_each_64_characters(
    given: tuple[Any, ...], steps: int
) -> None:
    assert steps == builtins.effort(given)


@pytest.mark.parametrize(
    ("name", "arguments", "steps"),
    [
        ("count", [[1, 2, 3]], 4),
        ("list contains", [[1, 2, 3], 3], 7),
        ("index of", [[1, 2, 3], 3], 7),
        ("max", [[1, 2, 3]], 7),
        ("flatten", [[[1, 2], 3]], 7),
        ("matches", ["a" * 64, "b"], 6),
        ("replace", ["a" * 64, "b", "c"], 130),
        ("split", ["a" * 64, "b"], 8),
        ("split", ["a" * 63 + "b", "b"], 10),
        ("upper case", ["a" * 640], 11),
    ],
)
def test_a_function_costs_what_it_looks_at(name: str, arguments: list[Any], steps: int) -> None:
    desk, function = Desk(), builtins.lookup(name)
    assert function is not None
    function.call(desk, [freeze(each) for each in arguments])

    assert steps == desk.spent


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("{rest: modulo, r: rest(7, 4)}.r", Decimal(3)),
        ("(function(f) f(7, 4))(modulo)", Decimal(3)),
        ('{cut: substring, r: cut("tea", 2)}.r', "ea"),
        ("{total: sum, r: total(1, 2)}.r", Decimal(3)),
        ("string(modulo)", "function(dividend, divisor)"),
    ],
)
def test_a_function_of_the_library_is_a_value_that_can_be_handed_on(text: str, result: object) -> None:
    assert feel.evaluate(text).value == result
    assert feel.compile_python(feel.parse(text))({}) == result


def test_the_clock_handed_on_as_a_function_is_the_clock_of_the_request() -> None:
    text, moment = "{clock: now, r: clock()}.r = now()", temporal.parse_date_and_time("2026-03-13T23:30:00Z")

    assert feel.evaluate(text, now=moment).value is True
