"""What do people write to a desk? Made-up conversations in five languages, some waiting.

Start reading at `talk`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Contact, Incoming, NextNews, Saying
from leeway.desk.conversations import commands as conversations
from leeway.desk.demo.told import FORECOURT, MOBILE
from leeway.desk.persons import commands as persons

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.demo.told import Told

SENT_BY: Final = "demonstration"
SNIPPETS: Final = (
    ("Thank you for waiting", "Hello {first name},\n\nthank you for waiting.", "en"),
    ("Mulțumim pentru răbdare", "Bună ziua, {first name},\n\nvă mulțumim pentru răbdare.", "ro"),
    ("Дякуємо, що зачекали", "Добрий день, {first name},\n\nдякуємо, що зачекали.", "uk"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Where the conversations are, and who answers."""

    site: str
    colleagues: tuple[str, ...]
    """The first answers; the others see to a matter in turn."""
    book: str = "forecourt"


def talk(cast: Cast, *, at: datetime) -> None:
    """Let people have written to a desk, until now."""
    told = MOBILE if cast.book == "mobile" else FORECOURT
    for number, each in enumerate(told):
        _tell(each, cast, number=number, at=at)
    _sent(at=at)
    for name, text, language in SNIPPETS:
        conversations.keep_snippet(name=name, text=text, by=cast.colleagues[0], at=at, language=language)
    conversations.do_what_is_due(at=at)


def _tell(told: Told, cast: Cast, *, number: int, at: datetime) -> None:
    who = cast.colleagues[number % len(cast.colleagues)]
    contact = Contact(kind=told.point[0], value=told.point[1], name=told.name)
    _known(told, at=at)
    case = ""
    for line, (ago, way, text) in enumerate(told.lines):
        then = at - timedelta(minutes=ago)
        if way == "them":
            came = cases.receive(
                Incoming(
                    key=f"demo {number} {line}", channel=told.channel, site=cast.site, sender=contact,
                    case=case,
                    text=text, language=told.language, matter=told.kind, subject="" if case else told.subject,
                    wish=told.wish,
                ),
                at=then,
            )  # fmt: skip
            case = came.case
        else:
            _ours(told, case, way, text, who=who, at=then, last=line == len(told.lines) - 1, now=at)
    if told.situation:
        cases.learn(case, situation=told.situation)
    if told.closed:
        cases.close(case, by=who, at=at - timedelta(minutes=told.lines[-1][0] - 1), because=told.closed)


def _known(told: Told, *, at: datetime) -> None:
    """Whoever is known by another point already writes as the same person."""
    for kind, value in told.also:
        person = persons.know_at(kind, value, at=at - timedelta(minutes=told.lines[0][0]), name=told.name)
        persons.add_point(person, kind=told.point[0], value=told.point[1], at=at, source="said so")
        persons.describe(person, name=told.name)


def _ours(  # noqa: PLR0913  one line a fact of what we said
    told: Told, case: str, way: str, text: str, *, who: str, at: datetime, last: bool, now: datetime
) -> None:  # fmt: skip
    if way == "note":
        cases.note(case, text=text, by=who, at=at)
        return
    if way == "fact":
        name, _, words = text.partition(": ")
        cases.find_fact(case, name=name, value=True, by=who, at=at, source=told.found_by or who, words=words)
        return
    news = None
    if last and told.next_news:
        news = NextNews(due_at=now + timedelta(minutes=told.next_news[0]), words=told.next_news[1])
    channel = way if way in ("phone", "visit") else ""
    cases.say(Saying(case=case, text=text, channel=channel, next_news=news), by=who, at=at)


def _sent(*, at: datetime) -> None:
    """All that was said has arrived long since."""
    for channel in ("mail", "form", "chat"):
        while waiting := cases.claim_outgoing(channel, worker=SENT_BY, at=at):
            for each in waiting:
                cases.sent(each.entry, at=at)
