"""How is it drawn? Shares as widths in a picture of 100 by 10, so that any page can show them.

Start reading at `picture_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leeway.desk.listening.queries.content import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One part of a bar, in hundredths of its width."""

    score: int
    number: int
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The answers by score, and where the share of content people lies."""

    stretches: tuple[Stretch, ...] = ()
    percent: int = 0
    low: int = 0
    high: int = 0

    @property
    def width(self) -> int:
        """How wide the interval is drawn."""
        return self.high - self.low


def picture_of(content: Content) -> Picture | None:
    """The picture of what people said; None where nobody has answered."""
    if content.share is None or content.between is None:
        return None
    stretches, start = [], 0.0
    for score in range(5, 0, -1):
        width = 100 * content.by_score.get(score, 0) / content.answers
        number = content.by_score.get(score, 0)
        stretches.append(Stretch(score=score, number=number, start=round(start, 2), width=round(width, 2)))
        start += width
    low, high = content.between
    return Picture(
        stretches=tuple(each for each in stretches if each.number), percent=round(100 * content.share),
        low=round(100 * low), high=round(100 * high),
    )  # fmt: skip
