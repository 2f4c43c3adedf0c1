"""What is handed in of the past? A matter as it was kept elsewhere, and one thing said in it.

Frozen values only. Start reading at `PastWord`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.desk.cases.commands.values import Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMatter:
    """A matter as another desk, or a mailbox, kept it."""

    id: str
    """Made by `matter_id`, so that the same matter is never brought in twice."""
    source: str
    """Where it was kept: `old desk`, `mail help` …"""
    person: str
    site: str
    opened_at: datetime
    closed_at: datetime | None = None
    """With `is_open` false, the time of the last word if it is not known."""
    is_open: bool = False
    kind: str = "request"
    summary: str = ""
    wish: str = ""
    channel: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWord:
    """Something that was said or noted before."""

    key: str
    """The same each time it is handed in, at most 200 characters."""
    at: datetime
    person: str
    case: str = ""
    direction: str = "in"
    """`in`: the person said it; `out`: we did; empty: a note for colleagues."""
    kind: str = "message"
    channel: str = ""
    text: str = ""
    subject: str = ""
    folded: str = ""
    html: str = ""
    """Made safe already."""
    language: str = ""
    author_name: str = ""
    point: tuple[str, str] = ("", "")
    raw: str = ""
    attachments: tuple[Attached, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What was new of what was handed in."""

    matters: int = 0
    words: Mapping[str, int] = field(default_factory=dict)
    """By key, the entries that are new."""
