"""What is the answer? A decision: outcome, reasons, what it takes, what to do, say and ask.

Frozen values with a stable JSON form (`to_json`, `from_json` in `form.py`). Sentences for people are made from
them in `words/`, in the reader's language; the texts here are the book's own. Start reading at `Decision`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from leeway.ledger import Meter
    from leeway.policy import Trust


class Outcome(StrEnum):
    """What the one who asks should do now."""

    GO_AHEAD = "go_ahead"
    FIND_OUT = "find_out"
    ASK = "ask"
    DECLINE = "decline"


class Reason(NamedTuple):
    """One clause that determined the outcome, and why.

    `code` says how it took part. Granting: `grants`, `not named` (out of the allowance for what no guideline
    names), `otherwise go ahead`, `otherwise ask`, `own judgement`, `departs` (a clause that is left),
    `principle`, `approved`. In the way: `rule` (forbids), `rule unknown`, `rule in error`, `condition false`,
    `condition unknown`, `in error`, `stopped`, `unattestable`, `limit` (no room at this level),
    `no limit for level`, `certificate`, `anonymous` (customer not known), `otherwise no`, `no own judgement`,
    `nobody above` (to put obstacles aside), `nothing else` (may be done instead), `on error`. `args` are what
    its sentence needs (numbers, names), never a sentence.
    """

    code: str
    clause: str | None = None
    because: str | None = None
    """The book's own words for why the clause exists."""
    source: str | None = None
    args: tuple[tuple[str, Any], ...] = ()


class MeterLine(NamedTuple):
    """One meter of the charged (or nearest) clause: its cap for the decider, and use before and after."""

    meter: Meter
    cap: int | None
    before: int
    charge: int

    @property
    def after(self) -> int:
        """Use once this decision is posted."""
        return self.before + self.charge

    @property
    def left(self) -> int | None:
        """What is left once this decision is posted; None without a ceiling."""
        return None if self.cap is None else max(self.cap - self.after, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An unknown fact that would change the outcome, and who can supply it."""

    fact: str
    ask: str | None
    type: str
    unit: str | None = None
    one_of: tuple[Any, ...] = ()
    trust: Trust
    effort: int = 1
    attest: str | None = None
    """The authority that may attest it when nobody present can supply it at its trust."""


class AskKind(StrEnum):
    """What is handed up: the level's authority, a judgement of obstacles, or a colleague's decision."""

    AUTHORITY = "authority"
    JUDGEMENT = "judgement"
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom to ask, for what: an authority of the book (the desk names the person)."""

    authority: str
    kind: AskKind
    obstacles: tuple[str, ...] = ()
    """Clause ids, stopped names and fact names that the approver is to settle together."""


class ShownStep(NamedTuple):
    """Something to do now; `condition` is set when it holds only if an unknown condition is true."""

    id: str
    text: str
    clause: str
    condition: str | None = None


class ShownPoint(NamedTuple):
    """Something to say, in one's own way."""

    point: str
    words: str | None
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another action that may be done instead: at most `most_minor` where it has an amount."""

    action: str
    outcome: Outcome
    most_minor: int | None = None
    authority: str | None = None


class Presumed(NamedTuple):
    """A fact taken for granted; shown, recorded, corrected with one tap."""

    fact: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a deed told afterwards is recorded; never a refusal."""

    ordinary: bool
    departed_from: tuple[str, ...] = ()
    charged_minor: int = 0
    excess_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What a decision was made under; with the record it can be made again, identically."""

    book: str
    engine: str
    tzdata: str


class Decision(NamedTuple):
    """The engine's whole answer to one request."""

    outcome: Outcome
    action: str
    amount_minor: int | None
    cost_minor: int
    currency: str
    reasons: tuple[Reason, ...]
    versions: Versions
    charged: str | None = None
    """The clause whose meters are charged (`otherwise`, `own judgement` included)."""
    meters: tuple[MeterLine, ...] = ()
    leeway_minor: int | None = None
    """How far the actor could go now, as an amount (before this decision); None: no ceiling or no amount."""
    questions: tuple[Question, ...] = ()
    ask: Asked | None = None
    raise_limit: str | None = None
    """With `decline`: the authority that could raise the limit in the way."""
    own_judgement: bool = False
    """With `decline`: whether the actor's own judgement has room for it."""
    steps: tuple[ShownStep, ...] = ()
    points: tuple[ShownPoint, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    presumed: tuple[Presumed, ...] = ()
    told: Told | None = None
    review: str | None = None
    """Who reviews it, when it is an exception."""
