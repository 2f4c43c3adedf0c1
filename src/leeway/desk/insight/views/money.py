"""How are amounts, clauses and actions called here? As the book in force has them, in the reader's language.

Start reading at `Money.now`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.decide import LANGUAGES, Naming, sentence_case, voice
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self

    from leeway.policy import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """The book's words in one language; without a book amounts are plain numbers."""

    book: Book | None
    language: str

    @classmethod
    def now(cls, at: datetime, *, language: str) -> Self:
        """By the book in force."""
        law = studio.in_force(at=at)
        return cls(book=None if law is None else law.book, language=language if language in LANGUAGES else "en")

    def said(self, minor: int) -> str:
        """An amount with its currency."""
        if self.book is None:
            return str(minor)
        return voice(self.language).money(minor, currency=self.book.currency, digits=self.book.digits)

    def clause(self, clause: str, *, action: str) -> str:
        """What a clause is called; where there is none, the action."""
        if self.book is None or not (clause or action):
            return clause or action
        naming = Naming(voice(self.language), book=self.book)
        return sentence_case(naming.clause(clause) if clause else naming.action(action))

    def action(self, action: str) -> str:
        """What an action is called."""
        return self.clause("", action=action)
