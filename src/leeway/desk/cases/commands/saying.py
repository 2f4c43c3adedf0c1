"""How do we say something to a person? An outgoing entry, with what it promises, keeps and closes.

A channel sends it: `claim_outgoing` gives what is to be sent and marks it `sending`; then the channel calls
exactly one of `sent`, `failed` (it did not go out; with a time it is tried again) or `unknown` (it may have
gone out: a human looks, nothing sends it again). A claim that nobody ended in time becomes `unknown` too, see
`ticking.py`. Start reading at `say`, then `claim_outgoing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from leeway.desk.cases.commands.promising import heard, promise, promise_first, unheard, withdraw_promise
from leeway.desk.cases.commands.receiving import attach
from leeway.desk.cases.commands.values import Attached, Saying, ToSend
from leeway.desk.cases.models import Case, Entry
from leeway.desk.cases.queries.conversing import last_way

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

HERE = frozenset({"phone", "visit"})
"""Ways in which the person has heard already when it is written down: nothing is to be sent."""


class SayError(Exception):
    """There is no way known to reach the person: `channel` and `to` are needed."""


def say(saying: Saying, *, by: str, at: datetime) -> int:
    """Say something to the person of a matter; give the entry. Said twice under one key, it is said once.

    In the same transaction the open promise is kept (or renegotiated), the next one made, and the matter closed
    where it is done. Raises: SayError, Case.DoesNotExist.
    """
    key = f"said {saying.key}" if saying.key else None
    before = Entry.objects.filter(key=key).values_list("pk", flat=True).first() if key else None
    if before is not None:
        return before
    try:
        with transaction.atomic():
            return _said(saying, key=key, by=by, at=at)
    except IntegrityError:
        again = Entry.objects.filter(key=key).values_list("pk", flat=True).first() if key else None
        if again is None:
            raise
        return again


def claim_outgoing(channel: str, *, worker: str, at: datetime, most: int = 10) -> tuple[ToSend, ...]:
    """Take what this channel has to send now, oldest first, and mark it as being sent by this worker.

    What one worker has taken no other gets. Commit before sending: then nothing goes out twice.
    """
    due = Entry.objects.filter(channel=channel, state=Entry.State.TO_SEND, send_at__lte=at)
    if not due.exists():
        return ()  # asked every second: nothing is locked for nothing
    with transaction.atomic():
        waiting = due.select_for_update(skip_locked=True, of=("self",))
        rows = list(waiting.select_related("case").order_by("send_at", "pk")[:most])
        ids = [row.pk for row in rows]
        Entry.objects.filter(pk__in=ids).update(
            state=Entry.State.SENDING, claimed_by=worker[:100], claimed_at=at
        )
        return tuple(_to_send(row) for row in rows)


@transaction.atomic
def sent(entry: int, *, at: datetime, reference: str = "", told: str = "") -> bool:
    """Note that it went out, and what the channel knows it by; say whether it was being sent until now.

    `told` is what a colleague should know of it all the same: that it stands somewhere nobody looks just now.
    """
    states = (Entry.State.SENDING, Entry.State.UNKNOWN)
    return bool(
        Entry.objects.filter(pk=entry, state__in=states).update(
            state=Entry.State.SENT, sent_at=at, reference=reference[:300], problem=told[:500]
        )
    )


def came_back(case: str, *, channel: str, at: datetime) -> int:
    """Note that somebody is back where our words stand, and reads them; say how many that had missed them."""
    stood = Entry.objects.filter(
        case=case, channel=channel, direction=Entry.Direction.OUT,
        state__in=(Entry.State.SENT, Entry.State.UNKNOWN),
    )  # fmt: skip
    return stood.exclude(problem="").update(state=Entry.State.SENT, sent_at=at, problem="")


@transaction.atomic
def failed(entry: int, *, at: datetime, problem: str, again_at: datetime | None = None) -> bool:
    """Note that it certainly did not go out; with `again_at` it is tried again then, else a colleague is shown.

    Also for what was sent and came back. What it had kept or promised is as it was before.
    """
    states = (Entry.State.SENDING, Entry.State.UNKNOWN, Entry.State.SENT)
    row = Entry.objects.select_for_update().filter(pk=entry, state__in=states).first()
    if row is None:
        return False
    row.tries, row.problem = row.tries + 1, problem[:500]
    if again_at is not None:
        row.state, row.send_at = Entry.State.TO_SEND, again_at
        row.save()
        return True
    row.state = Entry.State.FAILED
    row.save()
    unheard(row, at=at)
    _back_to_us(row, at=at)
    return True


@transaction.atomic
def unknown(entry: int, *, at: datetime, problem: str = "") -> bool:
    """Note that nobody knows whether it went out: it is not sent again, and a colleague is shown it."""
    row = Entry.objects.select_for_update().filter(pk=entry, state=Entry.State.SENDING).first()
    if row is None:
        return False
    row.state, row.problem = Entry.State.UNKNOWN, problem[:500]
    row.save(update_fields=["state", "problem"])
    _back_to_us(row, at=at)
    return True


@transaction.atomic
def send_again(entry: int, *, at: datetime) -> bool:
    """Let a colleague send once more what failed, or what may not have gone out."""
    states = (Entry.State.FAILED, Entry.State.UNKNOWN)
    return bool(
        Entry.objects.filter(pk=entry, state__in=states).update(
            state=Entry.State.TO_SEND, send_at=at, problem=""
        )
    )


@transaction.atomic
def draft(saying: Saying, *, by: str, at: datetime) -> int:
    """Keep what one began to write; nobody hears it, and it promises nothing."""
    case = Case.objects.get(pk=saying.case)
    kind, value = saying.to or ("", "")
    return Entry.objects.create(
        person=case.person, case=case, at=at, kind=Entry.Kind.MESSAGE, direction=Entry.Direction.OUT,
        state=Entry.State.DRAFT, author=by, text=saying.text, channel=saying.channel, point_kind=kind,
        point_value=value, details=dict(saying.details),
    ).pk  # fmt: skip


@transaction.atomic
def drop_draft(entry: int) -> bool:
    """Put a draft away unsent."""
    return bool(
        Entry.objects.filter(pk=entry, state=Entry.State.DRAFT).update(state=Entry.State.DROPPED, text="")
    )


def _said(saying: Saying, *, key: str | None, by: str, at: datetime) -> int:
    case = Case.objects.select_for_update().get(pk=saying.case)
    way = last_way(case.pk)
    channel = saying.channel or way.channel
    to = saying.to or way.to
    if not channel or (to is None and channel not in HERE):
        raise SayError
    kind, value = to or ("", "")
    entry = Entry.objects.create(
        person=case.person, case=case, at=at, direction=Entry.Direction.OUT, channel=channel, author=by,
        kind=channel if channel in HERE else Entry.Kind.MESSAGE, subject=saying.subject[:500],
        text=saying.text, html=saying.html, point_kind=kind, point_value=value[:200], key=key,
        answers_id=way.entry, send_at=at, sent_at=at if channel in HERE else None,
        state=Entry.State.SENT if channel in HERE else Entry.State.TO_SEND,
        details={**saying.details, **({"automatic": True} if saying.automatic else {})},
    )  # fmt: skip
    attach(entry, saying.attachments)
    if saying.draft is not None:
        drop_draft(saying.draft)
    if not saying.automatic:
        _promised(case, entry, saying, by=by, at=at)
    return entry.pk


def _promised(case: Case, entry: Entry, saying: Saying, *, by: str, at: datetime) -> None:
    heard(case, entry=entry, at=at, nothing_new=saying.nothing_new)
    case.waiting_since, case.news_at = None, at
    case.owner = case.owner or by
    if case.state == Case.State.CLOSED:
        case.save()
        return
    if saying.closes:
        case.state, case.closed_at, case.closed_by = Case.State.CLOSED, at, by
        case.save()
        withdraw_promise(case, at=at)
        return
    case.state = Case.State.OPEN
    case.save()
    following = saying.next_news
    if following is None:
        promise_first(case, at=at, by=by, entry=entry.pk)
    else:
        promise(case, due_at=following.due_at, words=following.words, at=at, by=by, entry=entry.pk)


def _back_to_us(row: Entry, *, at: datetime) -> None:
    Case.objects.filter(pk=row.case_id, state=Case.State.OPEN, waiting_since=None).update(waiting_since=at)


def _to_send(row: Entry) -> ToSend:
    case = row.case
    assert case is not None, "what is sent belongs to a matter"
    return ToSend(
        entry=row.pk, case=case.pk, person=row.person, site=case.site, channel=row.channel,
        to=(row.point_kind, row.point_value), subject=row.subject, text=row.text, html=row.html,
        language=row.language, author=row.author, automatic=bool(row.details.get("automatic")),
        tries=row.tries, answers=row.answers_id, details=row.details, attachments=tuple(_files(row)),
    )  # fmt: skip


def _files(row: Entry) -> Iterable[Attached]:
    for each in row.attachments.select_related("content").order_by("pk"):
        body = bytes(each.content.body) if each.content else None
        yield Attached(name=each.name, type=each.type, size=each.size, body=body, inline=each.inline)
