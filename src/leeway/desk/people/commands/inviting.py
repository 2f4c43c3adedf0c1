"""How does somebody new join? By an invitation that expires, works once and can be withdrawn.

Only digests of links are kept: a link is shown once, to whoever made it. Start reading at `invite`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.people.commands.errors import EmailTakenError
from leeway.desk.people.commands.joining import add_colleague, digest_of
from leeway.desk.people.commands.placing import post
from leeway.desk.people.models import Colleague, Invitation

if TYPE_CHECKING:
    from datetime import datetime

INVITATION_LASTS: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Who is invited, to serve where and as what."""

    name: str
    site: str
    authority: str
    email: str = ""
    language: str = "en"


@transaction.atomic
def invite(invitee: Invitee, *, by: str, at: datetime, lasts: timedelta = INVITATION_LASTS) -> str:
    """Invite somebody; give the token of their link, which lasts 7 days unless said.

    Raises: EmailTakenError when a colleague signs in with the address already.
    """
    if invitee.email and Colleague.objects.filter(email__iexact=invitee.email).exists():
        raise EmailTakenError
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(
        digest=digest_of(token), name=invitee.name, email=invitee.email, language=invitee.language,
        site_id=invitee.site, authority=invitee.authority, invited_by_id=by, made_at=at, expires_at=at + lasts,
    )  # fmt: skip
    return token


@transaction.atomic
def accept_invitation(
    token: str, *, at: datetime, name: str = "", email: str = "", id_: str | None = None
) -> str | None:
    """Become a colleague by an invitation; their id, or None when it was used, withdrawn or has expired.

    Name and address are as invited unless the person says otherwise.

    Raises: EmailTakenError when a colleague signs in with the address already; the link stays good.
    """
    found = Invitation.objects.filter(digest=digest_of(token))
    if not found.filter(used_at=None, withdrawn_at=None, expires_at__gt=at).update(used_at=at):
        return None
    invitation = found.get()
    address = email or invitation.email
    if address and Colleague.objects.filter(email__iexact=address).exists():
        raise EmailTakenError
    added = add_colleague(
        name=name or invitation.name, at=at, id_=id_, email=address, language=invitation.language
    )
    post(added, site=invitation.site_id, authority=invitation.authority, at=at)
    found.update(became=added)
    return added


@transaction.atomic
def withdraw_invitation(invitation: str, *, at: datetime) -> None:
    """Let a link lead nowhere, unless somebody joined by it already."""
    Invitation.objects.filter(digest=invitation, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
