"""How does the tree of sites look to somebody? Branches they may see, in order, with how many serve there.

Start reading at `branches`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q

from leeway.desk.people.models import Duty, Posting, Site
from leeway.desk.people.queries.sites import Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

BRANCHES_PAGE_ROWS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A site as a line of the tree."""

    id: str
    name: str
    depth: int
    """0 for the topmost that is shown."""
    posted_count: int
    on_duty_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches:
    """One page of the tree."""

    rows: tuple[Branch, ...]
    total: int
    page: int

    @property
    def page_count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // BRANCHES_PAGE_ROWS))


def branches(paths: Sequence[str], *, at: datetime, name: str = "", page: int = 1) -> Branches:
    """The sites at and below the paths, each under the one above it; only those whose name has some letters."""
    found = _below(paths)
    if name.strip():
        found = [each for each in found if re.search(re.escape(name.strip()), each[1], re.IGNORECASE)]
    page = min(max(page, 1), max(1, -(-len(found) // BRANCHES_PAGE_ROWS)))
    shown = found[(page - 1) * BRANCHES_PAGE_ROWS : page * BRANCHES_PAGE_ROWS]
    ids = [id_ for id_, *_ in shown]
    lasting = Posting.objects.filter(site__in=ids, since__lte=at, colleague__is_active=True)
    posted = lasting.filter(Q(until=None) | Q(until__gt=at))
    posted_counts = dict(posted.values_list("site").annotate(Count("pk")))
    duty_counts = dict(Duty.objects.filter(site__in=ids, until=None).values_list("site").annotate(Count("pk")))
    return Branches(
        rows=tuple(
            Branch(
                id=id_, name=said, depth=0 if name else min(depth, 4),
                posted_count=posted_counts.get(id_, 0), on_duty_count=duty_counts.get(id_, 0),
            )
            for id_, said, depth in shown
        ),
        total=len(found), page=page,
    )  # fmt: skip


def way_to(place: Place) -> tuple[Place, ...]:
    """The sites above a place, topmost first."""
    above = Site.objects.in_bulk(place.lineage[:-1])
    return tuple(_seen(above[each]) for each in place.lineage[:-1] if each in above)


def just_below(site: str) -> tuple[Place, ...]:
    """The sites right below one, by name."""
    return tuple(_seen(each) for each in Site.objects.filter(parent=site).order_by("name"))


def _below(paths: Sequence[str]) -> list[tuple[str, str, int]]:
    """Id, name and depth of each site, depth first and by name among those of one parent."""
    if not paths:
        return []
    within = reduce(or_, (Q(path__startswith=path) for path in paths))
    children: dict[str | None, list[tuple[str, str]]] = {}
    known = set()
    for id_, name, parent in Site.objects.filter(within).values_list("id", "name", "parent"):
        known.add(id_)
        children.setdefault(parent, []).append((name, id_))
    tops = [(name, id_) for parent, each in children.items() if parent not in known for name, id_ in each]
    found: list[tuple[str, str, int]] = []
    waiting = [(name, id_, 0) for name, id_ in sorted(tops, reverse=True)]
    while waiting:
        name, id_, depth = waiting.pop()
        found.append((id_, name, depth))
        below = sorted(children.get(id_, ()), reverse=True)
        waiting += [(below_name, below_id, depth + 1) for below_name, below_id in below]
    return found


def _seen(site: Site) -> Place:
    return Place(id=site.pk, name=site.name, path=site.path, zone=site.zone)
