"""What does the book in force promise when a matter opens? Asked by `cases`, which knows no books.

Start reading at `policy_term`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from leeway.decide import promised
from leeway.desk.cases.queries.promising import PolicyTerm
from leeway.desk.studio.queries import in_force

if TYPE_CHECKING:
    from datetime import datetime


def policy_term(kind: str, channel: str, at: datetime) -> PolicyTerm | None:
    """The promise of the newest book in force; None where there is no book, or it makes none that fits."""
    law = in_force(at=at)
    if law is None or not any(policy.promises for policy in law.book.policies):
        return None
    today = at.astimezone(ZoneInfo(law.book.zone or "UTC")).date()
    found = promised(law.book, kind=kind, channel=channel, today=today)
    if found is None:
        return None
    return PolicyTerm(minutes=found.minutes, while_open=found.while_open, words=found.hear, source=found.id)
