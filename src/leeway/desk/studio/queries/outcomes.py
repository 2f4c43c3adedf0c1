"""What do the worked examples say now? Each example of a policy, expected and found, in plain words.

Start reading at `examples_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from leeway.decide import run_example

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leeway.decide import Difference, ExampleResult
    from leeway.desk.studio.form import BookTexts
    from leeway.policy import Book, Example


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownExample:
    """A worked example with what the book says to it."""

    name: str
    kind: str
    """`good`, `bad`, or empty for one that only shows what is right."""
    text: str
    expected: str
    says: str
    holds: bool
    more: tuple[str, ...] = ()
    """Further differences, in words."""

    @property
    def kind_word(self) -> str:
        """Good or bad, in the page's language."""
        return {"good": gettext("good"), "bad": gettext("bad")}.get(self.kind, "")


def examples_of(policy: str, files: BookTexts, book: Book) -> tuple[ShownExample, ...]:
    """The examples of a policy, run now."""
    return tuple(shown_example(run_example(book, each)) for each in belonging(policy, files, book))


def belonging(policy: str, files: BookTexts, book: Book) -> tuple[Example, ...]:
    """The examples that stand beside a policy; in a single file those that are about its actions."""
    file = files.examples_file(policy)
    beside = tuple(each for each in book.examples if each.place.path == file)
    if file != files.head:
        return beside
    found = next((each for each in book.policies if each.id == policy), None)
    actions: set[str] = set()
    if found is not None:
        actions = {name for each in found.guidelines for name in each.actions}
        actions |= {name for each in found.rules for name in each.actions}
    return tuple(each for each in beside if each.action in actions)


def disagreeing(book: Book) -> tuple[ShownExample, ...]:
    """All examples of the book that it contradicts."""
    results = (run_example(book, each) for each in book.examples)
    return tuple(shown_example(each) for each in results if not each.holds)


def shown_example(result: ExampleResult) -> ShownExample:
    """A result in words."""
    example, decision = result.example, result.decision
    expect = example.expect
    says = gettext("nothing: it cannot be asked so")
    if decision is not None:
        asked = decision.ask.authority if decision.ask is not None else None
        facts = [question.fact for question in decision.questions]
        says = outcome_words(decision.outcome.value, authority=asked, facts=facts)
    text = example.good or example.bad
    return ShownExample(
        name=example.name,
        kind="good" if example.good else "bad" if example.bad else "",
        text=text or example.name,
        expected=outcome_words(expect.outcome, authority=expect.authority, facts=expect.asks),
        says=says,
        holds=result.holds,
        more=tuple(_more(result.differences)),
    )


def outcome_words(outcome: str, *, authority: str | None = None, facts: Iterable[str] = ()) -> str:
    """An outcome in a word or two."""
    if outcome == "ask":
        return gettext("ask %(authority)s") % {"authority": authority} if authority else gettext("ask")
    if outcome == "find_out" and (named := ", ".join(facts)):
        return gettext("find out first: %(facts)s") % {"facts": named}
    return {
        "go_ahead": gettext("go ahead"),
        "find_out": gettext("find out first"),
        "decline": gettext("no"),
    }.get(outcome, outcome)


def _more(differences: Sequence[Difference]) -> list[str]:
    heads = {
        "by": gettext("decided by"),
        "steps": gettext("steps"),
        "skipped": gettext("left out"),
        "instead": gettext("instead"),
        "find out": gettext("to find out"),
        "request": gettext("cannot be asked"),
    }
    return [
        gettext("%(what)s: expected %(expected)s, is %(actual)s")
        % {"what": heads[each.what], "expected": each.expected, "actual": each.actual}
        for each in differences
        if each.what in heads
    ]
