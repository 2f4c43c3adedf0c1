"""What if one matter is two, or two are one? Split, join, link; each is undone without a trace.

What moves is written into the link, so that undoing gives back exactly that. Start reading at `split`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from leeway.desk.cases.commands.promising import promise_first, withdraw_promise
from leeway.desk.cases.models import Case, Entry, Link, Participant, Promise

if TYPE_CHECKING:
    from collections.abc import Iterable


class LinkError(Exception):
    """These matters cannot be put together so: they are the same, or joined already."""


@transaction.atomic
def link(one: str, other: str, *, by: str, at: datetime, because: str = "") -> str:
    """Say that two matters belong together; give the link's id.

    Raises: LinkError when they are the same.
    """
    if one == other:
        raise LinkError
    first, second = sorted((one, other))
    made, _ = Link.objects.get_or_create(
        kind=Link.Kind.RELATED, one_id=first, other_id=second, undone_at=None,
        defaults={"by": by, "at": at, "because": because[:300]},
    )  # fmt: skip
    return made.pk


@transaction.atomic
def split(
    case: str, *, entries: Iterable[int], by: str, at: datetime, summary: str = "", kind: str = ""
) -> str:
    """Make a matter of its own of some entries of one; give the new matter's id. It has an owner and a promise.

    Raises: LinkError when none of the entries is of this matter.
    """
    row = Case.objects.select_for_update().get(pk=case)
    moved = list(Entry.objects.filter(case=row, pk__in=list(entries)).values_list("pk", flat=True))
    if not moved:
        raise LinkError
    made = Case.objects.create(
        site=row.site, path=row.path, opened_by=by, opened_at=at, person=row.person, kind=kind or row.kind,
        summary=(summary or row.summary)[:300], state=Case.State.OPEN, owner=row.owner or by,
        channel=row.channel, waiting_since=at, news_at=at,
    )  # fmt: skip
    for each in row.participants.all():
        Participant.objects.create(case=made, kind=each.kind, value=each.value, by=by, at=at)
    Entry.objects.filter(pk__in=moved).update(case=made)
    Link.objects.create(kind=Link.Kind.SPLIT, one=made, other=row, by=by, at=at, before={"entries": moved})
    promise_first(made, at=at, by=by)
    _event(row, "split", by=by, at=at, into=made.pk)
    return made.pk


@transaction.atomic
def join(case: str, *, into: str, by: str, at: datetime, because: str = "") -> str:
    """Let a matter go on in another; give the link's id. What was promised in it is withdrawn.

    Who may write in it may write in the other. Raises: LinkError.
    """
    rows = {row.pk: row for row in Case.objects.select_for_update().filter(pk__in={case, into}).order_by("pk")}
    if len(rows) != 2 or _joined(case) or _joined(into):
        raise LinkError
    gone, kept = rows[case], rows[into]
    moved = list(gone.entries.values_list("pk", flat=True))
    had = set(kept.participants.values_list("kind", "value"))
    more = [each for each in gone.participants.values_list("kind", "value") if each not in had]
    standing = Promise.objects.filter(case=gone, state=Promise.State.OPEN).values_list("pk", flat=True).first()
    made = Link.objects.create(
        kind=Link.Kind.JOINED, one=gone, other=kept, by=by, at=at, because=because[:300],
        before={
            "entries": moved, "participants": [list(each) for each in more], "promise": standing,
            "state": gone.state, "closed_at": _iso(gone.closed_at), "closed_by": gone.closed_by,
            "waiting_since": _iso(gone.waiting_since), "due_at": _iso(gone.due_at),
            "kept_waiting_since": _iso(kept.waiting_since),
        },
    )  # fmt: skip
    for kind, value in more:
        Participant.objects.create(case=kept, kind=kind, value=value, by=by, at=at)
    Entry.objects.filter(pk__in=moved).update(case=kept)
    withdraw_promise(gone, at=at)
    waits = [each for each in (gone.waiting_since, kept.waiting_since) if each]
    gone.state, gone.closed_at, gone.closed_by, gone.waiting_since = Case.State.CLOSED, at, by, None
    gone.save()
    kept.waiting_since, kept.news_at = min(waits, default=None), at
    kept.save(update_fields=["waiting_since", "news_at"])
    _event(kept, "joined", by=by, at=at, case=gone.pk)
    return made.pk


@transaction.atomic
def undo_link(link: str, *, by: str, at: datetime) -> bool:
    """Take a link, a split or a join back; say whether it held until now. What came later stays where it is."""
    row = Link.objects.select_for_update().filter(pk=link, undone_at=None).first()
    if row is None:
        return False
    row.undone_at, row.undone_by = at, by
    row.save(update_fields=["undone_at", "undone_by"])
    one, other = row.one, row.other
    if row.kind == Link.Kind.SPLIT:
        _unsplit(one, other, by=by, at=at)
    if row.kind == Link.Kind.JOINED:
        _unjoin(one, other, row.before, by=by, at=at)
    return True


def _unsplit(made: Case, back: Case, *, by: str, at: datetime) -> None:
    """All that stands in what was split off goes back, later things too: they were of one matter."""
    made.entries.update(case=back)
    withdraw_promise(made, at=at)
    made.state, made.closed_at, made.closed_by, made.waiting_since = Case.State.CLOSED, at, by, None
    made.save()
    _event(back, "unsplit", by=by, at=at, case=made.pk)


def _unjoin(gone: Case, kept: Case, before: dict[str, Any], *, by: str, at: datetime) -> None:
    Entry.objects.filter(pk__in=before["entries"], case=kept).update(case=gone)
    for kind, value in before["participants"]:
        Participant.objects.filter(case=kept, kind=kind, value=value).delete()
    gone.state, gone.closed_by = before["state"], before["closed_by"]
    gone.closed_at, gone.waiting_since = _time(before["closed_at"]), _time(before["waiting_since"])
    gone.save()
    _event(kept, "unjoined", by=by, at=at, case=gone.pk)
    if kept.waiting_since == _time(before["waiting_since"]):
        kept.waiting_since = _time(before["kept_waiting_since"])
        kept.save(update_fields=["waiting_since"])
    if gone.state == Case.State.OPEN:
        _promise_back(gone, before, at=at)


def _promise_back(gone: Case, before: dict[str, Any], *, at: datetime) -> None:
    """The promise of before holds again; the tick sees to it if its time passed meanwhile."""
    row = Promise.objects.filter(pk=before["promise"]).first() if before["promise"] else None
    if row is None:
        promise_first(gone, at=at)
        return
    row.state, row.ended_at, row.look_at = Promise.State.OPEN, None, row.due_at
    row.save()
    gone.due_at = row.due_at
    gone.save(update_fields=["due_at"])


def _joined(case: str) -> bool:
    return Link.objects.filter(one=case, kind=Link.Kind.JOINED, undone_at=None).exists()


def _event(row: Case, happened: str, *, by: str, at: datetime, **details: Any) -> None:
    Entry.objects.create(
        person=row.person, case=row, at=at, kind=Entry.Kind.EVENT, happened=happened, author=by, details=details
    )


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _time(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
