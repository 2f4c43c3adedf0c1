"""An expression is bounded in depth, size and steps; a breach is a problem with a code, never a crash."""

from __future__ import annotations

import pytest

from leeway import feel


def code(text: str) -> str:
    with pytest.raises(feel.FeelSyntaxError) as caught:
        feel.parse(text)
    return caught.value.problem.code


def names_of_problems(text: str, *, fuel: int = 100_000) -> list[str]:
    evaluation = feel.evaluate(text, fuel=fuel)

    assert evaluation.value is None
    return [problem.name for problem in evaluation.problems]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 33 + "1" + ")" * 33,
        "[" * 40 + "]" * 40,
        "-" * 500 + "x",
        "<" * 100 + "1",
        "if a then 1 else " * 40 + "2",
        "f(" * 5_00 + ")" * 5_00,
        "x instance of " + "list<" * 50 + "Any" + ">" * 50,
        "1" + " + 1" * 400,
    ],
)
def test_what_is_too_deep_is_refused(text: str) -> None:
    assert code(text) == "FL002"


@pytest.mark.parametrize("text", ["[" + "1, " * 2_500 + "1]", "a and " * 9_000 + "a"])
def test_what_is_too_large_is_refused(text: str) -> None:
    assert code(text) == "FL003"


def test_what_people_write_is_within_bounds() -> None:
    assert feel.evaluate("(" * 30 + "1" + ")" * 30).value == 1
    assert feel.evaluate("1" + " + 1" * 100).value == 101
    assert feel.evaluate(" and ".join(["true"] * 500)).value is True


def test_steps_are_bounded() -> None:
    text = "for a in 1..90, b in 1..90 return a * b"

    assert names_of_problems(text, fuel=5_000) == ["out-of-fuel"]
    assert feel.evaluate(text, in_book=True, fuel=5_000).value is feel.ERROR
    assert len(feel.evaluate(text).value) == 8_100


def test_code_ends_where_the_reference_ends() -> None:
    node = feel.parse("count(for a in 1..9000, b in 1..9000 return a * b)")

    assert feel.compile_python(node)({}) is feel.ERROR


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("for i in 1..20000 return i", "list-too-long"),
        ("for i in 1..1e30 return i", "list-too-long"),
        ('for d in @"0001-01-01"..@"9999-01-01" return d', "list-too-long"),
        ("concatenate(for i in 1..9000 return i, for i in 1..9000 return i)", "list-too-long"),
        ('string join(for i in 1..2000 return "0123456789")', "text-too-long"),
        (
            '(for i in 1..14 return if i = 1 then "x" else partial[-1] + partial[-1]).x[1] + "y" ** 1',
            "not-defined",
        ),
    ],
)
def test_values_are_bounded(text: str, name: str) -> None:
    assert name in names_of_problems(text)


def test_what_is_as_long_as_it_may_be_is_kept_and_one_more_is_not() -> None:
    halves = {"a": tuple(range(5_000)), "b": tuple(range(5_001))}
    text = "y" * 8_192

    assert len(feel.evaluate("concatenate(a, a)", halves).value) == 10_000
    longer = feel.evaluate("concatenate(a, b)", halves).problems
    assert [(each.name, each.message) for each in longer] == [
        ("list-too-long", "a list has at most 10,000 items")
    ]
    assert feel.evaluate('left + ""', {"left": text}).value == text
    grown = feel.evaluate('left + "y"', {"left": text}).problems
    assert [(each.name, each.message) for each in grown] == [
        ("text-too-long", "a text has at most 8,192 bytes")
    ]


def test_a_text_cannot_be_doubled_for_ever() -> None:
    grown = feel.evaluate('(for i in 1..20 return if i = 1 then "x" else partial[-1] + partial[-1])[-1]')

    assert (grown.value, grown.problems[0].name) == (None, "text-too-long")


def test_a_function_that_calls_itself_runs_out_of_something_and_is_told_so() -> None:
    evaluation = feel.evaluate("{f: function(g, n) g(g, n + 1), r: f(f, 1)}.r")

    assert evaluation.value is None
    assert evaluation.problems != ()
