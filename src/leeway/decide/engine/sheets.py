"""What is ready before anybody asks? One action at one level of authority, with all that no request changes.

A sheet holds what each clause would charge, as a template, and every reason and duty as it will be given. Only
what is plain has a sheet: where a clause does more with the amount than hold it against something
(`amount <= 0.5 * order.total`), there is none. Start reading at `Sheet`; `weighing.py` uses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.decide.charges import Allowance
from leeway.decide.engine.charging import templates
from leeway.decide.engine.index import Undecided
from leeway.decide.parts.grants import default_of
from leeway.decide.parts.law import OTHERWISE, OWN_JUDGEMENT
from leeway.decide.shown.duties import Duties, unchanged
from leeway.decide.shown.reasons import because_of, no_limit, not_named
from leeway.decide.worth.amounts import Pricing
from leeway.decide.worth.turns import needed_by, threshold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from leeway.decide.decision import Reason
    from leeway.decide.engine.chapter import Chapter, Page
    from leeway.decide.engine.charging import Template
    from leeway.decide.engine.rows import Compiled
    from leeway.policy import Action, Book, Clause, Guideline, Rule

    type Truths = tuple[list[Ban], list[Entry], list[Ban], list[Entry], list[int], list[int]]

_CLOCKED = frozenset({"now", "today"})
"""Names by which a condition reads the time of the request."""


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """How a clause reads the amount, so that it may hold at one amount and not at another."""

    holds: Compiled
    needed: tuple[Compiled, ...]
    """What must be true beside: while one of them is false, it holds at no amount."""
    thresholds: tuple[Compiled, ...]
    """What it holds the amount against."""

    def is_open(self, values: Mapping[str, feel.Value]) -> bool:
        """Whether it may hold at some amount."""
        return not any(part(values) is False for part in self.needed)


@dataclass(frozen=True, slots=True, eq=False)
class Ban:
    """A rule that may forbid the action."""

    rule: Rule
    reader: Reader | None
    reason: Reason
    duties: Duties


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Entry:
    """A clause that may grant the action, as it stands for one level: a guideline, or what `otherwise` says."""

    clause: str
    guideline: Guideline | None
    requires: tuple[str, ...]
    reader: Reader | None
    by_decider: Template | None
    by_level: tuple[Template | None, ...]
    """What somebody of each level would charge; None where nobody of it may."""
    duties: Duties
    grants: tuple[Reason, ...]
    asked: tuple[Reason, ...]
    """How it is granted by whoever is asked, by level."""
    is_false: Reason
    no_limit: Reason
    limit: Reason
    """This and the next are still without what their sentences need of the request."""
    certificate: Reason


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
    """What each condition of the page's row decides, and under which of the `Truths` it comes."""
    level: int
    bans: tuple[Ban, ...]
    entries: tuple[Entry, ...]
    """The guidelines, in deciding order."""
    unconditional: list[Entry]
    """Where there are none: what `otherwise` allows."""
    reading_bans: tuple[Ban, ...]
    """The rules and the guidelines that read the amount."""
    reading: tuple[Entry, ...]
    naming: tuple[Guideline, ...]
    """The guidelines that name something to do instead."""
    names_others: bool
    """Whether any clause, or any situation, names another action."""
    own_judgement: Template | None
    reads_now: bool

    def truths(self, values: Mapping[str, feel.Value], *, unknown: frozenset[str]) -> Truths:
        """Which rules and which clauses hold, which of either may at some amount, and what is at hand.

        Raises: Undecided when something is neither true nor false.
        """
        row = None if self.page.row is None else self.page.row.truths(values, unknown=unknown)
        if row is None:
            return self._one_by_one(values)
        found: Truths = [], [], [], [], [], []
        for kind, each in compress(self.parts, row):
            found[kind].append(each)
        if not found[1]:
            found[1].extend(self.unconditional)
        return found

    def _one_by_one(self, values: Mapping[str, feel.Value]) -> Truths:
        """The same where something is unknown, or there is too much for a row: looked up in indexes."""
        page, chapter = self.page, self.chapter
        return (
            [self.bans[place] for place in page.rules.holding(values)],
            [self.entries[place] for place in page.guidelines.holding(values)] or self.unconditional,
            [each for each in self.reading_bans if each.reader and each.reader.is_open(values)],
            [each for each in self.reading if each.reader and each.reader.is_open(values)],
            chapter.situations.holding(values),
            chapter.circumstances.holding(values),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What sheets are prepared from: an action's page for one level and a known, or an unknown, customer."""

    book: Book
    chapter: Chapter
    page: Page
    compiled: Callable[[feel.Node], Compiled]
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
        reading_bans = tuple(each for each in bans if each.reader is not None)
        reading = tuple(each for each in entries if each.reader is not None)
        chapter = self.chapter
        at_hand, changing = chapter.situations.clauses, chapter.circumstances.clauses
        kinds = (bans, entries, reading_bans, reading, range(len(at_hand)), range(len(changing)))
        return Sheet(
            action=action,
            pricing=Pricing.of(action),
            digits=self.book.digits,
            chapter=chapter,
            page=page,
            parts=tuple((kind, each) for kind, found in enumerate(kinds) for each in found),
            level=self.level,
            bans=bans,
            entries=entries,
            unconditional=[] if entries else self._otherwise(action),
            reading_bans=reading_bans,
            reading=reading,
            naming=tuple(each for each in page.guidelines.clauses if each.instead),
            names_others=any(each.rule.instead for each in bans)
            or any(each.guideline and each.guideline.instead for each in entries)
            or any(each.remedies for each in at_hand),
            own_judgement=self._templates(judged)[self.level] if own.limits else None,
            reads_now=self._reads_now(),
        )

    def _reads_now(self) -> bool:
        chapter, page = self.chapter, self.page
        clauses: tuple[Clause, ...] = (
            *page.rules.clauses, *page.guidelines.clauses, *chapter.situations.clauses,
            *chapter.circumstances.clauses,
        )  # fmt: skip
        parts = (part for each in clauses for part in each.when.tree.walk())
        return any(isinstance(part, feel.tree.Name) and part.name in _CLOCKED for part in parts)

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
        )

    def _guideline(self, guideline: Guideline) -> Entry:
        allowance = Allowance(clause=guideline.id, limits=guideline.limits, anonymous=guideline.anonymous)
        grants = [
            because_of("grants", clause=guideline.id, guideline=guideline, **by)
            for by in ({}, *({"authority": each} for each in self.book.authorities))
        ]
        return self._entry(allowance, guideline.id, guideline, grants=grants, lowest=0)

    def _otherwise(self, action: Action) -> list[Entry]:
        found = default_of(self.book, action)
        if found is None:
            return []
        allowance, lowest = found
        by_whom = (None, *self.book.authorities)
        grants = [not_named(self.book, action, lowest=lowest, authority=each) for each in by_whom]
        return [self._entry(allowance, OTHERWISE, None, grants=grants, lowest=lowest)]

    def _templates(self, allowance: Allowance) -> tuple[Template | None, ...]:
        """What an allowance charges by level, for a known or an unknown customer."""
        found = templates(self.book, allowance)
        return tuple(None if each is None else each.known if self.known else each.unknown for each in found)

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
        templates_ = self._templates(allowance)
        by_level = tuple(each if at >= least else None for at, each in enumerate(templates_))
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
