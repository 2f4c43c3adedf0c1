"""What changes who may come in by program? Tokens made and withdrawn; one function a change.

Start reading at `make_token`.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.access.models import Token
from leeway.desk.access.queries import SCOPES, forget, may_make_token
from leeway.desk.people import commands as people
from leeway.desk.people import queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

PREFIX: Final = "leeway_"
"""So that a token found in a log or a repository is recognised as one."""


class TokenRefusedError(ValueError):
    """A token that may not be made: for an unknown scope, somebody else, or no time at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A token to be made: what for, as whom, where, for which scopes, until when."""

    name: str
    colleague: str
    site: str
    scopes: tuple[str, ...]
    expires_at: datetime


@transaction.atomic
def make_token(wanted: Wanted, *, at: datetime, by: str | None = None) -> str:
    """Make a token and give it, the only time it can be read; `by` None: an operator at the terminal.

    Raises: TokenRefusedError.
    """
    if unknown := [each for each in wanted.scopes if each not in SCOPES]:
        raise TokenRefusedError(f"no scope is called {', '.join(unknown)}: {', '.join(SCOPES)}")
    if not wanted.scopes or not wanted.name.strip():
        raise TokenRefusedError("a token needs a name and at least one scope")
    if wanted.expires_at <= at:
        raise TokenRefusedError("a token has to last a while")
    if not may_make_token(by, colleague=wanted.colleague, site=wanted.site, at=at):
        raise TokenRefusedError("one makes tokens for oneself, and for AI agents where one leads the people")
    token = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(
        digest=digest_of(token), name=wanted.name.strip(), colleague_id=wanted.colleague,
        site_id=wanted.site, scopes=sorted(set(wanted.scopes)), made_by=by or "", made_at=at,
        expires_at=wanted.expires_at,
    )  # fmt: skip
    return token


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAI:
    """An AI colleague to be added with its first token: by which name, with which authority."""

    name: str
    authority: str


@transaction.atomic
def make_token_for_new_ai(newcomer: NewAI, wanted: Wanted, *, at: datetime, by: str) -> str:
    """Add an AI colleague at the site of a token, and make the token; both or neither.

    It decides under its own name within its authority, and says in each request for whom.
    Raises: TokenRefusedError, also for somebody who does not look after the people of the site.
    """
    if not newcomer.name.strip() or not newcomer.authority:
        raise TokenRefusedError("an AI colleague needs a name and an authority")
    if not queries.may_lead_people_at(by, wanted.site):
        raise TokenRefusedError("AI colleagues are added by whoever looks after the people of the site")
    added = people.add_colleague(name=newcomer.name.strip(), at=at, ai=True)
    people.post(added, site=wanted.site, authority=newcomer.authority, at=at)
    return make_token(replace(wanted, colleague=added), at=at, by=by)


@transaction.atomic
def withdraw_token(token: str, *, by: str, at: datetime) -> bool:
    """Withdraw a token by its id; whoever might make it may. It stops working within a second."""
    found = Token.objects.filter(pk=token, withdrawn_at=None).first()
    if found is None or not may_make_token(by, colleague=found.colleague_id, site=found.site_id, at=at):
        return False
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    forget()
    return True


def note_use(tokens: Iterable[str], *, at: datetime) -> None:
    """Note that tokens were used."""
    Token.objects.filter(pk__in=list(tokens)).update(used_at=at)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
