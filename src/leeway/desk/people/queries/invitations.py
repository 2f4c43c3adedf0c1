"""Which links are open? Invitations as whoever made them sees them, and as whoever follows them does.

Tokens are not kept; a link is found by its digest. Start reading at `open_invitations`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.desk.people.models import Invitation, SetUpLink

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation."""

    id: str
    name: str
    email: str
    language: str
    site: str
    site_name: str
    authority: str
    invited_by: str
    expires_at: datetime


def open_invitations(site: str, *, at: datetime) -> tuple[Invited, ...]:
    """The invitations to a site that could still be accepted, the newest first."""
    found = Invitation.objects.filter(site=site, used_at=None, withdrawn_at=None, expires_at__gt=at)
    return tuple(_seen(each) for each in found.select_related("site", "invited_by").order_by("-made_at"))


def invitation(id_: str) -> Invited | None:
    """An invitation by its id, whatever became of it."""
    found = Invitation.objects.filter(pk=id_).select_related("site", "invited_by").first()
    return None if found is None else _seen(found)


def invitation_by_link(token: str, *, at: datetime) -> Invited | None:
    """The invitation of a link; None when it was used, withdrawn, has expired or never was."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    found = Invitation.objects.filter(pk=digest, used_at=None, withdrawn_at=None, expires_at__gt=at)
    known = found.select_related("site", "invited_by").first()
    return None if known is None else _seen(known)


def is_set_up_link(token: str, *, at: datetime) -> bool:
    """Whether a link could set up this desk."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    return SetUpLink.objects.filter(pk=digest, expires_at__gt=at).exists()


def _seen(row: Invitation) -> Invited:
    return Invited(
        id=row.pk, name=row.name, email=row.email, language=row.language, site=row.site_id,
        site_name=row.site.name, authority=row.authority,
        invited_by=row.invited_by.name if row.invited_by else "", expires_at=row.expires_at,
    )  # fmt: skip
