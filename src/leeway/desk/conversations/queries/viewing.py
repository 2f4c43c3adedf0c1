"""Who else has this person's page open? So that two do not write the same answer.

Start reading at `others_looking`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from leeway.desk.conversations.models import Viewing
from leeway.desk.people.queries.colleagues import names_of
from leeway.desk.prepared import Look, instant, true

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from leeway.desk.prepared import Texts

LASTS: Final = timedelta(seconds=75)
"""A page says every half minute that it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """A colleague who has the page open."""

    name: str
    writes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A colleague who had the page open a moment ago."""

    colleague: str
    seen_at: datetime
    writes: bool


def others_looking(person: str, *, me: str, at: datetime) -> tuple[Looking, ...]:
    """The colleagues besides oneself who look at a person now."""
    rows = Viewing.objects.filter(person=person, seen_at__gt=at - LASTS).exclude(colleague=me)
    found = [Viewer(colleague=row.colleague, seen_at=row.seen_at, writes=row.writes) for row in rows]
    names = names_of({each.colleague for each in found}) if found else {}
    return others_among(found, me=me, at=at, names=names)


def others_among(
    viewers: Iterable[Viewer], *, me: str, at: datetime, names: Mapping[str, str]
) -> tuple[Looking, ...]:
    """Of those who had the page open, the others who have it open now, the first to come first."""
    now = sorted((each for each in viewers if each.seen_at > at - LASTS), key=lambda each: each.seen_at)
    return tuple(
        Looking(name=names.get(each.colleague, each.colleague), writes=each.writes)
        for each in now
        if each.colleague != me
    )


def viewers_look(person: str) -> Look:
    """Who had a person's page open, to be looked up together with other things and read by `viewers_from`."""
    return Look(
        columns=("colleague", "seen_at", "writes"), source="from conversations_viewing where person = %s",
        values=(person,),
    )  # fmt: skip


def viewers_from(rows: Texts) -> tuple[Viewer, ...]:
    """Who had the page open, from the rows of `viewers_look`."""
    return tuple(
        Viewer(colleague=colleague or "", seen_at=seen_at, writes=true(writes))
        for colleague, text, writes in rows
        if (seen_at := instant(text))
    )
