"""What is a letter, once it was read? Frozen values; whatever was wrong with it stands in `defects`.

Start reading at `Letter`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.channels.mail.reading.headers import Address


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a letter, unpacked from its transport and from nothing else."""

    name: str
    """Safe as a file name in every system, never empty."""
    type: str
    content: bytes = field(repr=False)
    content_id: str = ""
    inline: bool = False
    """Meant to be seen in the text, where the HTML names its `content_id`."""


@dataclass(frozen=True, slots=True)
class Original:
    """A letter inside a letter, or what a report gives back of it: its header only."""

    message_id: str
    references: tuple[str, ...]
    subject: str
    sender: Address | None
    to: tuple[Address, ...]
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail, as far as it could be read."""

    headers: tuple[tuple[str, str], ...]
    """Every header in order: its name in small letters, its text on one line, encoded words as they came."""
    senders: tuple[Address, ...]
    """From the From header; more than one, or none, is doubtful."""
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    """Oldest first."""
    sent_at: datetime | None
    text: str
    """What a reader sees, as plain text; made from the HTML where there is nothing else."""
    html: str = field(repr=False)
    """As it came. Never show it before `safe_html`."""
    attachments: tuple[Attachment, ...] = ()
    types: tuple[str, ...] = ()
    """The content type of every part, outermost first."""
    report: tuple[tuple[str, str], ...] = ()
    """The fields of a delivery, disposition or feedback report, names in small letters."""
    original: Original | None = None
    """The first letter inside this one."""
    defects: tuple[str, ...] = ()
    """What was wrong with it, in words for the operator."""

    @property
    def sender(self) -> Address | None:
        """Who wrote, if exactly one is named."""
        return self.senders[0] if len(self.senders) == 1 else None

    @property
    def inline(self) -> dict[str, str]:
        """The content ids of pictures that came along, each with how the conversation names it."""
        return {file.content_id: f"cid:{file.content_id}" for file in self.attachments if file.inline}

    def header(self, name: str) -> str:
        """The first header of that name, empty if there is none."""
        return next((value for field, value in self.headers if field == name), "")

    def has(self, name: str) -> bool:
        """Whether there is a header of that name at all."""
        return any(field == name for field, _ in self.headers)
