"""What is left of a person who asks to be forgotten? A number without a name.

Limits, decisions and the audit proof name the person by id only, so they stay as they are and stay valid.
Matters and messages are emptied by `cases.commands.erase`. Start reading at `erase`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.persons.models import Claim, Consent, Merge, Person, Point
from leeway.desk.persons.queries.whole import same_as

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def erase(person: str, *, at: datetime) -> tuple[str, ...]:
    """Forget who a person is: name, language, points, claims, consents; give the ids that stay without a face.

    Done twice it changes nothing more.
    """
    ids = same_as(person)
    Point.objects.filter(person__in=ids).delete()
    Claim.objects.filter(person__in=ids).delete()
    Consent.objects.filter(person__in=ids).delete()
    Merge.objects.filter(gone__in=ids).update(because="")
    Person.objects.filter(pk__in=ids).update(name="", folded_name="", language="")
    Person.objects.filter(pk__in=ids, erased_at=None).update(erased_at=at)
    return ids
