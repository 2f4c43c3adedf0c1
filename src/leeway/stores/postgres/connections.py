"""How is the database reached, and what if it is not? A pool of connections and the ways to use one.

Everything that goes wrong with the database comes out as `LedgerUnavailable`; what two writers do to each
other by chance is tried again. Start reading at `Connections.run`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout, TooManyRequests

from leeway.ledger import ChainBroken, InvalidProposal, LedgerUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

type Connection = psycopg.Connection[tuple[Any, ...]]

TRIES = 8
"""How often a deadlock or a serialization failure is tried again."""

_BY_CHANCE = (errors.DeadlockDetected, errors.SerializationFailure)
_REFUSED = (errors.CheckViolation, errors.ForeignKeyViolation, errors.UniqueViolation, errors.NotNullViolation)
_SETTINGS = (
    "SET timezone = 'UTC'",
    "SET search_path = leeway_ledger, pg_catalog",
    "SET lock_timeout = '{lock}s'",
    "SET statement_timeout = '{statement}s'",
    "SET idle_in_transaction_session_timeout = '{statement}s'",
    "SET jit = off",
    # No query here is long enough for other processes to be started for it.
    "SET max_parallel_workers_per_gather = 0",
    # Every query here is of one shape and finds its rows by an index. A plan made while a table was empty would
    # read it whole, and be kept while it grows.
    "SET plan_cache_mode = force_generic_plan",
    "SET enable_seqscan = off",
    "SET enable_bitmapscan = off",
)


class Connections:
    """A pool for one database; safe for threads.

    `seconds` bounds how long one waits for a connection or a lock; a statement may take three times as long.
    With a `role` every connection works as that role.
    """

    def __init__(self, url: str, *, role: str | None, size: int, seconds: int) -> None:
        self.path = described(url)
        self._size, self._role, self._seconds = size, role, seconds
        self._pool = ConnectionPool(
            url,
            kwargs={"autocommit": True, "prepare_threshold": 1, "connect_timeout": seconds},
            min_size=1,
            max_size=size,
            timeout=seconds,
            reconnect_timeout=seconds,
            configure=self._configure,
            open=True,
        )

    def run[Result](self, operation: Callable[[Connection], Result], *, again: bool = True) -> Result:
        """Run an operation that is one transaction; `again` says that doing it twice does no harm.

        Raises: LedgerUnavailable, ChainBroken when the database refuses a row, InvalidProposal for a number
        that is too large.
        """
        with self._translated():
            for tried in range(self._size + TRIES):
                connection = self._taken()
                try:
                    return operation(connection)
                except _BY_CHANCE:
                    if tried >= TRIES:
                        raise
                except psycopg.OperationalError as lost:
                    # After a restart every pooled connection is dead: the next one may be, too.
                    unknown = isinstance(lost, CommitUnknown) and not again
                    if unknown or not connection.broken:
                        raise
                finally:
                    self._pool.putconn(connection)
            raise LedgerUnavailable(self.path, "every connection is lost")

    def transact[Result](self, operation: Callable[[Connection], Result], *, again: bool) -> Result:
        """Run an operation of several statements as one transaction; see `run`."""

        def whole(connection: Connection) -> Result:
            with _transaction(connection, "BEGIN"):
                return operation(connection)

        return self.run(whole, again=again)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Show one moment of the database. Raises: LedgerUnavailable."""
        with self._translated():
            connection = self._begun()
            try:
                yield connection
            finally:
                if not connection.broken:
                    connection.rollback()
                self._pool.putconn(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self._pool.close()

    def _begun(self) -> Connection:
        for _ in range(self._size + TRIES):
            connection = self._taken()
            try:
                connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            except psycopg.OperationalError:
                self._pool.putconn(connection)
                if not connection.broken:
                    raise
            else:
                return connection
        raise LedgerUnavailable(self.path, "every connection is lost")

    def _taken(self) -> Connection:
        try:
            return self._pool.getconn()
        except (PoolTimeout, PoolClosed, TooManyRequests) as problem:
            raise LedgerUnavailable(self.path, str(problem)) from problem

    def _configure(self, connection: Connection) -> None:
        settings = "; ".join(_SETTINGS).format(lock=self._seconds, statement=3 * self._seconds)
        role = f"; SET ROLE {self._role}" if self._role else ""
        connection.execute((settings + role).encode())

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as problem:
            raise translated(problem, self.path) from problem


class CommitUnknown(psycopg.OperationalError):
    """The connection was lost while the transaction was being committed: nobody knows whether it was."""


def translated(problem: psycopg.Error, path: str) -> Exception:
    """Say in the ledger's words what the database of this `path` says."""
    reason = problem.diag.message_primary or str(problem).strip() or type(problem).__name__
    if isinstance(problem, errors.UniqueViolation) and problem.diag.table_name == "outbox":
        key = (problem.diag.message_detail or "").partition("=(")[2].rpartition(") ")[0]
        return InvalidProposal("effects", f"use the key `{key}` of an earlier one")
    if isinstance(problem, _REFUSED):
        return ChainBroken(problem.diag.table_name or "the ledger", 0, reason)
    if isinstance(problem, errors.NumericValueOutOfRange):
        return InvalidProposal("amount", "is larger than can be counted")
    return LedgerUnavailable(path, reason)


def described(url: str) -> str:
    """Name a database without its password.

    >>> described("postgresql://desk:secret@db.example:5433/leeway")
    'leeway at db.example:5433'
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        return "an address that cannot be read"
    return (
        f"{parts.get('dbname') or 'postgres'} at {parts.get('host') or 'localhost'}:{parts.get('port') or 5432}"
    )


@contextmanager
def _transaction(connection: Connection, begin: str) -> Iterator[None]:
    connection.execute(begin.encode())
    try:
        yield
    except BaseException:
        if not connection.broken:
            connection.rollback()
        raise
    try:
        connection.commit()
    except psycopg.OperationalError as lost:
        raise CommitUnknown(*lost.args) from lost
