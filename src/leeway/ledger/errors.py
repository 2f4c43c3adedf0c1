"""What can the ledger not do, and why? One small tree of errors, each with fields.

LedgerError
├── InvalidProposal      what is asked is malformed (a negative amount, an instant without a zone)
├── RequestDiffers       the id was used before, for another request
├── UnknownDecision      no decision has this id
├── WrongState           the decision is not in a state in which this can happen to it
├── ReversesTooMuch      more would be given back than is left
├── CannotCarry          the subject cannot be carried into the other
├── UnknownWindow        no calendar window has this name
├── UnknownZone          no time zone has this name
├── InstantOutOfRange    the calendar of the zone ends before the window does
├── ClockSuspect         the clock jumped forward further than it may
├── ChainBroken          an entry does not continue its meter's chain: a defect or a tampered journal
└── LedgerUnavailable    the balances cannot be read or written just now
    └── JournalDamaged   a line in the middle of the journal cannot be read

A refusal for want of room is none of these: it is a receipt whose state is `refused`.
"""
# ruff: noqa: N818 - the names say what is wrong; every one of them is a LedgerError

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta


class LedgerError(Exception):
    """The root of everything the ledger raises on purpose."""

    def __post_init__(self) -> None:
        # `args` makes the error printable, comparable in logs and picklable across processes.
        self.args = tuple(getattr(self, each.name) for each in fields(self))  # type: ignore[arg-type]


@dataclass(eq=False)
class InvalidProposal(LedgerError):
    """What is asked of the ledger is malformed; `field` names the part, `reason` says why."""

    field: str
    reason: str

    def __str__(self) -> str:
        return f"`{self.field}` {self.reason}"


@dataclass(eq=False)
class RequestDiffers(LedgerError):
    """An id that was used before comes with another request: nothing is done."""

    decision: str
    known: str
    given: str

    def __str__(self) -> str:
        return f"decision `{self.decision}` was made for another request ({self.known}, not {self.given})"


@dataclass(eq=False)
class UnknownDecision(LedgerError):
    """No decision has this id."""

    decision: str

    def __str__(self) -> str:
        return f"no decision has the id `{self.decision}`"


@dataclass(eq=False)
class WrongState(LedgerError):
    """The decision is in a state in which this cannot happen to it."""

    decision: str
    state: str
    wanted: str

    def __str__(self) -> str:
        return f"decision `{self.decision}` is {self.state}, it would have to be {self.wanted}"


@dataclass(eq=False)
class ReversesTooMuch(LedgerError):
    """A reversal asks for more than is left of what was posted."""

    decision: str
    asked_minor: int
    left_minor: int

    def __str__(self) -> str:
        return (
            f"{self.asked_minor} cannot be given back of decision `{self.decision}`: {self.left_minor} is left"
        )


@dataclass(eq=False)
class CannotCarry(LedgerError):
    """One subject's use cannot be carried into the other's."""

    subject: str
    into: str
    reason: str

    def __str__(self) -> str:
        return f"`{self.subject}` cannot be carried into `{self.into}`: {self.reason}"


@dataclass(eq=False)
class UnknownWindow(LedgerError):
    """No calendar window has this name."""

    kind: str

    def __str__(self) -> str:
        return f"`{self.kind}` is not a calendar window: day, week, month, quarter or year"


@dataclass(eq=False)
class UnknownZone(LedgerError):
    """No time zone has this name."""

    zone: str

    def __str__(self) -> str:
        return f"`{self.zone}` is not a time zone; an example of one is `Europe/Kyiv`"


@dataclass(eq=False)
class InstantOutOfRange(LedgerError):
    """The window around this instant reaches beyond the years 1 to 9999."""

    at: datetime

    def __str__(self) -> str:
        return f"the window around {self.at.isoformat()} reaches beyond the calendar"


@dataclass(eq=False)
class ClockSuspect(LedgerError):
    """The clock jumped forward further than it may: nothing is given until it is right or confirmed."""

    at: datetime
    expected: datetime
    bound: timedelta

    def __str__(self) -> str:
        return f"the clock says {self.at.isoformat()}, {self.expected.isoformat()} was expected"


@dataclass(eq=False)
class ChainBroken(LedgerError):
    """An entry does not continue its meter's chain, or takes what it may not."""

    meter: object
    seq: int
    reason: str

    def __str__(self) -> str:
        return f"entry {self.seq} of {self.meter}: {self.reason}"


@dataclass(eq=False)
class LedgerUnavailable(LedgerError):
    """The balances cannot be read or written just now; nothing was given."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"the balances in `{self.path}` cannot be used: {self.reason}"


@dataclass(eq=False)
class JournalDamaged(LedgerUnavailable):
    """A line in the middle of the journal cannot be read; lines count from 1."""

    line: int = 0

    def __str__(self) -> str:
        return f"line {self.line} of `{self.path}` is damaged: {self.reason}"
