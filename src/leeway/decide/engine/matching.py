"""Which clauses hold? The bare answer: an outcome and every clause that is true, without limits and texts.

It is what rule engines give, and what a stream, a report or another program may want. How far somebody may go,
why, and what to do and say belongs to `decide`. Start reading at `Matcher.match`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from leeway import feel
from leeway.decide.decision import Outcome
from leeway.decide.engine.conditions.boxes import Boxes, places_of
from leeway.decide.engine.conditions.straight import Straight
from leeway.decide.engine.law import CompiledLaw
from leeway.decide.request import Actor, Request
from leeway.policy import Otherwise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from leeway.decide.engine.conditions.rows import Compiled
    from leeway.decide.parts.law import Weighed
    from leeway.policy import Action, Book, Clause


_FEW = 64
"""So many clauses are asked one after the other; more are looked up."""
_KEPT_MAX = 4_096
_VALUES = frozenset({str, bool, Decimal})
_new = tuple.__new__


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
    """Says which clauses of a book hold; made once for a day, asked often, from any thread.

    It takes facts as they are: that they have the types the book declares is not its business. Facts from
    outside are checked by `Engine.case_facts`.
    """

    __slots__ = ("_blank", "_book", "_chapter", "_pages")

    def __init__(self, book: Book, *, at: datetime) -> None:
        """Take the policies that are in force at an instant, in the book's zone."""
        nobody = Actor(id="nobody", authority=book.authorities[0])
        law = CompiledLaw(book)
        self._book = book
        self._chapter = law.chapter(Request(action="", actor=nobody, at=at))
        self._blank = {
            fact.name: feel.UNKNOWN if fact.presume is None else fact.presume for fact in book.facts.values()
        }
        self._pages = {name: self._page(action) for name, action in book.actions.items()}

    def match(self, action: str, facts: Mapping[str, Any]) -> Matched:
        """The clauses that hold for an action, of all that name it.

        `facts` are plain values by name, FEEL's or Python's; `amount`, in major units, and the other names that
        the desk fills in (`actor.authority`, `customer.known`, `now` …) are given like facts. One that is
        missing is unknown, unless the book presumes it. Raises: KeyError for an action the book does not have,
        feel.Failed for what is no value.
        """
        page = self._pages[action]
        try:
            holding = page.holding(facts)
        except Exception:  # noqa: BLE001  something is missing, unknown or in error: looked at one by one
            return self._one_by_one(action, facts)
        found = page.kept.get(holding)
        if found is None:
            clauses = tuple([page.clauses[place] for place in places_of(holding)])
            outcome = Outcome.DECLINE if holding & page.forbidding else Outcome.GO_AHEAD
            found = _new(Matched, (outcome, clauses, ()))
            if page.keeps and len(page.kept) < _KEPT_MAX:
                page.kept[holding] = found
        return found

    def _page(self, action: Action) -> _Page:
        page = self._chapter.page(action.name)
        rules, guidelines = page.rules.clauses, page.guidelines.clauses
        clauses = (*rules, *guidelines)
        few = len(clauses) <= _FEW
        types = self._chapter.types(action.name)
        compiled = partial(self._compiled, types=types)
        conditions = [clause.when.tree for clause in clauses]
        together = (Straight if few else Boxes)(conditions, types=types, compiled=compiled)
        unnamed = _unnamed(self._book, action, named=bool(guidelines))
        return _Page(
            together.holding, tuple(clause.id for clause in clauses), (1 << len(rules)) - 1, few,
            {0: Matched(unnamed, ())},
        )  # fmt: skip

    def _compiled(self, condition: feel.Node, *, types: Mapping[str, feel.Type]) -> Compiled:
        """What a condition says beyond plain tests; it is worked out with values of FEEL."""
        worth = self._chapter.compiled(condition, types=types)
        reads = feel.names_read(condition)
        return lambda facts: worth({name: _value(facts[name]) for name in reads})

    def _one_by_one(self, action: str, facts: Mapping[str, Any]) -> Matched:
        given = {name: value if value is feel.UNKNOWN else feel.freeze(value) for name, value in facts.items()}
        values = self._blank | given
        page = self._chapter.page(action)
        return matched(
            self._book, self._book.actions[action], page.rules.not_false(values),
            page.guidelines.not_false(values), named=bool(page.guidelines.clauses),
        )  # fmt: skip


def _value(given: Any) -> feel.Value:
    """A value of FEEL, quickly where it is one."""
    return given if type(given) in _VALUES else feel.freeze(given)


class _Page(NamedTuple):
    """One action's clauses, ready to be matched."""

    holding: Callable[[Mapping[str, Any]], int]
    clauses: tuple[str, ...]
    forbidding: int
    """The bits of the rules."""
    keeps: bool
    """Whether answers are kept by the clauses that hold: where they are few."""
    kept: dict[int, Matched]


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
