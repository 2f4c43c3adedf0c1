"""What is written down? Entries in a meter's chain, what a decision took, stop switches, steps that add them.

All values are frozen; nothing here is ever changed, later entries only add. These are the rows a database
stores. Start reading at `Entry`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.ledger.meters import Charge, Meter, Receipt


class Kind(StrEnum):
    """Why an entry was added to a meter's chain."""

    POST = "post"
    """Taken at once; or, with delta 0 and an origin, the news that a hold was executed."""
    HOLD = "hold"
    """Taken until an executor has done it or failed."""
    VOID = "void"
    """Given back because the executor failed."""
    REVERSE = "reverse"
    """Given back, in part or whole, of what was posted."""
    RECAP = "recap"
    """The cap of one authority has changed; delta 0."""
    CARRY = "carry"
    """Moved to another subject's meter because they are one; may exceed the cap, which then only blocks."""
    ROLL = "roll"
    """Has left the rolling window."""
    FORCE = "force"
    """Told afterwards beyond every limit, on the actor's uncapped meter."""


SPENDS = frozenset({Kind.POST, Kind.HOLD})
RELEASES = frozenset({Kind.VOID, Kind.REVERSE, Kind.ROLL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One link of a meter's chain: the balance before, what changed, the balance after.

    `seq` counts from 1. `at` never runs backward in a chain; `effective` is when the use counts from (a release
    has that of its origin). `origin` is the entry, of the same meter, of which this one gives something back or
    that it confirms; `standing` is what still stands of the origin, or of this entry when it has none.
    `counterpart` is the other meter of a carry. `cap` (None: no ceiling) is that of `authority` in
    `cap_version`.
    """

    meter: Meter
    seq: int
    before: int
    delta: int
    after: int
    kind: Kind
    at: datetime
    effective: datetime
    decision: str
    origin: int | None = None
    standing: int
    counterpart: Meter | None = None
    authority: str = ""
    cap: int | None = None
    cap_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CapVersion:
    """The cap that an authority has on one meter since an instant; versions count from 1."""

    authority: str
    version: int
    cap: int | None
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a decision took from one meter: asked for on `asked`, standing as entry `seq` of `meter`.

    The two meters differ after a carry. `kept` is what has not been given back.
    """

    asked: Meter
    meter: Meter
    seq: int
    taken: int
    kept: int
    excess: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What the ledger knows of one decision: its state, and what it took from which meters.

    `cost_minor` is the cost that was asked for, `reversed_minor` what has been given back of it; `undone` says
    that all was given back, the counts included. `reversals` are the reversals that came with a key of their
    own.
    """

    id: str
    request_hash: str
    state: str
    """`posted`, `held`, `voided` or `refused`."""
    at: datetime
    chosen: int | None = None
    actor: str = ""
    balances: Mapping[Meter, int] = field(default_factory=dict)
    charges: tuple[Charge, ...] = ()
    shares: tuple[Share, ...] = ()
    cost_minor: int = 0
    reversed_minor: int = 0
    undone: bool = False
    reversals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """From `at` on, the use of `subject` counts on the meters of `into`; None: on its own again."""

    scope: str
    subject: str
    into: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A clause or action stopped by somebody at a site (None: everywhere), or resumed (`on` is False).

    While it is stopped, decisions ask `authority`.
    """

    name: str
    on: bool
    authority: str
    site: str | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """All that one operation adds, to be stored as a whole or not at all, and the receipt for who asked."""

    receipt: Receipt | None = None
    entries: tuple[Entry, ...] = ()
    takings: tuple[Taking, ...] = ()
    carried: Carried | None = None
    switch: Switch | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to store."""
        return not (self.entries or self.takings or self.carried or self.switch)
