"""Who else has this person's page open? So that two do not write the same answer.

Start reading at `others_looking`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from leeway.desk.conversations.models import Viewing
from leeway.desk.people.queries.colleagues import names_of

if TYPE_CHECKING:
    from datetime import datetime

LASTS: Final = timedelta(seconds=75)
"""A page says every half minute that it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """A colleague who has the page open."""

    name: str
    writes: bool


def others_looking(person: str, *, me: str, at: datetime) -> tuple[Looking, ...]:
    """The colleagues besides oneself who look at a person now."""
    rows = Viewing.objects.filter(person=person, seen_at__gt=at - LASTS).exclude(colleague=me)
    writes = dict(rows.order_by("seen_at").values_list("colleague", "writes"))
    names = names_of(writes) if writes else {}
    return tuple(Looking(name=names.get(each, each), writes=writing) for each, writing in writes.items())
