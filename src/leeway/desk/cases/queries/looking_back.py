"""Which matters are over, praise us, or were touched by something? For asking afterwards and for writing first.

Start reading at `closed_between`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q

from leeway.desk.cases.models import Case, Entry, Fact, Tag
from leeway.desk.cases.queries.waiting import held
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

    from leeway.desk.cases.queries.waiting import Held


IMPORTED: Final = "import "
"""How `opened_by` begins where a matter was brought in from elsewhere: it was not closed, nor praised, here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What matters have in common; what is empty does not matter."""

    paths: tuple[str, ...] = ()
    """At or below these."""
    since: datetime | None = None
    until: datetime | None = None
    """Anything said or done in them in this time; `until` is not included."""
    tags: tuple[str, ...] = ()
    """All of these."""
    facts: tuple[tuple[str, Any], ...] = ()
    """Name and value, all of these; a value of None: any."""
    situation: str = ""


def closed_between(
    *, since: datetime, until: datetime, most: int, beyond: Held | None = None
) -> tuple[Held, ...]:
    """The matters closed in a time, the oldest first; `since` is included, `until` is not.

    With `beyond`, those that come after that one: the next page. What was closed elsewhere, and brought in so,
    is left out.
    """
    rows = Case.objects.filter(state=Case.State.CLOSED, closed_at__gte=since, closed_at__lt=until)
    rows = rows.exclude(opened_by__startswith=IMPORTED, closed_by="")
    if beyond is not None:
        later = Q(closed_at__gt=beyond.closed_at)
        rows = rows.filter(later | Q(closed_at=beyond.closed_at, pk__gt=beyond.id))
    return tuple(held(row) for row in rows.order_by("closed_at", "pk")[:most])


def praising_since(since: datetime, *, after: str = "", most: int) -> tuple[tuple[Held, str], ...]:
    """The matters that are praise, opened here since, each with their words; of that instant, those after."""
    later = Q(opened_at__gt=since) | Q(opened_at=since, pk__gt=after)
    rows = Case.objects.filter(later, kind=Case.Kind.PRAISE, opened_at__gte=since)
    here = rows.exclude(opened_by__startswith=IMPORTED).order_by("opened_at", "pk")
    return tuple((held(row), said_first(row.pk) or row.wish) for row in here[:most])


def said_first(case: str) -> str:
    """What the person of a matter wrote first; empty where nothing is written down."""
    came = Entry.objects.filter(case=case, direction=Entry.Direction.IN, erased_at=None)
    return came.order_by("at", "pk").values_list("text", flat=True).first() or ""


def authors_of(case: str) -> frozenset[str]:
    """The colleagues who said or wrote something in a matter."""
    authors = Entry.objects.filter(case=case).exclude(author="").values_list("author", flat=True)
    return frozenset(authors)


def persons_marked(marked: Marked) -> frozenset[str]:
    """The persons of the matters that have all these marks, under the ids they are kept by."""
    return frozenset(_marked(marked).exclude(person="").values_list("person", flat=True))


def wrote_about(persons: Collection[str], marked: Marked) -> frozenset[str]:
    """Which of these persons wrote to us themselves in a matter that has all these marks."""
    came = Entry.objects.filter(case=OuterRef("pk"), direction=Entry.Direction.IN)
    rows = _marked(marked).filter(Exists(came), person__in=persons)
    return frozenset(rows.values_list("person", flat=True))


def open_about(persons: Collection[str], marked: Marked) -> str:
    """The newest open matter of a person with all these marks in which they asked nothing; empty: none."""
    came = Entry.objects.filter(case=OuterRef("pk"), direction=Entry.Direction.IN)
    rows = _marked(marked).filter(~Exists(came), state=Case.State.OPEN, person__in=persons)
    return rows.order_by("-opened_at").values_list("pk", flat=True).first() or ""


def _marked(marked: Marked) -> QuerySet[Case]:
    rows = Case.objects.all()
    if marked.paths:
        sites = reduce(lambda found, path: found | Q(path__startswith=path), marked.paths, Q(pk__in=()))
        ids = [each.id for each in people.nodes_below(marked.paths)]
        rows = rows.filter(sites | Q(path="", site__in=ids))
    if marked.situation:
        rows = rows.filter(situation=marked.situation)
    for tag in marked.tags:
        rows = rows.filter(Exists(Tag.objects.filter(case=OuterRef("pk"), name=tag)))
    for name, value in marked.facts:
        said = Q(case=OuterRef("pk"), name=name) & (Q() if value is None else Q(value=value))
        rows = rows.filter(Exists(Fact.objects.filter(said)))
    if marked.since or marked.until:
        rows = rows.filter(
            _at(marked, "opened_at")
            | Q(Exists(Entry.objects.filter(Q(case=OuterRef("pk")) & _at(marked, "at"))))
        )
    return rows


def _at(marked: Marked, moment: str) -> Q:
    bounds = ((f"{moment}__gte", marked.since), (f"{moment}__lt", marked.until))
    return reduce(and_, (Q(**{name: value}) for name, value in bounds if value is not None), Q())


def replied_in(cases: Collection[str]) -> int:
    """In how many of these matters the person has written to us."""
    came = Entry.objects.filter(case__in=cases, direction=Entry.Direction.IN, kind=Entry.Kind.MESSAGE)
    return came.values("case").distinct().count()
