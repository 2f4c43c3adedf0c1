"""What do open pages hear of? A piece of news in the transaction that makes it; kept for a few minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from leeway.desk.decisions.models import News

if TYPE_CHECKING:
    from datetime import datetime

KEPT: Final = timedelta(minutes=10)


def tell_news(*topics: str, at: datetime) -> None:
    """Note that something changed; call it inside the transaction that changes it."""
    News.objects.bulk_create([News(topic=topic, at=at) for topic in topics])


def forget_old_news(*, at: datetime) -> None:
    """Drop what every open page has heard of."""
    News.objects.filter(at__lt=at - KEPT).delete()
