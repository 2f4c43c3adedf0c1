"""May this colleague see or do that here? The only functions that decide it, one condition a line.

Start reading at `may_decide_at`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from leeway.desk.people.models import Posting, Responsibility, Site
from leeway.desk.people.queries.colleagues import authorities_at, who
from leeway.desk.people.queries.sites import place, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


def may_decide_at(colleague: str, site: str, *, at: datetime) -> bool:
    """Whoever has an authority at a site, or above it, may decide there."""
    return bool(authorities_at(site, at=at, colleague=colleague))


def holds_at(colleague: str, site: str, *, authorities: Sequence[str], at: datetime) -> bool:
    """Whether somebody has one of the authorities at a site, or above it."""
    held = {each.authority for each in authorities_at(site, at=at, colleague=colleague)}
    return not held.isdisjoint(authorities)


def may_answer_at(
    colleague: str, site: str, *, askers: Sequence[str], authorities: Sequence[str], at: datetime
) -> bool:
    """Whoever has the authority asked for, or one above, may answer; nobody their own question, no AI."""
    known = who(colleague)
    return (
        known is not None
        and not known.ai
        and colleague not in askers
        and holds_at(colleague, site, authorities=authorities, at=at)
    )


def may_see_decisions_at(colleague: str, site: str, *, authorities: Sequence[str], at: datetime) -> bool:
    """Whoever has one of the authorities above who decided, or looks after the policies."""
    return holds_at(colleague, site, authorities=authorities, at=at) or may_look_after(
        "policies", colleague, site
    )


def may_reverse_at(colleague: str, site: str, *, actor: str, authorities: Sequence[str], at: datetime) -> bool:
    """Whoever stands above the one who decided may reverse it; `authorities` are those above."""
    known = who(colleague)
    return (
        known is not None
        and not known.ai
        and colleague != actor
        and holds_at(colleague, site, authorities=authorities, at=at)
    )


def may_stop_at(colleague: str, site: str, *, authorities: Sequence[str], at: datetime) -> bool:
    """Whoever has an authority above the lowest may stop and resume there; `authorities` are those."""
    known = who(colleague)
    return known is not None and not known.ai and holds_at(colleague, site, authorities=authorities, at=at)


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


def paths_seen(colleague: str, *, at: datetime) -> tuple[str, ...]:
    """The paths of the sites where somebody is posted or looks after something; all below is seen with them."""
    posted = Posting.objects.filter(colleague=colleague, since__lte=at).filter(Q(until=None) | Q(until__gt=at))
    charged = Responsibility.objects.filter(colleague=colleague)
    found = Site.objects.filter(Q(pk__in=posted.values("site")) | Q(pk__in=charged.values("site"))).values_list(
        "path", flat=True
    )
    return highest(found)


def paths_led(colleague: str) -> tuple[str, ...]:
    """The paths of the sites whose people somebody looks after; all below is led with them."""
    charged = Responsibility.objects.filter(colleague=colleague, kind=Responsibility.Kind.PEOPLE)
    return highest(charged.values_list("site__path", flat=True))


def may_see_record_of(colleague: str, of: str, *, at: datetime) -> bool:
    """Everybody sees their own record; whoever looks after the people where somebody works sees theirs."""
    return colleague == of or leads(colleague, of, at=at)


def may_change_record_of(colleague: str, of: str, *, at: datetime) -> bool:
    """Whoever looks after the people where somebody works may; nobody their own record, unless alone."""
    return leads(colleague, of, at=at) and (colleague != of or is_alone_in_charge(colleague))


def may_vouch_for(colleague: str, of: str) -> bool:
    """Letting somebody in again, or out for good, is for whoever looks after all sites they are tied to."""
    return (
        colleague != of
        and bool(ties := sites_tied_to(of))
        and all(may_lead_people_at(colleague, each) for each in ties)
    )


def leads(colleague: str, of: str, *, at: datetime) -> bool:
    """Whether somebody looks after the people of a site where another is posted, or was posted last."""
    posted = Posting.objects.filter(colleague=of)
    lasting = posted.filter(Q(until=None) | Q(until__gt=at))
    sites = (lasting if lasting.exists() else posted).values_list("site__path", flat=True)
    ids = {part for path in sites for part in path.rstrip("/").split("/")}
    return Responsibility.objects.filter(
        colleague=colleague, colleague__is_active=True, kind=Responsibility.Kind.PEOPLE, site__in=ids
    ).exists()


def is_alone_in_charge(colleague: str) -> bool:
    """Whether nobody else looks after the people of the whole desk."""
    everybody = Responsibility.objects.filter(
        kind=Responsibility.Kind.PEOPLE, site__parent=None, colleague__is_active=True
    )
    return (
        everybody.filter(colleague=colleague).exists() and not everybody.exclude(colleague=colleague).exists()
    )


def sites_tied_to(colleague: str) -> frozenset[str]:
    """The sites where somebody is or was posted or looks after something."""
    posted = Posting.objects.filter(colleague=colleague).values_list("site", flat=True)
    charged = Responsibility.objects.filter(colleague=colleague).values_list("site", flat=True)
    return frozenset(posted) | frozenset(charged)


def highest(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths that are not below another of them, in order."""
    kept: list[str] = []
    for path in sorted(paths):
        if not any(path.startswith(above) for above in kept):
            kept.append(path)
    return tuple(kept)
