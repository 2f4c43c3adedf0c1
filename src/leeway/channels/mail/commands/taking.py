"""How does a stored letter become an entry of somebody's conversation? Read, recognised, joined, received –
once.

One transaction a letter, so that a worker may die anywhere; what cannot be read becomes a matter for a human
with the letter as its file. Start reading at `take_in_waiting`.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from leeway.channels.mail.commands.knowing import AnsweredToday, DeskKnows
from leeway.channels.mail.commands.past import bring_in_letter
from leeway.channels.mail.commands.sealing import seal_of
from leeway.channels.mail.folding import Mark, fold
from leeway.channels.mail.joining import Joining, Proof, core, join, proof_of
from leeway.channels.mail.models import Letter, Mailbox
from leeway.channels.mail.queries import raw_of
from leeway.channels.mail.reading import read, safe_html
from leeway.channels.mail.recognising import Kind, Recognised, recognised
from leeway.channels.mail.writing import may_answer
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as asked

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.channels.mail.reading import Letter as Read

TRIES_MAX: Final = 3
OPENED_AN_HOUR_MAX: Final = 30
"""So many matters one address may open in an hour; what comes beyond that waits its turn."""
FILE_BYTES_MAX: Final = 25_000_000
FILES_BYTES_MAX: Final = 60_000_000
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Case:
    """A letter with everything that was found out about it."""

    row: Letter
    read: Read
    kind: Recognised
    proof: Proof
    joining: Joining
    own: frozenset[str]
    """Every address of ours."""


def take_in_waiting(*, at: datetime, most: int = 200) -> int:
    """Take in letters that wait, oldest first; say how many. One that cannot be taken holds up no other."""
    waiting = Letter.objects.filter(state=Letter.State.WAITING, again_at__lte=at).order_by("again_at", "pk")
    numbers = list(waiting.values_list("pk", flat=True)[:most])
    return sum(_taken(number, at=at) for number in numbers)


def take_in_past(mailbox: str, *, at: datetime) -> int:
    """Take in letters of before that are kept and wait, in the order of their file; say how many."""
    waiting = Letter.objects.filter(mailbox=mailbox, past=True, state=Letter.State.WAITING, again_at__lte=at)
    return sum(_taken(number, at=at) for number in waiting.order_by("pk").values_list("pk", flat=True))


def _taken(number: int, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            row = _claimed(number)
            return row is not None and _take_in(row, at=at)
    except Exception as error:
        logging.getLogger("leeway").exception("a letter could not be taken in")
        return _note_failure(number, f"{type(error).__name__}: {error}", at=at)


def _claimed(number: int) -> Letter | None:
    rows = Letter.objects.select_for_update(skip_locked=True, of=("self",)).select_related("mailbox")
    return rows.filter(pk=number, state=Letter.State.WAITING).first()


def _take_in(row: Letter, *, at: datetime) -> bool:
    letter = read(raw_of(row))
    box = row.mailbox
    kind, own = recognised(letter), own_addresses()
    if letter.sender is not None and letter.sender.email in own:
        kind = Recognised(Kind.NOTICE, "it comes from an address of ours")
    proof = proof_of(letter, server=box.trusted_server)
    then = (letter.sent_at or at) if row.past else at
    joining = join(
        letter, known=DeskKnows(brand=box.brand, at=then), seal=seal_of(box.brand), proof=proof, kind=kind.kind
    )
    known = _Case(row, letter, kind, proof, joining, own)
    if row.past:
        return _take_in_past(known, at=at)
    if _must_wait(known, at=at):
        return False
    received = cases.receive(_incoming(known), at=at)
    _note_taken(known, received, at=at)
    if received.new:
        _after(known, received, at=at)
    return True


def _take_in_past(known: _Case, *, at: datetime) -> bool:
    """A letter of before: at its own time, quietly; one that we wrote stands there as ours."""
    taken = bring_in_letter(
        known.row, known.read, _incoming(known), by_machine=known.kind.by_machine, own=known.own, at=at
    )
    _note_taken(known, taken, at=known.read.sent_at or at)
    return True


def own_addresses() -> frozenset[str]:
    """Every address of ours."""
    return frozenset(Mailbox.objects.values_list("address", flat=True))


def _must_wait(known: _Case, *, at: datetime) -> bool:
    """Whether somebody opened so many matters in this hour that this letter keeps its place until the next."""
    author = _author(known)
    if known.joining.case or known.kind.by_machine or not author:
        return False
    lately = Letter.objects.filter(author=author, opened=True, taken_at__gt=at - HOUR).order_by("taken_at")
    times = list(lately.values_list("taken_at", flat=True)[:OPENED_AN_HOUR_MAX])
    if len(times) < OPENED_AN_HOUR_MAX:
        return False
    row = known.row
    row.again_at = (times[0] or at) + HOUR
    row.problem = f"{author} opened {OPENED_AN_HOUR_MAX} matters in an hour; this letter waits its turn"
    row.save(update_fields=["again_at", "problem"])
    return True


def _author(known: _Case) -> str:
    sender = known.read.sender
    return sender.email[:254] if sender else ""


def _incoming(known: _Case) -> cases.Incoming:
    letter, row = known.read, known.row
    folded = fold(letter.text)
    hidden = "\n".join(p.text for p in folded.pieces if p.mark in {Mark.QUOTED, Mark.SIGNATURE}).strip("\n")
    elsewhere = list[str]()
    html = safe_html(letter.html, inline=letter.inline, remote=elsewhere.append) if letter.html else ""
    return cases.Incoming(
        key=_key(known), channel="mail", site=row.mailbox.site, sender=_contact(known),
        kind="machine" if known.kind.by_machine else "message", case=known.joining.case,
        related=known.joining.related, because=known.joining.reason, subject=letter.subject,
        text=folded.visible, folded=hidden, html=html, raw=f"mail {row.pk}",
        written_at=letter.sent_at, attachments=_files(letter), details=_details(known, elsewhere),
    )  # fmt: skip


def _key(known: _Case) -> str:
    """What makes it one entry: its id with what was written, so that copies to several mailboxes are one."""
    letter, row = known.read, known.row
    if not letter.message_id:
        return f"mail {row.mailbox.brand} {row.digest}"
    said = "\0".join((letter.message_id, _author(known), letter.subject, letter.text))
    return f"mail {row.mailbox.brand} {hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()}"


def _contact(known: _Case) -> cases.Contact | None:
    sender = known.read.sender
    # What is shown to be false must not stand in the conversation of the person it names.
    if sender is None or known.proof is Proof.REFUTED or len(sender.email) > 200:
        return None
    how = "their mail server vouches for it" if known.proof is Proof.SHOWN else ""
    return cases.Contact(kind="email", value=sender.email, name=sender.name, verified_how=how)


def _files(letter: Read) -> tuple[cases.Attached, ...]:
    """Its files; of those beyond what is kept, the names."""
    files, room = [], FILES_BYTES_MAX
    for file in letter.attachments:
        size = len(file.content)
        kept = size <= min(FILE_BYTES_MAX, room)
        room -= size if kept else 0
        inline = file.content_id if file.inline else ""
        body = file.content if kept else None
        files.append(cases.Attached(name=file.name, type=file.type, size=size, body=body, inline=inline))
    return tuple(files)


def _details(known: _Case, elsewhere: list[str]) -> dict[str, object]:
    letter = known.read
    return {
        "mailbox": known.row.mailbox_id,
        "sort": known.kind.kind.value,
        "recognised": known.kind.reason,
        "evidence": known.joining.evidence.value,
        "proof": known.proof.value,
        **({"answers": known.joining.answers} if known.joining.answers else {}),
        **({"pictures": len(set(elsewhere))} if elsewhere else {}),
        **({"defects": list(letter.defects)} if letter.defects else {}),
        **({"from": [address.email for address in letter.senders]} if _contact(known) is None else {}),
        **({"cc": [address.email for address in letter.cc][:50]} if letter.cc else {}),
    }


def _note_taken(known: _Case, received: cases.Received, *, at: datetime) -> None:
    row = known.row
    row.state, row.entry, row.taken_at, row.problem = Letter.State.TAKEN, received.entry, at, ""
    row.opened = received.new and received.opened
    row.message_id, row.author = known.read.message_id[:300], _author(known)
    row.subject = core(known.read.subject)[:200]
    row.save()


def _after(known: _Case, received: cases.Received, *, at: datetime) -> None:
    """What follows: a letter of ours that came back has failed; somebody who writes hears that it came."""
    if known.kind.kind is Kind.BOUNCE and known.joining.answers:
        action, status = dict(known.read.report).get("action", ""), dict(known.read.report).get("status", "")
        if action.lower() in {"", "failed"} and not status.startswith(("4", "2")):
            diagnosis = dict(known.read.report).get("diagnostic-code", "") or known.read.text.strip()[:200]
            cases.failed(known.joining.answers, at=at, problem=f"it came back: {diagnosis}")
        return
    if received.opened and known.row.mailbox.answers:
        today = AnsweredToday(at=at)
        silent = may_answer(known.read, known.kind, proof=known.proof, own=known.own, answered=today)
        if not silent:
            _answer(known, received, at=at)


def _answer(known: _Case, received: cases.Received, *, at: datetime) -> None:
    """Say that it came and what was promised: no word in it was chosen by who wrote."""
    promised = asked.open_promises([received.case]).get(received.case)
    with translation.override(known.row.mailbox.language or "en"):
        lines = [gettext("We have your letter, and somebody will read it.")]
        if promised is not None and promised.words:
            lines.append(promised.words)
        saying = cases.Saying(
            case=received.case, text="\n\n".join(lines), channel="mail", automatic=True,
            subject=gettext("We have your letter"), key=f"mail came {received.entry}",
        )  # fmt: skip
    cases.say(saying, by="", at=at)


@transaction.atomic
def _note_failure(number: int, problem: str, *, at: datetime) -> bool:
    """Try it again later; what fails for good becomes a matter with the letter as its file."""
    row = _claimed(number)
    if row is None:
        return False
    row.tries += 1
    row.problem, row.again_at = problem[:500], at + timedelta(minutes=row.tries)
    if row.tries < TRIES_MAX:
        row.save()
        return False
    raw = raw_of(row)[:FILE_BYTES_MAX]
    received = cases.receive(
        cases.Incoming(
            key=f"mail unread {row.pk}", channel="mail", site=row.mailbox.site, raw=f"mail {row.pk}",
            subject=gettext("A letter that could not be read"),
            text=gettext("It is kept as it came, as a file."),
            because=problem[:200], details={"mailbox": row.mailbox_id},
            attachments=(cases.Attached(name="letter.eml", type="message/rfc822", size=row.size, body=raw),),
        ),
        at=at,
    )  # fmt: skip
    row.state, row.entry, row.taken_at, row.opened = Letter.State.TAKEN, received.entry, at, True
    row.save()
    return True
