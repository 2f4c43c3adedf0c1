"""All we know of one person: points, consents, merges, language. And the same as plain values, for themselves.

Start reading at `whole`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from leeway.desk.persons.models import Claim, Consent, Merge, Person, Point
from leeway.desk.persons.queries.finding import Customer, shown
from leeway.desk.prepared import Look, among, instant

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from leeway.desk.prepared import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A point by which a person is known; `claimed`: it is somebody else's, they only say it is theirs."""

    kind: str
    value: str
    verified_at: datetime | None = None
    verified_how: str = ""
    claimed: bool = False
    typed: str = ""
    """As somebody wrote it, where that is another form."""
    of: str = ""
    """The person it was known of first, where several were merged."""

    @property
    def shown(self) -> str:
        """As people read it."""
        return shown(self.kind, self.value, typed=self.typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """One person found to be another."""

    id: str
    gone: str
    gone_name: str
    kept: str
    by: str
    at: datetime
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A word on a purpose; the last one counts."""

    purpose: str
    given: bool
    at: datetime
    source: str
    channel: str = ""
    """By which way they may be written to; empty: by any."""
    by: str = ""
    """The colleague who noted it; empty: they said it by a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A person without what belongs to them: who, since when, in which language."""

    id: str
    name: str
    language: str
    since: datetime
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A person with everything that is known of them."""

    person: Kept
    ids: tuple[str, ...]
    """The person's own id first, then those merged into them: what is theirs may stand under any of these."""
    points: tuple[Reached, ...] = ()
    consents: tuple[Agreed, ...] = ()
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A person in one look: who, under which ids."""

    id: str
    name: str
    language: str
    since: datetime
    ids: tuple[str, ...]
    erased: bool = False

    @property
    def first_name(self) -> str:
        """What one writes on the button; the whole name where it is one word."""
        return next(iter(self.name.split()), "")


def brief(person: str) -> Brief | None:
    """Who a person is, in one look; somebody merged is given as whom they were merged into."""
    rows = {row.pk: row for row in Person.objects.filter(Q(pk=person) | Q(root=person))}
    if person not in rows:
        return None
    if rows[person].root:
        return brief(rows[person].root)
    kept = _kept(rows[person], tuple(rows.values()))
    return Brief(
        id=kept.id, name=kept.name, language=kept.language, since=kept.since, erased=kept.erased_at is not None,
        ids=(person, *sorted(rows.keys() - {person})),
    )  # fmt: skip


def brief_look(person: str) -> Look:
    """Who a person is, to be looked up together with other things and read by `brief_of`."""
    return Look(
        columns=("id", "name", "language", "since", "root", "erased_at"),
        source="from persons_person where id = %s or root = %s", values=(person, person),
    )  # fmt: skip


def brief_of(person: str, rows: Texts) -> Brief | None:
    """Who a person is, from the rows of `brief_look`; for somebody merged, who they are now."""
    found = {row[0] or "": tuple(each or "" for each in row) for row in rows}
    if person not in found or found[person][4]:
        return brief(found[person][4]) if person in found else None
    own, all_of_them = found[person], sorted(found.values())
    return Brief(
        id=person, name=own[1] or next((row[1] for row in all_of_them if row[1]), ""),
        language=own[2] or next((row[2] for row in all_of_them if row[2]), ""),
        since=min(each for row in all_of_them if (each := instant(row[3]))), erased=bool(own[5]),
        ids=(person, *sorted(found.keys() - {person})),
    )  # fmt: skip


def names_look(persons: Collection[str]) -> Look:
    """Who some persons are now, to be looked up together with other things and read by `names_in`."""
    ids = tuple(sorted(set(persons)))
    return Look(
        columns=("p.id", "coalesce(r.id, p.id)", "coalesce(r.name, p.name)"),
        source="from persons_person p left join persons_person r on r.id = p.root and p.root <> ''"
        f" where p.id in {among(ids)}",
        values=ids,
    )


def names_in(rows: Texts) -> Mapping[str, Customer]:
    """By id, who each person is now, from the rows of `names_look`."""
    return {id_ or "": Customer(id=stands or "", name=name or "") for id_, stands, name in rows}


def root_of(person: str) -> str:
    """Whom a person is at the end of all merges: themselves, if nobody merged them."""
    return Person.objects.filter(pk=person).values_list("root", flat=True).first() or person


def same_as(person: str) -> tuple[str, ...]:
    """All ids under which a person is kept: the one that stands first, then those merged into it."""
    root = root_of(person)
    return (root, *Person.objects.filter(root=root).order_by("pk").values_list("pk", flat=True))


def whole(person: str) -> Whole | None:
    """A person with all that is known; somebody merged is given as whom they were merged into."""
    asked = Person.objects.filter(pk=person)
    root = asked.values_list("root", flat=True).first() or person
    rows = {row.pk: row for row in Person.objects.filter(Q(pk=root) | Q(root=root))}
    if root not in rows:
        return None
    ids = (root, *sorted(rows.keys() - {root}))
    return Whole(
        person=_kept(rows[root], tuple(rows.values())), ids=ids, points=_points(ids), consents=_consents(ids),
        merged=_merges(ids, {id_: row.name for id_, row in rows.items()}),
    )  # fmt: skip


def agreed_to(person: str, purpose: str, *, channel: str = "") -> bool | None:
    """Whether a person agreed to something, by that way of writing: their last word; None: they never said."""
    said = Consent.objects.filter(person__in=same_as(person), purpose=purpose).order_by("-at", "-pk").first()
    return None if said is None else said.given and said.channel in ("", channel or said.channel)


def words_on(person: str) -> tuple[Agreed, ...]:
    """All that a person ever agreed to and took back, the last word first."""
    rows = Consent.objects.filter(person__in=same_as(person)).order_by("-at", "-pk")
    return tuple(_agreed(row) for row in rows)


def exported(person: str) -> dict[str, Any]:
    """All that this app keeps of a person, as plain values; empty where there is none."""
    found = whole(person)
    if found is None:
        return {}
    return {
        "ids": list(found.ids), "name": found.person.name, "language": found.person.language,
        "known since": found.person.since.isoformat(),
        "points": [
            {"kind": each.kind, "value": each.value, "written": each.shown, "claimed": each.claimed,
             "verified": each.verified_at.isoformat() if each.verified_at else None}
            for each in found.points
        ],
        "consents": [
            {"purpose": row.purpose, "given": row.given, "at": row.at.isoformat(), "source": row.source,
             "channel": row.channel}
            for row in Consent.objects.filter(person__in=found.ids).order_by("at", "pk")
        ],
    }  # fmt: skip


def _kept(row: Person, all_of_them: tuple[Person, ...]) -> Kept:
    name = row.name or next((each.name for each in all_of_them if each.name), "")
    language = row.language or next((each.language for each in all_of_them if each.language), "")
    since = min(each.since for each in all_of_them)
    return Kept(id=row.pk, name=name, language=language, since=since, erased_at=row.erased_at)


def _points(ids: tuple[str, ...]) -> tuple[Reached, ...]:
    own = tuple(
        Reached(
            kind=row.kind, value=row.value, verified_at=row.verified_at, verified_how=row.verified_how,
            of=row.person_id, typed=row.typed,
        )
        for row in Point.objects.filter(person__in=ids).exclude(kind="name").order_by("kind", "pk")
    )  # fmt: skip
    held = {(each.kind, each.value) for each in own}
    claimed = Claim.objects.filter(person__in=ids).order_by("pk")
    return own + tuple(
        Reached(kind=row.kind, value=row.value, claimed=True, of=row.person_id, typed=row.typed)
        for row in claimed
        if (row.kind, row.value) not in held
    )


def _consents(ids: tuple[str, ...]) -> tuple[Agreed, ...]:
    last: dict[str, Consent] = {}
    for row in Consent.objects.filter(person__in=ids).order_by("at", "pk"):
        last[row.purpose] = row
    return tuple(_agreed(row) for row in last.values())


def _agreed(row: Consent) -> Agreed:
    return Agreed(
        purpose=row.purpose, given=row.given, at=row.at, source=row.source, channel=row.channel, by=row.by
    )


def _merges(ids: tuple[str, ...], names: dict[str, str]) -> tuple[Merged, ...]:
    rows = Merge.objects.filter(gone__in=ids, undone_at=None).order_by("-at") if len(ids) > 1 else ()
    return tuple(
        Merged(
            id=row.pk, gone=row.gone_id, gone_name=names.get(row.gone_id, ""), kept=row.kept_id, by=row.by,
            at=row.at, because=row.because,
        )
        for row in rows
    )  # fmt: skip
