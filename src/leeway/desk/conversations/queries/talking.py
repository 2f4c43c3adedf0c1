"""How does a conversation read? Entries dressed for the page: days between them, who spoke, what happened.

Start reading at `dressed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from leeway.desk.conversations.queries.moments import clock_time, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from leeway.desk.cases.queries import Said

CHANNELS: Final = {
    "mail": gettext_lazy("e-mail"),
    "form": gettext_lazy("form"),
    "chat": gettext_lazy("chat"),
    "phone": gettext_lazy("phone"),
    "visit": gettext_lazy("in person"),
    "page": gettext_lazy("their page"),
}
STATES: Final = {
    "to send": pgettext_lazy("message", "is being sent"),
    "sending": pgettext_lazy("message", "is being sent"),
    "failed": pgettext_lazy("message", "was not sent"),
    "unknown": pgettext_lazy("message", "may not have arrived"),
}
TALK: Final = frozenset({"message", "phone", "visit", "note", "machine"})
QUIET: Final = frozenset({"tagged", "described"})
"""What happened, and what nobody needs to read again in the conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the conversation as it is shown."""

    said: Said
    shape: str
    """`them`, `us`, `note`, `machine` or `event`."""
    who: str = ""
    channel: str = ""
    time: str = ""
    day: str = ""
    """The day, where another begins here."""
    text: str = ""
    state: str = ""
    other: str = ""
    """The summary of its matter, where the one before was of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressing:
    """What dressing a conversation needs to know."""

    name: str
    """The first name of the person."""
    colleagues: Mapping[str, str]
    summaries: Mapping[str, str]
    """By matter, what it is about."""
    zone: str
    now: datetime


def dressed(entries: Iterable[Said], known: Dressing) -> tuple[Line, ...]:
    """The lines of a conversation, oldest first; drafts are not among them."""
    return tuple(_lines(entries, known))


def _lines(entries: Iterable[Said], known: Dressing) -> Iterator[Line]:
    zone, last_day, last_case = ZoneInfo(known.zone), None, None
    today = known.now.astimezone(zone).date()
    for said in entries:
        if said.state == "draft" or said.happened in QUIET:
            continue
        day = said.at.astimezone(zone).date()
        begins = day_of(day, today=today) if day != last_day else ""
        other = known.summaries.get(said.case, "") if said.case and said.case != last_case else ""
        last_day, last_case = day, said.case or last_case
        yield _line(said, known, day=begins, other=other if len(known.summaries) > 1 else "")


def _line(said: Said, known: Dressing, *, day: str, other: str) -> Line:
    time = clock_time(said.at, zone=known.zone)
    if said.kind not in TALK:
        return Line(said=said, shape="event", time=time, day=day, text=happened(said, known))
    shape = "note" if said.kind == "note" else "machine" if said.kind == "machine" else _side(said)
    who = known.colleagues.get(said.author, said.author) if said.author else said.author_name or known.name
    return Line(
        said=said, shape=shape, who=who, channel=str(CHANNELS.get(said.channel, said.channel)), time=time,
        day=day, text=said.text, state=str(STATES.get(said.state, "")), other=other,
    )  # fmt: skip


def _side(said: Said) -> str:
    return "us" if said.direction == "out" else "them"


def happened(said: Said, known: Dressing) -> str:
    """What happened, in one short line."""
    who = known.colleagues.get(said.author, "")
    if said.kind == "fact":
        return _("fact found") + f" · {said.text or said.happened}"
    if said.kind == "decision":
        return _decided(said, who=who)
    if said.kind == "promise":
        return _("promise not kept in time") if said.happened == "broken" else _("promised") + f" · {said.text}"
    to = known.colleagues.get(str(said.details.get("to", "")), "")
    other = known.summaries.get(str(said.details.get("case") or said.details.get("into") or ""), "")
    return _event(said.happened, who=who, to=to, other=other) + (f" · {said.text}" if said.text else "")


def _decided(said: Said, *, who: str) -> str:
    deed = said.text or str(said.details.get("text") or said.details.get("action") or "")
    return " · ".join(each for each in (_("decided"), deed, who) if each)


def _event(word: str, *, who: str, to: str, other: str) -> str:
    known = {
        "opened": _("opened by %(who)s"),
        "assigned": _("%(to)s sees to it") if to else _("nobody sees to it for now"),
        "closed": _("closed by %(who)s") if who else _("closed"),
        "reopened": _("opened again"),
        "split": _("split: %(other)s"),
        "joined": _("joined: %(other)s"),
        "unsplit": _("put together again"),
        "unjoined": _("taken apart again: %(other)s"),
    }
    return known.get(word, word) % {"who": who, "to": to, "other": other}
