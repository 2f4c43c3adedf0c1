"""What passes through the door of matters? What came in, what goes out, and what a channel takes to send.

Frozen values only. Start reading at `Incoming`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who wrote, as far as the channel knows: a point in its canonical form (`persons.queries.canonical`)."""

    kind: str
    """`email`, `phone`, `handle` …"""
    value: str
    name: str = ""
    typed: str = ""
    """The point as they wrote it, where that is another form."""
    verified_how: str = ""
    """How the channel knows that the point is theirs; empty: it is only said, as a From line is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file; without a body only its name is kept (too large, not allowed, refused)."""

    name: str
    type: str
    size: int
    body: bytes | None = None
    inline: str = ""
    """The Content-ID under which the HTML shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Something that came in through a channel."""

    key: str
    """The channel's own name of it, at most 200 characters: handed in twice, it is one entry."""
    channel: str
    """`mail`, `form`, `chat`, `phone`, `visit` …"""
    site: str
    """Where it belongs if it opens a new matter."""
    text: str = ""
    sender: Contact | None = None
    person: str = ""
    """The person's id, where it is known otherwise than by a point."""
    case: str = ""
    """The matter it continues, as the channel found by evidence; empty: a new one."""
    kind: str = "message"
    """`message`; `machine` for mail that no human wrote: kept, opens nothing, promises nothing."""
    subject: str = ""
    folded: str = ""
    html: str = ""
    """Made safe already."""
    language: str = ""
    raw: str = ""
    written_at: datetime | None = None
    """When it was written, where the channel knows; it stands in the conversation at the time it came."""
    attachments: tuple[Attached, ...] = ()
    matter: str = "request"
    """What a new matter is: `question`, `request`, `complaint`, `praise`."""
    wish: str = ""
    """What would put it right, where they were asked."""
    related: str = ""
    """A matter to link a new one to, as when the sender does not take part in it."""
    because: str = ""
    """Why the channel joined it there, or did not."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What the channel wants to keep beside it, as JSON values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of something that came in."""

    entry: int
    case: str
    """Empty for mail that no human wrote and that belongs to nothing."""
    person: str
    new: bool
    """False where it was handed in before."""
    opened: bool
    """Whether it opened the matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextNews:
    """What the person will hear next, and by when."""

    due_at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What we say to a person."""

    case: str
    text: str
    channel: str = ""
    """Empty: the one they wrote by last, with the point they wrote from."""
    to: tuple[str, str] | None = None
    """Kind and value of the point it goes to."""
    key: str = ""
    """The form's own name of it: sent twice, it is one message."""
    subject: str = ""
    html: str = ""
    next_news: NextNews | None = None
    """The next promise; None: as the terms of the matter say."""
    nothing_new: bool = False
    """Whether it only says that it takes longer: the promise is renegotiated, not kept."""
    closes: bool = False
    """Whether the matter is done with it: no further promise."""
    automatic: bool = False
    """Whether no human wrote it: channels mark it so, and it keeps no promise."""
    draft: int | None = None
    """The draft it was made from, which is then used up."""
    attachments: tuple[Attached, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSend:
    """An outgoing message that a channel has claimed."""

    entry: int
    case: str
    person: str
    site: str
    channel: str
    to: tuple[str, str]
    subject: str
    text: str
    html: str
    language: str
    author: str
    automatic: bool
    tries: int
    """How often it was tried before this claim."""
    answers: int | None
    """The entry it answers."""
    details: Mapping[str, Any]
    attachments: tuple[Attached, ...]
