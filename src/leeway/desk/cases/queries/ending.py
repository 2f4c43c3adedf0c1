"""How did matters of before end? Those of a person or a site that are over, with their marks and endings.

Which of them are like another one is for whoever asks to say. Start reading at `over_at`, then `endings_of`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from leeway.desk.cases.models import Case, Entry, Fact, Tag
from leeway.desk.cases.queries.waiting import held

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import QuerySet

    from leeway.desk.cases.queries.waiting import Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A matter with what it can be compared by."""

    held: Held
    situation: str
    marks: frozenset[str]
    """Its tags, and its facts that are words: a product, a programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What came of a matter."""

    deed: str = ""
    """What was decided last, in words."""
    score: int | None = None
    """How content its person was at last, 1 to 5; None: nobody knows."""


def marked(case: str) -> Marks | None:
    """One matter with its marks; None where there is none."""
    return next(iter(_marked(Case.objects.filter(pk=case), most=1)), None)


def over_of(persons: Collection[str], *, most: int) -> tuple[Marks, ...]:
    """The latest matters of a person, under all their ids, that are over."""
    return _marked(Case.objects.filter(_OVER, person__in=persons), most=most)


def over_at(site: str, *, most: int) -> tuple[Marks, ...]:
    """Those of the latest matters of a site that are over."""
    latest = Case.objects.filter(site=site).order_by("-opened_at")[:most]
    return tuple(each for each in _marked(latest, most=most) if each.held.state != Case.State.OPEN)


def endings_of(cases: Collection[str]) -> Mapping[str, Ending]:
    """By matter, what was decided in it last and how content its person was."""
    told = Q(kind=Entry.Kind.DECISION) | Q(kind=Entry.Kind.EVENT, happened="answered")
    deeds: dict[str, str] = {}
    scores: dict[str, int] = {}
    for said in Entry.objects.filter(told, case__in=cases).order_by("at", "pk"):
        assert said.case_id is not None, "the filter asks for it"
        if said.kind == Entry.Kind.DECISION:
            deeds[said.case_id] = said.text or str(said.details.get("text") or said.details.get("action") or "")
        elif isinstance(score := said.details.get("score"), int):
            scores[said.case_id] = score
    return {each: Ending(deed=deeds.get(each, ""), score=scores.get(each)) for each in cases}


_OVER = ~Q(state=Case.State.OPEN)


def _marked(rows: QuerySet[Case], *, most: int) -> tuple[Marks, ...]:
    found = list((rows if rows.query.is_sliced else rows.order_by("-opened_at")[:most]).defer("proposed"))
    marks = _marks({row.pk for row in found})
    return tuple(
        Marks(held=held(row), situation=row.situation, marks=frozenset(marks.get(row.pk, ()))) for row in found
    )


def _marks(cases: Collection[str]) -> Mapping[str, set[str]]:
    marks: dict[str, set[str]] = defaultdict(set)
    for case, name in Tag.objects.filter(case__in=cases).values_list("case", "name"):
        marks[case].add(name)
    for case, name, value in Fact.objects.filter(case__in=cases).values_list("case", "name", "value"):
        if isinstance(value, str):
            marks[case].add(f"{name} = {value.casefold()}")
    return marks
