"""Who is this customer? Persons as frozen values, found by id or by what they are known by.

Start reading at `find`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from leeway.desk.persons.models import Person, Point

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A person as the counter shows them."""

    id: str
    name: str
    known_by: tuple[str, ...] = ()


def canonical(typed: str) -> tuple[str, str]:
    """What a typed phone number, address, card or plate is, in its one form.

    >>> canonical("+380 (67) 123-45-67")
    ('phone', '380671234567')
    >>> canonical("Maria@Example.com")
    ('email', 'maria@example.com')
    >>> canonical("aa 1234 bb")
    ('plate', 'AA1234BB')
    """
    text = " ".join(typed.split())
    if "@" in text:
        return "email", text.casefold()
    bare = re.sub(r"[^\w]", "", text)
    if bare.isdecimal():
        return ("phone" if (7 <= len(bare) <= 15 and not text.isdecimal()) or len(bare) < 14 else "card"), bare
    if any(letter.isdecimal() for letter in bare):
        return "plate", bare.upper()
    return "name", text.casefold()


def find(typed: str) -> Customer | None:
    """The person known by what was typed; None where nobody is."""
    kind, value = canonical(typed)
    found = Point.objects.filter(kind=kind, value=value).select_related("person").first()
    return None if found is None else customer(found.person_id)


def id_of(typed: str) -> str | None:
    """The id of the person who has it, or is known by what was typed; None where nobody is. One look."""
    kind, value = canonical(typed)
    sql = (
        "select id from persons_person where id = %s"
        " union all select person_id from persons_point where kind = %s and value = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, (typed, kind, value))
        row = cursor.fetchone()
    return None if row is None else str(row[0])


def customer(person: str) -> Customer | None:
    """A person by id; None where there is none."""
    found = Person.objects.filter(pk=person).prefetch_related("points").first()
    if found is None:
        return None
    return Customer(id=found.pk, name=found.name, known_by=tuple(point.value for point in found.points.all()))


def known_since(person: str) -> datetime | None:
    """Since when a person has been a customer as far as we know; None for somebody we do not know."""
    return Person.objects.filter(pk=person).values_list("since", flat=True).first()
