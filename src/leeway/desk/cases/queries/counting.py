"""How many, and how long did it take? Promises, words and reopenings of a stretch of time, added up.

Everything comes by site and channel, so that whoever keeps sums can add them up the tree; no row of a single
matter leaves the database here. Start reading at `promises_ended`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import Count, Min

from leeway.desk.cases.models import Case, Entry, Promise
from leeway.desk.cases.queries.waiting import held

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from leeway.desk.cases.queries.waiting import Held

BOUNDS_MINUTES: Final = (5, 15, 30, 60, 120, 240, 480, 1_440, 4_320, 10_080)
"""Waits are sorted into those of up to so many minutes, and longer ones."""
ENDED: Final = (Promise.State.KEPT, Promise.State.RENEGOTIATED, Promise.State.BROKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of one thing, of one site and channel."""

    site: str
    channel: str
    """As matters name it; empty: begun by a colleague, at the counter or by hand."""
    what: str
    number: int
    bound: int = 0
    """With waits: the place in `BOUNDS_MINUTES`; one beyond the last stands for longer ones."""


def promises_ended(*, since: datetime, until: datetime) -> tuple[Tally, ...]:
    """The promises that were kept, renegotiated or broken in a time, by how they ended."""
    rows = Promise.objects.filter(state__in=ENDED, ended_at__gte=since, ended_at__lt=until)
    return _tallies(rows.values_list("case__site", "case__channel", "state").annotate(Count("pk")))


def matters_opened(*, since: datetime, until: datetime, sites: Collection[str]) -> tuple[Tally, ...]:
    """The matters that began in a time at some sites."""
    rows = Case.objects.filter(site__in=sites, opened_at__gte=since, opened_at__lt=until)
    return _tallies(_named(rows, "opened"))


def matters_closed(*, since: datetime, until: datetime) -> tuple[Tally, ...]:
    """The matters that were closed in a time and are closed still."""
    rows = Case.objects.filter(state=Case.State.CLOSED, closed_at__gte=since, closed_at__lt=until)
    return _tallies(_named(rows, "closed"))


def matters_reopened(*, since: datetime, until: datetime) -> tuple[Tally, ...]:
    """How often matters were opened again in a time."""
    rows = Entry.objects.filter(kind=Entry.Kind.EVENT, happened="reopened", at__gte=since, at__lt=until)
    counted = rows.values_list("case__site", "case__channel").annotate(number=Count("pk"))
    return _tallies((site, channel, "reopened", number) for site, channel, number in counted)


def words_said(*, since: datetime, until: datetime) -> tuple[Tally, ...]:
    """What we said in a time by how long the person had waited: `first` answers, and `update`s after these.

    A first answer is counted from the person's first word, an update from our last word before it; where the
    matter was opened again in between, both are counted from there. Automatic words are none, nor is what
    never went out; what was cut off by a second is of the shorter bound.
    """
    found = _rows(WORDS_SAID, since, until, until, since)
    return tuple(
        Tally(site=site, channel=channel, what=what, bound=bound, number=number)
        for site, channel, what, bound, number in found
    )


def still_unanswered(sites: Collection[str], *, channel: str | None = None) -> tuple[int, datetime | None]:
    """How many open matters at some sites wait for our first word, and since when the longest does."""
    open_ = Case.objects.filter(site__in=sites, state=Case.State.OPEN, waiting_since__isnull=False)
    if channel is not None:
        open_ = open_.filter(channel=channel)
    said = Entry.objects.filter(case__in=open_, direction=Entry.Direction.OUT, state__in=WENT_OUT)
    waiting = open_.exclude(pk__in=said.exclude(details__has_key="automatic").values("case"))
    found = waiting.aggregate(number=Count("pk"), since=Min("waiting_since"))
    return found["number"], found["since"]


def first_opened() -> datetime | None:
    """When the first matter of this desk began; None where there is none."""
    first: datetime | None = Case.objects.aggregate(first=Min("opened_at"))["first"]
    return first


def channels_known() -> tuple[str, ...]:
    """The channels that matters came by, in order."""
    return tuple(
        Case.objects.exclude(channel="").order_by("channel").values_list("channel", flat=True).distinct()
    )


def promised_and(
    state: str, *, since: datetime, until: datetime, sites: Collection[str], channel: str | None, most: int
) -> tuple[tuple[Held, datetime], ...]:
    """The matters behind a number of promises: those whose promise ended so, the last ones first."""
    rows = Promise.objects.filter(state=state, ended_at__gte=since, ended_at__lt=until, case__site__in=sites)
    if channel is not None:
        rows = rows.filter(case__channel=channel)
    found = rows.select_related("case").order_by("-ended_at", "-pk")[:most]
    return tuple((held(row.case), row.ended_at) for row in found if row.ended_at is not None)


def reopened_between(
    *, since: datetime, until: datetime, sites: Collection[str], channel: str | None, most: int
) -> tuple[tuple[Held, datetime], ...]:
    """The matters that were opened again in a time, the last ones first."""
    rows = Entry.objects.filter(
        kind=Entry.Kind.EVENT, happened="reopened", at__gte=since, at__lt=until, case__site__in=sites
    )
    if channel is not None:
        rows = rows.filter(case__channel=channel)
    found = rows.select_related("case").order_by("-at", "-pk")[:most]
    return tuple((held(row.case), row.at) for row in found if row.case is not None)


def next_matter(
    persons: Collection[str], *, since: datetime, until: datetime, besides: str
) -> tuple[str, str, datetime] | None:
    """The first matter a person came with in a time, other than one: its id, kind and beginning.

    What we began ourselves, by writing to somebody first, is none: the person did not come.
    """
    theirs = Case.objects.filter(person__in=persons, opened_at__gt=since, opened_at__lte=until).exclude(
        pk=besides
    )
    for row in theirs.order_by("opened_at", "pk")[:20]:
        if row.state == Case.State.COUNTER or _came_first(row.pk):
            return row.pk, row.kind, row.opened_at
    return None


def _came_first(case: str) -> bool:
    """Whether the person spoke before we did."""
    said = Entry.objects.filter(case=case, direction__in=("in", "out")).exclude(kind=Entry.Kind.MACHINE)
    first = said.order_by("at", "pk").values_list("direction", flat=True).first()
    return first != Entry.Direction.OUT


def _named(rows: QuerySet[Case], what: str) -> Any:
    counted = rows.values_list("site", "channel").annotate(number=Count("pk"))
    return ((site, channel, what, number) for site, channel, number in counted)


def _tallies(rows: Any) -> tuple[Tally, ...]:
    return tuple(
        Tally(site=site, channel=channel, what=what, number=number) for site, channel, what, number in rows
    )


WENT_OUT: Final = (Entry.State.SENT, Entry.State.TO_SEND, Entry.State.SENDING, Entry.State.UNKNOWN)

_PLACES: Final = " ".join(
    f"when {{seconds}} <= {60 * minutes} then {place}" for place, minutes in enumerate(BOUNDS_MINUTES)
)
WORDS_SAID: Final = """
with touched as (
  select distinct case_id from cases_entry
  where direction = 'out' and at >= %s and at < %s and case_id is not null
), mark as (
  select e.case_id, e.at, e.direction, lag(e.at) over w as before,
    count(case when e.direction = 'out' then 1 end)
      over (w rows between unbounded preceding and 1 preceding) as words
  from cases_entry e join touched t on t.case_id = e.case_id
  where e.at < %s and (
    (e.direction = 'out' and e.kind in ('message', 'phone', 'visit')
      and e.state in ('sent', 'to send', 'sending', 'unknown') and e.details ->> 'automatic' is null)
    or (e.kind = 'event' and e.happened = 'reopened'))
  window w as (partition by e.case_id order by e.at, e.id)
), heard as (
  select i.case_id, min(i.at) as at from cases_entry i join touched t on t.case_id = i.case_id
  where i.direction = 'in' and i.kind <> 'machine' group by i.case_id
), waited as (
  select m.case_id, m.words, m.at as said_at,
    case when m.words > 0 or m.before > h.at then m.before else h.at end as began_at
  from mark m left join heard h on h.case_id = m.case_id
  where m.direction = 'out' and m.at >= %s and (m.words > 0 or h.at <= m.at)
)
select c.site, c.channel, case when words > 0 then 'update' else 'first' end as what,
  case {places} else {longer} end as bound, count(*)
from waited join cases_case c on c.id = waited.case_id
group by c.site, c.channel, what, bound
"""
"""Every word of ours in a time, with the word or reopening before it; windows read each row once."""


def _rows(sql: str, *moments: datetime) -> Sequence[tuple[Any, ...]]:
    seconds = {
        "sqlite": "(unixepoch(said_at) - unixepoch(began_at))",
        "postgresql": "extract(epoch from date_trunc('second', said_at) - date_trunc('second', began_at))",
    }[connection.vendor]
    places = _PLACES.format(seconds=seconds)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.format(places=places, longer=len(BOUNDS_MINUTES)),
            [connection.ops.adapt_datetimefield_value(each) for each in moments],
        )
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return rows
