"""What happens when something comes in? It stands in the conversation, once, and we owe an answer.

All of it is one transaction: person, matter, entry, attachments, promise. A channel that stores what came
first, and only then calls `receive` with a key of its own, may crash anywhere and call again. Start reading at
`receive`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from leeway.desk.cases.commands.promising import promise_first
from leeway.desk.cases.commands.values import Incoming, Received
from leeway.desk.cases.models import Attachment, Case, Content, Entry, Link, Participant
from leeway.desk.cases.queries.waiting import stands_for
from leeway.desk.people import queries as people
from leeway.desk.persons import commands as persons

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from leeway.desk.cases.commands.values import Attached

MACHINE = "machine"


def receive(incoming: Incoming, *, at: datetime) -> Received:
    """Take in something that came, under its key; handed in twice, or by two at once, it is one entry.

    The person is who has the sender's point, or a new one. It continues the matter named (a closed one opens
    again), or opens one, with its first promise. Mail that no human wrote opens nothing and promises nothing.
    Raises: Case.DoesNotExist when the matter named is none.
    """
    before = _received(incoming.key)
    if before is not None:
        return before
    try:
        with transaction.atomic():
            return _taken_in(incoming, at=at)
    except IntegrityError:
        again = _received(incoming.key)
        if again is None:
            raise
        return again


def attach(entry: Entry, files: Iterable[Attached]) -> None:
    """Keep files with an entry; the same bytes are kept once."""
    for each in files:
        content = None
        if each.body is not None:
            digest = hashlib.sha256(each.body).hexdigest()
            content, _ = Content.objects.get_or_create(pk=digest, defaults={"body": each.body})
        Attachment.objects.create(
            entry=entry, name=each.name[:255], type=each.type[:100], size=each.size, content=content,
            inline=each.inline[:255],
        )  # fmt: skip


def _received(key: str) -> Received | None:
    row = Entry.objects.filter(key=key).first()
    if row is None:
        return None
    return Received(entry=row.pk, case=row.case_id or "", person=row.person, new=False, opened=False)


def _taken_in(incoming: Incoming, *, at: datetime) -> Received:
    machine = incoming.kind == MACHINE
    stands = stands_for(incoming.case) if incoming.case else ""
    case = Case.objects.select_for_update().get(pk=stands) if stands else None
    person = _person(incoming, case, at=at)
    opened = case is None and not machine
    if case is None and not machine:
        case = _opened(incoming, person, at=at)
    entry = _entry(incoming, person, case, at=at)
    attach(entry, incoming.attachments)
    if case is not None and not machine:
        _now_ours(case, incoming, at=at)
        if opened:
            promise_first(case, at=at)
    return Received(entry=entry.pk, case=case.pk if case else "", person=person, new=True, opened=opened)


def _person(incoming: Incoming, case: Case | None, *, at: datetime) -> str:
    """Whose conversation it is in: the sender's, if a human wrote it; that of the matter, if a machine did."""
    if incoming.person:
        return incoming.person
    sender = incoming.sender
    if incoming.kind == MACHINE or sender is None or not sender.value:
        return case.person if case else ""
    person = persons.know_at(
        sender.kind, sender.value[:200], at=at, name=sender.name, language=incoming.language,
        typed=sender.typed,
    )  # fmt: skip
    if sender.verified_how:
        persons.verify(kind=sender.kind, value=sender.value, how=sender.verified_how, at=at)
    return person


def _opened(incoming: Incoming, person: str, *, at: datetime) -> Case:
    place = people.place(incoming.site)
    case = Case.objects.create(
        site=incoming.site, path=place.path if place else f"{incoming.site}/",
        opened_by=f"channel {incoming.channel}", opened_at=at, person=person, wish=incoming.wish,
        kind=incoming.matter, summary=_summary(incoming), state=Case.State.OPEN, channel=incoming.channel,
        news_at=at,
    )  # fmt: skip
    if incoming.sender is not None and incoming.sender.value:
        Participant.objects.create(
            case=case, kind=incoming.sender.kind, value=incoming.sender.value[:200], by="", at=at
        )
    if incoming.related:
        Link.objects.create(
            kind=Link.Kind.RELATED, one=case, other_id=incoming.related, by="", at=at,
            because=incoming.because[:300],
        )  # fmt: skip
    return case


def _entry(incoming: Incoming, person: str, case: Case | None, *, at: datetime) -> Entry:
    sender = incoming.sender
    written = {"written_at": incoming.written_at.isoformat()} if incoming.written_at else {}
    because = {"because": incoming.because} if incoming.because else {}
    return Entry.objects.create(
        person=person, case=case, at=at, kind=incoming.kind, direction=Entry.Direction.IN,
        channel=incoming.channel, author_name=(sender.name if sender else "")[:200],
        subject=incoming.subject[:500], text=incoming.text, folded=incoming.folded, html=incoming.html,
        language=incoming.language, point_kind=sender.kind if sender else "",
        point_value=(sender.value if sender else "")[:200], key=incoming.key, raw=incoming.raw,
        details={**incoming.details, **written, **because},
    )  # fmt: skip


def _now_ours(case: Case, incoming: Incoming, *, at: datetime) -> None:
    """It is our turn; a matter that was closed opens again, with a promise of its own."""
    if case.state != Case.State.OPEN:
        place = people.place(case.site)
        reopened = case.state == Case.State.CLOSED
        case.state, case.closed_at, case.closed_by, case.closed_because = Case.State.OPEN, None, "", ""
        case.path = case.path or (place.path if place else f"{case.site}/")
        case.reopened_count += reopened
        Entry.objects.create(
            person=case.person, case=case, at=at, kind=Entry.Kind.EVENT, happened="reopened",
            details={"channel": incoming.channel},
        )  # fmt: skip
        case.waiting_since = at
        case.save()
        promise_first(case, at=at)
    if incoming.wish and not case.wish:
        case.wish = incoming.wish
    case.waiting_since = case.waiting_since or at
    case.news_at = at
    case.save(update_fields=["waiting_since", "news_at", "wish"])


def _summary(incoming: Incoming) -> str:
    """The first line that says something: the subject, else the beginning of the text."""
    first = incoming.subject or next((line for line in incoming.text.splitlines() if line.strip()), "")
    return " ".join(first.split())[:300]
