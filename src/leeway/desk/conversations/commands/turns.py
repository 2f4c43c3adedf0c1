"""Who sees to a matter that nobody sees to? Those on duty, in turn: whoever has the fewest.

Start reading at `assign_in_turn`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from leeway.desk.cases.queries import Held


def assign_in_turn(held: Iterable[Held], *, by: str, at: datetime) -> int:
    """Give each of these matters that has no owner to somebody on duty at its site or above; say how many.

    Whoever owns the fewest open matters gets the next; among equals the order of names counts. AI agents get
    none.
    """
    load: dict[str, int] = {}
    given = 0
    for each in held:
        if each.owner or each.state != "open":
            continue
        there = _on_duty(each.site, at=at)
        unseen = [one for one in there if one not in load]
        load |= matters.load_of(unseen) if unseen else {}
        if not there:
            continue
        chosen = min(there, key=lambda one: (load[one], one))
        cases.assign(each.id, to=chosen, by=by, at=at)
        load[chosen] += 1
        given += 1
    return given


def _on_duty(site: str, *, at: datetime) -> tuple[str, ...]:
    """Who is on duty at a site, or above it; at a node above sites, those on duty below it too."""
    place = people.place(site)
    if place is None:
        return ()
    on_duty = [each.colleague for each in people.authorities_at(place.id, at=at) if each.on_duty]
    below = [each.who.id for each in people.on_duty_at(place.path, at=at) if not each.who.ai]
    return tuple(dict.fromkeys([*below, *on_duty]))
