"""What do the days of a stretch of time add up to? Figures of some sites, by day, by channel, by site.

Read from the sums of days alone, so that it costs the same whether a network had ten matters or a million.
What each figure means exactly says `docs/reference/reports.md`. Start reading at `figures`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from django.db.models import Min, Sum

from leeway.desk.cases.queries import BOUNDS_MINUTES
from leeway.desk.insight.models import Counted, Day, Wait
from leeway.desk.insight.queries.shares import Share
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from leeway.desk.insight.queries.access import Scope
    from leeway.desk.insight.queries.periods import Period

COUNTS: Final = (
    "opened", "closed", "reopened", "kept", "renegotiated", "broken", "asked", "score_1", "score_2", "score_3",
    "score_4", "score_5",
)  # fmt: skip
UPTO: Final = (
    "upto_5m", "upto_15m", "upto_30m", "upto_1h", "upto_2h", "upto_4h", "upto_8h", "upto_1d", "upto_3d",
    "upto_7d", "longer",
)  # fmt: skip
"""The columns of `Wait`, in the order of `cases.queries.BOUNDS_MINUTES`."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How many waits there were, by how long they took."""

    numbers: tuple[int, ...] = (0,) * len(UPTO)

    @property
    def number(self) -> int:
        """How many."""
        return sum(self.numbers)

    def within(self, minutes: int) -> Share:
        """How many took no longer than one of the bounds. Raises: ValueError for another number of minutes."""
        place = BOUNDS_MINUTES.index(minutes)
        return Share(sum(self.numbers[: place + 1]), self.number)

    @property
    def half_within_minutes(self) -> int | None:
        """The least bound within which at least half of them ended; None: longer than the last, or none."""
        return self._within(1, 2)

    @property
    def most_within_minutes(self) -> int | None:
        """The least bound within which at least nine of ten ended; None: longer than the last, or none."""
        return self._within(9, 10)

    def _within(self, numerator: int, denominator: int) -> int | None:
        reached = 0
        for minutes, number in zip(BOUNDS_MINUTES, self.numbers, strict=False):
            reached += number
            if self.number and reached * denominator >= self.number * numerator:
                return minutes
        return None


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in a stretch of time at some sites."""

    counts: Mapping[str, int] = field(default_factory=dict)
    waits: Mapping[str, Waits] = field(default_factory=dict)

    def number(self, what: str) -> int:
        """How many of one of `COUNTS`."""
        return self.counts.get(what, 0)

    def waited(self, what: Literal["first", "update", "approval"]) -> Waits:
        """The waits of one sort."""
        return self.waits.get(what, Waits())

    @property
    def kept(self) -> Share:
        """Promises kept, of those that ended."""
        return Share(self.number("kept"), self._ended)

    @property
    def renegotiated(self) -> Share:
        """Promises of which the person heard in time that it takes longer, of those that ended."""
        return Share(self.number("renegotiated"), self._ended)

    @property
    def broken(self) -> Share:
        """Promises whose time came before the person heard, of those that ended."""
        return Share(self.number("broken"), self._ended)

    @property
    def _ended(self) -> int:
        return sum(self.number(each) for each in ("kept", "renegotiated", "broken"))

    @property
    def reopened(self) -> Share:
        """Closings that did not last, of all closings."""
        reopened = self.number("reopened")
        return Share(reopened, self.number("closed") + reopened)

    @property
    def scores(self) -> tuple[int, ...]:
        """How many answered 1, 2, 3, 4 and 5."""
        return tuple(self.number(f"score_{score}") for score in range(1, 6))

    @property
    def content(self) -> Share:
        """Who answered 4 or 5, of those who answered."""
        return Share(sum(self.scores[3:]), sum(self.scores))

    @property
    def unhappy(self) -> Share:
        """Who answered 1 or 2, of those who answered."""
        return Share(sum(self.scores[:2]), sum(self.scores))

    @property
    def answered(self) -> Share:
        """Who answered, of those who were asked."""
        return Share(sum(self.scores), self.number("asked"))

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened at all."""
        return not any(self.counts.values()) and not any(each.number for each in self.waits.values())


NOTHING: Final = Figures()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The figures of one site or channel."""

    id: str
    name: str
    figures: Figures
    opens: bool = False
    """Whether there are sites below it to look at."""


def figures(scope: Scope, period: Period, *, channel: str | None = None) -> Figures:
    """What happened in a stretch of time, through one channel or all."""
    return _grouped(scope.sums, period, channel=channel, by=None).get(None, NOTHING)


def over_time(
    scope: Scope, period: Period, *, channel: str | None = None
) -> tuple[tuple[Period, Figures], ...]:
    """The same for each part of it."""
    by_day = _grouped(scope.sums, period, channel=channel, by="day")
    return tuple(
        (part, together(found for day, found in by_day.items() if _is_in(day, part))) for part in period.points
    )


def by_channel(scope: Scope, period: Period) -> tuple[Line, ...]:
    """The same for each channel, in the order of their names; the counter and what was begun by hand first."""
    found = _grouped(scope.sums, period, channel=None, by="channel")
    return tuple(Line(id=each, name=each, figures=found[each]) for each in sorted(found))


def by_site(scope: Scope, period: Period, *, channel: str | None = None) -> tuple[Line, ...]:
    """The same for each site right below, by name, and what happened at the site itself; nobody is ranked."""
    places = scope.tops if scope.place is None else people.just_below(scope.place.id)
    if not places:
        return ()
    found = _grouped([each.id for each in places], period, channel=channel, by="site")
    open_ = {each.id for each in places if people.just_below(each.id)} if len(places) <= 50 else set()
    lines = [
        Line(id=each.id, name=each.name, figures=found.get(each.id, NOTHING), opens=each.id in open_)
        for each in sorted(places, key=lambda each: (each.name, each.id))
    ]
    if scope.place is not None:
        rest = _without(figures(scope, period, channel=channel), together(each.figures for each in lines))
        if not rest.is_empty:
            lines.append(Line(id=scope.place.id, name=scope.place.name, figures=rest))
    return tuple(lines)


def counted_at(period: Period) -> tuple[datetime | None, int]:
    """When the days of a stretch of time were added up, the day longest ago; and how many never were."""
    rows = Counted.objects.filter(day__gte=period.first, day__lte=period.last)
    return rows.aggregate(at=Min("counted_at"))["at"], period.days - rows.count()


def together(found: Iterable[Figures]) -> Figures:
    """Several figures added up."""
    counts: dict[str, int] = {}
    waits: dict[str, Waits] = {}
    for each in found:
        for what, number in each.counts.items():
            counts[what] = counts.get(what, 0) + number
        for what, waited in each.waits.items():
            had = waits.get(what, Waits()).numbers
            waits[what] = Waits(tuple(one + other for one, other in zip(had, waited.numbers, strict=True)))
    return Figures(counts, waits)


def _without(whole: Figures, part: Figures) -> Figures:
    """What is left of a whole; never less than nothing, should it change in between."""
    counts = {what: max(0, number - part.number(what)) for what, number in whole.counts.items()}
    waits = {
        what: Waits(
            tuple(max(0, one - other) for one, other in zip(
                waited.numbers, part.waits.get(what, Waits()).numbers, strict=True,
            ))
        )
        for what, waited in whole.waits.items()
    }  # fmt: skip
    return Figures(counts, waits)


def _grouped(
    sites: Iterable[str], period: Period, *, channel: str | None, by: Literal["day", "channel", "site"] | None
) -> dict[Any, Figures]:
    chosen: dict[str, Any] = {"site__in": list(sites), "day__gte": period.first, "day__lte": period.last}
    if channel is not None:
        chosen["channel"] = channel
    keys = [by] if by else []
    days = Day.objects.filter(**chosen).order_by().values_list(*keys).annotate(*(Sum(each) for each in COUNTS))
    waits = Wait.objects.filter(**chosen).order_by().values_list(*keys, "what")
    if by is None:
        totals = Day.objects.filter(**chosen).aggregate(*(Sum(each) for each in COUNTS))
        rows: Iterable[tuple[Any, ...]] = [(None, *(totals[f"{each}__sum"] for each in COUNTS))]
    else:
        rows = days
    counts = {row[0]: dict(zip(COUNTS, (each or 0 for each in row[1:]), strict=True)) for row in rows}
    waited: dict[Any, dict[str, Waits]] = {}
    for row in waits.annotate(*(Sum(each) for each in UPTO)):
        key, what, numbers = (row[0], row[1], row[2:]) if by else (None, row[0], row[1:])
        waited.setdefault(key, {})[what] = Waits(tuple(numbers))
    return {key: Figures(counts.get(key, {}), waited.get(key, {})) for key in counts.keys() | waited.keys()}


def _is_in(day: date, part: Period) -> bool:
    return part.first <= day <= part.last
