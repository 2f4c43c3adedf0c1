"""What did not go out, or perhaps not? For whoever runs the desk, newest first.

Start reading at `undelivered`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.desk.cases.models import Entry

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A message that failed, or of which nobody knows."""

    entry: int
    case: str
    at: datetime
    to: str
    certain: bool
    """Whether it certainly did not go out."""
    problem: str


def undelivered(channel: str, *, most: int = 50) -> tuple[Undelivered, ...]:
    """The messages of a channel that failed or may not have gone out, and were not sent again."""
    rows = Entry.objects.filter(
        channel=channel, direction=Entry.Direction.OUT, state__in=(Entry.State.FAILED, Entry.State.UNKNOWN)
    )
    return tuple(
        Undelivered(
            entry=row.pk, case=row.case_id or "", at=row.at, to=row.point_value, problem=row.problem,
            certain=row.state == Entry.State.FAILED,
        )
        for row in rows.order_by("-pk")[:most]
    )  # fmt: skip
