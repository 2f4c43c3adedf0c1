"""What the checker lets pass does not fail for reasons it could have seen; what it types has that type."""

from __future__ import annotations

import re
from random import Random

import pytest

from leeway import feel
from leeway.feel.coercion import has_type
from leeway.feel.meaning.marks import mark_of
from tests.feel import expressions

FORESEEABLE = {
    *("unknown-name", "unknown-member", "wrong-type", "wrong-arguments", "not-defined", "not-comparable"),
    *("not-a-function", "not-a-list", "no-such-property", "duplicate-key", "null-argument"),
}
"""Reasons that follow from names and types alone; divisions by zero and the like follow from the facts."""

DATA_DEPENDENT = re.compile(r"\[(1|-1|queue)\]|anything|whatever|never given")
"""An item that is not there is null, and untyped facts may be anything."""


def _sound(choose: Random, *, in_book: bool, wanted: int) -> list[tuple[str, feel.types.Type]]:
    author, kept = expressions.Author(choose), []
    while len(kept) < wanted:
        text = author.write(depth=choose.randint(1, 3))
        checked = feel.check(text, expressions.TYPES, in_book=in_book)
        if not DATA_DEPENDENT.search(text) and not checked.problems:
            kept.append((text, checked.type))
    return kept


@pytest.mark.parametrize("seed", range(4))
def test_a_sound_expression_of_a_book_fails_only_because_of_the_facts(seed: int) -> None:
    choose = Random(seed)
    surprises = []
    for text, type_ in _sound(choose, in_book=True, wanted=150):
        outcome = feel.evaluate(text, expressions.facts(choose), in_book=True, now=expressions.NOW)
        surprises += [(text, problem.name) for problem in outcome.problems if problem.name in FORESEEABLE]
        if mark_of(outcome.value) is None and not has_type(outcome.value, type_):
            surprises.append((text, f"{outcome.value!r} is no {type_}"))

    assert surprises == []


def test_random_expressions_never_stop_the_checker() -> None:
    choose = Random(11)
    author = expressions.Author(choose, mistakes=0.3)

    for _ in range(400):
        checked = feel.check(
            author.write(), expressions.TYPES, in_book=choose.random() < 0.5, expect=feel.types.BOOLEAN
        )
        assert all(problem.span is not None for problem in checked.problems)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_never_or_always_true_is_so_for_all_facts(seed: int) -> None:
    choose = Random(seed)
    author, wrong = expressions.Author(choose, mistakes=0.0), []
    for _ in range(600):
        text = author.write(depth=1)
        checked = feel.check(text, expressions.TYPES, in_book=True)
        for problem in checked.problems:
            if problem.name in ("always-true", "always-false") and problem.span is not None:
                part = text[problem.span.start : problem.span.end]
                if part.startswith('"') or feel.names_read(feel.parse(part)) - expressions.TYPES.keys():
                    continue  # one of several values, or a part that reads a name bound around it
                values = {
                    feel.evaluate(part, expressions.facts(choose), in_book=True, now=expressions.NOW).value
                    for _ in range(20)
                }
                if not values <= {problem.name == "always-true", feel.ERROR}:
                    wrong.append((part, problem.name, values))

    assert wrong == []
