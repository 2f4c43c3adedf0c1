"""How do balances outlive the program without a database? In a journal: a file that is only appended to.

Public: `JournalLedger`, a `store.Ledger`. Builds on the rest of the ledger, which knows nothing of it.
Start reading at `JournalLedger` in `file.py`; the text of a line is in `form.py`.
"""

from __future__ import annotations

from leeway.ledger.journal.file import JournalLedger

__all__ = ["JournalLedger"]
