"""What do we know of somebody, and how is it forgotten? All apps' parts of one person, in one step.

The ledger and its proof name the person by an id only; they stay as they are. Start reading at `erase_person`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.conversations.models import Viewing, Word
from leeway.desk.persons import commands as persons
from leeway.desk.persons import queries as known

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def erase_person(person: str, *, at: datetime) -> tuple[str, ...]:
    """Forget a person: who they are, every word of theirs and to them. Give the ids that stay."""
    ids = persons.erase(person, at=at)
    cases.erase(ids, at=at)
    Word.objects.filter(person__in=ids).delete()
    Viewing.objects.filter(person__in=ids).delete()
    return ids


def exported(person: str) -> dict[str, Any]:
    """All that is kept of a person, as plain values, to be handed to them."""
    return known.exported(person) | matters.exported(known.same_as(person))
