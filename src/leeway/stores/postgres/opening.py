"""How is a database opened? Brought up to date, the working role found, a pool of connections made.

Start reading at `open_postgres`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

from leeway.stores.postgres.connections import Connections, described, translated
from leeway.stores.postgres.migrations import migrate
from leeway.stores.postgres.roles import working_role
from leeway.stores.postgres.store import PostgresStore

if TYPE_CHECKING:
    from leeway.ledger import ClockGuard


def open_postgres(
    url: str, *, clock: ClockGuard | None = None, size: int = 16, seconds: int = 5
) -> PostgresStore:
    """Open the ledger in a PostgreSQL database (15 or later), and make it there at the first start.

    `size` is how many connections this process may have, `seconds` how long it waits for the database or for a
    lock before it says that the ledger is unavailable. Raises: LedgerUnavailable when it cannot be reached, is
    too old, or was changed by a newer program.
    """
    path = described(url)
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=seconds) as connection:
            role = working_role(connection, renew=migrate(connection, path))
    except psycopg.Error as problem:
        raise translated(problem, path) from problem
    return PostgresStore(Connections(url, role=role, size=size, seconds=seconds), clock=clock)
