"""What is in a report? Figures of a stretch of time beside those of the one before; the same on every way out.

The page, the CSV file and the command print what is here. Start reading at `report`, then `lines`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from leeway.desk.insight.queries.figures import (
    Figures,
    Line,
    by_channel,
    by_site,
    counted_at,
    figures,
    over_time,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from leeway.desk.insight.queries.access import Scope
    from leeway.desk.insight.queries.periods import Period
    from leeway.desk.insight.queries.shares import Share

COUNTER: Final = "counter"
"""How matters without a channel are called where a word is needed: begun at the counter or by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What somebody wants to see."""

    scope: Scope
    period: Period
    channel: str | None = None
    """None: all of them; empty: at the counter or by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that one page of figures shows."""

    wished: Wished
    now: Figures
    before: Figures
    points: tuple[tuple[Period, Figures], ...]
    channels: tuple[Line, ...]
    sites: tuple[Line, ...]
    counted_at: datetime | None
    """When the days were added up, the one longest ago; None: none was."""
    uncounted: int
    """How many of its days nobody has added up yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One figure as it is written down."""

    name: str
    number: int
    of: int | None = None
    """Of how many, where it is a part of something."""
    percent: int | None = None
    """None where it is no share, or of too few to say one."""
    low: int | None = None
    high: int | None = None
    half_within_minutes: int | None = None
    most_within_minutes: int | None = None


def report(wished: Wished) -> Report:
    """Put a report together."""
    scope, period, channel = wished.scope, wished.period, wished.channel
    at, uncounted = counted_at(period)
    return Report(
        wished=wished, counted_at=at, uncounted=uncounted,
        now=figures(scope, period, channel=channel),
        before=figures(scope, period.before, channel=channel),
        points=over_time(scope, period, channel=channel),
        channels=by_channel(scope, period) if channel is None else (),
        sites=by_site(scope, period, channel=channel),
    )  # fmt: skip


def lines(found: Figures) -> Iterator[Said]:
    """The figures one below the other, each under its name."""
    yield Said(name="matters opened", number=found.number("opened"))
    yield Said(name="matters closed", number=found.number("closed"))
    yield _share("matters reopened", found.reopened)
    yield _share("promises kept", found.kept)
    yield _share("promises renegotiated", found.renegotiated)
    yield _share("promises broken", found.broken)
    waits: tuple[tuple[str, Literal["first", "update", "approval"]], ...] = (
        ("first answers", "first"), ("updates", "update"), ("approvals", "approval"),
    )  # fmt: skip
    for name, what in waits:
        waited = found.waited(what)
        yield Said(
            name=name, number=waited.number, half_within_minutes=waited.half_within_minutes,
            most_within_minutes=waited.most_within_minutes,
        )  # fmt: skip
    yield _share("asked who answered", found.answered)
    yield _share("content", found.content)
    yield _share("unhappy", found.unhappy)


def parts(found: Report) -> Iterator[tuple[str, str, Period, Figures]]:
    """Every set of figures in a report: of what, its name, when, and the figures."""
    period = found.wished.period
    yield "all", "", period, found.now
    yield "before", "", period.before, found.before
    for part, each in found.points:
        yield "time", part.first.isoformat(), part, each
    for line in found.channels:
        yield "channel", line.name or COUNTER, period, line.figures
    for line in found.sites:
        yield "site", line.name, period, line.figures


def _share(name: str, share: Share) -> Said:
    return Said(name=name, number=share.yes, of=share.of, percent=share.percent, low=share.low, high=share.high)
