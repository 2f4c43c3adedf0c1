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
from leeway.desk.prepared import Look, among

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from leeway.desk.prepared import Texts

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
    rows = [
        (row.site, row.weekday, row.opens, row.closes)
        for row in Hours.objects.filter(site__in=lineage).order_by("weekday", "opens")
    ]
    holidays = {row.day: row.name for row in Holiday.objects.filter(site__in=lineage)}
    return Calendar(zone=people.zone_of(lineage), week=_week(rows, lineage), holidays=holidays)


def calendar_look(lineage: tuple[str, ...]) -> Look:
    """Opening hours and holidays along some sites, to be looked up together and read by `calendar_from`."""
    sites = among(lineage)
    return Look(
        columns=("what", "site", "a", "opens", "closes"),
        source="from (select 'hours' as what, site, cast(weekday as text) as a, cast(opens as text) as opens,"  # noqa: S608
        f" cast(closes as text) as closes from cases_hours where site in {sites}"
        " union all select 'holiday', site, cast(day as text), name, '' from cases_holiday"
        f" where site in {sites}) as calendar",
        values=(*lineage, *lineage),
    )


def calendar_from(rows: Texts, lineage: tuple[str, ...], *, zone: str) -> Calendar:
    """The calendar of the last of these sites, from the rows of `calendar_look`; without a zone, the book's."""
    texts = [tuple(each or "" for each in row) for row in rows]
    hours = sorted(
        (row[1], int(row[2]), time.fromisoformat(row[3]), time.fromisoformat(row[4]))
        for row in texts
        if row[0] == "hours"
    )
    holidays = {date.fromisoformat(row[2]): row[3] for row in texts if row[0] == "holiday"}
    return Calendar(zone=zone or people.zone_otherwise(), week=_week(hours, lineage), holidays=holidays)


def _week(
    rows: Iterable[tuple[str, int, time, time]], lineage: tuple[str, ...]
) -> Mapping[int, tuple[tuple[time, time], ...]]:
    """The hours of the nearest of these sites that has any."""
    hours: dict[str, dict[int, list[tuple[time, time]]]] = defaultdict(lambda: defaultdict(list))
    for site, weekday, opens, closes in rows:
        hours[site][weekday].append((opens, closes))
    own = next((hours[each] for each in reversed(lineage) if each in hours), {})
    return {day: tuple(each) for day, each in own.items()}
