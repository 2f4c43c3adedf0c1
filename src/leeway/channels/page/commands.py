"""What changes who may see a matter's page? Links made, opened once, revoked; and a reply written there.

Start reading at `make_link`.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.db import transaction

from leeway.channels.mail.queries import sends_for
from leeway.channels.page.models import Link
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.commands import Attached, Contact, Incoming
from leeway.desk.decisions.commands import tell_news
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from datetime import datetime

SALT: Final = "link to a matter"
OPENED_WITHIN: Final = timedelta(days=30)
SEEN_FOR: Final = timedelta(days=90)
LINKS_MAX: Final = 50
"""So many links of one matter are kept; the oldest that were never opened go first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A way into a matter's page that a browser now holds."""

    mark: str
    """What its session keeps."""
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody writes on their page."""

    case: str
    key: str
    """The form's own name of it: sent twice, it is one message."""
    text: str
    language: str = ""
    attachments: tuple[Attached, ...] = ()
    channel: str = "page"


@transaction.atomic
def make_link(case: str, *, at: datetime) -> str:
    """Make a link that opens a matter's page once; give its address' end, readable only now."""
    secret = secrets.token_urlsafe(24)
    Link.objects.create(case=case, digest=digest_of(secret), made_at=at, expires_at=at + OPENED_WITHIN)
    unopened = Link.objects.filter(case=case, opened_at=None).order_by("-made_at")
    Link.objects.filter(pk__in=list(unopened.values_list("pk", flat=True)[LINKS_MAX:])).delete()
    return signing.Signer(salt=SALT).sign(secret)


def open_link(signed: str, *, at: datetime) -> Opened | None:
    """Use a link up and give its session; None for one that is not ours, was used, is too old or revoked.

    Of two who open it at the same moment one gets in.
    """
    secret = unsigned(signed)
    if secret is None:
        return None
    fresh = Link.objects.filter(digest=digest_of(secret), opened_at=None, revoked_at=None, expires_at__gt=at)
    with transaction.atomic():
        if not fresh.update(opened_at=at, lasts_until=at + SEEN_FOR):
            return None
        return _opened(digest_of(secret))


def open_here(case: str, *, at: datetime) -> Opened:
    """Let the browser of whoever has just written see the matter they wrote about."""
    row = Link.objects.create(case=case, made_at=at, expires_at=at, opened_at=at, lasts_until=at + SEEN_FOR)
    return Opened(mark=row.pk, case=case)


@transaction.atomic
def revoke(case: str, *, at: datetime) -> int:
    """Close a matter's page everywhere: no link and no browser opens it any more. Give how many there were."""
    return Link.objects.filter(case=case, revoked_at=None).update(revoked_at=at)


def reply(written: Reply, *, at: datetime) -> None:
    """Take in what a person writes on the page of their matter."""
    case = matters.case(written.case)
    assert case is not None, "whoever sees a page has a matter"
    kind, value = own_point(written.case)
    received = cases.receive(
        Incoming(
            key=f"page {written.key}", channel=written.channel, site=case.site, case=case.id,
            person=case.person, text=written.text, language=written.language,
            attachments=written.attachments, because="written on the page of the matter",
            sender=Contact(kind=kind, value=value) if value else None,
        ),
        at=at,
    )  # fmt: skip
    if received.new:
        tell_everybody(case.id, person=case.person, at=at)


def tell_everybody(case: str, *, person: str, at: datetime) -> None:
    """Let open pages hear of it: the desk's list, the person's page there, and the page of the matter."""
    tell_news("people", f"person:{persons.root_of(person)}", f"matter:{case}", at=at)


def goes_by_mail(to: tuple[str, str], *, site: str) -> bool:
    """Whether what is said on a page also leaves as a letter: there is an address, and a mailbox that sends."""
    return to[0] == "email" and sends_for(site)


def hears_by_mail(case: str) -> bool:
    """Whether the person of a matter hears from us by mail as well as on its page."""
    held = matters.case(case)
    return held is not None and goes_by_mail(own_point(case), site=held.site)


def own_point(case: str) -> tuple[str, str]:
    """The point from which the person of a matter wrote last; empty where there is none."""
    return matters.last_way(case).to or ("", "")


def digest_of(secret: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def unsigned(signed: str) -> str | None:
    """What a signed link holds; None for one that is not ours, without a look into the database."""
    try:
        return signing.Signer(salt=SALT).unsign(signed)
    except signing.BadSignature:
        return None


def _opened(digest: str) -> Opened:
    mark, case = Link.objects.filter(digest=digest).values_list("pk", "case").get()
    return Opened(mark=mark, case=case)
