"""Which clauses hold, and what is ready about each? Reasons, duties and templates, made before anybody asks.

Nothing here is of any request. Start reading at `Truths`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leeway.decide.decision import Reason
    from leeway.decide.engine.conditions.rows import Compiled
    from leeway.decide.engine.tabs import Tabs
    from leeway.decide.shown.duties import Duties
    from leeway.policy import Guideline, Rule


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """How a clause reads the amount, so that it may hold at one amount and not at another."""

    holds: Compiled
    needed: tuple[Compiled, ...]
    """What must be true beside: while one of them is false, it holds at no amount."""
    thresholds: tuple[Compiled, ...]
    """What it holds the amount against."""
    bounds: tuple[tuple[Compiled, bool], ...] | None
    """What the amount must not be above (true: must be below), where the clause says no more of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Ban:
    """A rule that may forbid the action."""

    rule: Rule
    reader: Reader | None
    reason: Reason
    duties: Duties


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Entry:
    """A clause that may grant the action, as it stands for one level: a guideline, or what `otherwise` says."""

    clause: str
    guideline: Guideline | None
    requires: tuple[str, ...]
    reader: Reader | None
    by_decider: Tabs | None
    by_level: tuple[Tabs | None, ...]
    """What somebody of each level would charge; None where nobody of it may."""
    duties: Duties
    grants: tuple[Reason, ...]
    asked: tuple[Reason, ...]
    """How it is granted by whoever is asked, by level."""
    is_false: Reason
    no_limit: Reason
    limit: Reason
    """This and the next are still without what their sentences need of the request."""
    certificate: Reason


class Truths(NamedTuple):
    """The clauses that are true, in deciding order, and those that may be at another amount."""

    bans: Sequence[Ban]
    entries: Sequence[Entry]
    """Where no guideline names the action, what `otherwise` allows."""
    open_bans: Sequence[Ban]
    """What reads the amount and may hold at some amount."""
    open_entries: Sequence[Entry]


BAN, ENTRY, OPEN_BAN, OPEN_ENTRY = range(4)
"""What parts there are: rules and clauses that hold, and that may hold at some amount."""


def truths_of(parts: Iterable[tuple[int, Any]], otherwise: Sequence[Entry]) -> Truths:
    """What is true, from parts with their kinds; `otherwise` grants where no clause does."""
    found: tuple[list[Any], list[Any], list[Any], list[Any]] = [], [], [], []
    for kind, part in parts:
        found[kind].append(part)
    bans, entries, open_bans, open_entries = found
    return Truths(bans, entries or otherwise, open_bans, open_entries)
