"""How do whole networks come to a desk? Sites and colleagues by the thousand, in a few statements.

Start reading at `add_colleagues`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction

from leeway.desk.people.models import Certificate, Colleague, Duty, Posting, Site

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who serves at a site, with what they may and know."""

    id: str
    name: str
    site: str
    authority: str
    certificates: tuple[str, ...] = ()
    on_duty: bool = False


@transaction.atomic
def add_sites(sites: Iterable[tuple[str, str, str]]) -> None:
    """Add sites, each with id, name and the id of the one above, which is there already."""
    wanted = list(sites)
    above = Site.objects.in_bulk({parent for _, _, parent in wanted})
    Site.objects.bulk_create(
        [
            Site(pk=id_, name=name, parent_id=parent, path=f"{above[parent].path}{id_}/")
            for id_, name, parent in wanted
        ]
    )


@transaction.atomic
def add_colleagues(members: Iterable[Member], *, at: datetime) -> None:
    """Add colleagues with posting, certificates and, where they are on duty, their duty."""
    wanted = list(members)
    unusable = make_password(None)
    Colleague.objects.bulk_create(
        [Colleague(pk=each.id, name=each.name, joined_at=at, password=unusable) for each in wanted]
    )
    Posting.objects.bulk_create(
        [
            Posting(colleague_id=each.id, site_id=each.site, authority=each.authority, since=at)
            for each in wanted
        ]
    )
    Certificate.objects.bulk_create(
        [
            Certificate(colleague_id=each.id, name=name, given_at=at)
            for each in wanted
            for name in each.certificates
        ]
    )
    Duty.objects.bulk_create(
        [Duty(colleague_id=each.id, site_id=each.site, since=at) for each in wanted if each.on_duty]
    )
