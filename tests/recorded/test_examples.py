"""The worked examples of the two published policies hold, and each clause has one that needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bench.recorded import book_of
from leeway import decide

BOOKS = {domain: book_of(domain) for domain in ("airline", "retail")}
CLAUSES = [
    (domain, clause)
    for domain, book in BOOKS.items()
    for each in book.policies
    for clause in (*each.rules, *each.guidelines)
]


def _without(book: Any, clause: Any) -> Any:
    policies = (
        replace(
            each,
            rules=tuple(rule for rule in each.rules if rule is not clause),
            guidelines=tuple(guideline for guideline in each.guidelines if guideline is not clause),
        )
        for each in book.policies
    )
    return replace(book, policies=tuple(policies))


@pytest.mark.parametrize("domain", BOOKS)
def test_every_example_holds(domain: str) -> None:
    examples = decide.run_examples(BOOKS[domain])
    wrong = {each.example.name: list(map(str, each.differences)) for each in examples}

    assert {name: differences for name, differences in wrong.items() if differences} == {}


@pytest.mark.parametrize(
    ("domain", "clause"), CLAUSES, ids=[f"{domain}-{clause.id}" for domain, clause in CLAUSES]
)
def test_without_a_clause_some_example_fails(domain: str, clause: Any) -> None:
    book = _without(BOOKS[domain], clause)
    likely_first = sorted(
        book.examples, key=lambda example: example.expect.clause not in {clause.id, clause.name}
    )

    assert any(not decide.run_example(book, example).holds for example in likely_first)


@pytest.mark.parametrize("domain", BOOKS)
def test_there_are_good_and_bad_examples(domain: str) -> None:
    examples = BOOKS[domain].examples
    good = [example for example in examples if example.good]
    bad = [example for example in examples if example.bad]

    assert len(examples) >= 12
    assert good != []
    assert bad != []
