"""What expressions are worth in DMN, where a failed operation is null and a problem says why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leeway import feel


def written(text: str, **given: object) -> str:
    return feel.literal(feel.evaluate(text, given).value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-3 ** 2", "9"),
        ("2 ** 3 ** 2", "64"),
        ("10 - 2 - 3", "5"),
        ('"a" + "b"', '"ab"'),
        ("1 in [1..3] and 2 in (1, 2)", "true"),
        ("3 in (> 5, < 4)", "true"),
        ("[1, 2] in [[1, 2], [3]]", "true"),
        ("5 in ([1..3], [4..6))", "true"),
        ("true in [false, 2]", "false"),
        ("2 in (? > 1)", "true"),
        ("5 between 1 and 5", "true"),
        ("(< 10) = (null..10)", "false"),
        ("(= 10) = (= 10)", "true"),
        ("[1..3).end included", "false"),
        ("(>= 10).start", "10"),
        ("for x in (1..4) return x", "[2, 3]"),
        ("for x in 3..1 return x", "[3, 2, 1]"),
        ('for d in @"2026-02-28"..@"2026-03-01" return d.day', "[28, 1]"),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"),
        ("for i in 1..2, j in i..2 return [i, j]", "[[1, 1], [1, 2], [2, 2]]"),
        ("some x in [1, 2] satisfies x > 1", "true"),
        ("every x in [] satisfies false", "true"),
        ("[1, 2, 3][item > 1]", "[2, 3]"),
        ("[1, 2, 3][-1]", "3"),
        ("[1, 2, 3][4]", "null"),
        ("[][1]", "null"),
        ("[][not(item.paid)]", "[]"),
        ("100[true]", "[100]"),
        ("null[true]", "[]"),
        ("[{x: 1}, {x: null}][x < 2]", "[{x: 1}]"),
        ("[{item: 1}, {item: 5}][item > 2]", "[{item: 5}]"),
        ("[{x: 1}, {y: 2}].y", "[null, 2]"),
        ("{a: 1, b: {c: a + 1}}.b.c", "2"),
        ("{f: function(x) x * 2, r: f(21)}.r", "42"),
        ("(function(a, b) a - b)(b: 1, a: 3)", "2"),
        ("sort([3, 1, 2], function(a, b) a > b)", "[3, 2, 1]"),
        ("if null then 1 else 2", "2"),
        ("before(point: 1, range: [2..3])", "true"),
        ("before(range: [2..3], point: 1)", "false"),
        ("abs instance of function<number> -> number", "true"),
        ("(function(x: number) x > 1) instance of function<number> -> boolean", "true"),
        ("(function(f: function<number> -> number) f(3))(function(x: number) x * x)", "9"),
        ("(function(f: function<number> -> string) f(3))(function(x: number) x * x)", "null"),
        ('{a: 1, f: function(x) external {java: {class: "Math"}}, r: f(1)}.a', "1"),
        ("1 instance of Any", "true"),
        ("null instance of Any", "false"),
        ('{a: "x", b: 1} instance of context<a: string>', "true"),
        ("true or 1 / 0 > 1", "true"),
        ("false and null", "false"),
        ("null or false", "null"),
        ('@"2026-01-31" + @"P1M"', '@"2026-02-28"'),
    ],
)
def test_what_an_expression_is_worth(text: str, expected: str) -> None:
    assert expected == written(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / 0", "a number cannot be divided by zero"),
        ("0 ** -1", "zero has no negative powers"),
        ("(-8) ** 0.5", "the result is no number"),
        ('1 + "a"', "`+` is not defined for these kinds of values"),
        ("[1] < [2]", "a list cannot be compared with a list"),
        ('1 = "1"', "a number cannot be compared with a text"),
        ("9e6144 * 10", "the result is too large"),
        ("nobody", "nothing is called `nobody`"),
        ("conut([1])", "no function is called `conut`"),
        ('"abs"(-1)', "a text cannot be called"),
        ("{a: 1}.b", "the context has no entry `b`"),
        ("{a: 1, a: 2}", "the context has two entries `a`"),
        ('[1.."a"]', "a number cannot be compared with a text"),
        ('for i in "a".."z" return i', "only numbers and dates can be counted through"),
        ("for i in [2..1] return i", "the range ends before it starts"),
        ("null in [1..10]", "null cannot be compared with a number"),
        ("[1, 2, 3][1.5]", "`1.5` is not the place of an item"),
        ("(function(a) a)(1, 2)", "the function takes 1 argument"),
        ("(function(a, b) a)(a: 1, c: 2)", "the function has the parameters a, b"),
        ('(function(a: number) a)("x")', "the value is a string, not a number"),
        ('number("x", ",", ".")', "`x` is not a number"),
        ("(function(a) external {java: {}})(1)", "functions of another language cannot be called"),
    ],
)
def test_a_failure_is_null_and_says_why(text: str, message: str) -> None:
    evaluation = feel.evaluate(text)

    assert evaluation.value is None
    assert message in [problem.message for problem in evaluation.problems]


def test_a_problem_knows_its_place() -> None:
    (problem,) = feel.evaluate("1 + 2 / 0 = null").problems[:1]

    assert problem.span == feel.Span(4, 9)


def test_an_unknown_name_is_told_the_nearest_known_one() -> None:
    (problem, *_) = feel.evaluate("amuont > 3", {"amount": 5}).problems

    assert problem.help == "did you mean `amount`?"


def test_python_values_are_taken_as_they_are_meant() -> None:
    assert feel.evaluate("a + b[1]", {"a": 1, "b": [0.5]}).value == Decimal("1.5")


def test_the_clock_is_an_argument() -> None:
    now = feel.evaluate('@"2026-03-01T23:30:00Z"').value

    assert feel.literal(feel.evaluate("today()", now=now, zone="Europe/Kyiv").value) == '@"2026-03-02"'
    assert feel.evaluate("now()").value is None


def test_values_are_read_from_raw_texts_of_a_known_type() -> None:
    types = feel.types

    assert feel.value_of_text(types.NUMBER, "10.10") == Decimal("10.10")
    assert feel.value_of_text(types.STRING, "007") == "007"
    assert feel.value_of_text(types.DATE, "2026-01-31") == feel.Date(2026, 1, 31)
    assert feel.value_of_text(types.optional(types.NUMBER), "null") is None
    for type_, text in (
        (types.NUMBER, "ten"),
        (types.BOOLEAN, "yes"),
        (types.DAYS, "P1Y"),
        (types.DATE, "2026-02-30"),
        (types.OneOf(types.STRING, ("a", "b")), "c"),
    ):
        assert isinstance(feel.value_of_text(type_, text), feel.Problem), (type_, text)
