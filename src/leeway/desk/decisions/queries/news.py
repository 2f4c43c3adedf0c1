"""What changed since? Topics of news for open pages, and signed lists of topics that a page may listen to.

Start reading at `news_after`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.db.models import Max

from leeway.desk.decisions.models import News

if TYPE_CHECKING:
    from collections.abc import Iterable

SALT: Final = "topics"
HOURS_MAX: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The topics that changed, and the last piece of news read."""

    topics: frozenset[str]
    last: int


def latest() -> int:
    """The number of the last piece of news."""
    return News.objects.aggregate(last=Max("id"))["last"] or 0


def news_after(seen: int | None) -> Found:
    """The topics of all news after one; after None, only where it stands."""
    if seen is None:
        return Found(topics=frozenset(), last=latest())
    rows = list(News.objects.filter(id__gt=seen).order_by("id").values_list("id", "topic"))
    return Found(topics=frozenset(topic for _, topic in rows), last=rows[-1][0] if rows else seen)


def signed_topics(topics: Iterable[str]) -> str:
    """A list of topics that a page may listen to for half a day."""
    return signing.dumps(sorted(topics), salt=SALT, compress=True)


def topics_of(signed: str) -> frozenset[str] | None:
    """The topics of a signed list; None for one that is not ours or too old."""
    try:
        return frozenset(signing.loads(signed, salt=SALT, max_age=HOURS_MAX * 3600))
    except signing.BadSignature:
        return None
