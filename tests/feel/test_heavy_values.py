"""What holds much costs steps to make and to walk through, by the reference and by code alike."""

from __future__ import annotations

import os
from decimal import Decimal

import pytest

from leeway import feel

LONG = "{a: for i in 1..5000 return i, r: "
HEAVY = (
    "for i in 1..40 return [partial, partial, partial]",
    "for i in 1..9999 return if i = 1 then [1] else concatenate(partial, partial)",
    "for i in 1..40 return (= [partial, partial])",
    (
        "{a: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], b: [a, a, a, a, a, a, a, a, a, a], c: [b, b, b, b, b, b, b, b, b, b], "
        "d: [c, c, c, c, c, c, c, c, c, c], e: [d, d, d, d, d, d, d, d, d, d], f: [e, e, e, e, e, e, e, e, e, e]}"
    ),
    LONG + "for i in 1..5000 return a = a}.r",
    LONG + "for i in 1..5000 return a instance of list<number>}.r",
    LONG + "for i in 1..5000 return 0 in a}.r",
    LONG + "for i in 1..5000 return {b: a}}.r",
    LONG + "list replace(a, function(x, y) true, a)}.r",
    LONG + "sort(a, function(x, y) a = a)}.r",
    "{a: for i in 1..5000 return {b: i}, r: for i in 1..5000 return a.b[1]}.r",
    "distinct values(for i in 1..200 return for j in 1..200 return i * j)",
    "for i in 1..9000 return some j in 1..9000 satisfies j = 1",
    '{t: string join(for i in 1..8000 return "9", ""), r: for i in 1..5000 return upper case(t)}.r',
    '{t: string join(for i in 1..8000 return "9", ""), r: for i in 1..5000 return replace(t, "9", "b")}.r',
)


@pytest.mark.parametrize("text", HEAVY)
def test_what_would_never_end_runs_out_of_steps_however_it_is_worked_out(text: str) -> None:
    node = feel.parse(text)
    by_reference, by_code = feel.evaluate(node), feel.compile(node).evaluate()

    assert [problem.name for problem in by_reference.problems] == ["out-of-fuel"]
    assert by_code == by_reference


@pytest.mark.parametrize("text", HEAVY if os.environ.get("LEEWAY_FULL") == "1" else HEAVY[::3])
def test_in_a_book_what_runs_out_of_steps_is_an_error(text: str) -> None:
    node = feel.parse(text)

    assert feel.evaluate(node, in_book=True).value is feel.compile_python(node)({}) is feel.ERROR


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a = a", True),
        ("a in (b, [a])", True),
        ("{c: [a, a, a], r: count(c)}.r", Decimal(3)),
        ("count(for i in 1..200 return a[1])", Decimal(200)),
        ("a instance of list<number>", True),
        ("rows.n[15]", Decimal(15)),
        ("some row in rows satisfies row = {n: 20}", True),
    ],
)
def test_a_long_list_is_worked_out_as_a_short_one_is(text: str, value: object) -> None:
    given = {"a": tuple(range(300)), "b": (1,), "rows": tuple({"n": n} for n in range(1, 21))}
    frozen = {name: feel.freeze(each) for name, each in given.items()}
    node = feel.parse(text, names=given, members={"n"})

    assert feel.evaluate(node, given) == feel.Evaluation(value)
    assert feel.compile(node, names=given).evaluate(given) == feel.Evaluation(value)
    assert feel.compile_python(node)(frozen) == value


def test_values_lie_within_one_another_a_hundred_deep_at_most() -> None:
    text = "for i in 1..150 return if i = 1 then [1] else [partial[-1]]"
    found = feel.evaluate(text)

    assert {problem.name for problem in found.problems} == {"too-deep"}
    assert feel.compile(text).evaluate() == found


def test_a_text_within_a_list_weighs_by_its_length() -> None:
    text = "count(for i in 1..2000 return [t, t, t, t])"

    assert feel.evaluate(text, {"t": "a"}).value == 2_000
    assert [each.name for each in feel.evaluate(text, {"t": "a" * 8_000}).problems] == ["out-of-fuel"]
