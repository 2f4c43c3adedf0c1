"""What comes back? The shapes of answers, for the description in OpenAPI; answers are written by `replies.py`.

Start reading at `Decided`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field


class Wrong(BaseModel):
    """One thing wrong with what was sent."""

    code: str
    pointer: str = Field(description="Where in the body: a JSON pointer.")
    detail: str
    help: str | None


class Problem(BaseModel):
    """What went wrong, as RFC 9457 describes it."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    problems: list[Wrong]


class Reason(BaseModel):
    """One clause that determined the outcome, and why."""

    code: str
    clause: str | None
    because: str | None
    source: str | None
    args: dict[str, Any]


class Meter(BaseModel):
    """One limit: its cap for who decides, and its use before and after. Amounts are in minor units."""

    clause: str
    measure: Literal["cost", "count"]
    scope: str
    window: str
    subject: str
    starts: datetime | None
    cap: int | None
    before: int
    charge: int
    after: int
    left: int | None


class Question(BaseModel):
    """A fact to find out."""

    fact: str
    ask: str | None
    type: str
    unit: str | None
    one_of: list[Any]
    trust: str
    attest: str | None


class Ask(BaseModel):
    """Whom to ask, for what."""

    authority: str
    kind: Literal["authority", "judgement", "colleague"]
    obstacles: list[str]


class Step(BaseModel):
    """Something to do along with it."""

    id: str
    text: str
    clause: str
    condition: str | None


class Point(BaseModel):
    """Something to say, in one's own way."""

    point: str
    words: str | None
    clause: str


class Alternative(BaseModel):
    """What may be done instead."""

    action: str
    outcome: Literal["go_ahead", "find_out", "ask", "decline"]
    most_minor: int | None
    authority: str | None


class Told(BaseModel):
    """How a deed told afterwards is recorded."""

    ordinary: bool
    departed_from: list[str]
    charged_minor: int
    excess_minor: int


class Versions(BaseModel):
    """What it was decided under."""

    book: str
    engine: str
    tzdata: str


class Said(BaseModel):
    """The answer in sentences of one language."""

    language: str
    outcome: str
    sentences: list[str]
    leeway: str | None
    reasons: list[str]
    meters: list[str]
    questions: list[str]
    alternatives: list[str]


class Decided(BaseModel):
    """The whole answer to a proposal."""

    id: str
    state: Literal["posted", "held", "voided", "refused", "unreachable"]
    at: datetime
    repeated: bool = Field(description="It had been decided before under this key; nothing was charged again.")
    undone: bool
    outcome: Literal["go_ahead", "find_out", "ask", "decline"]
    action: str
    amount_minor: int | None
    cost_minor: int
    currency: str
    site: str
    case: str
    customer: str | None
    actor: str
    on_behalf_of: str | None
    charged: str | None = Field(description="The clause whose limits are charged.")
    leeway_minor: int | None = Field(description="How far the actor could go; null: no ceiling, or no amount.")
    reasons: list[Reason]
    meters: list[Meter]
    questions: list[Question]
    ask: Ask | None
    raise_limit: str | None
    own_judgement: bool
    steps: list[Step]
    points: list[Point]
    good: list[str]
    bad: list[str]
    alternatives: list[Alternative]
    presumed: dict[str, Any]
    told: Told | None
    review: str | None
    versions: Versions
    said: Said | None


class Interval(BaseModel):
    """Amounts with one answer, both ends included."""

    outcome: Literal["go_ahead", "find_out", "ask"]
    authority: str | None
    least_minor: int
    most_minor: int | None


class Option(BaseModel):
    """One action that may be done, asked for, or found out about."""

    action: str
    parameters: dict[str, Any]
    outcome: Literal["go_ahead", "find_out", "ask", "decline"]
    authority: str | None
    questions: list[str]
    intervals: list[Interval]
    exact: bool
    cost_minor: int | None
    worth_minor: int | None
    most_minor: int | None
    own_judgement: bool


class Options(BaseModel):
    """Everything that may be done for this person now, best first."""

    site: str
    currency: str
    book: str
    options: list[Option]
