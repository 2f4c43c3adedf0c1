"""What did not go out, or perhaps not, and what could not at all?

A channel says itself from where it can send (`carried_by`), so that nothing is written which nobody could
carry. Start reading at `undelivered`.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.desk.cases.models import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    type Carries = Callable[[str, str], bool]
    """Asked with a site and a matter; empty: one that is opened for it."""

_CARRIERS: dict[str, Carries] = {}


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


def carried_by(channel: str, carries: Carries) -> None:
    """Let a channel say from where it can send at all."""
    _CARRIERS[channel] = carries


def can_go_out(channel: str, *, site: str, case: str = "") -> bool:
    """Whether what is said at a site, or in a matter there, has a way out; a channel may not have said."""
    carries = _CARRIERS.get(channel)
    return carries is None or carries(site, case)


@contextmanager
def carrying(channel: str) -> Iterator[None]:
    """Take out by oneself what is said by a channel meanwhile, as a demonstration does."""
    before = _CARRIERS.get(channel)
    _CARRIERS[channel] = lambda site, case: True  # noqa: ARG005
    try:
        yield
    finally:
        _CARRIERS.pop(channel)
        if before is not None:
            _CARRIERS[channel] = before
