"""What does the book say to this request, quickly? The law of a book, compiled and indexed ahead of time.

It answers the questions of `parts/law.py` from prepared forms, one for each set of policies in force and each
zone. What is odd about a request is left to the plain law. Start reading at `CompiledLaw`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from leeway import feel
from leeway.decide.charges import SOMEBODY
from leeway.decide.engine.chapter import Chapter, fact_types
from leeway.decide.engine.charging import Charging, metered, templates
from leeway.decide.engine.reading import Reading
from leeway.decide.facts import zone_of
from leeway.decide.parts.clauses import policies_in_force
from leeway.decide.parts.law import Candidates, Law
from leeway.decide.request import Actor, Request
from leeway.decide.worth.turns import AMOUNT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from leeway.decide.charges import Allowance
    from leeway.decide.engine.charging import Since, Template, Templates
    from leeway.decide.facts import Facts
    from leeway.decide.parts.deciders import Decider
    from leeway.decide.parts.law import Weighed
    from leeway.decide.worth.turns import AmountReading
    from leeway.ledger import Candidate, Meter
    from leeway.policy import Book, Circumstance, Guideline, Rule, Situation

    type _Day = tuple[str, date]

_DAYS_MAX = 1_000
"""How many days are remembered with their policies; a replay of years starts over."""

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A span of time in which the same clauses are in force and no calendar window begins."""

    begins: datetime
    ends: datetime
    chapter: Chapter
    since: Since
    """When each window began, by `_Line.since`."""


def _is_one_date(day: Day, zone: ZoneInfo) -> bool:
    """Whether the calendar shows one date all along: where the clock is put back over midnight it does not."""
    dates = {(day.ends - timedelta(microseconds=1)).astimezone(zone).date()}
    at = day.begins
    while at < day.ends:
        dates.add(at.astimezone(zone).date())
        at += _HOUR / 4
    return len(dates) == 1


class CompiledLaw(Law):
    """What a book says about requests, compiled."""

    __slots__ = (
        "_chapters", "_days", "_lines", "_met", "_met_days", "_sides", "_templates", "_types",
        "charging", "reading",
    )  # fmt: skip

    def __init__(self, book: Book) -> None:
        """Prepare what every request shares."""
        super().__init__(book)
        self.reading = Reading(book)
        self.charging = Charging(book)
        self._types = {**fact_types(book), AMOUNT: feel.types.NUMBER}
        self._chapters: dict[tuple[str, tuple[str, ...]], Chapter] = {}
        self._days: dict[_Day, Chapter] = {}
        self._templates: dict[str, tuple[Templates | None, ...]] = {}
        self._lines: dict[tuple[str, int, int, bool], Template] = {}
        self._sides: dict[
            tuple[int, str], tuple[feel.Node, Callable[[Mapping[str, feel.Value]], feel.Value]]
        ] = {}
        self._met: tuple[Request, Chapter] | None = None
        self._met_days: dict[str | None, Day] = {}

    def chapter(self, request: Request) -> Chapter:
        """The clauses in force on the day of the request, in its zone."""
        met = self._met
        if met is not None and met[0] is request:
            return met[1]
        zone = zone_of(self.book, request)
        key = zone, request.at.astimezone(ZoneInfo(zone)).date()
        found = self._days.get(key)
        if found is None:
            if len(self._days) >= _DAYS_MAX:
                self._days.clear()
            found = self._days[key] = self._new_chapter(request, zone)
        self._met = request, found
        return found

    def day(self, request: Request) -> Day:
        """The clauses in force and the calendar windows at the time of the request."""
        met, at = self._met_days.get(request.site_zone), request.at
        if met is not None and met.begins <= at < met.ends:
            return met
        begins, ends, since = self.charging.windows(at, request.site_zone)
        found = Day(begins, ends, self.chapter(request), since)
        if _is_one_date(found, ZoneInfo(zone_of(self.book, request))):
            if len(self._met_days) >= _DAYS_MAX:
                self._met_days.clear()
            self._met_days[request.site_zone] = found
        return found

    def _new_chapter(self, request: Request, zone: str) -> Chapter:
        policies = policies_in_force(self.book, request)
        key = zone, tuple(policy.id for policy in policies)
        found = self._chapters.get(key)
        if found is None:
            found = self._chapters[key] = Chapter(self.book, policies, zone=zone)
        return found

    def prepare(self, at: datetime) -> None:
        """Compile everything in force at an instant, in the book's zone."""
        nobody = Actor(id="nobody", authority=self.book.authorities[0])
        self.chapter(Request(action="", actor=nobody, at=at)).prepare()

    def facts(self, request: Request, *, open_parameters: bool = False) -> Facts:
        """What conditions may read."""
        action = self.book.actions.get(request.action)
        found = None if action is None else self.reading.plain(request, action)
        return found if found is not None else super().facts(request, open_parameters=open_parameters)

    def rules(self, request: Request, facts: Facts) -> Weighed[Rule]:
        """The rules on the action that are not false."""
        return self.chapter(request).page(request.action).rules.not_false(facts.values)

    def guidelines(self, request: Request, facts: Facts) -> Weighed[Guideline]:
        """Every guideline that names the action, in deciding order."""
        return self.chapter(request).page(request.action).guidelines.every(facts.values)

    def situations(self, request: Request, facts: Facts) -> Weighed[Situation]:
        """The situations that hold or may hold."""
        return self.chapter(request).situations.not_false(facts.values)

    def circumstances(self, request: Request, facts: Facts) -> Weighed[Circumstance]:
        """The circumstances that hold or may hold."""
        return self.chapter(request).circumstances.not_false(facts.values)

    def candidates(
        self, request: Request, allowance: Allowance, *, decider: Decider, lowest: int, cost: int
    ) -> Candidates:
        """What granting by an allowance would charge, by who decides it; nobody below `lowest` may."""
        of = self._templates.get(allowance.clause)
        if of is None:
            of = self._templates[allowance.clause] = templates(self.book, allowance)

        def charged(level: int, own: bool) -> Candidate | None:  # noqa: FBT001 - a callback of two words
            who = decider.ids if own else SOMEBODY
            return self.charging.candidate(request, of[level], clause=allowance.clause, cost=cost, who=who)

        def meters() -> Iterable[Meter]:
            key = allowance.clause, decider.level, lowest, request.customer is not None
            lines = self._lines.get(key)
            if lines is None:
                lines = self._lines[key] = metered(of, own=decider.level, lowest=lowest, known=key[3])
            return self.charging.meters(request, lines, cost=cost, who=decider.ids)

        return Candidates(
            charged, lowest=lowest, own_level=decider.level, top=len(self.book.authorities), metered=meters
        )

    def amount_reading(self, request: Request) -> AmountReading:
        """Which rules and guidelines of the action read the amount, and where."""
        return self.chapter(request).page(request.action).amount

    def value(self, tree: feel.Node, values: Mapping[str, feel.Value], facts: Facts) -> feel.Value:
        """What part of a condition is worth with other values, an amount among them, in place of the facts'."""
        key = id(tree), facts.zone
        found = self._sides.get(key)
        if found is None:
            found = self._sides[key] = tree, feel.compile_python(tree, types=self._types, zone=facts.zone)
        return found[1](values)

    def read(self, request: Request) -> frozenset[str]:
        """The names that guidelines of the action, situations and circumstances read."""
        return self.chapter(request).page(request.action).read
