"""Where is it? Sites as frozen values, found by id, by who works there, and from the root.

Start reading at `place`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from leeway.desk.people.models import Duty, Posting, Site
from leeway.desk.prepared import Look, among

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from leeway.desk.prepared import Texts


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


def places_among(sites: Collection[str]) -> Mapping[str, Place]:
    """Some sites by their ids; those that are not there are left out."""
    return {each.pk: _seen(each) for each in Site.objects.filter(pk__in=sites)}


def along_look(lineage: Sequence[str]) -> Look:
    """Some sites from the root down, to be looked up together with other things and read by `along_of`."""
    return Look(
        columns=("id", "name", "path", "zone"), source=f"from people_site where id in {among(lineage)}",
        values=tuple(lineage),
    )  # fmt: skip


def along_of(rows: Texts) -> tuple[Place, ...]:
    """The sites from the root down, from the rows of `along_look`."""
    found = (Place(id=a or "", name=b or "", path=c or "", zone=d or "") for a, b, c, d in rows)
    return tuple(sorted(found, key=lambda each: len(each.path)))


_OTHERWISE: Final[list[Callable[[], str]]] = []


def zone_of(lineage: Sequence[str]) -> str:
    """The time zone of the last of these sites that has one, from the root down; where none has, the book's."""
    places = places_among(lineage)
    zones = (places[each].zone for each in reversed(lineage) if each in places)
    return next((zone for zone in zones if zone), "") or zone_otherwise()


def own_zone() -> str:
    """The clock of the whole desk: that of the uppermost site, or of the book."""
    top = root()
    return zone_of(top.lineage if top else ())


def zone_by(book: Callable[[], str]) -> None:
    """Ask this for the zone of sites that have none, and none above them; books stand above sites."""
    _OTHERWISE[:] = [book]


def zone_otherwise() -> str:
    """The time zone of sites that have none, and none above them."""
    return next(filter(None, (book() for book in _OTHERWISE)), "UTC")


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


def sites_below(paths: Sequence[str]) -> tuple[Place, ...]:
    """The places where people are served at or under the paths: the sites that have none below them."""
    if not paths:
        return ()
    under = reduce(or_, (Q(path__startswith=path) for path in paths))
    return _all_seen(Site.objects.filter(under, children=None).order_by("path"))


def nodes_below(paths: Sequence[str]) -> tuple[Place, ...]:
    """Every site at or under the paths, regions included, in the order of the tree."""
    if not paths:
        return ()
    under = reduce(or_, (Q(path__startswith=path) for path in paths))
    return _all_seen(Site.objects.filter(under).order_by("path"))


def is_on_duty(colleague: str) -> bool:
    """Whether somebody is on duty now, anywhere."""
    return Duty.objects.filter(colleague=colleague, until=None).exists()


def posted_at(site: str, *, at: datetime) -> tuple[str, ...]:
    """The ids of the colleagues who are posted at this very site, not above it."""
    posted = Posting.objects.filter(site=site, since__lte=at, colleague__is_active=True)
    return tuple(
        posted.filter(Q(until=None) | Q(until__gt=at)).order_by("colleague").values_list("colleague", flat=True)
    )


def _seen(site: Site) -> Place:
    return Place(id=site.pk, name=site.name, path=site.path, zone=site.zone)


def _all_seen(sites: QuerySet[Site]) -> tuple[Place, ...]:
    rows = sites.values_list("pk", "name", "path", "zone")
    return tuple(Place(id=id_, name=name, path=path, zone=zone) for id_, name, path, zone in rows)
