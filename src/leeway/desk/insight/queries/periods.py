"""Which stretch of time is meant, and which came before it? Days as the clock of the house has them.

Start reading at `Period`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from leeway.desk.clock import now
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from collections.abc import Mapping

LAST_DAYS: Final = (7, 30, 90, 365)
DAYS_MAX: Final = 5 * 366
"""A longer stretch is cut off at its beginning."""
POINTS_MAX: Final = 14
"""A picture over time has no more points than this."""
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """All sites of a desk, and the clock its days are told by."""

    zone: str
    lineages: Mapping[str, tuple[str, ...]]
    """By site, the ids from the topmost down to it."""

    def day_of(self, at: datetime) -> date:
        """The day it is at an instant."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """When a day begins and ends."""
        return self.begins(day), self.begins(day + timedelta(days=1))

    def begins(self, day: date) -> datetime:
        """When a day begins."""
        return datetime.combine(day, time(), ZoneInfo(self.zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of whole days, both included."""

    first: date
    last: date
    named: str = ""
    """`30` for the last thirty days, `2026-05` for a month; empty: days of somebody's own."""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """As many days right before it; before a whole month, the month before."""
        if _MONTH.fullmatch(self.named):
            return month(self.first - timedelta(days=1))
        return Period(first=self.first - timedelta(days=self.days), last=self.first - timedelta(days=1))

    @property
    def points(self) -> tuple[Period, ...]:
        """It in equal parts for a picture over time: days, weeks or months, the last may be shorter."""
        if self.days <= POINTS_MAX:
            return tuple(Period(first=day, last=day) for day in self._days(1))
        if self.days <= 7 * POINTS_MAX:
            return self._parts(self._days(7))
        if self.days <= 31 * POINTS_MAX:
            return self._parts(self._firsts_of_months(1))
        return self._parts(self._firsts_of_months(3 if self.days <= 92 * POINTS_MAX else 12))

    def _days(self, step: int) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(0, self.days, step)]

    def _firsts_of_months(self, step: int) -> list[date]:
        found, year, number = [self.first], self.first.year, self.first.month
        while True:
            number += step
            year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
            if date(year, number, 1) > self.last:
                return found
            found.append(date(year, number, 1))

    def _parts(self, firsts: list[date]) -> tuple[Period, ...]:
        ends = [*firsts, self.last + timedelta(days=1)]
        return tuple(Period(first=one, last=other - timedelta(days=1)) for one, other in pairwise(ends))


def house() -> House | None:
    """The sites of this desk and its clock: the topmost site's, else the book's; None before it was set up."""
    root = people.root()
    if root is None:
        return None
    law = studio.in_force(at=now())
    return House(
        zone=root.zone or (law.book.zone if law else None) or "UTC",
        lineages={each.id: each.lineage for each in people.nodes_below((root.path,))},
    )


def last_days(days: int, *, today: date) -> Period:
    """So many days up to today."""
    return Period(first=today - timedelta(days=days - 1), last=today, named=str(days))


def month(day: date) -> Period:
    """The month a day is in.

    >>> month(date(2026, 2, 14)).last
    datetime.date(2026, 2, 28)
    """
    length = calendar.monthrange(day.year, day.month)[1]
    return Period(first=day.replace(day=1), last=day.replace(day=length), named=f"{day:%Y-%m}")


def period_of(typed: Mapping[str, str], *, today: date, otherwise: int = 30) -> Period:
    """The stretch that somebody chose: `period` (days, or a month as 2026-05), or `since` and `until`.

    What cannot be read counts as not chosen; days in the wrong order are turned round.
    """
    since, until = _day(typed.get("since", "")), _day(typed.get("until", ""))
    chosen = typed.get("period", "")
    found = _MONTH.fullmatch(chosen)
    if found and 1 <= int(found[2]) <= 12 and int(found[1]) >= 1900:
        return month(date(int(found[1]), int(found[2]), 1))
    if chosen in map(str, LAST_DAYS):
        return last_days(int(chosen), today=today)
    if since is None and until is None:
        return last_days(otherwise, today=today)
    last = until or max(today, since or today)
    first, last = sorted((since or last - timedelta(days=otherwise - 1), last))
    return Period(first=max(first, last - timedelta(days=DAYS_MAX - 1)), last=last)


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return found if date(1900, 1, 1) <= found <= date(2200, 1, 1) else None
