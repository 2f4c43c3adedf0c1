"""What of the book is in force together? Its clauses on one day in one zone, compiled and indexed by action.

A chapter is made when a request first meets its set of policies; each action's part when it is first asked
for, or all of them at once by `prepare`. Start reading at `Chapter`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from leeway import feel
from leeway.decide.engine.conditions.index import Index, Undecided
from leeway.decide.engine.conditions.rows import holding_together
from leeway.decide.engine.sheets import Preparation
from leeway.decide.engine.tabs import Tabs
from leeway.decide.facts import SOMETHING_ELSE
from leeway.decide.parts.clauses import guidelines_of, rules_of
from leeway.decide.shown.duties import Duties, together, unchanged
from leeway.decide.worth.turns import AMOUNT, amount_reading, needed_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from leeway.decide.engine.conditions.rows import Compiled, Together
    from leeway.decide.engine.sheets import Sheet
    from leeway.decide.worth.turns import AmountReading
    from leeway.policy import Book, Circumstance, Clause, Guideline, Policy, Rule, Situation

_RESERVED = {
    "actor.authority": feel.types.STRING,
    "actor.ai": feel.types.BOOLEAN,
    "customer.known": feel.types.BOOLEAN,
    "now": feel.types.DATE_AND_TIME,
}

_KEPT_MAX = 12
"""Up to so many situations, what is at hand is kept by which of them hold."""
_AT_HAND_MAX = 4_096

_CERTAIN = feel.tree.Literal(span=feel.Span(0, 4), value=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a chapter says of one action."""

    rules: Index[Rule]
    guidelines: Index[Guideline]
    amount: AmountReading
    together: Together
    """Rules, guidelines, then what those of them need that read the amount."""
    read: frozenset[str]


class AtHand(NamedTuple):
    """The situations and circumstances that hold, by their places, and what the situations ask for."""

    situations: Sequence[int]
    circumstances: Sequence[int]
    duties: Duties


class Chapter:
    """The clauses in force together, ready to be asked."""

    __slots__ = (
        "_at_hand", "_book", "_duties", "_pages", "_policies", "_sheets", "_tabs", "_together", "_zone",
        "circumstances", "situations",
    )  # fmt: skip

    def __init__(self, book: Book, policies: Sequence[Policy], *, zone: str) -> None:
        """Compile what every action shares; `policies` stand in deciding order."""
        self._book, self._policies, self._zone = book, tuple(policies), zone
        self._pages: dict[str, Page] = {}
        self._sheets: dict[tuple[str, str, bool], Sheet] = {}
        types = fact_types(book)
        self.situations: Index[Situation] = self._index([s for p in policies for s in p.situations], types)
        self.circumstances: Index[Circumstance] = self._index(
            [c for p in policies for c in p.circumstances], types
        )
        self._duties = tuple(map(unchanged, self.situations.clauses))
        shared = (*self.situations.clauses, *self.circumstances.clauses)
        self._together = self._row([each.when.tree for each in shared], types)
        self._at_hand: dict[Any, AtHand] = {}
        self._tabs = cache(Tabs.of)

    def at_hand(self, values: Mapping[str, feel.Value], *, unknown: frozenset[str]) -> AtHand:
        """What is at hand, whatever the action.

        Raises: Undecided, or TypeError, when a situation or a circumstance is neither true nor false.
        """
        shared = self._together
        if unknown and not shared.reads.isdisjoint(unknown):
            return self._found(self.situations.holding(values), self.circumstances.holding(values))
        holding = shared.holding(values)
        found = self._at_hand.get(holding)
        if found is None:
            places, first = shared.places(holding), len(self._duties)
            if not places or places[-1] < first:
                found = self._found(places, ())
            else:
                changing = [each - first for each in places if each >= first]
                found = self._found([each for each in places if each < first], changing)
            if first <= _KEPT_MAX and len(self._at_hand) < _AT_HAND_MAX:
                self._at_hand[holding] = found
        return found

    def _found(self, situations: Sequence[int], circumstances: Sequence[int]) -> AtHand:
        return AtHand(situations, circumstances, together([self._duties[place] for place in situations]))

    def page(self, action: str) -> Page:
        """What it says of one action."""
        found = self._pages.get(action)
        if found is None:
            found = self._pages[action] = self._page(action)
        return found

    def sheet(self, action: str, authority: str, *, known: bool) -> Sheet:
        """What is ready for a level of authority and a known, or an unknown, customer.

        Raises: Undecided where the action has to be looked at in the plain way.
        """
        found = self._sheets.get((action, authority, known))
        if found is None:
            found = self._sheets[action, authority, known] = self._new_sheet(action, authority, known=known)
        return found

    def _new_sheet(self, action: str, authority: str, *, known: bool) -> Sheet:
        page, book = self.page(action), self._book
        compiled = partial(self.compiled, types=self.types(action))
        level = book.level(authority)
        return Preparation(
            book=book, chapter=self, page=page, compiled=compiled, tabs=self._tabs, level=level, known=known
        ).sheet(book.actions[action])

    def prepare(self) -> None:
        """Compile every action's part now, so that no request waits for it."""
        for action in self._book.actions:
            self.page(action)
            for authority in self._book.authorities:
                with suppress(Undecided):
                    self.sheet(action, authority, known=True)

    def _page(self, action: str) -> Page:
        rules = tuple(rules_of(self._policies, action))
        guidelines = guidelines_of(self._policies, action)
        types = self.types(action)
        amount = amount_reading(rules, guidelines)
        reading = (each for each in (*rules, *guidelines) if each.id in amount.sides)
        needed = [
            feel.tree.And(span=each.when.tree.span, operands=(_CERTAIN, *needed_by(each.when.tree)))
            for each in reading
        ]
        every = (*guidelines, *self.situations.clauses, *self.circumstances.clauses)
        return Page(
            rules=self._index(rules, types),
            guidelines=self._index(guidelines, types),
            amount=amount,
            together=self._row([*(each.when.tree for each in (*rules, *guidelines)), *needed], types),
            read=frozenset[str]().union(*(feel.names_read(each.when.tree) for each in every)),
        )

    def types(self, action: str) -> dict[str, feel.Type]:
        """The types of what is never null when an action is proposed."""
        return {**fact_types(self._book), **_action_types(self._book, action)}

    def compiled(self, condition: feel.Node, *, types: Mapping[str, feel.Type]) -> Compiled:
        """A condition as a function of facts."""
        return feel.compile_python(condition, types=types, zone=self._zone)

    def _row(self, conditions: Sequence[feel.Node], types: Mapping[str, feel.Type]) -> Together:
        compiled = partial(feel.compile_python, types=types, zone=self._zone, known=True)
        return holding_together(conditions, types=types, compiled=compiled)

    def _index[C: Clause](self, clauses: Iterable[C], types: Mapping[str, feel.Type]) -> Index[C]:
        return Index(
            tuple(clauses), types=types, compiled=lambda each: self.compiled(each.when.tree, types=types)
        )


def fact_types(book: Book) -> dict[str, feel.Type]:
    """The types of what is never null."""
    return {fact.name: fact.type for fact in book.facts.values() if not fact.optional} | _RESERVED


def _action_types(book: Book, name: str) -> dict[str, feel.Type]:
    """The types of an action's amount and choices."""
    action = book.actions.get(name, SOMETHING_ELSE)
    found = {each.name: each.type for each in action.parameters.values()}
    return found | {AMOUNT: feel.types.NUMBER} if action.amount else found
