"""How does a customer become known? By what they say they are reached by; one function a change.

Start reading at `know`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from leeway.desk.persons.models import Person, Point
from leeway.desk.persons.queries import canonical, find

if TYPE_CHECKING:
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
