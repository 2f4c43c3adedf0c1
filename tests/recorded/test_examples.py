"""The worked examples of the airline's book hold, and each clause has one that needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bench.recorded import book_of
from leeway import decide

BOOK = book_of("airline")
CLAUSES = [clause for each in BOOK.policies for clause in (*each.rules, *each.guidelines)]


def _without(clause: Any) -> Any:
    policies = (
        replace(
            each,
            rules=tuple(rule for rule in each.rules if rule is not clause),
            guidelines=tuple(guideline for guideline in each.guidelines if guideline is not clause),
        )
        for each in BOOK.policies
    )
    return replace(BOOK, policies=tuple(policies))


def test_every_example_holds() -> None:
    wrong = {each.example.name: list(map(str, each.differences)) for each in decide.run_examples(BOOK)}

    assert {name: differences for name, differences in wrong.items() if differences} == {}


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_without_a_clause_some_example_fails(clause: Any) -> None:
    book = _without(clause)
    likely_first = sorted(
        BOOK.examples, key=lambda example: example.expect.clause not in {clause.id, clause.name}
    )

    assert any(not decide.run_example(book, example).holds for example in likely_first)


def test_there_are_good_and_bad_examples() -> None:
    good = [example for example in BOOK.examples if example.good]
    bad = [example for example in BOOK.examples if example.bad]

    assert len(BOOK.examples) >= 12
    assert good != []
    assert bad != []
