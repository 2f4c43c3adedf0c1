"""What if two persons are one? A human says so, with the reason; and takes it back completely.

A merge is an arrow from one person to another. Points, matters and messages stay with whom they were known of,
and are read through the arrow; so undoing it in any order gives each what is theirs. Start reading at `merge`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from leeway.desk.persons.models import Apart, Merge, Person
from leeway.desk.persons.queries.whole import root_of

if TYPE_CHECKING:
    from datetime import datetime


class MergeError(Exception):
    """These two cannot be merged: they are one already, or one of them was erased or never known."""


@transaction.atomic
def merge(*, gone: str, kept: str, by: str, at: datetime, because: str = "") -> str:
    """Say that one person is another; from then on both are read as the one kept. Give the merge's id.

    Raises: MergeError.
    """
    ends = {root_of(gone), root_of(kept)}
    # Locked in one order, so that two who merge the same pair the other way round wait for each other.
    rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=ends).order_by("pk")}
    if len(rows) != 2 or any(row.erased_at for row in rows.values()):
        raise MergeError
    start, end = root_of(gone), root_of(kept)
    if {start, end} != set(rows):
        raise MergeError
    made = Merge.objects.create(gone_id=start, kept_id=end, by=by, at=at, because=because[:300])
    Person.objects.filter(pk=start).update(merged_into=end, root=end)
    Person.objects.filter(root=start).update(root=end)
    return made.pk


@transaction.atomic
def undo_merge(merge: str, *, by: str, at: datetime) -> bool:
    """Take a merge back; say whether it held until now. What came in meanwhile goes to whom it was from."""
    row = Merge.objects.select_for_update().filter(pk=merge, undone_at=None).first()
    if row is None:
        return False
    row.undone_at, row.undone_by = at, by
    row.save(update_fields=["undone_at", "undone_by"])
    Person.objects.filter(pk=row.gone_id).update(merged_into="")
    _set_roots(row.gone_id)
    return True


@transaction.atomic
def keep_apart(one: str, other: str, *, by: str, at: datetime) -> None:
    """Note that two who look alike are two: nobody is asked about them again."""
    first, second = sorted((root_of(one), root_of(other)))
    if first != second:
        Apart.objects.get_or_create(one_id=first, other_id=second, defaults={"by": by, "at": at})


def _set_roots(freed: str) -> None:
    """Let everybody whose arrows lead to who was freed end there again."""
    before = Person.objects.filter(pk=freed).values_list("root", flat=True).get()
    arrows = dict(Person.objects.filter(Q(root=before) | Q(pk=freed)).values_list("pk", "merged_into"))
    arrows[freed] = ""

    def end(person: str) -> str:
        while following := arrows.get(person, ""):
            person = following
        return person

    mine = [person for person in arrows if person != freed and end(person) == freed]
    Person.objects.filter(pk__in=mine).update(root=freed)
    Person.objects.filter(pk=freed).update(root="")
