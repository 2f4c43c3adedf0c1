"""What is kept of matters? Cases, the entries of the conversation, promises, and hours. Tables only."""

from __future__ import annotations

from leeway.desk.cases.models.entries import Attachment, Content, Entry
from leeway.desk.cases.models.matters import Case, Fact, Follower, Link, Participant, Tag
from leeway.desk.cases.models.promises import Holiday, Hours, Promise, Term

__all__ = [
    "Attachment", "Case", "Content", "Entry", "Fact", "Follower", "Holiday", "Hours", "Link", "Participant",
    "Promise", "Tag", "Term",
]  # fmt: skip
