"""What does the field one writes in begin with? The way to the person, the next news, an honest word when late.

Start reading at `composer_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from leeway.desk.cases import queries as matters
from leeway.desk.conversations.queries.moments import by_when
from leeway.desk.conversations.queries.talking import CHANNELS
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.cases.queries import Held, Said, Way
    from leeway.desk.conversations.queries.page import Page

LETTERS_MIN: Final = 40
"""A short word of thanks may be the same twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """How an answer begins."""

    text: str
    draft: int | None
    channel: str
    """Where it goes by itself; empty: nowhere, then only a note or a word on the telephone can be written."""
    channel_name: str
    to: str
    news_at: str
    """When the next news is due if nothing else is said, as a field of date and time reads it."""
    news_words: str
    news: str
    """The same for reading."""


def composer_of(page: Page, case: Held, *, now: datetime, zone: str) -> Composer:
    """The field for an answer in a matter."""
    way = page.beside.way
    due = page.beside.next_news
    if due is None:
        due = matters.first_promise(case.site, case.kind, at=now, channel=case.channel).due_at
    following = _at_a_quarter(due)
    return Composer(
        text=_begun(page, page.draft, due=following, now=now, zone=zone),
        draft=page.draft.id if page.draft else None,
        channel=way.channel, channel_name=str(CHANNELS.get(way.channel, way.channel)), to=_to(way),
        news_at=following.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M"), news_words="",
        news=by_when(following, now=now, zone=zone),
    )  # fmt: skip


def _at_a_quarter(due: datetime) -> datetime:
    """By when the person hears again after an answer now, at a quarter of an hour."""
    return due + timedelta(minutes=-due.minute % 15, seconds=-due.second, microseconds=-due.microsecond)


def still_working(name: str, *, language: str, due: datetime, now: datetime, zone: str) -> str:
    """An honest word when nothing is new by the time, in the person's language; whoever sends it changes it."""
    with translation.override(language or translation.get_language()):
        when = by_when(due, now=now, zone=zone)
        return _(
            "Hello %(name)s,\n\nwe promised to write to you by now. We have nothing new yet, and we are still"
            " working on it. You hear from us again by %(when)s, whatever we know by then."
        ) % {"name": name, "when": when}


def _begun(page: Page, draft: Said | None, *, due: datetime, now: datetime, zone: str) -> str:
    if draft is None or draft.text or draft.happened != "still working":
        return draft.text if draft else ""
    return still_working(page.person.first_name, language=page.person.language, due=due, now=now, zone=zone)


def _to(way: Way) -> str:
    return way.to[1] if way.to else ""


def sent_unchanged_before(person: str, *, text: str) -> bool:
    """Whether a message of ours with the same words went to this person before: it was not written for them."""
    plain = " ".join(text.split())
    if len(plain) < LETTERS_MIN or not person:
        return False
    talk = matters.conversation(persons.same_as(person), most=200)
    return any(each.direction == "out" and " ".join(each.text.split()) == plain for each in talk.entries)
