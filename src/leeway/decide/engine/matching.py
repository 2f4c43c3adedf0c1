"""Which clauses hold? The bare answer: an outcome and every clause that is true, without limits and texts.

It is what rule engines give, and what a stream, a report or another program may want. How far somebody may go,
why, and what to do and say belongs to `decide`. Start reading at `Matcher.match`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from leeway import feel
from leeway.decide.decision import Outcome
from leeway.decide.engine.law import CompiledLaw
from leeway.decide.request import Actor, Request
from leeway.policy import Otherwise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from leeway.decide.parts.law import Weighed
    from leeway.policy import Action, Book, Clause


class Matched(NamedTuple):
    """Which clauses hold, and what follows where every limit has room.

    `decline` where a rule holds; else `find_out` or `ask` where a rule is open (unknown, or in error); else
    `go_ahead` where a guideline holds; else `find_out` or `ask` where a guideline is open; else `decline`, or
    what the book says of an action that no guideline names.
    """

    outcome: Outcome
    clauses: tuple[str, ...]
    """The ids of all rules, then of all guidelines that are true, in deciding order."""
    open: tuple[str, ...] = ()
    """The ids of those that are neither true nor false: a fact they need is unknown, or they are in error."""


class Matcher:
    """Says which clauses of a book hold; made once for a day, asked often, from any thread."""

    __slots__ = ("_blank", "_book", "_chapter")

    def __init__(self, book: Book, *, at: datetime) -> None:
        """Take the policies that are in force at an instant, in the book's zone."""
        nobody = Actor(id="nobody", authority=book.authorities[0])
        law = CompiledLaw(book)
        self._book = book
        self._chapter = law.chapter(Request(action="", actor=nobody, at=at))
        self._blank = {fact.name: fact.presume for fact in book.facts.values() if fact.presume is not None}

    def match(self, action: str, facts: Mapping[str, Any]) -> Matched:
        """The clauses that hold for an action, of all that name it.

        `facts` are plain values by name, FEEL's or whole numbers; `amount`, in major units, and the other names
        that the desk fills in (`actor.authority`, `customer.known`, `now` …) are given like facts. One that is
        missing is unknown, unless the book presumes it. Raises: KeyError for an action the book does not have.
        """
        values = {
            name: Decimal(value) if type(value) is int else value
            for name, value in (self._blank | dict(facts)).items()
        }
        values = dict.fromkeys(self._book.facts, feel.UNKNOWN) | values
        page = self._chapter.page(action)
        return matched(
            self._book, self._book.actions[action], page.rules.not_false(values),
            page.guidelines.not_false(values), named=bool(page.guidelines.clauses),
        )  # fmt: skip


def matched(
    book: Book, action: Action, rules: Weighed[Clause], guidelines: Weighed[Clause], *, named: bool
) -> Matched:
    """The bare answer to what rules and guidelines are worth; `named`: whether a guideline names the action."""
    weighed = (*rules, *guidelines)
    return Matched(
        _outcome(rules) or _outcome(guidelines, true=Outcome.GO_AHEAD) or _unnamed(book, action, named=named),
        tuple([clause.id for clause, worth in weighed if worth is True]),
        tuple([clause.id for clause, worth in weighed if worth is not True]),
    )


def _outcome(weighed: Iterable[tuple[Clause, Any]], *, true: Outcome = Outcome.DECLINE) -> Outcome | None:
    worths = [worth for _, worth in weighed]
    if True in worths:
        return true
    if any(worth is feel.UNKNOWN for worth in worths):
        return Outcome.FIND_OUT
    return Outcome.ASK if worths else None


def _unnamed(book: Book, action: Action, *, named: bool) -> Outcome:
    """What no clause decides."""
    kind = Otherwise.NO if named else (action.otherwise or book.otherwise).kind
    if kind is Otherwise.ASK:
        return Outcome.ASK
    return Outcome.DECLINE if kind is Otherwise.NO else Outcome.GO_AHEAD
