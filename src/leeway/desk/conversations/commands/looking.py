"""Who has which page open? Noted when it is opened and every half minute after.

Start reading at `look_at`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import connection

from leeway.desk.conversations.models import Viewing
from leeway.desk.decisions.commands import tell_news

if TYPE_CHECKING:
    from datetime import datetime

KEPT: Final = timedelta(minutes=10)
AWAY: Final = timedelta(seconds=75)


def look_at(colleague: str, *, person: str, at: datetime, writes: bool = False) -> None:
    """Note that a colleague has a person's page open; others hear of it."""
    seen = Viewing.objects.filter(colleague=colleague, person=person)
    if not writes and seen.filter(writes=False, seen_at__gt=at - AWAY).update(seen_at=at):
        return
    before = Viewing.objects.filter(colleague=colleague, person=person).values_list("seen_at", "writes").first()
    Viewing.objects.update_or_create(
        colleague=colleague, person=person, defaults={"seen_at": at, "writes": writes}
    )
    if before is None or before[1] != writes or at - before[0] > AWAY:
        tell_news(f"looking:{person}", at=at)


def open_page(colleague: str, *, person: str, at: datetime, since: datetime | None = None) -> None:
    """The same when the page is opened; `since`: when they were seen to have it open, and wrote nothing."""
    if since is not None and at - since < AWAY:
        Viewing.objects.filter(colleague=colleague, person=person).update(seen_at=at)
        return
    with connection.cursor() as cursor:
        cursor.execute(_OPENED, (colleague, person, connection.ops.adapt_datetimefield_value(at), False))
    tell_news(f"looking:{person}", at=at)


_OPENED: Final = (
    "insert into conversations_viewing (colleague, person, seen_at, writes) values (%s, %s, %s, %s)"
    " on conflict (colleague, person) do update set seen_at = excluded.seen_at, writes = excluded.writes"
)


def forget_who_looked(*, at: datetime) -> None:
    """Drop what is long over."""
    Viewing.objects.filter(seen_at__lt=at - KEPT).delete()
