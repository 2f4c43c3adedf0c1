"""How content are they, and how sure can we be? Shares with an honest interval, and who was never asked.

Start reading at `content`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Final

from django.db.models import Count

from leeway.desk.cases.queries import at_paths
from leeway.desk.listening.models import Survey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

CONTENT_MIN: Final = 4
"""From this score on somebody is content."""
UNHAPPY_MAX: Final = 2
"""Up to this score somebody is unhappy, and it is followed up."""
SURE: Final = 1.959964
"""Standard deviations to either side within which 95 of 100 such samples would lie."""
FEW: Final = 30
"""Of fewer answers no share is compared: chance is larger than any difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What people said in a stretch of time, and of how many."""

    answers: int = 0
    content: int = 0
    """Who answered 4 or 5."""
    by_score: Mapping[int, int] = field(default_factory=dict)
    asked: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Who was not asked, by reason."""
    recovered: int = 0
    """After a follow-up: how many answered higher than before."""
    asked_again: int = 0
    """After a follow-up: how many answered the second question."""

    @property
    def share(self) -> float | None:
        """The share of content people among those who answered; None where nobody did."""
        return self.content / self.answers if self.answers else None

    @property
    def between(self) -> tuple[float, float] | None:
        """Where the share of everybody asked lies, 95 times of 100; None where nobody answered."""
        return interval(self.content, self.answers)

    @property
    def answered_share(self) -> float | None:
        """How many of those asked answered; None where nobody was asked."""
        return self.answers / self.asked if self.asked else None

    @property
    def is_thin(self) -> bool:
        """Whether there are too few answers to compare."""
        return self.answers < FEW


def interval(yes: int, of: int, *, sure: float = SURE) -> tuple[float, float] | None:
    """Wilson's score interval of a share: honest for small samples and for shares near 0 and 1.

    >>> tuple(round(each, 3) for each in interval(8, 10))
    (0.49, 0.943)
    >>> interval(0, 0) is None
    True
    """
    if of <= 0:
        return None
    share, square = yes / of, sure * sure
    middle = share + square / (2 * of)
    spread = sure * sqrt(share * (1 - share) / of + square / (4 * of * of))
    scale = 1 + square / of
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def content(paths: Sequence[str], *, since: datetime, until: datetime) -> Content:
    """What the persons of matters closed in a time at some sites and below said about them."""
    rows = Survey.objects.filter(at_paths(paths), closed_at__gte=since, closed_at__lt=until)
    first = rows.filter(kind=Survey.Kind.CONTENT)
    by_score = dict(
        first.exclude(score=None).values_list("score").annotate(number=Count("pk")).order_by("score")
    )
    skipped = dict(
        first.filter(state=Survey.State.SKIPPED).values_list("skipped_because").annotate(number=Count("pk"))
    )
    again = rows.filter(kind=Survey.Kind.RECOVERED).exclude(score=None).values_list("score", "of__score")
    pairs = [(score, before) for score, before in again if before is not None and score is not None]
    return Content(
        answers=sum(by_score.values()), by_score={score: by_score.get(score, 0) for score in range(1, 6)},
        content=sum(number for score, number in by_score.items() if score >= CONTENT_MIN), skipped=skipped,
        asked=first.exclude(asked_at=None).count(), asked_again=len(pairs),
        recovered=sum(score > before for score, before in pairs),
    )  # fmt: skip
