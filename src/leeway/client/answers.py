"""What does a desk answer? Frozen values with the names of the HTTP API; amounts are in minor units.

A field that a newer desk adds is left out here, so older clients go on working. Start reading at `Decision`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One clause that determined the outcome, and why."""

    code: str
    clause: str | None = None
    because: str | None = None
    source: str | None = None
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """One limit, before and after."""

    clause: str
    measure: str
    scope: str
    window: str
    subject: str
    starts: datetime | None = None
    cap: int | None = None
    before: int = 0
    charge: int = 0
    after: int = 0
    left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fact to find out."""

    fact: str
    type: str
    trust: str
    ask: str | None = None
    unit: str | None = None
    one_of: tuple[Any, ...] = ()
    attest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Whom to ask, for what."""

    authority: str
    kind: str
    obstacles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to do along with it."""

    id: str
    text: str
    clause: str
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something to say, in one's own way."""

    point: str
    clause: str
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What may be done instead."""

    action: str
    outcome: str
    most_minor: int | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a deed told afterwards is recorded."""

    ordinary: bool
    departed_from: tuple[str, ...] = ()
    charged_minor: int = 0
    excess_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What it was decided under."""

    book: str
    engine: str
    tzdata: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The answer in sentences of one language."""

    language: str
    outcome: str
    sentences: tuple[str, ...] = ()
    leeway: str | None = None
    reasons: tuple[str, ...] = ()
    meters: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The whole answer to a proposal."""

    id: str
    state: str
    """`posted`, `held`, `voided`, `refused`; `unreachable`: nothing could be written, nothing was taken."""
    at: datetime
    outcome: str
    """`go_ahead`, `find_out`, `ask` or `decline`."""
    action: str
    currency: str
    site: str
    case: str
    actor: str
    versions: Versions
    repeated: bool = False
    undone: bool = False
    amount_minor: int | None = None
    cost_minor: int = 0
    customer: str | None = None
    on_behalf_of: str | None = None
    charged: str | None = None
    leeway_minor: int | None = None
    reasons: tuple[Reason, ...] = ()
    meters: tuple[Meter, ...] = ()
    questions: tuple[Question, ...] = ()
    ask: Ask | None = None
    raise_limit: str | None = None
    own_judgement: bool = False
    steps: tuple[Step, ...] = ()
    points: tuple[Point, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    presumed: Mapping[str, Any] = field(default_factory=dict)
    told: Told | None = None
    review: str | None = None
    said: Said | None = None

    @property
    def goes_ahead(self) -> bool:
        """Whether it may be done now, and is taken."""
        return self.outcome == "go_ahead" and self.state in ("posted", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Amounts with one answer, both ends included."""

    outcome: str
    least_minor: int
    authority: str | None = None
    most_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One action that may be done, asked for, or found out about."""

    action: str
    outcome: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    authority: str | None = None
    questions: tuple[str, ...] = ()
    intervals: tuple[Interval, ...] = ()
    exact: bool = True
    cost_minor: int | None = None
    worth_minor: int | None = None
    most_minor: int | None = None
    own_judgement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A question upwards."""

    id: str
    decision: str
    site: str
    actor: str
    authority: str
    state: str
    asked_at: datetime
    due_at: datetime
    case: str = ""
    asked_of: str | None = None
    wish: str = ""
    sentence: str = ""
    amount_minor: int | None = None
    conditions: tuple[str, ...] = ()
    result: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reperformed:
    """What came of making a decision again."""

    decision: str
    result: str
    field: str | None = None
    why: str | None = None


def read[Read](form: Mapping[str, Any], kind: type[Read]) -> Read:
    """A value of a kind from what the desk answered."""
    hints = _hints(cast("Any", kind))
    return kind(**{name: _value(form[name], hint) for name, hint in hints.items() if name in form})


def _value(form: Any, hint: Any) -> Any:
    if form is None:
        return None
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_value(each, get_args(hint)[0]) for each in form)
    if hint is datetime:
        return datetime.fromisoformat(form)
    return read(form, cast("Any", hint)) if is_dataclass(hint) else form


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    known = get_type_hints(kind)
    return {each.name: known[each.name] for each in fields(cast("Any", kind))}
