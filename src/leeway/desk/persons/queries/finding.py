"""Who is this customer? Persons as frozen values, found by id or by what they are known by.

Somebody who was merged into another is found as that other. Start reading at `find`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.desk.persons.models import Person, Point
from leeway.desk.persons.queries.numbers import dialled, written
from leeway.desk.prepared import looked_up

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A person as the counter shows them."""

    id: str
    name: str
    known_by: tuple[str, ...] = ()


def canonical(typed: str, *, site: str = "") -> tuple[str, str]:
    """What a typed phone number, address, handle, card or plate is, in its one form.

    A phone number without its country is one of the country of the `site` where it was said, else of the desk.

    >>> canonical("+380 (67) 123-45-67")
    ('phone', '380671234567')
    >>> canonical("Maria@Example.com")
    ('email', 'maria@example.com')
    >>> canonical("@maria_i")
    ('handle', 'maria_i')
    >>> canonical("aa 1234 bb")
    ('plate', 'AA1234BB')
    """
    text = " ".join(typed.split())
    if text.startswith("@") and " " not in text:
        return "handle", text[1:].casefold()
    if "@" in text:
        return "email", text.casefold()
    bare = re.sub(r"[^\w]", "", text)
    if bare.isdecimal():
        if len(bare) < 14 or (len(bare) <= 15 and not text.isdecimal()):
            return "phone", dialled(text, site=site)
        return "card", bare
    if any(letter.isdecimal() for letter in bare):
        return "plate", bare.upper()
    return "name", text.casefold()


def shown(kind: str, value: str, *, typed: str = "") -> str:
    """A point as people read it: as it was written, else a phone number in groups, anything else as it is."""
    return typed or (written(value) if kind == "phone" else value)


def find(typed: str, *, site: str = "") -> Customer | None:
    """The person known by what was typed at a site; None where nobody is."""
    kind, value = canonical(typed, site=site)
    return at_point(kind, value)


def at_point(kind: str, value: str) -> Customer | None:
    """The person whose point this is, in its canonical form; None where it is nobody's."""
    found = Point.objects.filter(kind=kind, value=value).select_related("person").first()
    return None if found is None else customer(found.person.root or found.person_id)


def id_of(typed: str, *, site: str = "") -> str | None:
    """The id of the person who has it, or is known by what was typed; None where nobody is.

    One look; a phone number without its country takes one more, at where it was said.
    """
    kind, value = canonical(typed, site=site)
    sql = (
        "select case when root = '' then id else root end from persons_person where id = %s"
        " union all select case when p.root = '' then p.id else p.root end from persons_point t"
        " join persons_person p on p.id = t.person_id where t.kind = %s and t.value = %s"
    )
    rows = looked_up(sql, (typed, kind, value))
    return str(rows[0][0]) if rows else None


def customer(person: str) -> Customer | None:
    """A person by id; None where there is none."""
    found = Person.objects.filter(pk=person).prefetch_related("points").first()
    if found is None:
        return None
    if found.root:
        return customer(found.root)
    return Customer(id=found.pk, name=found.name, known_by=_known_by(found))


def _known_by(person: Person) -> tuple[str, ...]:
    return tuple(shown(point.kind, point.value, typed=point.typed) for point in person.points.all())


def known_since(person: str) -> datetime | None:
    """Since when a person has been a customer as far as we know; None for somebody we do not know."""
    return Person.objects.filter(pk=person).values_list("since", flat=True).first()


def knowns_since(persons: Collection[str]) -> Mapping[str, datetime | None]:
    """Since when some persons have been customers as far as we know; without those we do not know."""
    return dict(Person.objects.filter(pk__in=persons).values_list("pk", "since"))


def names_of(persons: Collection[str]) -> Mapping[str, Customer]:
    """By id, who each of these persons is now: a merged one is given as whom they were merged into."""
    rows = {row.pk: row for row in Person.objects.filter(pk__in=set(persons))}
    further = {row.root for row in rows.values() if row.root} - rows.keys()
    roots = rows | {row.pk: row for row in Person.objects.filter(pk__in=further)} if further else rows
    found = {id_: roots.get(row.root, row) if row.root else row for id_, row in rows.items()}
    return {id_: Customer(id=row.pk, name=row.name) for id_, row in found.items()}
