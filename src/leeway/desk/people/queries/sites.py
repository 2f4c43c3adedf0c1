"""Where is it? Sites as frozen values, found by id, by who works there, and from the root.

Start reading at `place`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from leeway.desk.people.models import Duty, Posting, Site

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A site as others see it."""

    id: str
    name: str
    path: str
    zone: str

    @property
    def lineage(self) -> tuple[str, ...]:
        """The ids from the root down to this site."""
        return tuple(self.path.rstrip("/").split("/"))


def place(site: str) -> Place | None:
    """A site by its id; None where there is none."""
    found = Site.objects.filter(pk=site).first()
    return None if found is None else _seen(found)


def root() -> Place | None:
    """The node above all sites; None on a desk that was not set up yet."""
    found = Site.objects.filter(parent=None).order_by("path").first()
    return None if found is None else _seen(found)


def places_of(colleague: str, *, at: datetime) -> tuple[Place, ...]:
    """The sites where a colleague is posted, in the order of the tree."""
    posted = Posting.objects.filter(colleague=colleague, since__lte=at).filter(Q(until=None) | Q(until__gt=at))
    return tuple(_seen(site) for site in Site.objects.filter(postings__in=posted).distinct().order_by("path"))


def home_site(colleague: str, *, at: datetime) -> Place | None:
    """Where somebody serves now: where they are on duty, else where they are posted."""
    duty = Duty.objects.filter(colleague=colleague, until=None).select_related("site").first()
    if duty is not None:
        return _seen(duty.site)
    return next(iter(places_of(colleague, at=at)), None)


def _seen(site: Site) -> Place:
    return Place(id=site.pk, name=site.name, path=site.path, zone=site.zone)
