"""What does the ledger look like on PostgreSQL? A decision is one call of the database, which guards itself.

Public: `open_postgres`, `PostgresStore`. The schema `leeway_ledger` is hand-written SQL in `schema/`. Start
reading at `store.py`, then `schema/0003_settle.sql`.
"""

from __future__ import annotations

from leeway.stores.postgres.opening import open_postgres
from leeway.stores.postgres.store import PostgresStore

__all__ = ["PostgresStore", "open_postgres"]
