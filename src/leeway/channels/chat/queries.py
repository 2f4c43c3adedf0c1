"""Whose talk is this, and is anybody there? Start reading at `talk_named`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing

from leeway.channels.chat.commands import AWAY_AFTER, SALT
from leeway.channels.chat.models import Talk
from leeway.channels.page.commands import digest_of

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Talking:
    """A talk as it stands."""

    case: str
    email: str
    here: bool
    """Whether somebody has the frame open now."""
    opens: bool
    """Whether it still opens for who comes back."""


def talk_named(name: str, *, at: datetime) -> Talking | None:
    """The talk that a frame holds; None for a name that is not ours, or too old."""
    try:
        secret = signing.Signer(salt=SALT).unsign(name)
    except signing.BadSignature:
        return None
    row = Talk.objects.filter(digest=digest_of(secret), ends_at__gt=at).first()
    return None if row is None else _seen(row, at=at)


def talk_of(case: str, *, at: datetime) -> Talking | None:
    """The talk of a matter; None where it was none."""
    row = Talk.objects.filter(case=case).first()
    return None if row is None else _seen(row, at=at)


def _seen(row: Talk, *, at: datetime) -> Talking:
    here = row.left_at is None and at - row.seen_at <= AWAY_AFTER
    return Talking(case=row.case, email=row.email, here=here, opens=at < row.ends_at)
