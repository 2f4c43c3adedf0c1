"""What is asked? A request: who proposes which action for whom, with which facts, when and where.

Nothing here is read from a clock, an environment or a network: the desk fills it in.
Start reading at `Request`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from leeway.policy import Trust

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Given:
    """One fact as it was given: its value, how far it may be relied on, and where it came from."""

    value: Any
    trust: Trust = Trust.STAFF
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks: a person or an AI agent, with the authority held at the case's site."""

    id: str
    authority: str
    certificates: frozenset[str] = frozenset()
    ai: bool = False
    on_behalf_of: Actor | None = None


class Mode(StrEnum):
    """How the action is meant: within the guidelines, by own judgement, or already done and told."""

    ORDINARY = "ordinary"
    JUDGEMENT = "own judgement"
    TOLD = "told afterwards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The answer to an escalation: a new decision by the approver's level, at the approved amount.

    `settles` are the obstacles (clause ids, fact names) that the approver takes on with a reason; empty when
    plain authority was asked for. `conditions` become extra steps.
    """

    approver: Actor
    settles: frozenset[str] = frozenset()
    reason: str | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to a policy book: may this actor do this for this customer now, and how far?

    `amount_minor` is in minor units of the book's currency. A fact that is missing from `facts` is unknown.
    Scope keys (`customer`, `case`, `site`, `network`) come from the desk, never from who asks; `customer` None
    means not known. `stopped` are the stop switches in force: clause id or action name → the authority it
    names.
    """

    action: str
    actor: Actor
    at: datetime
    id: str = ""
    amount_minor: int | None = None
    currency: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Given] = field(default_factory=dict)
    customer: str | None = None
    case: str = "case"
    site: str = "site"
    site_zone: str | None = None
    network: str = "network"
    mode: Mode = Mode.ORDINARY
    reason: str | None = None
    principle: str | None = None
    text: str | None = None
    """Free text of `something else`; never read by a condition."""
    approval: Approval | None = None
    stopped: Mapping[str, str] = field(default_factory=dict)
    told_at: datetime | None = None
    """With `told afterwards`: when it was told (`at` is the deed's time); None: at once."""

    @property
    def charged_at(self) -> datetime:
        """The instant at which meters are charged: a deed told afterwards is charged when it is told."""
        return self.told_at if self.mode is Mode.TOLD and self.told_at is not None else self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestProblem:
    """One thing wrong with a request: a kebab code, the field, one sentence and what helps."""

    code: str
    field: str
    message: str
    help: str | None = None

    def __str__(self) -> str:
        tail = f"; {self.help}" if self.help else ""
        return f"{self.field}: {self.message} ({self.code}){tail}"


PROBLEMS_MAX = 100
"""So many problems of one request are listed; of more it is said how many."""


@dataclass(slots=True, kw_only=True)
class Problems:
    """What is wrong with a request, as it is found."""

    problems: list[RequestProblem] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether more problems are only counted, so that nobody needs to look for what helps."""
        return len(self.problems) >= PROBLEMS_MAX

    def wrong(self, code: str, where: str, message: str, help_: str | None = None) -> None:
        """Keep one problem."""
        self.problems.append(RequestProblem(code=code, field=where, message=message, help=help_))


class RequestError(ValueError):
    """A request that cannot be decided as it is written; it holds every problem at once, up to a hundred."""

    def __init__(self, problems: tuple[RequestProblem, ...]) -> None:
        if (more := len(problems) - PROBLEMS_MAX) > 0:
            rest = RequestProblem(
                code="more-problems", field="request", message=f"{more:,} more problems are not listed"
            )
            problems = (*problems[:PROBLEMS_MAX], rest)
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
