"""How does the ledger live in one file? SQLite, with one writer that commits many decisions at once.

Public: `SqliteStore`, `SqliteReading` (the same file, read only). The guards of the database itself are in
`migrations/`. Start reading at `store.py`, then `writer.py`.
"""

from __future__ import annotations

from leeway.stores.sqlite.file import SqliteReading
from leeway.stores.sqlite.store import SqliteStore

__all__ = ["SqliteReading", "SqliteStore"]
