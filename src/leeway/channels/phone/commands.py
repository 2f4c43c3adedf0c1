"""What becomes of a note of a call or a visit? A part of the conversation, with a matter and what is owed.

Start reading at `take_down`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.channels.page.commands import tell_everybody
from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Contact, Incoming
from leeway.desk.persons.queries import canonical

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.cases.commands import Received

WAYS: Final = ("phone", "visit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a colleague writes down of a call or a visit."""

    key: str
    site: str
    way: str
    """`phone` or `visit`."""
    text: str
    who: str = ""
    """A phone number, an address or a name, as it was typed."""
    person: str = ""
    """Their id, where they are known already."""
    case: str = ""
    """The matter it goes on with; empty: a new one."""
    wish: str = ""
    kind: str = ""
    situation: str = ""
    minutes: int = 0
    settled: bool = False


def take_down(note: Note, *, by: str, at: datetime) -> Received:
    """Keep a note; it opens a matter with a promise, or goes on with one. Sent twice it is there once.

    What is settled already is closed with it: nothing is owed.
    """
    kind, value = canonical(note.who, site=note.site) if note.who.strip() else ("", "")
    received = cases.receive(
        Incoming(
            key=f"{note.way} {note.key}", channel=note.way, kind=note.way, site=note.site, text=note.text,
            case=note.case, person=note.person, wish=note.wish, matter=note.kind or "request",
            sender=_sender(kind, value, note), because="written down by a colleague",
            details={"minutes": note.minutes, "written_by": by},
        ),
        at=at,
    )  # fmt: skip
    if not received.new or not received.case:
        return received
    if received.opened:
        cases.assign(received.case, to=by, by=by, at=at)
    if note.situation:
        cases.learn(received.case, situation=note.situation)
    if note.settled:
        cases.close(received.case, by=by, at=at, because="settled on the spot")
    tell_everybody(received.case, person=received.person, at=at)
    return received


def _sender(kind: str, value: str, note: Note) -> Contact | None:
    if not value:
        return None
    # Who calls is only said to be who they are: the number on the screen can be anybody's.
    return Contact(
        kind=kind, value=value[:200], name=" ".join(note.who.split())[:200] if kind == "name" else "",
        typed=note.who,
    )  # fmt: skip
