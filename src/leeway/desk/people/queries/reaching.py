"""What may many colleagues decide, and where? All of it in two looks, for lists of what they did.

It says what `authorities_at` says, for any number of colleagues and all sites. Start reading at `reaches`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from leeway.desk.people.models import Posting, Responsibility, Site
from leeway.desk.people.queries.colleagues import Who, climbed, steps_that_count, whos
from leeway.desk.people.queries.sites import place, root

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """An authority that somebody has, and the path at and below which it counts."""

    authority: str
    path: str


def reaches(colleagues: Collection[str], *, at: datetime) -> Mapping[str, tuple[Reach, ...]]:
    """Every authority of each colleague, posted and earned; whoever works here no longer has none."""
    posted = Posting.objects.filter(colleague__in=colleagues, colleague__is_active=True, since__lte=at)
    rows = posted.filter(Q(until=None) | Q(until__gt=at)).values_list("colleague", "authority", "site__path")
    steps: dict[str, dict[str, str]] = {}
    for step in steps_that_count(colleagues, at=at):
        steps.setdefault(step.colleague_id, {})[step.earned_from] = step.earned_to
    found: dict[str, list[Reach]] = {}
    for colleague, posted_as, path in rows:
        for authority in (posted_as, *climbed(posted_as, steps.get(colleague, {}))):
            found.setdefault(colleague, []).append(Reach(authority=authority, path=path))
    return {colleague: tuple(each) for colleague, each in found.items()}


def held_along(reached: Iterable[Reach], path: str) -> frozenset[str]:
    """The authorities that count at the site of a path."""
    return frozenset(each.authority for each in reached if path.startswith(each.path))


def paths_looked_after(kind: str, colleague: str) -> tuple[str, ...]:
    """The paths at and below which somebody looks after policies, people or operations."""
    charged = Responsibility.objects.filter(colleague=colleague, kind=kind)
    return tuple(charged.order_by("site__path").values_list("site__path", flat=True))


def paths_of(sites: Collection[str]) -> Mapping[str, str]:
    """Where some sites are in the tree: id → path."""
    return dict(Site.objects.filter(pk__in=sites).values_list("pk", "path"))


def ais_within(paths: Sequence[str], *, at: datetime) -> tuple[Who, ...]:
    """The AI colleagues that serve at or under the paths, by name."""
    if not paths:
        return ()
    under = reduce(or_, (Q(site__path__startswith=path) for path in paths))
    posted = Posting.objects.filter(under, since__lte=at, colleague__is_active=True, colleague__ai=True)
    rows = posted.filter(Q(until=None) | Q(until__gt=at)).values_list("colleague", flat=True)
    return tuple(sorted(whos(set(rows)).values(), key=lambda each: (each.name, each.id)))


def owners() -> tuple[Who, ...]:
    """Who looks after the people of the whole desk, by name; they let everybody else in."""
    top = root()
    return () if top is None else tuple(sorted(leads_at(top.id), key=lambda each: (each.name, each.id)))


def leads_at(site: str) -> tuple[Who, ...]:
    """Who looks after the people of a site, nearest first: they invite, post and certify there."""
    found = place(site)
    if found is None:
        return ()
    charged = Responsibility.objects.filter(
        kind=Responsibility.Kind.PEOPLE, site__in=found.lineage, colleague__is_active=True
    )
    rows = sorted(charged.select_related("colleague"), key=lambda each: -found.lineage.index(each.site_id))
    known = whos({each.colleague_id for each in rows})
    return tuple(dict.fromkeys(known[each.colleague_id] for each in rows))
