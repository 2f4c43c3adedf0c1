"""Is the database of the form that this program knows? Numbered steps forward, each done once.

Several programs may start at once: one takes the steps, the others wait for it. A database that a newer
program has changed is refused. Start reading at `migrate`.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from leeway.ledger import LedgerUnavailable

if TYPE_CHECKING:
    from leeway.stores.postgres.connections import Connection

STEPS = ("0001_tables", "0002_guards", "0003_settle", "0004_together")
SERVER_VERSION_MIN = 150_000
LOCK = 5332
"""The advisory lock of whoever changes tables or rights."""

_VERSION = (
    "CREATE TABLE leeway_ledger.version (number int PRIMARY KEY, taken_at timestamptz NOT NULL DEFAULT now())"
)


def migrate(connection: Connection, path: str) -> bool:
    """Bring the schema `leeway_ledger` up to date; say whether there was anything to do.

    `path` names the database in errors. Raises: LedgerUnavailable for a server that is too old or a database
    that is newer than this program.
    """
    server = connection.info.server_version
    if server < SERVER_VERSION_MIN:
        raise LedgerUnavailable(path, f"PostgreSQL 15 or later is needed, this is {server // 10_000}")
    if _version(connection, path) == len(STEPS):
        return False
    # Held until the connection is closed, and not within the transaction: then what was made before is seen.
    connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
    done = _version(connection, path)
    with connection.transaction():
        for number, step in enumerate(STEPS[done:], start=done + 1):
            if number == 1:
                connection.execute("CREATE SCHEMA IF NOT EXISTS leeway_ledger")
                connection.execute(_VERSION)
            connection.execute("SET LOCAL search_path = leeway_ledger")
            connection.execute(statements(step))
            connection.execute("INSERT INTO leeway_ledger.version (number) VALUES (%s)", (number,))
    return done < len(STEPS)


def statements(name: str) -> bytes:
    """Read a file of the schema."""
    return (files("leeway.stores.postgres") / "schema" / f"{name}.sql").read_bytes()


def _version(connection: Connection, path: str) -> int:
    there = connection.execute("SELECT to_regclass('leeway_ledger.version')").fetchone()
    if there is None or there[0] is None:
        return 0
    row = connection.execute("SELECT coalesce(max(number), 0) FROM leeway_ledger.version").fetchone()
    done = int(row[0]) if row else 0
    if done > len(STEPS):
        raise LedgerUnavailable(
            path,
            f"a newer Leeway has changed it (form {done}, {len(STEPS)} are known): update this program",
        )
    return done
