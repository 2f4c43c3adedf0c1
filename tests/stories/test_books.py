"""Our books are sound: no diagnostics, every example right, every kindness within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from leeway import decide, policy
from leeway.policy import Book, Scope
from tests.stories.scene import BOOKS, book_of

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("corner-shop.yaml", "forecourt", "mobile", "shop", "restaurant")
LARGE = NAMES[1:]
FILES = [BOOKS / NAMES[0], *(path for name in LARGE for path in sorted((BOOKS / name).rglob("*.yaml")))]


@pytest.fixture(params=NAMES)
def book(request: pytest.FixtureRequest) -> Book:
    return book_of(request.param)


@pytest.fixture(params=LARGE)
def large_book(request: pytest.FixtureRequest) -> Book:
    return book_of(request.param)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(BOOKS).as_posix())
def test_every_file_is_written_as_the_formatter_writes_it(path: Path) -> None:
    text = path.read_text("utf-8")

    assert policy.format_text(text) == text


@pytest.mark.parametrize("name", LARGE)
def test_a_book_loads_without_any_remark(name: str) -> None:
    assert [each.render() for each in policy.load(BOOKS / name).diagnostics] == []


def test_every_example_is_right(book: Book) -> None:
    wrong = [
        f"{result.example.name}: {[*map(str, result.differences)]}"
        for result in decide.run_examples(book)
        if not result.holds
    ]

    assert wrong == []


def test_what_a_book_can_cost_at_most_is_one_sentence(book: Book) -> None:
    sentences = decide.said_exposure(decide.exposure(book), book=book)

    assert sentences[0].startswith("At most ")


def test_a_large_book_teaches_with_good_and_bad_examples(large_book: Book) -> None:
    outcomes = {example.expect.outcome for example in large_book.examples}

    assert len(large_book.examples) >= 12
    assert outcomes == {"go_ahead", "find_out", "ask", "decline"}
    assert any(example.good for example in large_book.examples)
    assert any(example.bad for example in large_book.examples)


def test_every_policy_has_an_owner_a_date_and_a_purpose(large_book: Book) -> None:
    for each in large_book.policies:
        assert all((each.owner, each.since, each.source, each.purpose)), each.id


def test_every_rule_and_guideline_says_why(large_book: Book) -> None:
    silent = [
        clause.id
        for each in large_book.policies
        for clause in (*each.rules, *each.guidelines)
        if not clause.because
    ]

    assert silent == []


def test_somebody_unknown_is_served_too(large_book: Book) -> None:
    """A clause that counts per customer says what holds for somebody who is not known."""
    closed = [
        clause.id
        for each in large_book.policies
        for clause in each.guidelines
        if any(limit.scope is Scope.CUSTOMER for limits in clause.limits.values() for limit in limits)
        and not clause.anonymous
    ]

    assert closed == []


def test_every_remedy_and_alternative_is_an_action(large_book: Book) -> None:
    named = {
        action
        for each in large_book.policies
        for actions in (
            *(clause.instead for clause in (*each.rules, *each.guidelines)),
            *(situation.remedies for situation in each.situations),
        )
        for action in actions
    }

    assert named <= set(large_book.actions)


def test_every_action_is_named_by_some_clause_or_answered_by_itself(large_book: Book) -> None:
    """Nothing in the book is left over: a clause names it, or it says itself what holds, or the book's default does."""
    granted = {
        action for each in large_book.policies for clause in each.guidelines for action in clause.actions
    }
    by_default = [
        name for name, action in large_book.actions.items() if name not in granted and not action.otherwise
    ]

    assert by_default == ["small kindness"]


def test_the_steps_of_a_policy_are_told_apart_by_their_names(large_book: Book) -> None:
    steps = [
        step.id
        for each in large_book.policies
        for clause in (*each.rules, *each.guidelines, *each.situations)
        for step in clause.steps
    ]
    changed = {
        step
        for each in large_book.policies
        for clause in each.circumstances
        for step in (*clause.skip, *clause.instead)
    }

    assert changed <= set(steps)
    assert all(steps.count(step) == 1 for step in changed), "a circumstance changes exactly the step it means"
