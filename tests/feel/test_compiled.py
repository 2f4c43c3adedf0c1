"""Compiled code agrees with the reference evaluator, whatever is asked and whatever is known."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any

import pytest

from leeway import feel
from leeway.feel import types
from tests.external import external
from tests.feel.expressions import NAMES, NOW, TYPES, Author, facts

EXPRESSIONS = 20_000 if os.environ.get("LEEWAY_FULL") == "1" else 2_000
KINDS = ("boolean", "boolean", "number", "text", "any", "numbers")


def is_same(a: Any, b: Any) -> bool:
    if a is feel.UNKNOWN or a is feel.ERROR or b is feel.UNKNOWN or b is feel.ERROR:
        return a is b
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(is_same, a, b))
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(is_same(a[key], b[key]) for key in a)
    return isinstance(a, feel.Function) or feel.same(a, b)


@pytest.mark.parametrize("part", range(4))
def test_code_and_reference_agree_on_random_expressions(part: int) -> None:
    outcomes: Counter[str] = Counter()
    for number in range(part, EXPRESSIONS, 4):
        choose = Random(number)
        text = Author(choose).write(choose.choice(KINDS), choose.choice((1, 2, 3)))
        node = feel.parse(text, names=NAMES)
        code = feel.compile_python(node, types=TYPES if number % 3 else {})
        for unknown in (0.0, 0.0, 0.1, 0.3):
            given = facts(choose, unknown=unknown)
            expected = feel.evaluate(node, given, now=given.get("now"), in_book=True).value

            assert is_same(code(given), expected), f"{number}: {text}\n{given}\nreference: {expected!r}"
            outcomes[repr(expected) if expected in (True, False, None) else "value"] += 1

    assert min(outcomes[each] for each in ("True", "False", "value")) > EXPRESSIONS // 20, outcomes


@pytest.mark.parametrize("part", range(2))
def test_random_expressions_are_written_as_they_are_read(part: int) -> None:
    for number in range(part, EXPRESSIONS, 2):
        choose = Random(number)
        node = feel.parse(Author(choose).write(choose.choice(KINDS), 3), names=NAMES)

        assert feel.parse(feel.format(node), names=NAMES) == node


def test_code_and_reference_agree_on_the_expressions_of_the_kit() -> None:
    compared = 0
    for case in feel.kit.read_cases(external("feel/tck.jsonl").read_text("utf-8").splitlines()):
        try:
            node = feel.parse(case.expression, names=case.inputs)
        except feel.FeelSyntaxError:
            continue
        given = {**case.inputs, "now": NOW}
        expected = feel.evaluate(node, given, now=NOW, in_book=True).value
        compared += 1

        assert is_same(feel.compile_python(node)(given), expected), case.expression

    assert compared > 2_000


@pytest.mark.parametrize(
    "text",
    [
        'queue > 3 and tier in ("gold", "silver")',
        "amount between 1 and 100",
        "not(vip) or tier = comment",
        "order.paid",
    ],
)
def test_a_typed_condition_calls_nothing_unless_something_is_unknown(text: str) -> None:
    code = feel.compile_python(feel.parse(text, names=NAMES), types=TYPES)
    needed = {name for name in code.__code__.co_names if not name.startswith("_k") or name == "_known"}

    assert needed <= {"_known", "_UNKNOWN", "_slow", "_GIVING_UP"}


def test_an_unknown_fact_never_passes_for_another_value() -> None:
    for text in (
        'tier = "gold"',
        'tier != "gold"',
        'tier in ("gold", "silver")',
        "tier = null",
        "vip = true",
        "queue = 1",
    ):
        code = feel.compile_python(feel.parse(text, names=NAMES), types=TYPES)

        assert code({"tier": feel.UNKNOWN, "vip": feel.UNKNOWN, "queue": feel.UNKNOWN}) is feel.UNKNOWN, text
        assert code({}) is feel.UNKNOWN, text


def test_a_fact_may_be_read_inside_a_filter_unless_the_item_has_an_entry_of_that_name() -> None:
    node = feel.parse("basket[price > limit]", names=["basket", "limit"])
    code = feel.compile_python(node, types={"limit": types.NUMBER})
    items = ({"price": 5}, {"price": 5, "limit": 1}, {"price": 1})
    given = {"basket": feel.freeze(items), "limit": feel.freeze(9)}

    assert code(given) == (given["basket"][1],)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(basket[some price in [1] satisfies price = 1])", 2),
        ("count(basket[some x in [1] satisfies price > x])", 1),
        ("(for price in [9] return count(basket[price > 3]))[1]", 1),
        ("(for item in [9] return count(basket[item.price > 3]))[1]", 1),
        ("count(basket[count(basket[price > 3]) = 1])", 2),
        ("(for x in [0, 4] return count(basket[price > x]))[1]", 2),
    ],
)
def test_the_innermost_meaning_of_a_name_counts(text: str, expected: int) -> None:
    given = {"basket": feel.freeze([{"price": 1}, {"price": 5}])}
    node = feel.parse(text, names=["basket"])

    assert feel.evaluate(node, given, in_book=True).value == expected
    for types_ in ({}, TYPES):
        assert feel.compile_python(node, types=types_)(given) == expected


def test_nothing_is_in_an_empty_list() -> None:
    code = feel.compile_python(feel.parse("tier in []", names=NAMES), types=TYPES)

    assert code({"tier": "gold"}) is False
    assert code({}) is feel.UNKNOWN


def test_the_clock_is_the_fact_now() -> None:
    code = feel.compile_python(feel.parse("today()"), zone="Pacific/Auckland")

    assert code({"now": NOW}) == feel.Date(2026, 3, 1)
    assert code({}) is feel.ERROR
