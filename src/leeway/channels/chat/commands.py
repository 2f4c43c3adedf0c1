"""How does a talk begin, go on and end? Each line is a message of the matter; who was seen last, is noted.

Start reading at `begin`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.db import transaction

from leeway.channels.chat.models import Talk
from leeway.channels.form.commands import Written, take_in
from leeway.channels.page.commands import Reply, digest_of, reply, tell_everybody
from leeway.desk.cases import commands as cases
from leeway.desk.persons import commands as persons
from leeway.desk.persons.queries import canonical

if TYPE_CHECKING:
    from datetime import datetime

SALT: Final = "chat"
LASTS: Final = timedelta(hours=12)
"""A talk opens so long after its last line; what was said stays in the conversation for good."""
AWAY_AFTER: Final = timedelta(seconds=40)
"""A frame that has not asked for so long is closed; it asks every ten seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A talk that has just begun."""

    name: str
    """What its frame holds: signed, readable only now."""
    case: str


def begin(written: Written, *, at: datetime) -> Begun:
    """Begin a talk with its first line; sent twice under one key, it is one talk."""
    received = take_in(written, at=at)
    secret = signing.Signer(salt=f"{SALT} begun", sep=".").signature(written.key) if written.key else ""
    secret = secret or secrets.token_urlsafe(24)
    kind, value = canonical(written.reach) if written.reach else ("", "")
    Talk.objects.get_or_create(
        digest=digest_of(secret),
        defaults={
            "case": received.case, "begun_at": at, "seen_at": at, "ends_at": at + LASTS,
            "email": value if kind == "email" else "",
        },
    )  # fmt: skip
    if received.new:
        tell_everybody(received.case, person=received.person, at=at)
    return Begun(name=signing.Signer(salt=SALT).sign(secret), case=received.case)


def go_on(case: str, *, text: str, key: str, at: datetime, language: str = "") -> None:
    """Take in another line."""
    reply(Reply(case=case, key=f"chat {key}", text=text, language=language, channel="chat"), at=at)
    Talk.objects.filter(case=case).update(ends_at=at + LASTS)


def seen(case: str, *, at: datetime, was_here: bool) -> None:
    """Note that the frame is open; who was away reads now what was answered meanwhile."""
    Talk.objects.filter(case=case).update(seen_at=at, left_at=None)
    if not was_here:
        cases.came_back(case, channel="chat", at=at)


def left(case: str, *, at: datetime) -> None:
    """Note that the frame closes; what is answered from now on goes by e-mail, if they gave an address."""
    Talk.objects.filter(case=case).update(left_at=at)


@transaction.atomic
def give_address(case: str, *, typed: str, person: str, at: datetime) -> bool:
    """Note where the talk goes on when they leave; say whether it is an e-mail address."""
    kind, value = canonical(typed)
    if kind != "email":
        return False
    Talk.objects.filter(case=case).update(email=value[:200])
    persons.add_point(person, kind="email", value=value[:200], at=at, source="chat")
    # What they write there stands in this matter too.
    cases.let_take_part(case, kind="email", value=value, by="", at=at)
    return True
