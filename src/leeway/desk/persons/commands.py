"""How does a customer become known? By what they say they are reached by; one function a change.

Start reading at `know`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from leeway.desk.persons.models import Person, Point
from leeway.desk.persons.queries import canonical, find

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def know(typed: str, *, at: datetime, name: str = "") -> str:
    """Give the id of the person known by a phone number, address, card, plate or name; a new one if nobody is.

    Two counters that hear of somebody new at the same moment get the same person.
    """
    if (known := find(typed)) is not None:
        return known.id
    kind, value = canonical(typed)
    try:
        with transaction.atomic():
            person = Person.objects.create(
                name=name or (" ".join(typed.split()) if kind == "name" else ""), since=at
            )
            Point.objects.create(person=person, kind=kind, value=value)
    except IntegrityError:
        return know(typed, at=at, name=name)
    return person.pk


@transaction.atomic
def know_many(persons: Iterable[tuple[str, str, str]], *, at: datetime) -> None:
    """Add persons who are not known yet, each with id, name and phone number in its canonical form."""
    wanted = list(persons)
    Person.objects.bulk_create([Person(pk=id_, name=name, since=at) for id_, name, _ in wanted])
    Point.objects.bulk_create([Point(person_id=id_, kind="phone", value=phone) for id_, _, phone in wanted])
