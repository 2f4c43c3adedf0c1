"""What may a program send about people, sites and books? Bodies of everything that is not a decision.

Start reading at `NewPerson`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from leeway.api.shapes.asked import Shape

Title = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"\S")]
Short = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"\S")]
PlainId = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9._~-]+$")]
SiteId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Path = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"\S")]


class NewSite(Shape):
    """A site under another."""

    name: Title
    parent: SiteId
    id: PlainId | None = None
    zone: Annotated[str, StringConstraints(max_length=64)] = Field(
        "", description="IANA time zone; empty: that of the book."
    )


class NewPerson(Shape):
    """Somebody who serves, or an AI agent that does."""

    name: Title
    site: SiteId
    authority: Short
    id: PlainId | None = None
    language: Literal["en", "ru", "ro", "uk", "ar"] = "en"
    ai: bool = False


class NewPosting(Shape):
    """An authority at a site, in place of the one held there; null: it ends."""

    site: SiteId
    authority: Short | None = None


class NewCertificate(Shape):
    """Proof that somebody knows something."""

    name: Short
    expires_at: AwareDatetime | None = None


class Files(Shape):
    """A policy book: its files by name."""

    files: Annotated[dict[Path, str], Field(min_length=1, max_length=500)]


class NewVersion(Files):
    """A policy book to be put in force."""

    starts_at: AwareDatetime | None = Field(None, description="From when it counts; left out: at once.")
    note: Annotated[str, StringConstraints(max_length=2000)] = ""
