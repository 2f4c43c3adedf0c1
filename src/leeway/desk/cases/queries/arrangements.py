"""What was arranged for a site itself? Its own hours, holidays and terms, apart from those of sites above.

Start reading at `own_hours`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.desk.cases.models import Holiday, Hours, Term

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerm:
    """By when matters of a kind are answered at a site; no kind: those without a term of their own."""

    kind: str
    minutes: int
    while_open: bool
    words: str
    source: str


def own_hours(site: str) -> Mapping[int, tuple[tuple[time, time], ...]]:
    """When a site itself is open, by weekday (0 is Monday); empty where it has no hours of its own."""
    week: dict[int, tuple[tuple[time, time], ...]] = {}
    for row in Hours.objects.filter(site=site).order_by("weekday", "opens"):
        week[row.weekday] = (*week.get(row.weekday, ()), (row.opens, row.closes))
    return week


def own_holidays(site: str, *, since: date) -> tuple[tuple[date, str], ...]:
    """The days on which a site itself is closed, with their names, from a day on."""
    rows = Holiday.objects.filter(site=site, day__gte=since).order_by("day")
    return tuple(rows.values_list("day", "name"))


def own_terms(site: str) -> Mapping[str, OwnTerm]:
    """By kind, the terms of a site itself."""
    return {
        row.kind: OwnTerm(
            kind=row.kind, minutes=row.minutes, while_open=row.while_open, words=row.words, source=row.source
        )
        for row in Term.objects.filter(site=site)
    }  # fmt: skip
