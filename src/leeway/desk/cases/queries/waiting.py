"""Who waits for us, and what for? Matters as the desk's list and a person's page show them.

Start reading at `waiting`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Case as Case_
from django.db.models import Q, Value, When

from leeway.desk.cases.models import Case, Fact, Follower, Link, Tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from django.db.models import QuerySet

LIST_MAX = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A matter as colleagues see it on the desk."""

    id: str
    kind: str
    summary: str
    wish: str
    state: str
    owner: str
    site: str
    path: str
    channel: str
    person: str
    """As they were known then: `persons.queries.names_of` says who that is now."""
    opened_at: datetime
    opened_by: str = ""
    waiting_since: datetime | None = None
    due_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    closed_because: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Another matter that one belongs to."""

    id: str
    kind: str
    """`related`, `split` or `joined`."""
    other: str
    outwards: bool
    """Whether it goes from this matter to the other: it was split from it, joined into it."""
    by: str
    at: datetime
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fact with where it comes from."""

    name: str
    value: Any
    trust: str
    source: str
    evidence: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which open matters are looked for."""

    paths: tuple[str, ...]
    """At or below these, and at the sites above them."""
    owner: str | None = None
    """Of this colleague; empty: of nobody; None: of anybody."""
    tag: str = ""
    kind: str = ""
    channel: str = ""
    site: str = ""
    followed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some of a long list, and where the ones before and after begin; empty: there are none."""

    held: tuple[Held, ...] = ()
    before: str = ""
    after: str = ""


def waiting(wanted: Wanted, *, most: int = LIST_MAX) -> tuple[Held, ...]:
    """The open matters somebody may see, those promised soonest first."""
    rows = _open(wanted).order_by("due_at", "pk")
    return tuple(held(row) for row in rows[:most])


def waiting_from(wanted: Wanted, *, most: int = LIST_MAX, before: str = "", after: str = "") -> Stretch:
    """The same a stretch at a time: those after, or those before, a place that an earlier stretch named.

    What is before is not counted over, so that the last stretch of a long list takes as long as the first. A
    place nobody named is the beginning.
    """
    if (place := _place(after)) is not None:
        rows = list(_open(wanted).filter(_beyond(*place)).order_by("due_at", "pk")[: most + 1])
        return _stretch(rows[:most], more_before=True, more_after=len(rows) > most)
    if (place := _place(before)) is not None:
        rows = list(_open(wanted).filter(_beyond(*place, back=True)).order_by("-due_at", "-pk")[: most + 1])
        if len(rows) > most:
            return _stretch(rows[most - 1 :: -1], more_before=True, more_after=True)
    rows = list(_open(wanted).order_by("due_at", "pk")[: most + 1])
    return _stretch(rows[:most], more_before=False, more_after=len(rows) > most)


def waiting_count(wanted: Wanted) -> int:
    """How many there are."""
    return _open(wanted).count()


def cases_of(persons: Collection[str], *, most: int = 100) -> tuple[Held, ...]:
    """The matters of a person, under all ids they are kept by: open ones first, then the newest."""
    return tuple(held(row) for row in rows_of(persons, most=most))


def rows_of(persons: Collection[str], *, most: int) -> list[Case]:
    """The rows of a person's matters, in that order: an open one is never left out for newer ones."""
    is_over = Case_(When(state=Case.State.OPEN, then=Value(0)), default=Value(1))
    return list(Case.objects.filter(person__in=persons).order_by(is_over, "-opened_at")[:most])


def case(id_: str) -> Held | None:
    """A matter by its id; None where there is none."""
    row = Case.objects.filter(pk=id_).first()
    return None if row is None else held(row)


def cases_by_id(cases: Collection[str]) -> Mapping[str, Held]:
    """Some matters by their ids."""
    return {row.pk: held(row) for row in Case.objects.filter(pk__in=cases)}


def stands_for(case: str) -> str:
    """The matter that one was joined into, at the end of all joins; itself, if it was not."""
    seen = {case}
    while True:
        into = Link.objects.filter(one=case, kind=Link.Kind.JOINED, undone_at=None)
        following = into.values_list("other", flat=True).first()
        if following is None or following in seen:
            return case
        seen.add(following)
        case = following


def ties_of(cases: Collection[str]) -> tuple[Tie, ...]:
    """How these matters belong to others, and others to them."""
    rows = Link.objects.filter(Q(one__in=cases) | Q(other__in=cases), undone_at=None).order_by("at")
    return tuple(
        Tie(
            id=row.pk, kind=row.kind, outwards=row.one_id in cases, by=row.by, at=row.at, because=row.because,
            other=row.other_id if row.one_id in cases else row.one_id,
        )
        for row in rows
    )  # fmt: skip


def facts_of(case: str) -> tuple[Found, ...]:
    """What was found out in a matter: the newest of each name, in the order they were first found."""
    newest: dict[str, Found] = {}
    for row in Fact.objects.filter(case=case).order_by("at", "pk"):
        newest[row.name] = Found(
            name=row.name, value=row.value, trust=row.trust, source=row.source, evidence=row.evidence,
            at=row.at,
        )  # fmt: skip
    return tuple(newest.values())


def tags_of(cases: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """By matter, its tags in order."""
    found: dict[str, tuple[str, ...]] = {}
    for case, name in Tag.objects.filter(case__in=cases).order_by("name").values_list("case", "name"):
        found[case] = (*found.get(case, ()), name)
    return found


def followers_of(case: str) -> tuple[str, ...]:
    """The colleagues who want to hear of a matter."""
    return tuple(Follower.objects.filter(case=case).order_by("pk").values_list("colleague", flat=True))


def load_of(colleagues: Collection[str]) -> Mapping[str, int]:
    """By colleague, how many open matters they own."""
    owners = Case.objects.filter(state=Case.State.OPEN, owner__in=colleagues).values_list("owner", flat=True)
    found = dict.fromkeys(colleagues, 0)
    for owner in owners:
        found[owner] += 1
    return found


def held(row: Case) -> Held:
    """A case as others see it."""
    return Held(
        id=row.pk, kind=row.kind, summary=row.summary, wish=row.wish, state=row.state, owner=row.owner,
        site=row.site, path=row.path, channel=row.channel, person=row.person, opened_at=row.opened_at,
        opened_by=row.opened_by, waiting_since=row.waiting_since, due_at=row.due_at, closed_at=row.closed_at,
        closed_by=row.closed_by, closed_because=row.closed_because, fields=row.fields,
    )  # fmt: skip


def at_paths(paths: Sequence[str]) -> Q:
    """Matters at or below the paths, and at the sites above them: a network's mailbox is everybody's."""
    above = {each for path in paths for each in _ways_up(path)}
    below = reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=()))
    return below | Q(path__in=above)


def is_within(path: str, paths: Iterable[str]) -> bool:
    """Whether a matter at a path is among those `at_paths` names."""
    return any(path.startswith(each) or each.startswith(path) for each in paths)


def _ways_up(path: str) -> Iterable[str]:
    parts = path.rstrip("/").split("/")
    return ("/".join(parts[:number]) + "/" for number in range(1, len(parts)))


def _stretch(rows: list[Case], *, more_before: bool, more_after: bool) -> Stretch:
    found = tuple(held(row) for row in rows)
    return Stretch(
        held=found, before=_named(found[0]) if found and more_before else "",
        after=_named(found[-1]) if found and more_after else "",
    )  # fmt: skip


def _named(place: Held) -> str:
    return f"{place.due_at.isoformat() if place.due_at else ''} {place.id}"


def _place(named: str) -> tuple[datetime | None, str] | None:
    due, space, id_ = named.replace("\0", "").partition(" ")
    try:
        at = datetime.fromisoformat(due) if due else None
    except ValueError:
        return None
    return (at, id_) if space and (at is None or at.tzinfo is not None) else None


def _beyond(due_at: datetime | None, id_: str, *, back: bool = False) -> Q:
    """The matters after one in the order of the list, or before it; those with nothing due are at one end."""
    way = "lt" if back else "gt"
    same = Q(due_at=due_at, **{f"pk__{way}": id_}) if due_at else Q(due_at=None, **{f"pk__{way}": id_})
    nothing_due_beyond = connection.features.nulls_order_largest != back
    if due_at is None:
        return same if nothing_due_beyond else same | Q(due_at__isnull=False)
    # The bound said once more, for itself: by it the index is entered where the stretch begins.
    beyond = Q(**{f"due_at__{way}e": due_at}) & (Q(**{f"due_at__{way}": due_at}) | same)
    return beyond | Q(due_at=None) if nothing_due_beyond else beyond


def _open(wanted: Wanted) -> QuerySet[Case]:
    rows = Case.objects.filter(at_paths(wanted.paths), state=Case.State.OPEN)
    if wanted.owner is not None:
        rows = rows.filter(owner=wanted.owner)
    for name in ("kind", "channel", "site"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.tag:
        rows = rows.filter(tags__name=wanted.tag)
    if wanted.followed_by:
        rows = rows.filter(followers__colleague=wanted.followed_by)
    return rows
