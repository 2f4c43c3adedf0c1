"""How does what somebody typed become a matter? With a person, a promise and a link, once.

Start reading at `take_in`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Attached, Contact, Incoming
from leeway.desk.persons.queries import canonical

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.cases.commands import Received

KINDS: Final = ("complaint", "question", "request", "praise")
REACHED_BY: Final = frozenset({"email", "phone", "handle"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote into a form."""

    key: str
    site: str
    text: str
    reach: str = ""
    """How we reach them, as they typed it; empty: they come back to the page."""
    name: str = ""
    wish: str = ""
    kind: str = ""
    language: str = ""
    files: tuple[Attached, ...] = ()
    channel: str = "form"


def take_in(written: Written, *, at: datetime) -> Received:
    """Open a matter for what somebody wrote; under its key only once.

    What they typed is only said and not verified: it joins nobody's matter, and whose point it is already
    shows as such on the desk.
    """
    return cases.receive(
        Incoming(
            key=f"{written.channel} {written.key}", channel=written.channel, site=written.site,
            sender=contact(written), text=written.text, wish=written.wish, language=written.language,
            matter=written.kind if written.kind in KINDS else "complaint", attachments=written.files,
            because="written into the form on the site",
        ),
        at=at,
    )  # fmt: skip


def contact(written: Written) -> Contact:
    """How the writer is reached; without anything, by the page of the matter alone."""
    kind, value = canonical(written.reach, site=written.site) if written.reach.strip() else ("", "")
    name = written.name or (written.reach.strip() if kind == "name" else "")
    if kind in REACHED_BY and value:
        return Contact(kind=kind, value=value[:200], name=name)
    # A point of its own, so that they are a person with a conversation, and never taken for somebody else.
    return Contact(kind="page", value=written.key, name=name)
