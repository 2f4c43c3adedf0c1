"""Where do decisions and balances live, so that nothing is lost or overspent? The ledger on real databases.

Public: `open_store`, `serve_store`, the protocol `Store` (a `ledger.Ledger` that also keeps records), the nouns
of `records.py`, `read_totals` and `reconcile`. May import ledger; hand-written SQL, one folder a database; each
operation is one transaction and the database itself refuses what the code should not do. Start reading at
`store.py`, then `opening.py`.
"""

from __future__ import annotations

from leeway.stores.opening import open_store, serve_store
from leeway.stores.reconciling import Finding, Total, TotalsProblem, read_totals, reconcile
from leeway.stores.records import Answer, AuditLine, Effect, Record, Recorded, Sought
from leeway.stores.store import Store

__all__ = [
    "Answer",
    "AuditLine",
    "Effect",
    "Finding",
    "Record",
    "Recorded",
    "Sought",
    "Store",
    "Total",
    "TotalsProblem",
    "open_store",
    "read_totals",
    "reconcile",
    "serve_store",
]
