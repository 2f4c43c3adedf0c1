"""What do we know of this person's matter so far? Wish, situation, action, and what was answered.

It grows while the conversation goes on and becomes a request when something is to be decided.
Start reading at `Matter`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from leeway import feel
from leeway.decide import Given, Mode, Request, implied
from leeway.policy import Trust

SOMETHING_ELSE: Final = "something else"
"""The action every book has: in one's own words, for own judgement only."""

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.decide import Actor, Approval
    from leeway.policy import Book, Situation


@dataclass(slots=True, kw_only=True)
class Matter:
    """One person's matter at the counter."""

    case: str
    customer: str | None = None
    customer_asked: bool = False
    wish: str | None = None
    situation: Situation | None = None
    action: str | None = None
    amount_minor: int | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Given] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    """Steps and points that were on the screen already."""
    text: str | None = None
    """What is done, in one's own words, where no action of the book fits."""

    def answer(self, fact: str, value: Any, *, trust: Trust, by: str) -> None:
        """Keep an answer; None means that nobody knows for now."""
        if value is None:
            self.given[fact] = Given(feel.UNKNOWN, Trust.STAFF, f"not known to {by}")
        else:
            self.given[fact] = Given(value, max(trust, Trust.STAFF), f"answered by {by}")

    def is_open(self, fact: str) -> bool:
        """Whether a fact has not been asked yet, not even in vain."""
        return fact not in self.given

    def begin(self, situation: Situation, *, book: Book, by: str) -> None:
        """Take up a situation: what its condition says for certain is known from now on."""
        self.situation = situation
        for name, value in implied(situation, book=book).items():
            self.given[name] = Given(value, Trust.STAFF, f"seen by {by}")

    def choose(self, action: str, *, amount_minor: int | None = None) -> None:
        """Propose an action; what was chosen for another is forgotten."""
        self.action, self.amount_minor = action, amount_minor
        self.parameters, self.text = {}, None

    def forget_action(self) -> None:
        """Try something else for the same person: their wish, what they are and what is known stays."""
        self.action, self.amount_minor, self.text = None, None, None
        self.parameters = {}

    def request(self, *, actor: Actor, at: datetime, site: str, id_: str) -> Request:
        """The matter as one request to the book, before it is said how it is meant."""
        return Request(
            action=self.action or SOMETHING_ELSE,
            actor=actor,
            at=at,
            id=id_,
            amount_minor=self.amount_minor,
            parameters=dict(self.parameters),
            facts=dict(self.given),
            customer=self.customer,
            case=self.case,
            site=site,
            text=self.text or self.wish,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """How an action is meant: by the guidelines, by own judgement, already done, or with a yes from above."""

    mode: Mode = Mode.ORDINARY
    reason: str | None = None
    principle: str | None = None
    approval: Approval | None = None
    at: datetime | None = None
    """With a deed told afterwards: when it was done."""
