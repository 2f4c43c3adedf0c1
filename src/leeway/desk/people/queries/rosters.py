"""Who serves where? The people of a site, those of sites above it, those on duty, and finding somebody by name.

Start reading at `people_of`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from leeway.desk.people.models import Certificate, Colleague, Duty, EarnedStep, Posting
from leeway.desk.people.queries.colleagues import Who

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

PAGE_ROWS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Somebody who serves at a site."""

    who: Who
    authority: str
    earned: str
    """The authority earned on top; empty where none is."""
    site: str
    site_name: str
    path: str
    on_duty_at: str
    """Where they are on duty now, by name; empty when they are not."""
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One page of people."""

    rows: tuple[Serving, ...]
    total: int
    page: int

    @property
    def page_count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_ROWS))


def people_of(sites: Collection[str], *, at: datetime, page: int = 1) -> Roster:
    """Those who are posted at one of the sites themselves, by name."""
    return _page(_lasting(at).filter(site__in=sites), at=at, page=page)


def people_found(name: str, *, paths: Sequence[str], at: datetime, page: int = 1) -> Roster:
    """Those whose name contains some letters, among the people at and below the paths."""
    if not paths:
        return Roster(rows=(), total=0, page=1)
    within = reduce(or_, (Q(site__path__startswith=path) for path in paths))
    # A pattern, because SQLite's own comparison knows capitals of Latin letters only.
    return _page(_lasting(at).filter(within, colleague__name__iregex=re.escape(name.strip())), at=at, page=page)


def on_duty_at(path: str, *, at: datetime) -> tuple[Serving, ...]:
    """Those who are on duty at a site or below it now, at most one page of them."""
    duties = Duty.objects.filter(until=None, since__lte=at, site__path__startswith=path)
    found = duties.select_related("colleague", "site").order_by("colleague__name")[:PAGE_ROWS]
    held = _certificates({each.colleague_id for each in found}, at=at)
    return tuple(
        Serving(
            who=_who(each.colleague), authority="", earned="",
            site=each.site_id, site_name=each.site.name, path=each.site.path,
            on_duty_at=each.site.name, certificates=held.get(each.colleague_id, ()),
        )
        for each in found
    )  # fmt: skip


def _lasting(at: datetime) -> QuerySet[Posting]:
    lasting = Posting.objects.filter(since__lte=at, colleague__is_active=True)
    return lasting.filter(Q(until=None) | Q(until__gt=at))


def _page(postings: QuerySet[Posting], *, at: datetime, page: int) -> Roster:
    total = postings.count()
    page = min(max(page, 1), max(1, -(-total // PAGE_ROWS)))
    ordered = postings.select_related("colleague", "site").order_by("colleague__name", "pk")
    rows = list(ordered[(page - 1) * PAGE_ROWS : page * PAGE_ROWS])
    ids = {each.colleague_id for each in rows}
    duties = dict(Duty.objects.filter(colleague__in=ids, until=None).values_list("colleague", "site__name"))
    held = _certificates(ids, at=at)
    steps = {
        (each.colleague_id, each.earned_from): each
        for each in EarnedStep.objects.filter(colleague__in=ids, taken_back_at=None)
    }
    return Roster(
        rows=tuple(
            Serving(
                who=_who(each.colleague), authority=each.authority,
                earned=_earned(steps.get((each.colleague_id, each.authority)), held.get(each.colleague_id, ())),
                site=each.site_id, site_name=each.site.name, path=each.site.path,
                on_duty_at=duties.get(each.colleague_id, ""), certificates=held.get(each.colleague_id, ()),
            )
            for each in rows
        ),
        total=total, page=page,
    )  # fmt: skip


def _earned(step: EarnedStep | None, certificates: Collection[str]) -> str:
    if step is None or (step.certificate and step.certificate not in certificates):
        return ""
    return step.earned_to


def _certificates(colleagues: Collection[str], *, at: datetime) -> dict[str, tuple[str, ...]]:
    found = Certificate.objects.filter(colleague__in=colleagues, withdrawn_at=None, given_at__lte=at)
    lasting = found.filter(Q(expires_at=None) | Q(expires_at__gt=at)).order_by("name")
    held: dict[str, tuple[str, ...]] = {}
    for colleague, name in lasting.values_list("colleague", "name"):
        held[colleague] = (*held.get(colleague, ()), name)
    return held


def _who(colleague: Colleague) -> Who:
    return Who(
        id=colleague.pk, name=colleague.name, language=colleague.language, ai=colleague.ai,
        email=colleague.email or "",
    )  # fmt: skip
