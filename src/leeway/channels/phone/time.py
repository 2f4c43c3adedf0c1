"""How long may this call take? What the policy answers for each length, in its own order.

A book speaks of it with an action that has a choice of `minutes`; one without such an action sets no clock.
Start reading at `time_for`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from leeway.decide import Given, Outcome, Request, RequestError, implied
from leeway.desk.decisions.commands.deciding import look

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.decide import Actor
    from leeway.desk.decisions.commands.deciding import Looked
    from leeway.desk.studio.queries import InForce
    from leeway.policy import Situation

MINUTES: Final = "minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Up to so many minutes, what holds."""

    minutes: int
    free: bool
    """Nobody asks, and nothing counts."""
    outcome: Outcome
    authority: str = ""
    """With `ask`: whom."""
    words: tuple[str, ...] = ()
    """What may be said, in one's own way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTime:
    """How long a call may take."""

    stretches: tuple[Stretch, ...] = ()

    @property
    def open_ended(self) -> bool:
        """Whether no length of the policy is ever asked about: there is no clock at all."""
        return all(each.free for each in self.stretches)


def time_for(
    situation: Situation | None, *, actor: Actor, law: InForce, site: str, at: datetime
) -> CallTime | None:
    """How long a call about a situation may take; None where the book says nothing of time."""
    book = law.book
    action = next((each for each in book.actions.values() if MINUTES in each.parameters), None)
    if action is None:
        return None
    facts = {name: Given(value) for name, value in implied(situation, book=book).items()} if situation else {}
    lengths = sorted(each for each in action.parameters[MINUTES].one_of if isinstance(each, Decimal))
    stretches: list[Stretch] = []
    for length in lengths:
        asked = Request(
            id="call", action=action.name, actor=actor, at=at, site=site, facts=facts, customer="caller",
            parameters={MINUTES: length}, case="call",
        )  # fmt: skip
        try:
            _add(stretches, _stretch(look(asked, law=law), minutes=int(length)))
        except RequestError:
            continue  # a choice besides the minutes: the policy does not speak of calls alone
    return CallTime(stretches=tuple(stretches))


def _stretch(looked: Looked, *, minutes: int) -> Stretch:
    decision = looked.decision
    authority = decision.ask.authority if decision.ask else ""
    words = tuple(each.words for each in decision.points if each.words)
    free = decision.outcome is Outcome.GO_AHEAD and not decision.meters
    return Stretch(minutes=minutes, free=free, outcome=decision.outcome, authority=authority, words=words)


def _add(stretches: list[Stretch], found: Stretch) -> None:
    """Lengths with one answer are one stretch."""
    last = stretches[-1] if stretches else None
    same = last and (last.free, last.outcome, last.authority) == (found.free, found.outcome, found.authority)
    if same:
        stretches.pop()
    stretches.append(found)
