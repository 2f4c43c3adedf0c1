"""What does the book in force promise, and on whose clock? Asked by `cases`, which knows no books.

Start reading at `policy_term`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from leeway.decide import promised
from leeway.desk.cases.queries.promising import PolicyTerm
from leeway.desk.clock import now
from leeway.desk.studio.queries import in_force, in_force_look, in_force_of

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.cases.queries.promising import Asking
    from leeway.desk.prepared import Look, Texts


def policy_look(at: datetime) -> Look:
    """The book in force, to be looked up together with other things and read by `policy_term`."""
    return in_force_look(at=at)


def policy_term(rows: Texts, asked: Asking) -> PolicyTerm | None:
    """The promise of the newest book in force; None where there is no book, or it makes none that fits."""
    law = in_force_of(rows)
    if law is None or not any(policy.promises for policy in law.book.policies):
        return None
    today = asked.at.astimezone(ZoneInfo(law.book.zone or "UTC")).date()
    found = promised(law.book, kind=asked.kind, channel=asked.channel, today=today)
    if found is None:
        return None
    return PolicyTerm(minutes=found.minutes, while_open=found.while_open, words=found.hear, source=found.id)


def book_zone() -> str:
    """The time zone of the book in force now; empty where it names none."""
    law = in_force(at=now())
    return (law.book.zone or "") if law else ""
