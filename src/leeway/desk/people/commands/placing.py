"""Where does somebody work, and as what? Postings, responsibilities, certificates.

Nothing is rewritten: what ends keeps its dates. Start reading at `post`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from leeway.desk.people.commands.errors import LastInChargeError
from leeway.desk.people.models import Certificate, Colleague, Duty, Posting, Responsibility

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def post(colleague: str, *, site: str, authority: str, at: datetime) -> None:
    """Give a colleague an authority at a site, in place of the one they had there."""
    Posting.objects.filter(colleague=colleague, site=site, until=None).update(until=at)
    Posting.objects.create(colleague_id=colleague, site_id=site, authority=authority, since=at)


@transaction.atomic
def end_posting(colleague: str, *, site: str, at: datetime) -> None:
    """End what a colleague may decide at a site, and their duty there; that it was so stays known."""
    Posting.objects.filter(colleague=colleague, site=site, until=None).update(until=at)
    Duty.objects.filter(colleague=colleague, site=site, until=None).update(until=at)


@transaction.atomic
def put_in_charge(colleague: str, *, site: str, of: str) -> None:
    """Let a colleague look after `policies`, `people` or `operations` of a site and all below."""
    Responsibility.objects.get_or_create(colleague_id=colleague, site_id=site, kind=Responsibility.Kind(of))


@transaction.atomic
def relieve(colleague: str, *, site: str, of: str) -> None:
    """Let a colleague look after it no longer.

    Raises: LastInChargeError where nobody would be left who looks after everybody.
    """
    Responsibility.objects.filter(colleague=colleague, site=site, kind=of).delete()
    _somebody_in_charge()


@transaction.atomic
def leave(colleague: str, *, at: datetime) -> None:
    """Somebody works here no longer: they cannot sign in, decide or be asked; their record stays.

    Raises: LastInChargeError where nobody would be left who looks after everybody.
    """
    Colleague.objects.filter(pk=colleague).update(is_active=False)
    Posting.objects.filter(colleague=colleague, until=None).update(until=at)
    Duty.objects.filter(colleague=colleague, until=None).update(until=at)
    _somebody_in_charge()


@transaction.atomic
def come_back(colleague: str) -> None:
    """Somebody works here again; where and as what is said by posting them."""
    Colleague.objects.filter(pk=colleague).update(is_active=True)


@transaction.atomic
def certify(
    colleague: str, *, name: str, at: datetime, by: str | None = None, expires_at: datetime | None = None
) -> None:
    """Give a certificate, in place of one of the same name that is about to end."""
    held = Certificate.objects.filter(colleague=colleague, name=name, withdrawn_at=None)
    held.filter(Q(expires_at=None) | Q(expires_at__gt=at)).update(withdrawn_at=at, withdrawn_by=by)
    Certificate.objects.create(
        colleague_id=colleague, name=name, given_at=at, given_by_id=by, expires_at=expires_at
    )


@transaction.atomic
def withdraw_certificate(colleague: str, *, name: str, at: datetime, by: str) -> None:
    """Take a certificate back; what it opened is closed from now on."""
    held = Certificate.objects.filter(colleague=colleague, name=name, withdrawn_at=None)
    held.filter(Q(expires_at=None) | Q(expires_at__gt=at)).update(withdrawn_at=at, withdrawn_by=by)


def _somebody_in_charge() -> None:
    left = Responsibility.objects.filter(
        kind=Responsibility.Kind.PEOPLE, site__parent=None, colleague__is_active=True
    )
    if not left.exists():
        raise LastInChargeError
