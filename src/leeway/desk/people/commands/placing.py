"""Where does somebody work, and as what? Sites, postings, responsibilities, certificates, duty.

Start reading at `post`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from leeway.desk.clock import new_id
from leeway.desk.people.models import Certificate, Duty, Posting, Responsibility, Site

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def add_site(*, name: str, parent: str | None = None, id_: str | None = None, zone: str = "") -> str:
    """Add a site under another (None: the root); give its id."""
    key = id_ or new_id()
    above = "" if parent is None else Site.objects.get(pk=parent).path
    Site.objects.create(pk=key, name=name, parent_id=parent, path=f"{above}{key}/", zone=zone)
    return key


@transaction.atomic
def post(colleague: str, *, site: str, authority: str, at: datetime) -> None:
    """Give a colleague an authority at a site, in place of the one they had there."""
    Posting.objects.filter(colleague=colleague, site=site, until=None).update(until=at)
    Posting.objects.create(colleague_id=colleague, site_id=site, authority=authority, since=at)


@transaction.atomic
def put_in_charge(colleague: str, *, site: str, of: str) -> None:
    """Let a colleague look after `policies`, `people` or `operations` of a site and all below."""
    Responsibility.objects.get_or_create(colleague_id=colleague, site_id=site, kind=Responsibility.Kind(of))


@transaction.atomic
def certify(
    colleague: str, *, name: str, at: datetime, by: str | None = None, expires_at: datetime | None = None
) -> None:
    """Give a certificate, in place of one of the same name that is about to end."""
    held = Certificate.objects.filter(colleague=colleague, name=name, withdrawn_at=None)
    held.filter(Q(expires_at=None) | Q(expires_at__gt=at)).update(withdrawn_at=at)
    Certificate.objects.create(
        colleague_id=colleague, name=name, given_at=at, given_by_id=by, expires_at=expires_at
    )


@transaction.atomic
def go_on_duty(colleague: str, *, site: str, at: datetime) -> None:
    """Begin a stretch of duty at a site; one elsewhere ends."""
    Duty.objects.filter(colleague=colleague, until=None).update(until=at)
    Duty.objects.create(colleague_id=colleague, site_id=site, since=at)


@transaction.atomic
def go_off_duty(colleague: str, *, at: datetime) -> None:
    """End the stretch of duty, if there is one."""
    Duty.objects.filter(colleague=colleague, until=None).update(until=at)
