"""What if the person is no longer where an answer was going? It goes by another way, once.

What it keeps and promises stays as it is. Start reading at `send_by`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.cases.models import Entry

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def send_by(entry: int, *, channel: str, to: tuple[str, str], at: datetime) -> bool:
    """Let another channel send what was claimed but not sent; say whether it was still to be sent.

    For who claimed it and found that nobody is there: what began in a chat goes on by mail.
    """
    kind, value = to
    waiting = Entry.objects.filter(pk=entry, state__in=(Entry.State.SENDING, Entry.State.TO_SEND))
    return bool(
        waiting.update(
            channel=channel, point_kind=kind, point_value=value[:200], state=Entry.State.TO_SEND, send_at=at,
            claimed_by="", claimed_at=None,
        )
    )  # fmt: skip
