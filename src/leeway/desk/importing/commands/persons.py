"""Who is the person of a row? Somebody known by one of their points, or somebody new; and who looks alike.

A point that is somebody else's is never taken from them: it becomes a claim, and a colleague decides. Start
reading at `Placing.place`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from leeway.desk.clock import new_id
from leeway.desk.importing.reading import PERSONS, PersonRow, Problem, person_row
from leeway.desk.persons import commands as persons
from leeway.desk.persons.commands import Arriving
from leeway.desk.persons.queries import country_at
from leeway.desk.persons.queries import holding as asked
from leeway.desk.persons.queries.holding import Holder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from leeway.desk.importing.commands.memory import Memory
    from leeway.desk.importing.reading import Clock, Columns, Row

OUTREACH: Final = "outreach"


@dataclass(frozen=True, slots=True)
class Placed:
    """Who somebody is."""

    arriving: Arriving
    by: str
    """The kind of point by which they are known; empty: new."""
    alike: str
    """Why they may be somebody else too: `claimed`, `phone`, `name`, or empty."""


class Placing:
    """Finds out who the persons of some rows are, in their order: each may know the ones before."""

    def __init__(self, rows: Sequence[PersonRow], memory: Memory) -> None:
        points = {point for row in rows for point in row.points}
        tails = {_tail(kind, value) for kind, value in points} - {""}
        names = {_whole_name(row.name) for row in rows} - {""}
        self._memory = memory
        remembered = memory.known("point", [_key(point) for point in points])
        self._held = dict(asked.holders_of(points))
        self._held.update(
            {p: Holder(remembered[_key(p)], remembered[_key(p)]) for p in points if _key(p) in remembered}
        )
        self._tails = {**memory.known("tail", tails), **asked.known_tails(tails)}
        self._names = {**memory.known("name", names), **asked.known_names(names)}
        self._new: dict[str, dict[str, str]] = {"point": {}, "tail": {}, "name": {}}

    def place(self, row: PersonRow) -> Placed:
        """Who the person of a row is."""
        found = next(((self._held[each], each[0]) for each in row.points if each in self._held), None)
        who, by = found or (Holder(new := new_id(), new), "")
        free = tuple(each for each in row.points if each not in self._held)
        others = tuple(each for each in row.points if each in self._held and self._held[each].root != who.root)
        alike = "claimed" if others else self._alike(row, who)
        self._keep(row, who, free)
        agreed = {} if row.outreach is None else {OUTREACH: row.outreach}
        arriving = Arriving(
            id=who.id, new=not by, name=row.name, language=row.language, since=row.since, points=free,
            claims=others, agreed=agreed,
        )  # fmt: skip
        return Placed(arriving, by, alike)

    def remember(self) -> None:
        """Let the rows after these know them too."""
        for kind, said in self._new.items():
            self._memory.remember(kind, said)

    def _alike(self, row: PersonRow, who: Holder) -> str:
        for kind, value in row.points:
            if self._tails.get(_tail(kind, value), who.root) != who.root:
                return "phone"
        return "name" if self._names.get(_whole_name(row.name), who.root) != who.root else ""

    def _keep(self, row: PersonRow, who: Holder, free: Sequence[tuple[str, str]]) -> None:
        for point in free:
            self._held[point] = who
            self._new["point"][_key(point)] = who.id
            if tail := _tail(*point):
                self._tails.setdefault(tail, who.root)
                self._new["tail"][tail] = who.root
        if name := _whole_name(row.name):
            self._names.setdefault(name, who.root)
            self._new["name"][name] = who.root


@dataclass(frozen=True, slots=True)
class Planned:
    """What some rows come to."""

    placed: tuple[Placed, ...]
    source: str

    @property
    def counts(self) -> Counter[str]:
        """How many rows of each outcome."""
        found = Counter(f"known by {each.by}" if each.by else "new" for each in self.placed)
        found.update(f"alike by {each.alike}" for each in self.placed if each.alike)
        return found

    def carry_out(self, *, at: datetime) -> None:
        """Make it so, in one transaction."""
        arriving = [each.arriving for each in self.placed]
        persons.bring_in(arriving, at=at, source=f"import {self.source}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """An import of persons."""

    source: str
    clock: Clock
    country: str = field(default_factory=country_at)
    """Of telephone numbers that name none: the desk's."""
    kind = "persons"
    fields = PERSONS
    needs = (("email", "phone", "handle", "card", "number"),)

    @property
    def way(self) -> str:
        """How rows are read, as words: read otherwise it is another import."""
        return repr(("persons", self.source, self.clock, self.country))

    def read(self, row: Row, columns: Columns, *, at: datetime) -> PersonRow | Problem:
        """What one row says."""
        return person_row(row, columns, source=self.source, clock=self.clock, country=self.country, at=at)

    def plan(self, rows: Sequence[PersonRow], memory: Memory) -> Planned:
        """What some rows come to; nothing is changed."""
        placing = Placing(rows, memory)
        planned = Planned(tuple(placing.place(each) for each in rows), self.source)
        placing.remember()
        return planned


def _key(point: tuple[str, str]) -> str:
    return f"{point[0]} {point[1]}"


def _tail(kind: str, value: str) -> str:
    return value[-9:] if kind == "phone" and len(value) >= 9 else ""


def _whole_name(name: str) -> str:
    """A name as it is compared; a first name alone says nothing."""
    folded = " ".join(name.split()).casefold()[:200]
    return folded if " " in folded else ""
