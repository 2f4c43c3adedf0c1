"""How does somebody become a colleague and sign in? Directly, by invitation, by a link that works once.

Only digests of links are kept. Start reading at `add_colleague`.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.clock import new_id
from leeway.desk.people.models import Colleague, SignInLink
from leeway.desk.people.queries.colleagues import Who, who

if TYPE_CHECKING:
    from datetime import datetime, timedelta


@transaction.atomic
def add_colleague(
    *, name: str, at: datetime, id_: str | None = None, email: str | None = None, language: str = "en",
    ai: bool = False,
) -> str:  # fmt: skip
    """Add somebody who serves; they sign in by a link until they set a password or a passkey. Give their id."""
    added = Colleague(
        pk=id_ or new_id(), name=name, email=email or None, language=language, ai=ai, joined_at=at
    )
    added.set_unusable_password()
    added.save(force_insert=True)
    return added.pk


@transaction.atomic
def make_sign_in_link(colleague: str, *, expires_at: datetime) -> str:
    """Make the token of a link that signs a colleague in once, until it expires."""
    token = secrets.token_urlsafe(24)
    SignInLink.objects.create(digest=digest_of(token), colleague_id=colleague, expires_at=expires_at)
    return token


TERMINAL: Final = "terminal"
"""Makes links at the machine itself, for whoever may read its data folder."""


@transaction.atomic
def make_told_link(colleague: str, *, by: str, at: datetime, lasts: timedelta) -> str:
    """Make a sign-in link for a lost key; the colleague and their leads read who made it and when.

    `by` is the id of a colleague, or `TERMINAL`.
    """
    token = make_sign_in_link(colleague, expires_at=at + lasts)
    SignInLink.objects.filter(pk=digest_of(token)).update(made_by=by, made_at=at)
    return token


@transaction.atomic
def use_sign_in_link(token: str, *, at: datetime) -> Who | None:
    """Use a link up; the colleague it is for, or None when it was used, has expired or never was."""
    links = SignInLink.objects.filter(digest=digest_of(token), expires_at__gt=at, colleague__is_active=True)
    if not links.filter(used_at=None).update(used_at=at):
        return None
    return who(links.get().colleague_id)


@transaction.atomic
def set_password(colleague: str, *, password: str) -> None:
    """Let a colleague sign in with a password; it was checked before, and is kept as a slow hash."""
    found = Colleague.objects.get(pk=colleague)
    found.set_password(password)
    found.save(update_fields=["password"])


@transaction.atomic
def choose_language(colleague: str, *, language: str) -> None:
    """Show the desk to a colleague in another language from now on."""
    Colleague.objects.filter(pk=colleague).update(language=language)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
