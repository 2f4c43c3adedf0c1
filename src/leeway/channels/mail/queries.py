"""What may others ask about mail? The mailboxes and how they are, the letters that wait, what came.

Frozen values only. Start reading at `mailboxes`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from leeway.channels.mail.models import Letter, Mailbox
from leeway.desk.cases import queries as matters

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A mailbox as the operator sees it."""

    id: str
    address: str
    site: str
    brand: str
    enabled: bool
    fetches: bool
    sends: bool
    looked_at: datetime | None
    problem: str
    problem_since: datetime | None
    waiting: int
    failed: int
    letters: int


def mailboxes() -> tuple[Looked, ...]:
    """All mailboxes, by name."""
    rows = Mailbox.objects.annotate(
        waiting=Count("letters", filter=Q(letters__state=Letter.State.WAITING)),
        failed=Count("letters", filter=Q(letters__state=Letter.State.FAILED)),
        all=Count("letters"),
    ).order_by("pk")
    return tuple(_looked(row) for row in rows)


def sends_for(site: str) -> bool:
    """Whether a letter that answers none can leave a site."""
    return Mailbox.sending_for(site) is not None


def carries(site: str, case: str = "") -> bool:
    """Whether a letter can leave a site, or a matter there: by the mailbox that its person wrote to."""
    held = matters.case(case) if case else None
    if held is None:
        return sends_for(site)
    return sending_from(held.site, answers=matters.last_way(case).entry) is not None


def sending_from(site: str, *, answers: int | None) -> Mailbox | None:
    """The mailbox by which an answer leaves: that which got what it answers; else one of the same brand.

    What answers no letter leaves by one of the site, or any if all are of one brand.
    """
    answered = matters.entry(answers) if answers else None
    letter = letter_of(answered.raw) if answered is not None and answered.raw else None
    if letter is None:
        return Mailbox.sending_for(site)
    boxes = Mailbox.sending()
    same = next((box for box in boxes if box.pk == letter.mailbox_id), None)
    brand = Mailbox.objects.filter(pk=letter.mailbox_id).values_list("brand", flat=True).first()
    return same or next((box for box in boxes if box.brand == brand), None)


def sends_anywhere() -> bool:
    """Whether letters leave this desk at all."""
    return bool(Mailbox.sending())


def _looked(row: Any) -> Looked:
    return Looked(
        id=row.pk, address=row.address, site=row.site, brand=row.brand, enabled=row.enabled,
        fetches=bool(row.fetch), sends=bool(row.send), looked_at=row.looked_at, problem=row.problem,
        problem_since=row.problem_since, waiting=row.waiting, failed=row.failed, letters=row.all,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUp:
    """A letter that is kept and could not be taken in yet."""

    mailbox: str
    author: str
    subject: str
    problem: str
    again_at: datetime
    failed: bool
    """Whether it is not tried again by itself."""


def held_up(*, most: int = 50) -> tuple[HeldUp, ...]:
    """Letters that wait with a problem, or failed; those tried longest ago first."""
    failed = Q(state=Letter.State.FAILED)
    rows = Letter.objects.filter(failed | Q(state=Letter.State.WAITING) & ~Q(problem="")).order_by(
        "again_at", "pk"
    )
    return tuple(
        HeldUp(
            mailbox=row.mailbox_id, author=row.author, subject=row.subject, problem=row.problem,
            again_at=row.again_at, failed=row.state == Letter.State.FAILED,
        )
        for row in rows.defer("body")[:most]
    )  # fmt: skip


def attended() -> tuple[str, ...]:
    """The mailboxes that letters are to be fetched from."""
    return tuple(row.pk for row in Mailbox.objects.filter(enabled=True).order_by("pk") if row.fetch)


def letter_of(raw: str) -> Letter | None:
    """The letter that an entry's `raw` names."""
    number = raw.removeprefix("mail ")
    return Letter.objects.filter(pk=int(number)).first() if number.isdecimal() else None


def raw_of(letter: Letter) -> bytes:
    """What came, as it came; nothing if the person was erased."""
    return zlib.decompress(bytes(letter.body)) if letter.body else b""
