"""Who waits for us? The rows at the left of the desk: who, what they want, what was promised and by when.

Start reading at `people_waiting`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from leeway.desk.cases import queries as matters
from leeway.desk.conversations.queries.moments import Moment, due
from leeway.desk.people import queries as people
from leeway.desk.people.queries.colleagues import whos
from leeway.desk.persons import queries as persons
from leeway.desk.prepared import together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from leeway.desk.cases.queries import Held, Stretch
    from leeway.desk.people.queries import Who
    from leeway.desk.persons.queries import Customer

LISTED_MAX: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person in the list, with the matter that is due first."""

    person: str
    name: str
    case: str
    says: str
    """What they want, in one line."""
    due: Moment | None
    kind: str
    more: int = 0
    """How many other matters of theirs are in the list."""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The list in its two parts."""

    waiting: tuple[Row, ...]
    """They spoke last."""
    promised: tuple[Row, ...]
    """We spoke last, and promised something."""
    total: int
    waiting_count: int
    promised_count: int
    before: str = ""
    """From where the stretch before and the one after are asked for; empty: there is none."""
    after: str = ""

    @property
    def is_part(self) -> bool:
        """Whether there are more than these."""
        return bool(self.before or self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One matter in a table."""

    held: Held
    name: str
    due: Moment | None
    owner: Who | None
    tags: tuple[str, ...]


def people_waiting(stretch: Stretch, *, now: datetime, zone: str) -> Listed:
    """Those who wait for us and those we promised something, soonest first; a person stands there once."""
    held = stretch.held
    named, colleagues = together(
        persons.names_look([each.person for each in held]),
        people.names_look({each.owner for each in held} - {""}),
    )
    owners = {id_ or "": name or "" for id_, name in colleagues}
    return listed(stretch, named=persons.names_in(named), owners=owners, now=now, zone=zone)


def listed(
    stretch: Stretch, *, named: Mapping[str, Customer], owners: Mapping[str, str], now: datetime,
    zone: str,
) -> Listed:  # fmt: skip
    """The same from matters that were read, with the names of persons and colleagues."""
    seen: dict[str, Row] = {}
    parts: dict[str, bool] = {}
    for each in stretch.held:
        who = named.get(each.person)
        key = who.id if who else f"case {each.id}"
        if key in seen:
            seen[key] = _more(seen[key])
            parts[key] = parts[key] or each.waiting_since is not None
            continue
        seen[key] = Row(
            person=who.id if who else each.person, name=who.name if who else "", case=each.id,
            says=each.summary or each.wish, due=due(each.due_at, now=now, zone=zone), kind=each.kind,
            owner=owners.get(each.owner, ""),
        )  # fmt: skip
        parts[key] = each.waiting_since is not None
    waiting = tuple(row for key, row in seen.items() if parts[key])
    promised = tuple(row for key, row in seen.items() if not parts[key])
    return Listed(
        waiting=waiting, promised=promised, total=len(stretch.held), waiting_count=len(waiting),
        promised_count=len(promised), before=stretch.before, after=stretch.after,
    )  # fmt: skip


def table_of(held: Sequence[Held], *, now: datetime, zone: str) -> tuple[Line, ...]:
    """Open matters as lines of a table, in their order."""
    named = persons.names_of({each.person for each in held})
    owners = whos({each.owner for each in held} - {""})
    tags = matters.tags_of([each.id for each in held])
    return tuple(
        Line(
            held=each, name=named[each.person].name if each.person in named else "",
            due=due(each.due_at, now=now, zone=zone), owner=owners.get(each.owner), tags=tags.get(each.id, ()),
        )
        for each in held
    )  # fmt: skip


def _more(row: Row) -> Row:
    return replace(row, more=row.more + 1)
