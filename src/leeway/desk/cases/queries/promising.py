"""What is promised when a matter opens? By the terms of its kind, else by those of every desk.

Start reading at `first_promise`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from leeway.desk.cases.models import Case, Promise, Term
from leeway.desk.cases.queries.hours import calendar_along
from leeway.desk.people import queries as people
from leeway.desk.prepared import together

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from leeway.desk.cases.queries.hours import Calendar
    from leeway.desk.prepared import Look, Texts

MINUTES: Final = {
    Case.Kind.COMPLAINT: 4 * 60,
    Case.Kind.REQUEST: 8 * 60,
    Case.Kind.QUESTION: 8 * 60,
    Case.Kind.PRAISE: 24 * 60,
}
"""By when the person hears, in minutes while the site is open, where no policy says so."""
LEAD_MAX: Final = timedelta(hours=1)
"""How long before the time an honest word is prepared, at most; else a quarter of the stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What a person will hear next, and by when."""

    id: int
    case: str
    words: str
    due_at: datetime
    made_at: datetime
    made_by: str
    source: str
    state: str
    prepared_at: datetime | None = None
    heard_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRate:
    """How many promises to somebody ended, and how many of these were kept or renegotiated in time."""

    kept: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """By when, in which words, and which policy says so."""

    due_at: datetime
    words: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a promise is asked for: which matter, where, when."""

    kind: str
    channel: str
    lineage: tuple[str, ...]
    """The sites from the root down to the matter's."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyTerm:
    """What a policy promises when a matter opens."""

    minutes: int
    while_open: bool
    words: str
    source: str
    """The id of the promise: `policy/name`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """Who promises before the terms of sites do: what is looked up, and what it says."""

    look: Callable[[datetime], Look]
    term: Callable[[Texts, Asking], PolicyTerm | None]


_POLICIES: Final[list[Policies]] = []


def promise_by(policies: Policies) -> None:
    """Ask these first when something is promised; books stand above matters."""
    _POLICIES[:] = [policies]


def policy_looks(at: datetime) -> tuple[Look, ...]:
    """What policies promise, to be looked up together with other things and read by `terms_among`."""
    return tuple(each.look(at) for each in _POLICIES)


def first_promise(site: str, kind: str, *, at: datetime, channel: str = "") -> Terms:
    """What is promised to somebody whose matter opens now: by the book in force, else by terms."""
    place = people.place(site)
    lineage = place.lineage if place else (site,)
    asked = Asking(kind=kind, channel=channel, lineage=lineage, at=at)
    rows = list(Term.objects.filter(site__in=lineage, kind__in=(kind, "")))
    looks = policy_looks(at)
    return terms_among(together(*looks) if looks else [], rows, calendar_along(lineage), asked)


def terms_among(said: Sequence[Texts], rows: Collection[Term], calendar: Calendar, asked: Asking) -> Terms:
    """What is promised by the rows of `policy_looks`, else by the nearest of these terms."""
    by_policy = (each.term(found, asked) for each, found in zip(_POLICIES, said, strict=True))
    nearest = next(filter(None, by_policy), None) or _nearest(rows, asked)
    if nearest is None:
        minutes = MINUTES.get(Case.Kind(asked.kind), MINUTES[Case.Kind.REQUEST])
        return Terms(due_at=calendar.after(asked.at, minutes=minutes))
    due = calendar.after(asked.at, minutes=nearest.minutes, while_open=nearest.while_open)
    return Terms(due_at=due, words=nearest.words, source=nearest.source)


def _nearest(rows: Collection[Term], asked: Asking) -> Term | None:
    """The term of the nearest site: that of the kind before that of every kind."""
    known = {(row.site, row.kind): row for row in rows}
    places = ((site, kind) for site in reversed(asked.lineage) for kind in (asked.kind, ""))
    return next((known[each] for each in places if each in known), None)


def to_prepare_at(made_at: datetime, due_at: datetime) -> datetime:
    """When an honest word is prepared, if nothing new is there by then."""
    return due_at - min(LEAD_MAX, max(due_at - made_at, timedelta()) / 4)


def open_promises(cases: Collection[str]) -> Mapping[str, Promised]:
    """By matter, what its person was promised last: the open one, else the one that was broken."""
    rows = Promise.objects.filter(case__in=cases, state__in=(Promise.State.OPEN, Promise.State.BROKEN))
    found: dict[str, Promised] = {}
    for row in rows.order_by("made_at", "pk"):
        found[row.case_id] = seen_promise(row)
    return found


def promises_of(persons: Collection[str]) -> tuple[Mapping[str, Promised], KeptRate]:
    """All promises to a person in one look: by matter the one that stands, and how those that ended went."""
    standing: dict[str, Promised] = {}
    kept = ended = 0
    for row in Promise.objects.filter(person__in=persons).order_by("made_at", "pk"):
        if row.state in (Promise.State.OPEN, Promise.State.BROKEN):
            standing[row.case_id] = seen_promise(row)
        if row.state in (Promise.State.KEPT, Promise.State.RENEGOTIATED, Promise.State.BROKEN):
            ended += 1
            kept += row.state != Promise.State.BROKEN
    return standing, KeptRate(kept=kept, ended=ended)


def kept_of(persons: Collection[str]) -> KeptRate:
    """How the promises to a person went."""
    ended = (Promise.State.KEPT, Promise.State.RENEGOTIATED, Promise.State.BROKEN)
    states = list(Promise.objects.filter(person__in=persons, state__in=ended).values_list("state", flat=True))
    return KeptRate(kept=sum(state != Promise.State.BROKEN for state in states), ended=len(states))


def seen_promise(row: Promise) -> Promised:
    """A promise as others see it."""
    return Promised(
        id=row.pk, case=row.case_id, words=row.words, due_at=row.due_at, made_at=row.made_at,
        made_by=row.made_by, source=row.source, state=row.state, prepared_at=row.prepared_at,
        heard_at=row.heard_at,
    )  # fmt: skip
