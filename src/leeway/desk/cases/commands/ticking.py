"""What has to happen by itself? Honest words are prepared in time, broken promises noted, lost sendings shown.

Each promise is claimed and seen to in one transaction, so several workers, killed at any moment, do each once;
what is due is found by an instant in UTC, so neither a jump of the clock nor daylight saving loses one or does
it twice. Start reading at `do_what_is_due`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from leeway.desk.cases.commands.saying import unknown
from leeway.desk.cases.models import Case, Entry, Promise
from leeway.desk.cases.queries.conversing import last_way

if TYPE_CHECKING:
    from datetime import datetime

BATCH: Final = 50
"""So many promises are seen to in one transaction."""
SENDING_MAX: Final = timedelta(minutes=10)
"""After so long nobody knows any more whether a message that was being sent went out."""


def do_what_is_due(*, at: datetime, most: int = 1_000) -> int:
    """See to everything that is due; say how many promises that were. Done twice it changes nothing."""
    while give_up_sending(at=at):
        pass
    done = 0
    while done < most and (some := _see_to_some(at=at)):
        done += some
    return done


def give_up_sending(*, at: datetime) -> int:
    """Mark what was claimed long ago, and never reported on, as of unknown outcome; say how many."""
    lost = Entry.objects.filter(state=Entry.State.SENDING, claimed_at__lt=at - SENDING_MAX)
    ids = list(lost.values_list("pk", flat=True)[:BATCH])
    return sum(unknown(each, at=at, problem="nobody reported on it") for each in ids)


@transaction.atomic
def _see_to_some(*, at: datetime) -> int:
    """Claim some promises whose time has come, and see to them, in one transaction."""
    due = Promise.objects.select_for_update(skip_locked=True, of=("self",)).filter(look_at__lte=at)
    rows = list(due.select_related("case").order_by("look_at")[:BATCH])
    for row in rows:
        _see_to(row, at=at)
    return len(rows)


def _see_to(row: Promise, *, at: datetime) -> None:
    if row.state != Promise.State.OPEN or row.case.state != Case.State.OPEN:
        row.look_at = None
        row.save(update_fields=["look_at"])
        return
    if row.prepared_at is None:
        _prepare(row, at=at)
    if at >= row.due_at:
        _note_broken(row, at=at)
    else:
        row.look_at = row.due_at
    row.save()


def _prepare(row: Promise, *, at: datetime) -> None:
    """Lay a draft ready for whoever sees to it: nothing new yet, said honestly before the person has to ask.

    The draft has no words of its own: the page says it in the person's language, and a colleague changes it.
    """
    row.prepared_at = at
    written = Entry.objects.filter(case=row.case, direction=Entry.Direction.OUT, at__gt=row.made_at)
    if written.exclude(Q(state=Entry.State.DROPPED) | Q(details__has_key="automatic")).exists():
        return
    way = last_way(row.case_id)
    kind, value = way.to or ("", "")
    Entry.objects.create(
        person=row.case.person, case=row.case, at=at, kind=Entry.Kind.MESSAGE, direction=Entry.Direction.OUT,
        state=Entry.State.DRAFT, channel=way.channel, point_kind=kind, point_value=value,
        happened="still working", key=f"promise {row.pk} still working",
        details={"promise": row.pk, "due_at": row.due_at.isoformat()},
    )  # fmt: skip


def _note_broken(row: Promise, *, at: datetime) -> None:
    row.state, row.ended_at, row.look_at = Promise.State.BROKEN, at, None
    Entry.objects.create(
        person=row.case.person, case=row.case, at=at, kind=Entry.Kind.PROMISE, happened="broken",
        text=row.words, key=f"promise {row.pk} broken", details={"due_at": row.due_at.isoformat()},
    )  # fmt: skip
