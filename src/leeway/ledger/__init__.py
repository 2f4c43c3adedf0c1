"""What has been used of each limit, and is there room for more? Limits that can never be overspent.

Public: the nouns of `meters.py` and `entries.py`, windows, the protocol `Ledger`, two that implement it
(`MemoryLedger`, `JournalLedger`), errors. Imports nothing of Leeway and reads no clock: each operation is given
its instant. The rules are in `machine` and `changes` (pure: a state and a question give the entries to be
added), which a store runs on a `State` of its own. Start reading at `Ledger` in `store.py`, then `machine.py`.
"""

from __future__ import annotations

from leeway.ledger import changes, machine
from leeway.ledger.clock import ClockGuard
from leeway.ledger.draft import check_chain
from leeway.ledger.entries import CapVersion, Carried, Entry, Kind, Share, Step, Switch, Taking
from leeway.ledger.errors import (
    CannotCarry,
    ChainBroken,
    ClockSuspect,
    InstantOutOfRange,
    InvalidProposal,
    JournalDamaged,
    LedgerError,
    LedgerUnavailable,
    RequestDiffers,
    ReversesTooMuch,
    UnknownDecision,
    UnknownWindow,
    UnknownZone,
    WrongState,
)
from leeway.ledger.journal import JournalLedger
from leeway.ledger.memory import MemoryLedger
from leeway.ledger.meters import (
    EXCESS,
    SCOPES,
    Candidate,
    Charge,
    Meter,
    Proposal,
    Receipt,
    check_instant,
    check_meter,
    check_proposal,
    excess_meter,
    in_lock_order,
)
from leeway.ledger.state import Chain, State
from leeway.ledger.store import Ledger
from leeway.ledger.windows import CALENDAR_WINDOWS, rolling_length, window_end, window_start

__all__ = [
    "CALENDAR_WINDOWS",
    "EXCESS",
    "SCOPES",
    "Candidate",
    "CannotCarry",
    "CapVersion",
    "Carried",
    "Chain",
    "ChainBroken",
    "Charge",
    "ClockGuard",
    "ClockSuspect",
    "Entry",
    "InstantOutOfRange",
    "InvalidProposal",
    "JournalDamaged",
    "JournalLedger",
    "Kind",
    "Ledger",
    "LedgerError",
    "LedgerUnavailable",
    "MemoryLedger",
    "Meter",
    "Proposal",
    "Receipt",
    "RequestDiffers",
    "ReversesTooMuch",
    "Share",
    "State",
    "Step",
    "Switch",
    "Taking",
    "UnknownDecision",
    "UnknownWindow",
    "UnknownZone",
    "WrongState",
    "changes",
    "check_chain",
    "check_instant",
    "check_meter",
    "check_proposal",
    "excess_meter",
    "in_lock_order",
    "machine",
    "rolling_length",
    "window_end",
    "window_start",
]
