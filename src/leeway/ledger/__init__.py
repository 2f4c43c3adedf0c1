"""What has been used of each limit, and is there room for more? Limits that can never be overspent.

Public: the nouns of `meters.py` and `entries.py`, windows, the `Ledger` protocol, `MemoryLedger`, `JournalLedger`, errors.
Imports nothing of Leeway. Reads no clock: every operation is given its instant.
The rules are in `machine.py` (pure: a state and a question give the entries to be added); `store.py` says what a
database must offer. Start reading at `Ledger` in `store.py`, then `machine.py`.
"""

from __future__ import annotations

from leeway.ledger.meters import Candidate, Charge, Meter, Proposal, Receipt
from leeway.ledger.windows import CALENDAR_WINDOWS, rolling_length, window_end, window_start

__all__ = [
    "CALENDAR_WINDOWS",
    "Candidate",
    "Charge",
    "Meter",
    "Proposal",
    "Receipt",
    "rolling_length",
    "window_end",
    "window_start",
]
