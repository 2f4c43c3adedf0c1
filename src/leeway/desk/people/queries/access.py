"""May this colleague see or do that here? The only functions that decide it, one condition a line.

Start reading at `may_decide_at`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.desk.people.models import Responsibility
from leeway.desk.people.queries.colleagues import authorities_at
from leeway.desk.people.queries.sites import place, places_of

if TYPE_CHECKING:
    from datetime import datetime


def may_decide_at(colleague: str, site: str, *, at: datetime) -> bool:
    """Whoever has an authority at a site, or above it, may decide there."""
    return bool(authorities_at(site, at=at, colleague=colleague))


def may_see_site(colleague: str, site: str, *, at: datetime) -> bool:
    """Whoever may decide at a site or looks after something there may see it."""
    return (
        may_decide_at(colleague, site, at=at)
        or may_look_after("policies", colleague, site)
        or may_look_after("people", colleague, site)
        or may_look_after("operations", colleague, site)
    )


def may_lead_people_at(colleague: str, site: str) -> bool:
    """Whoever looks after the people of a site may invite, post and certify there."""
    return may_look_after("people", colleague, site)


def may_look_after(kind: str, colleague: str, site: str) -> bool:
    """A responsibility holds at its site and everywhere below."""
    found = place(site)
    return (
        found is not None
        and Responsibility.objects.filter(colleague=colleague, kind=kind, site__in=found.lineage).exists()
    )


def sites_within(colleague: str, *, at: datetime) -> tuple[str, ...]:
    """The paths under which a colleague may see what happens: that of each site where they are posted."""
    return tuple(each.path for each in places_of(colleague, at=at))
