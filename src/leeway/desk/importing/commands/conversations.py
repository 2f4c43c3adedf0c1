"""To whom, and to which matter, does a row belong? And what comes of it: a word of the past, once.

Start reading at `Conversations.plan`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import PastMatter, PastWord, matter_id
from leeway.desk.cases.queries import past as matters
from leeway.desk.importing.commands.persons import Placed, Placing
from leeway.desk.importing.reading import CONVERSATIONS, Problem, WordRow, word_row
from leeway.desk.people import queries as people
from leeway.desk.persons import commands as persons
from leeway.desk.persons.queries import country_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from leeway.desk.importing.commands.memory import Memory
    from leeway.desk.importing.reading import Clock, Columns, Row

WHO = ("email", "phone", "handle", "card", "number")


@dataclass(slots=True)
class Planned:
    """What some rows come to."""

    source: str
    placed: list[Placed] = field(default_factory=list)
    matters: dict[str, PastMatter] = field(default_factory=dict)
    words: list[PastWord] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def carry_out(self, *, at: datetime) -> None:
        """Make it so, in one transaction."""
        persons.bring_in([each.arriving for each in self.placed], at=at, source=f"import {self.source}")
        cases.bring_in(list(self.matters.values()), self.words, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversations:
    """An import of what was said."""

    source: str
    clock: Clock
    site: str
    """Where matters belong that name no site."""
    sites: frozenset[str]
    """The ids of all sites."""
    country: str = field(default_factory=country_at)
    """Of telephone numbers that name none: the desk's."""
    kind = "conversations"
    fields = CONVERSATIONS
    needs = (("text", "subject"), ("at",), (*WHO, "matter"))

    @property
    def way(self) -> str:
        """How rows are read, as words: read otherwise it is another import."""
        return repr(("conversations", self.source, self.clock, self.site, self.country))

    def read(self, row: Row, columns: Columns, *, at: datetime) -> WordRow | Problem:
        """What one row says."""
        found = word_row(row, columns, source=self.source, clock=self.clock, country=self.country, at=at)
        if isinstance(found, Problem):
            return found
        if found.site and found.site not in self.sites:
            text = f"there is no site `{found.site}`"
            return Problem(row.number, row.line, columns.named("site"), text, "add it, or `--map COLUMN=`")
        if not found.person.points and not found.matter:
            help_ = f"one of {', '.join(f'`{each}`' for each in WHO)}, or the number of a matter"
            return Problem(row.number, row.line, "", "nothing says whose conversation it is", help_)
        return found

    def plan(self, rows: Sequence[WordRow], memory: Memory) -> Planned:
        """What some rows come to; nothing is changed."""
        planned = Planned(self.source)
        fresh = self._fresh(rows, memory, planned)
        ids = {row.key: self._matter(row) for row in fresh}
        whose = {**memory.known("matter", set(ids.values())), **matters.known_matters(set(ids.values()))}
        placing = Placing([row.person for row in fresh], memory)
        new: dict[str, str] = {}
        for row in fresh:
            id_ = ids[row.key]
            person = self._person(row, whose.get(id_), placing, planned)
            if id_ not in whose:
                planned.counts[f"matters {'open' if row.is_open else 'closed'}"] += 1
                planned.matters[id_] = self._begun(row, id_, person)
            elif person and not whose[id_]:
                begun = planned.matters.get(id_) or self._begun(row, id_, person)
                planned.matters[id_] = replace(begun, person=person)
            new[id_] = whose[id_] = whose.get(id_) or person
            planned.words.append(self._word(row, id_, person))
        placing.remember()
        memory.remember("matter", new)
        return planned

    def _fresh(self, rows: Sequence[WordRow], memory: Memory, planned: Planned) -> list[WordRow]:
        """The rows that are not here yet; the same row twice is once."""
        keys = {row.key for row in rows}
        known = set(matters.known_words(keys)) | set(memory.known("word", keys))
        fresh: dict[str, WordRow] = {}
        for row in rows:
            if row.key in known or row.key in fresh:
                planned.counts["words known"] += 1
            else:
                fresh[row.key] = row
                planned.counts["words new"] += 1
        memory.remember("word", dict.fromkeys(fresh, ""))
        return list(fresh.values())

    def _matter(self, row: WordRow) -> str:
        return matter_id(self.source, row.matter or row.key)

    def _person(self, row: WordRow, whose: str | None, placing: Placing, planned: Planned) -> str:
        """Who spoke, or with whom we spoke: what we said in a matter goes to whom it is of."""
        if not row.person.points or (whose and row.direction != "in"):
            return whose or ""
        placed = placing.place(row.person)
        planned.placed.append(placed)
        if not placed.by:
            planned.counts["persons new"] += 1
        elif whose is None:
            planned.counts[f"known by {placed.by}"] += 1
        if placed.alike and not placed.by:
            planned.counts[f"alike by {placed.alike}"] += 1
        return placed.arriving.id

    def _begun(self, row: WordRow, id_: str, person: str) -> PastMatter:
        return PastMatter(
            id=id_, source=self.source, person=person, site=row.site or self.site, opened_at=row.at,
            closed_at=row.closed_at, is_open=row.is_open, kind=row.about, wish=row.wish, tags=row.tags,
            summary=row.subject or " ".join(row.text.split())[:300], channel=_way(row),
        )  # fmt: skip

    def _word(self, row: WordRow, id_: str, person: str) -> PastWord:
        point = next((each for each in row.person.points if each[0] in ("email", "phone", "handle")), ("", ""))
        return PastWord(
            key=row.key, at=row.at, person=person, case=id_, direction=row.direction, kind=row.kind,
            channel=_way(row), text=row.text or row.subject, subject=row.subject if row.text else "",
            author_name=row.author if row.direction != "in" else row.person.name,
            point=point if row.direction else ("", ""), language=row.person.language,
            details={"imported": self.source, **({"way": row.way} if row.way else {})},
        )  # fmt: skip


def _way(row: WordRow) -> str:
    """By which of our ways an answer would go: what another desk calls its channels we may not have."""
    if row.kind in ("phone", "visit"):
        return row.kind
    return "mail" if any(kind == "email" for kind, _ in row.person.points) else "form"


def sites() -> tuple[str, ...]:
    """The ids of all sites, the one above all first; none on a desk that was not set up yet."""
    root = people.root()
    if root is None:
        return ()
    return (root.id, *(each.id for each in people.nodes_below([root.path]) if each.id != root.id))
