"""How is a day added up? What the other apps say of it, for each site and every site above it.

A day changes while it lasts, and a little for some weeks (an answer comes late, a letter comes back); so it is
added up again: soon while it lasts, hourly for forty days, weekly for a year. Adding up replaces what was
there, so that being killed or done twice changes nothing. Start reading at `count_due`, then `count_day`.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Max, Min

from leeway.desk.cases import queries as matters
from leeway.desk.decisions import queries as decisions
from leeway.desk.insight.models import Counted, Day, Wait
from leeway.desk.insight.queries.figures import UPTO
from leeway.desk.insight.queries.periods import House, house
from leeway.desk.listening import queries as listening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from leeway.desk.cases.queries import Tally

BACK_MAX: Final = timedelta(days=5 * 366)
"""Days longer ago than this are not added up."""
AGAIN: Final = (
    (timedelta(minutes=10), timedelta(minutes=2)),
    (timedelta(days=40), timedelta(hours=1)),
    (timedelta(days=400), timedelta(days=7)),
)
"""Until so long after its end a day is added up again that often; later never by itself."""
BATCH: Final = 1_000


def count_due(*, at: datetime, most: int = 40) -> int:
    """Add up the days that are due, the newest first; say how many. Days nobody has added up yet are due."""
    due = Counted.objects.filter(next_at__lte=at)
    if Counted.objects.exists() and not due.exists():
        return 0
    here = house()
    if here is None:
        return 0
    _note_days(here, at=at)
    days = list(due.order_by("-day").values_list("day", flat=True)[:most])
    for day in days:
        count_day(day, here=here, at=at)
    return len(days)


def count_again(*, at: datetime) -> None:
    """Let every day be added up anew: after an import, or after sites were moved in the tree."""
    Counted.objects.update(next_at=at)
    here = house()
    if here is not None:
        _note_days(here, at=at, since=matters.first_opened())


def count_day(day: date, *, here: House, at: datetime) -> None:
    """Add up one day anew, for each site and every site above it."""
    since, until = here.bounds(day)
    days, waits = _added_up(_tallies(since, until, here), here)
    with transaction.atomic():
        Counted.objects.select_for_update().filter(pk=day).first()  # nobody else adds it up meanwhile
        Day.objects.filter(day=day).delete()
        Wait.objects.filter(day=day).delete()
        Day.objects.bulk_create(
            (Day(day=day, site=site, channel=channel, **found) for (site, channel), found in days.items()),
            batch_size=BATCH,
        )
        Wait.objects.bulk_create(
            (
                Wait(day=day, site=site, channel=channel, what=what, **found)
                for (site, channel, what), found in waits.items()
            ),
            batch_size=BATCH,
        )
        Counted.objects.update_or_create(
            pk=day, defaults={"counted_at": at, "next_at": _again_at(until, at=at)}
        )


def _tallies(since: datetime, until: datetime, here: House) -> Iterator[Tally]:
    yield from matters.promises_ended(since=since, until=until)
    yield from matters.matters_opened(since=since, until=until, sites=here.lineages)
    yield from matters.matters_closed(since=since, until=until)
    yield from matters.matters_reopened(since=since, until=until)
    yield from matters.words_said(since=since, until=until)
    yield from listening.surveys_closed(since=since, until=until)
    yield from decisions.approvals_answered(since=since, until=until)


type _Days = dict[tuple[str, str], dict[str, int]]
type _Waits = dict[tuple[str, str, str], dict[str, int]]


def _added_up(tallies: Iterable[Tally], here: House) -> tuple[_Days, _Waits]:
    days: _Days = defaultdict(lambda: defaultdict(int))
    waits: _Waits = defaultdict(lambda: defaultdict(int))
    for each in tallies:
        for site in here.lineages.get(each.site, (each.site,)):
            if each.what in Wait.What:
                waits[site, each.channel, each.what][UPTO[each.bound]] += each.number
            else:
                days[site, each.channel][each.what] += each.number
    return days, waits


def _note_days(here: House, *, at: datetime, since: datetime | None = None) -> None:
    """Let today be added up, and every day before it that is not known yet."""
    today = here.day_of(at)
    known = Counted.objects.aggregate(first=Min("day"), last=Max("day"))
    if since is None and known["last"] == today:
        return
    began = since or (matters.first_opened() if known["last"] is None else None)
    first = max(here.day_of(began) if began else known["last"] or today, here.day_of(at - BACK_MAX))
    number = (today - first).days + 1
    days = (first + timedelta(days=each) for each in range(max(number, 1)))
    Counted.objects.bulk_create(
        (Counted(day=day, counted_at=at, next_at=at) for day in days), ignore_conflicts=True
    )


def _again_at(ended: datetime, *, at: datetime) -> datetime | None:
    for within, pause in AGAIN:
        if at < ended + within:
            return at + pause
    return None
