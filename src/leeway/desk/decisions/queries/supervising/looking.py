"""For whom is a page of a supervisor made? Who looks, by which book, when, in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.decide import LANGUAGES, Naming, voice

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.people.queries import Who
    from leeway.desk.studio.queries import InForce
    from leeway.policy import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """For whom a page is made: who looks, by which book, when, in which language."""

    me: Who
    law: InForce
    at: datetime
    language: str

    @property
    def book(self) -> Book:
        """The book in force."""
        return self.law.book

    @property
    def naming(self) -> Naming:
        """How things are called in the reader's language."""
        return Naming(voice(self.language if self.language in LANGUAGES else "en"), book=self.book)

    @property
    def zone(self) -> str:
        """The zone in which times are shown."""
        return self.book.zone or "UTC"

    def money(self, minor: int) -> str:
        """An amount with its currency."""
        return self.naming.voice.money(minor, currency=self.book.currency, digits=self.book.digits)

    def bare(self, minor: int) -> str:
        """An amount without its currency."""
        return self.naming.voice.bare_money(minor, currency=self.book.currency, digits=self.book.digits)
