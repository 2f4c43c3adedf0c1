"""What follows from which clauses hold? Everything that is the same whenever just these are true.

A verdict is put together when a set of true clauses is first met, and kept: it holds only what stands in the
book, nothing of any request. Start reading at `Verdict`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leeway.decide.decision import Reason
from leeway.decide.shown.duties import NOTHING_DUE, Duties, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leeway.decide.engine.charging import Template
    from leeway.decide.engine.conditions.rows import Compiled
    from leeway.policy import Guideline, Rule

_NO_GRANT = (Reason(code="otherwise no"),)


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
    by_decider: Template | None
    by_level: tuple[Template | None, ...]
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


@dataclass(slots=True, eq=False)
class Verdict:
    """The clauses that are true, and what follows from them alone."""

    bans: tuple[Ban, ...]
    entries: tuple[Entry, ...]
    """In deciding order; where no guideline names the action, what `otherwise` allows."""
    open_bans: tuple[Ban, ...]
    """What reads the amount and may hold at some amount."""
    open_entries: tuple[Entry, ...]
    forbidding: tuple[Reason, ...] = ()
    """Why the rules that hold forbid it."""
    false: tuple[Reason, ...] = ()
    """Why nothing grants it, where no clause holds."""
    duties: Duties = NOTHING_DUE
    """What the rules that hold ask for."""
    never: bool = False
    """Whether a rule forbids it at every amount."""
    raisable: bool = False
    """Whether a clause that holds is granted by some level."""

    def finished(self, every: Sequence[Entry]) -> Verdict:
        """With all that follows; `every` are the clauses that may grant the action, true or not."""
        if self.bans:
            self.forbidding = tuple(ban.reason for ban in self.bans)
            self.duties = together([ban.duties for ban in self.bans])
            self.never = any(ban.reader is None for ban in self.bans)
        elif self.entries:
            self.raisable = any(any(entry.by_level) for entry in self.entries)
        else:
            self.false = tuple(entry.is_false for entry in every) or _NO_GRANT
        return self


BAN, ENTRY, OPEN_BAN, OPEN_ENTRY = range(4)
"""What the parts of a verdict are: rules and clauses that hold, and that may hold at some amount."""


def verdict(parts: Iterable[tuple[int, Any]], every: Sequence[Entry], otherwise: Sequence[Entry]) -> Verdict:
    """The verdict of what is true, each part with its kind; `otherwise` grants where no clause does."""
    found: tuple[list[Any], ...] = [], [], [], []
    for kind, part in parts:
        found[kind].append(part)
    bans, entries, open_bans, open_entries = map(tuple, found)
    return Verdict(bans, entries or tuple(otherwise), open_bans, open_entries).finished(every)
