"""Is this a person who writes, and only once? A signed stamp, a hidden field, rates, and what was sent before.

Nothing of it asks another company, and nothing that somebody wrote is lost by it: whoever is held up sees their
words again and sends them with one more tap. Start reading at `held_up`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.utils.crypto import salted_hmac

from leeway.channels.form.models import Sending
from leeway.desk.clock import new_id

if TYPE_CHECKING:
    from datetime import datetime

SALT: Final = "form"
LEAST: Final = timedelta(seconds=2)
"""Nobody writes a message in less; robots do."""
MOST: Final = timedelta(hours=24)
PER_ADDRESS_MAX: Final = 40
"""An hour: a family or an office behind one address may all complain."""
PER_SITE_MAX: Final = 200
"""An hour."""
HOUR: Final = timedelta(hours=1)
SAME_WITHIN: Final = timedelta(hours=24)
"""The same words from the same person within this time are the same message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a form carries: its own name, and when it was given out."""

    key: str
    given_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes, as far as it is known, in digests only."""

    content: str
    address: str
    site: str


def new_stamp(site: str, *, at: datetime) -> str:
    """A stamp for one form of one site."""
    return signing.dumps([new_id(20), at.timestamp(), site], salt=SALT)


def read_stamp(signed: str, site: str) -> Stamp | None:
    """What a stamp says; None for one that is not ours or of another site's form."""
    try:
        key, given_at, of = signing.loads(signed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Stamp(key=key, given_at=given_at) if of == site else None


def writer(*, site: str, address: str, text: str, reach: str) -> Writer:
    """Who writes; the same words by the same person have the same content."""
    said = " ".join(f"{text}\n{reach}".casefold().split())
    return Writer(content=_digest("content", said), address=_digest("address", address), site=site)


def held_up(stamp: Stamp | None, *, trap: str, writes: Writer, at: datetime) -> str:
    """Why it is not taken in yet: `again` (send it once more) or `later` (too much at once); empty: it is."""
    if stamp is None or trap:
        return "again"
    age = timedelta(seconds=at.timestamp() - stamp.given_at)
    if not LEAST <= age <= MOST:
        return "again"
    lately = Sending.objects.filter(at__gt=at - HOUR)
    if lately.filter(address=writes.address).count() >= PER_ADDRESS_MAX:
        return "later"
    return "later" if lately.filter(site=writes.site).count() >= PER_SITE_MAX else ""


def sent_before(stamp: Stamp | None, writes: Writer, *, at: datetime) -> str:
    """The matter that this very form, or the same words by the same person, opened already; empty if none."""
    own = Sending.objects.filter(key=stamp.key) if stamp else Sending.objects.none()
    same = Sending.objects.filter(content=writes.content, at__gt=at - SAME_WITHIN)
    return (own.first() or same.first() or Sending(case="")).case


def is_known(stamp: Stamp) -> bool:
    """Whether this very form was sent already."""
    return Sending.objects.filter(key=stamp.key).exists()


def note_sending(stamp: Stamp, writes: Writer, *, case: str, at: datetime) -> None:
    """Note what was sent, and forget what is older than a day."""
    Sending.objects.filter(at__lt=at - SAME_WITHIN).delete()
    Sending.objects.get_or_create(
        key=stamp.key,
        defaults={
            "content": writes.content, "address": writes.address, "site": writes.site, "case": case, "at": at,
        },
    )  # fmt: skip


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"form {kind}", text, algorithm="sha256").hexdigest()
