"""No text breaks FEEL: it is an expression with a value, or a problem with a place, and nothing else."""

from __future__ import annotations

import os
from random import Random

import pytest

from leeway import feel

TEXTS = 40_000 if os.environ.get("LEEWAY_FULL") == "1" else 3_000
WORDS = (  # noqa: SIM905 - a line of words reads better
    "and or not in between if then else for return some every satisfies function instance of null true false ? ( ) [ ] { }"
    ' , : . .. + - * / ** < <= > >= = != @"P1D" @"2020-01-01" "a" 1 2.5 1e3 1e6000 x y item partial date and time'
    " list<number> string count sum external -> // /* */ ' \" \\ date( sort( [1,2,3] {a:1} .a [1] (1) 😀 \u200b \x00"
).split(" ")
SENTENCES = (
    'queue > 3 and tier in ("gold", [1..5], < 7)',
    "for i in 1..3, j in [4, 5] return {a: i, b: a * j}.b",
    "some x in y satisfies x instance of list<context<a: number>>",
    'if x = null then y[item > 1] else date and time("2020-01-01T10:00:00@Europe/Kyiv").time offset',
    "sort(y, function(a: number, b) a < b)[-1] ** 2 - -x",
)
GIVEN = {"x": 1, "y": [1, 2]}


def odd_text(choose: Random) -> str:
    if choose.random() < 0.5:
        return " ".join(choose.choice(WORDS) for _ in range(choose.randint(1, 12)))
    text = choose.choice(SENTENCES)
    for _ in range(choose.randint(1, 3)):
        start = choose.randint(0, len(text))
        text = text[:start] + choose.choice(("", *WORDS)) + text[start + choose.randint(0, 5) :]
    return text


@pytest.mark.parametrize("part", range(2))
def test_any_text_has_a_value_or_a_problem(part: int) -> None:
    read = 0
    for number in range(part, TEXTS, 2):
        text = odd_text(Random(number))
        try:
            node = feel.parse(text, names=GIVEN)
        except feel.FeelSyntaxError as error:
            if not error.problem.render(text).startswith("FL0"):
                pytest.fail(f"{text}: {error.problem}")
            continue
        read += 1

        assert feel.parse(feel.format(node), names=GIVEN) == node, text
        for in_book in (False, True):
            evaluation = feel.evaluate(node, GIVEN, in_book=in_book, fuel=20_000)

            assert feel.literal(evaluation.value) is not None
            assert all(problem.render(text) for problem in evaluation.problems)

    assert read > TEXTS // 40
