"""When is anybody there? Opening hours and holidays of a site, and a stretch of time counted in them.

A site without hours of its own has those of the nearest site above; where none has any, it is always open.
Times of day are those on the clock there, so a stretch is right across a change to or from daylight saving.
Start reading at `Calendar.after`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from leeway.desk.cases.models import Holiday, Hours
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DAYS_MAX: Final = 400
"""A stretch that finds no open hour in so many days is counted as if it were always open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The opening hours of one site, in its zone."""

    zone: str = "UTC"
    week: Mapping[int, tuple[tuple[time, time], ...]] = field(default_factory=dict)
    """By weekday, 0 is Monday; empty: always open."""
    holidays: Mapping[date, str] = field(default_factory=dict)

    def after(self, start: datetime, *, minutes: int, while_open: bool = True) -> datetime:
        """The instant so many minutes after another, counting only those in which the site is open."""
        wanted = timedelta(minutes=minutes)
        if not while_open or not self.week:
            return start + wanted
        left = wanted
        for opens, closes in self._stretches(start):
            begins = max(opens, start)
            if closes - begins >= left:
                return begins + left
            left -= max(closes - begins, timedelta())
        return start + wanted

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there."""
        if not self.week:
            return True
        return any(
            opens <= at < closes for opens, closes in self._day(at.astimezone(ZoneInfo(self.zone)).date())
        )

    def _stretches(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        first = start.astimezone(ZoneInfo(self.zone)).date()
        for number in range(DAYS_MAX):
            for opens, closes in self._day(first + timedelta(days=number)):
                if closes > start:
                    yield opens, closes

    def _day(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if day in self.holidays:
            return
        for opens, closes in self.week.get(day.weekday(), ()):
            until = day + timedelta(days=1) if closes <= opens else day
            yield self._instant(day, opens), self._instant(until, closes)

    def _instant(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, ZoneInfo(self.zone)).astimezone(UTC)


def calendar_of(site: str) -> Calendar:
    """The opening hours of a site, or of the nearest above it; holidays of all of them; its zone."""
    place = people.place(site)
    return calendar_along(place.lineage if place else (site,))


def calendar_along(lineage: tuple[str, ...]) -> Calendar:
    """The same for the last of these sites, from the root down."""
    hours: dict[str, dict[int, list[tuple[time, time]]]] = defaultdict(lambda: defaultdict(list))
    for row in Hours.objects.filter(site__in=lineage).order_by("weekday", "opens"):
        hours[row.site][row.weekday].append((row.opens, row.closes))
    own = next((hours[each] for each in reversed(lineage) if each in hours), {})
    holidays = {row.day: row.name for row in Holiday.objects.filter(site__in=lineage)}
    return Calendar(
        zone=zone_of(lineage), week={day: tuple(each) for day, each in own.items()}, holidays=holidays
    )


def zone_of(lineage: tuple[str, ...]) -> str:
    """The time zone of the last of these sites that has one, from the root down; UTC where none has."""
    places = people.places_among(lineage)
    zones = (places[each].zone for each in reversed(lineage) if each in places)
    return next((zone for zone in zones if zone), "UTC")
