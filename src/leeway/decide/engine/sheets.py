"""What is ready before anybody asks? One action at one level of authority, with all that no request changes.

A sheet holds what each clause would charge, as a template, and every reason and duty as it will be given. Only
what is plain has a sheet: where a clause does more with the amount than hold it against something
(`amount <= 0.5 * order.total`), there is none. Start reading at `Sheet`; `weighing.py` uses it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.decide.charges import Allowance
from leeway.decide.decision import Reason
from leeway.decide.engine.charging import templates
from leeway.decide.engine.conditions.index import Undecided
from leeway.decide.engine.truths import (
    BAN,
    ENTRY,
    OPEN_BAN,
    OPEN_ENTRY,
    Ban,
    Entry,
    Reader,
    Truths,
    truths_of,
)
from leeway.decide.parts.grants import default_of
from leeway.decide.parts.law import OTHERWISE, OWN_JUDGEMENT
from leeway.decide.shown.duties import Duties, unchanged
from leeway.decide.shown.reasons import because_of, no_limit, not_named
from leeway.decide.worth.amounts import Pricing
from leeway.decide.worth.turns import AMOUNT, bounds_of, needed_by, threshold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from leeway.decide.engine.chapter import Chapter, Page
    from leeway.decide.engine.charging import Template
    from leeway.decide.engine.conditions.rows import Compiled
    from leeway.decide.engine.tabs import Tabs
    from leeway.policy import Action, Book, Clause, Guideline

_CLOCKED = frozenset({"now", "today"})
"""Names by which a condition reads the time of the request."""
_NO_GRANT = (Reason(code="otherwise no"),)
_DESKS = frozenset({"actor.authority", "actor.certificates", "actor.ai", "customer.known"})
_TRUTHS_MAX = 4_096
"""How many met are kept for each action, level and known or unknown customer."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sheet:
    """Everything that is ready about one action for one level and a known, or an unknown, customer."""

    action: Action
    pricing: Pricing
    digits: int
    """Of the currency."""
    chapter: Chapter
    page: Page
    parts: tuple[tuple[int, Any], ...]
    """What each condition of the page decides, as `truths_of` takes it."""
    level: int
    bans: tuple[Ban, ...]
    entries: tuple[Entry, ...]
    """The guidelines, in deciding order."""
    unconditional: tuple[Entry, ...]
    """Where there are none: what `otherwise` allows."""
    reading: tuple[tuple[int, Ban | Entry], ...]
    """The rules and the guidelines that read the amount, as `truths_of` takes them."""
    nothing: tuple[Reason, ...]
    """Why nothing grants it, where no clause holds."""
    naming: tuple[Guideline, ...]
    """The guidelines that name something to do instead."""
    names_others: bool
    """Whether any clause, or any situation, names another action."""
    own_judgement: Tabs | None
    reads_amount: bool
    reads_now: bool
    reads_desk: bool
    """Whether any condition reads what the desk fills in about actor and customer."""
    met: dict[Any, Truths] = field(default_factory=dict)
    """Those met so far, by the clauses that hold."""

    def truths(self, values: Mapping[str, feel.Value], *, unknown: frozenset[str]) -> Truths:
        """Which rules and which clauses hold, which of either may at some amount, and what follows.

        Raises: Undecided, or TypeError, when something is neither true nor false.
        """
        together = self.page.together
        if unknown and not together.reads.isdisjoint(unknown):
            return truths_of(self._one_by_one(values), self.unconditional)
        holding = together.holding(values)
        found = self.met.get(holding)
        if found is None:
            parts = self.parts
            found = truths_of([parts[place] for place in together.places(holding)], self.unconditional)
            if len(self.met) < _TRUTHS_MAX:
                self.met[holding] = found
        return found

    def _one_by_one(self, values: Mapping[str, feel.Value]) -> Iterator[tuple[int, Any]]:
        """What is true where something is unknown: looked up in indexes."""
        page = self.page
        yield from ((BAN, self.bans[place]) for place in page.rules.holding(values))
        yield from ((ENTRY, self.entries[place]) for place in page.guidelines.holding(values))
        yield from (each for each in self.reading if _is_open(*each, values))


def _is_open(kind: int, clause: Ban | Entry, values: Mapping[str, feel.Value]) -> bool:
    """Whether a clause that reads the amount may hold at some: a rule while nothing it needs is false, what
    grants only while all that it needs is true.
    """
    if clause.reader is None:
        return False
    worths = [part(values) for part in clause.reader.needed]
    return False not in worths if kind == OPEN_BAN else all(worth is True for worth in worths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What sheets are prepared from: an action's page for one level and a known, or an unknown, customer."""

    book: Book
    chapter: Chapter
    page: Page
    compiled: Callable[[feel.Node], Compiled]
    tabs: Callable[[Template], Tabs]
    level: int
    known: bool

    def sheet(self, action: Action) -> Sheet:
        """The sheet of the action.

        Raises: Undecided where a clause does more with the amount than hold it against something.
        """
        page, own = self.page, self.book.own_judgement
        clauses = (*page.rules.clauses, *page.guidelines.clauses)
        if any(threshold(sides) is None for each in clauses for sides in page.amount.sides.get(each.id, ())):
            raise Undecided
        bans = tuple(
            Ban(each, self._reader(each), because_of("rule", clause=each.id, guideline=each), unchanged(each))
            for each in page.rules.clauses
        )
        entries = tuple(map(self._guideline, page.guidelines.clauses))
        judged = Allowance(clause=OWN_JUDGEMENT, limits=own.limits, anonymous=own.anonymous)
        chapter = self.chapter
        reading: tuple[tuple[int, Ban | Entry], ...] = (
            *((OPEN_BAN, each) for each in bans if each.reader is not None),
            *((OPEN_ENTRY, each) for each in entries if each.reader is not None),
        )
        read = self._names_read()
        return Sheet(
            action=action,
            pricing=Pricing.of(action),
            digits=self.book.digits,
            chapter=chapter,
            page=page,
            parts=(*((BAN, each) for each in bans), *((ENTRY, each) for each in entries), *reading),
            level=self.level,
            bans=bans,
            entries=entries,
            unconditional=() if entries else self._otherwise(action),
            reading=reading,
            nothing=tuple(each.is_false for each in entries) or _NO_GRANT,
            naming=tuple(each for each in page.guidelines.clauses if each.instead),
            names_others=any(each.rule.instead for each in bans)
            or any(each.guideline and each.guideline.instead for each in entries)
            or any(each.remedies for each in chapter.situations.clauses),
            own_judgement=self._tabs(judged)[self.level] if own.limits else None,
            reads_amount=AMOUNT in read,
            reads_now=not _CLOCKED.isdisjoint(read),
            reads_desk=not _DESKS.isdisjoint(read),
        )

    def _names_read(self) -> set[str]:
        """Every name in a condition, of facts, functions and what the desk fills in."""
        chapter, page = self.chapter, self.page
        clauses: tuple[Clause, ...] = (
            *page.rules.clauses, *page.guidelines.clauses, *chapter.situations.clauses,
            *chapter.circumstances.clauses,
        )  # fmt: skip
        parts = (part for each in clauses for part in each.when.tree.walk())
        return {part.name for part in parts if isinstance(part, feel.tree.Name)}

    def _reader(self, clause: Clause) -> Reader | None:
        sides = self.page.amount.sides.get(clause.id)
        if sides is None:
            return None
        against = [found for each in sides if (found := threshold(each)) is not None]
        tree = clause.when.tree
        return Reader(
            holds=self.compiled(tree),
            needed=tuple(map(self.compiled, needed_by(tree))),
            thresholds=tuple(map(self.compiled, against)),
            bounds=self._bounds(tree),
        )

    def _bounds(self, condition: feel.Node) -> tuple[tuple[Compiled, bool], ...] | None:
        """What the amount is held down by, where the condition says no more of it; None: it does."""
        found = bounds_of(condition)
        return None if found is None else tuple((self.compiled(node), below) for node, below in found)

    def _guideline(self, guideline: Guideline) -> Entry:
        allowance = Allowance(clause=guideline.id, limits=guideline.limits, anonymous=guideline.anonymous)
        grants = [
            because_of("grants", clause=guideline.id, guideline=guideline, **by)
            for by in ({}, *({"authority": each} for each in self.book.authorities))
        ]
        return self._entry(allowance, guideline.id, guideline, grants=grants, lowest=0)

    def _otherwise(self, action: Action) -> tuple[Entry, ...]:
        found = default_of(self.book, action)
        if found is None:
            return ()
        allowance, lowest = found
        by_whom = (None, *self.book.authorities)
        grants = [not_named(self.book, action, lowest=lowest, authority=each) for each in by_whom]
        return (self._entry(allowance, OTHERWISE, None, grants=grants, lowest=lowest),)

    def _tabs(self, allowance: Allowance) -> tuple[Tabs | None, ...]:
        """What an allowance charges by level, for a known or an unknown customer."""
        made = templates(self.book, allowance)
        found = [None if each is None else each.known if self.known else each.unknown for each in made]
        return tuple(None if each is None else self.tabs(each) for each in found)

    def _entry(
        self,
        allowance: Allowance,
        clause: str,
        guideline: Guideline | None,
        *,
        grants: list[Reason],
        lowest: int,
    ) -> Entry:
        """`grants` are how it lets the decider, then how it lets each level that is asked."""
        least = max(lowest, self.level)
        tabs = self._tabs(allowance)
        by_level = tuple(each if at >= least else None for at, each in enumerate(tabs))
        first = next((self.book.authorities[at] for at, each in enumerate(by_level) if each is not None), None)
        anonymous = not self.known and not allowance.anonymous
        return Entry(
            clause=clause,
            guideline=guideline,
            requires=() if guideline is None else guideline.requires,
            reader=None if guideline is None else self._reader(guideline),
            by_decider=by_level[self.level],
            by_level=by_level,
            duties=Duties() if guideline is None else unchanged(guideline),
            grants=(grants[0],),
            asked=tuple(grants[1:]),
            is_false=because_of("condition false", clause=clause, guideline=guideline),
            no_limit=no_limit(clause, guideline, anonymous=anonymous, authority=first),
            limit=because_of("limit", clause=clause, guideline=guideline),
            certificate=because_of("certificate", clause=clause, guideline=guideline),
        )
