"""How does what we said leave the house? Claimed, composed, handed over, and noted with what is known.

The claim is committed before anything is sent: what dies in between is shown as of unknown outcome, and
nobody hears anything twice. Start reading at `send_waiting`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_noop

from leeway.channels.mail.carrying import Outcome, Sent, sent_over
from leeway.channels.mail.commands.mailboxes import SENDING, tell_problem, tell_sent
from leeway.channels.mail.commands.sealing import opened, seal_of, unique_of
from leeway.channels.mail.joining import message_id_of, tagged, token_of
from leeway.channels.mail.queries import letter_of, raw_of, sending_from
from leeway.channels.mail.reading import Attachment, read
from leeway.channels.mail.writing import Outgoing, Parent, answer_subject, composed
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as asked

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from leeway.channels.mail.models import Mailbox

NO_MAILBOX: Final = gettext_noop("no mailbox sends for this site")
PAUSES: Final = (1, 5, 15, 60, 240, 720)
"""Minutes to wait after each try that failed; after the last a colleague is shown it."""


def send_waiting(
    *, worker: str, at: datetime, most: int = 10, clock: Callable[[], datetime] | None = None
) -> int:
    """Send what waits to be sent; say how many were tried."""
    claimed = cases.claim_outgoing("mail", worker=worker, at=at, most=most)
    for each in claimed:
        _send(each, at=clock() if clock else at)
    return len(claimed)


def _send(to_send: cases.ToSend, *, at: datetime) -> None:
    box = mailbox_of(to_send)
    if box is None:
        cases.failed(to_send.entry, at=at, problem=NO_MAILBOX)
        return
    outgoing = outgoing_of(to_send, box, at=at)
    try:
        raw = composed(outgoing)
    except (ValueError, UnicodeError) as error:
        cases.failed(to_send.entry, at=at, problem=f"it cannot be written as a letter: {error}")
        return
    server = {"greets_as": box.address.rpartition("@")[2], **box.send}
    done = sent_over(
        server, opened(box.secret).get("send", ""), raw=raw, sender=_envelope(to_send, box), to=to_send.to[1]
    )
    _note(to_send, box, done, reference=outgoing.message_id, at=at)


def _envelope(to_send: cases.ToSend, box: Mailbox) -> str:
    """Where a report goes if it cannot be delivered: to our address with the token; nowhere for automatic
    letters.
    """
    if to_send.automatic:
        return ""
    return _tagged(to_send.entry, box)


def _tagged(entry: int, box: Mailbox) -> str:
    seal = seal_of(box.brand)
    return tagged(box.address, token_of(entry, brand=seal.brand, key=seal.key)) if box.tags else box.address


def _note(to_send: cases.ToSend, box: Mailbox, done: Sent, *, reference: str, at: datetime) -> None:
    if done.outcome is Outcome.SENT:
        cases.sent(to_send.entry, at=at, reference=reference)
        tell_sent(box.pk)
    elif done.outcome is Outcome.UNKNOWN:
        cases.unknown(to_send.entry, at=at, problem=done.said)
    elif done.outcome is Outcome.LATER and to_send.tries < len(PAUSES):
        again = at + timedelta(minutes=PAUSES[to_send.tries])
        cases.failed(to_send.entry, at=at, problem=done.said, again_at=again)
        tell_problem(box.pk, f"{SENDING}{done.said}", at=at)
    else:
        cases.failed(to_send.entry, at=at, problem=done.said)


def mailbox_of(to_send: cases.ToSend) -> Mailbox | None:
    """The mailbox by which it leaves; None where none sends for it."""
    return sending_from(to_send.site, answers=to_send.answers)


def outgoing_of(to_send: cases.ToSend, box: Mailbox, *, at: datetime) -> Outgoing:
    """The letter that an outgoing entry becomes, with what it answers."""
    seal = seal_of(box.brand)
    answered = asked.entry(to_send.answers) if to_send.answers else None
    parent = _parent(answered.raw if answered else "")
    subject = to_send.subject or answer_subject(parent.subject or (answered.subject if answered else ""))
    domain = box.address.rpartition("@")[2]
    return Outgoing(
        message_id=message_id_of(to_send.entry, brand=seal.brand, key=seal.key, domain=domain),
        from_address=box.address, from_name=box.called, to=to_send.to[1], subject=subject, text=to_send.text,
        html=to_send.html, at=at, unique=unique_of(to_send.entry), parent=parent, automatic=to_send.automatic,
        reply_to=_tagged(to_send.entry, box), language=to_send.language, attachments=_files(to_send),
    )  # fmt: skip


def _parent(raw: str) -> Parent:
    row = letter_of(raw) if raw else None
    if row is None or not row.body:
        return Parent()
    letter = read(raw_of(row)[:200_000])
    earlier = letter.references or letter.in_reply_to[:1]
    return Parent(letter.message_id, earlier, letter.subject, letter.header("thread-index"))


def _files(to_send: cases.ToSend) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(each.name, each.type, each.body, each.inline)
        for each in to_send.attachments
        if each.body is not None
    )
