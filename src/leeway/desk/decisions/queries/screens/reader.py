"""For whom is a screen made? Who acts, by which book, when, in which language.

Start reading at `Reader`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from leeway.decide import LANGUAGES, Naming, sentence_case, voice, words
from leeway.desk.cases.queries import Matter
from leeway.desk.decisions.commands.deciding import Looked, look
from leeway.desk.decisions.queries.proposing import SOMETHING_ELSE, Intent, Where, request_of
from leeway.desk.people import queries as people
from leeway.policy import to_major

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.decide import Actor, Decision, Request, Said
    from leeway.desk.decisions.commands.deciding import Done
    from leeway.desk.studio.queries import InForce
    from leeway.policy import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a screen is made: who acts, by which book, when, in which language."""

    actor: Actor
    law: InForce
    at: datetime
    language: str
    rtl: bool = False
    """Whether the page runs from right to left."""
    where: Where | None = None
    """What requests say of the site, where that was looked up already."""

    @property
    def book(self) -> Book:
        """The book in force."""
        return self.law.book

    @property
    def spoken(self) -> str:
        """The language of sentences: the reader's where they exist in it, else English."""
        return self.language if self.language in LANGUAGES else "en"

    @property
    def naming(self) -> Naming:
        """How things are called in the reader's language."""
        return Naming(voice(self.spoken), book=self.book)

    def money(self, minor: int) -> str:
        """An amount in the book's currency."""
        return self.naming.voice.money(minor, currency=self.book.currency, digits=self.book.digits)

    def request(self, matter: Matter, *, intent: Intent | None = None, key: str | None = None) -> Request:
        """A matter as what this reader asks."""
        return request_of(
            matter, actor=self.actor, book=self.book, at=self.at, intent=intent, key=key, where=self.where
        )

    def look(self, matter: Matter) -> Looked:
        """The answer to a matter as it stands; nothing is taken.

        Raises: RequestError when something is missing or wrong in it.
        """
        return look(self.request(matter), law=self.law)

    def said(self, decision: Decision, *, matter: Matter) -> Said:
        """A decision in sentences."""
        return words(
            decision, language=self.spoken, book=self.book, deed=self.deed(matter) if matter.text else None,
            people=names_in(decision),
        )  # fmt: skip

    def deed(self, matter: Matter) -> str:
        """What is done, with its amount, as a sentence begins: `Write off: 150 UAH`."""
        amount = None if matter.amount_minor is None else self.money(matter.amount_minor)
        if matter.action not in (None, SOMETHING_ELSE):
            return self.naming.deed(matter.action or "", amount=amount)
        own = sentence_case(matter.text or matter.wish)
        return own if amount is None else self.naming.voice.say("deed-titled", action=own, amount=amount)

    def deed_of(self, made: Done) -> str:
        """What was done or asked for, with its amount."""
        return self.deed(self._made(made))

    def said_of(self, made: Done) -> Said:
        """A decision that was made, in sentences."""
        return self.said(made.decision, matter=self._made(made))

    def _made(self, made: Done) -> Matter:
        """The matter of a decision as it was decided, as far as its words need it."""
        request = made.request
        own = request.text if request.action not in self.book.actions else None
        return Matter(
            id=request.case, site=request.site, opened_by=request.actor.id, opened_at=made.at, text=own or "",
            action=request.action, amount_minor=made.decision.amount_minor,
        )  # fmt: skip


def names_in(decision: Decision) -> Mapping[str, str]:
    """The names of those whom the reasons of a decision name by id."""
    ids = {str(value) for reason in decision.reasons for name, value in reason.args if name == "approver"}
    return people.names_of(ids) if ids else {}


def plain(minor: int, *, digits: int) -> str:
    """An amount as a number field reads it: `150`, `12.5`.

    >>> plain(15000, digits=2), plain(1250, digits=2)
    ('150', '12.5')
    """
    major = to_major(minor, digits=digits)
    return f"{major.quantize(Decimal(1)) if major == major.to_integral_value() else major.normalize():f}"
