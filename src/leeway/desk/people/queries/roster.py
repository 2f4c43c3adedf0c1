"""What is known of one colleague's work? Where they are posted, as what, and which certificates hold.

Start reading at `roster_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from leeway.desk.people.models import Colleague, Posting
from leeway.desk.people.queries.colleagues import certificates_of

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An authority at a site and below it."""

    site: str
    path: str
    authority: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One colleague: who they are, where they serve, what they have proved."""

    id: str
    name: str
    language: str
    ai: bool
    is_active: bool
    postings: tuple[Posted, ...]
    certificates: tuple[str, ...]


def roster_of(colleague: str, *, at: datetime) -> Roster | None:
    """A colleague with their postings and certificates of now; None where there is none."""
    found = Colleague.objects.filter(pk=colleague).first()
    if found is None:
        return None
    held = Posting.objects.filter(colleague=colleague, since__lte=at).filter(Q(until=None) | Q(until__gt=at))
    return Roster(
        id=found.pk,
        name=found.name,
        language=found.language,
        ai=found.ai,
        is_active=found.is_active,
        postings=tuple(
            Posted(site=each.site_id, path=each.site.path, authority=each.authority, since=each.since)
            for each in held.select_related("site").order_by("site__path")
        ),
        certificates=tuple(sorted(certificates_of(colleague, at=at))),
    )
