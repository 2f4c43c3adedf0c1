"""How does a desk begin? By one link from the terminal, which sets up the topmost site and its owner.

Start reading at `open_desk`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.people.commands.joining import add_colleague, digest_of
from leeway.desk.people.commands.placing import post, put_in_charge
from leeway.desk.people.commands.tree import add_site
from leeway.desk.people.models import Responsibility, SetUpLink, Site

if TYPE_CHECKING:
    from datetime import datetime

SET_UP_LASTS: Final = timedelta(hours=24)


@transaction.atomic
def make_set_up_link(*, at: datetime) -> str | None:
    """Make the token of a link that sets this desk up, good for 24 hours; None when it is set up already."""
    if Site.objects.exists():
        return None
    token = secrets.token_urlsafe(24)
    SetUpLink.objects.create(digest=digest_of(token), expires_at=at + SET_UP_LASTS)
    return token


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDesk:
    """What is said of a desk when it is set up."""

    business: str
    zone: str
    owner: str
    email: str
    language: str
    authority: str
    """The owner's: the book's highest."""


@transaction.atomic
def open_desk(token: str, *, said: NewDesk, at: datetime) -> str | None:
    """Set the desk up: the topmost site, and an owner in charge of everything; their id.

    None when the link is no good any more: the desk was set up meanwhile, or the link has expired.
    """
    # Whoever deletes the link sets the desk up; a second one finds it gone.
    used, _ = SetUpLink.objects.filter(digest=digest_of(token), expires_at__gt=at).delete()
    if not used or Site.objects.exists():
        return None
    SetUpLink.objects.all().delete()
    root = add_site(name=said.business, zone=said.zone, id_="root")
    added = add_colleague(name=said.owner, at=at, email=said.email, language=said.language)
    post(added, site=root, authority=said.authority, at=at)
    for kind in Responsibility.Kind:
        put_in_charge(added, site=root, of=kind)
    return added
