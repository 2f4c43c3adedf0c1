"""What of the book is in force together? Its clauses on one day in one zone, compiled and indexed by action.

A chapter is made when a request first meets its set of policies; each action's part when it is first asked
for, or all of them at once by `prepare`. Start reading at `Chapter`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway import feel
from leeway.decide.engine.index import Index
from leeway.decide.facts import SOMETHING_ELSE
from leeway.decide.parts.clauses import guidelines_of, rules_of
from leeway.decide.worth.turns import AMOUNT, amount_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from leeway.decide.worth.turns import AmountReading
    from leeway.policy import Book, Circumstance, Clause, Guideline, Policy, Rule, Situation

_RESERVED = {
    "actor.authority": feel.types.STRING,
    "actor.ai": feel.types.BOOLEAN,
    "customer.known": feel.types.BOOLEAN,
    "now": feel.types.DATE_AND_TIME,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a chapter says of one action."""

    rules: Index[Rule]
    guidelines: Index[Guideline]
    amount: AmountReading
    read: frozenset[str]


class Chapter:
    """The clauses in force together, ready to be asked."""

    __slots__ = ("_book", "_compiled", "_pages", "_policies", "_zone", "circumstances", "situations")

    def __init__(self, book: Book, policies: Sequence[Policy], *, zone: str) -> None:
        """Compile what every action shares; `policies` stand in deciding order."""
        self._book, self._policies, self._zone = book, tuple(policies), zone
        self._pages: dict[str, Page] = {}
        types = fact_types(book)
        self.situations: Index[Situation] = self._index([s for p in policies for s in p.situations], types)
        self.circumstances: Index[Circumstance] = self._index(
            [c for p in policies for c in p.circumstances], types
        )

    def page(self, action: str) -> Page:
        """What it says of one action."""
        found = self._pages.get(action)
        if found is None:
            found = self._pages[action] = self._page(action)
        return found

    def prepare(self) -> None:
        """Compile every action's part now, so that no request waits for it."""
        for action in self._book.actions:
            self.page(action)

    def _page(self, action: str) -> Page:
        rules = tuple(rules_of(self._policies, action))
        guidelines = guidelines_of(self._policies, action)
        types = {**fact_types(self._book), **_action_types(self._book, action)}
        every = (*guidelines, *self.situations.clauses, *self.circumstances.clauses)
        return Page(
            rules=self._index(rules, types),
            guidelines=self._index(guidelines, types),
            amount=amount_reading(rules, guidelines),
            read=frozenset[str]().union(*(feel.names_read(each.when.tree) for each in every)),
        )

    def _index[C: Clause](self, clauses: Iterable[C], types: Mapping[str, feel.Type]) -> Index[C]:
        def compiled(clause: Clause) -> Callable[[Mapping[str, feel.Value]], feel.Value]:
            return feel.compile_python(clause.when.tree, types=types, zone=self._zone)

        return Index(tuple(clauses), types=types, compiled=compiled)


def fact_types(book: Book) -> dict[str, feel.Type]:
    """The types of what is never null."""
    return {fact.name: fact.type for fact in book.facts.values() if not fact.optional} | _RESERVED


def _action_types(book: Book, name: str) -> dict[str, feel.Type]:
    """The types of an action's amount and choices."""
    action = book.actions.get(name, SOMETHING_ELSE)
    found = {each.name: each.type for each in action.parameters.values()}
    return found | {AMOUNT: feel.types.NUMBER} if action.amount else found
