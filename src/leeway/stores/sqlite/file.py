"""Which file is it, and may this program use it? Connections, migrations, the owner's lock, reading.

Nothing here writes to the ledger's tables. Start reading at `SqliteReading`.
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import contextmanager, suppress
from importlib.resources import files
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from leeway.ledger import InvalidProposal, LedgerUnavailable
from leeway.stores.reading import Reading
from leeway.stores.source import Source

try:
    import pysqlite3 as sqlite3
except ImportError:
    import sqlite3

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

Connection = Any
"""A connection of `pysqlite3` or of `sqlite3`, whichever is installed."""

DatabaseError: type[Exception] = sqlite3.Error
APPLICATION_ID = 0x4C656577  # "Leew": what `file` and SQLite's own tools call the kind of a database
BUSY_MILLISECONDS = 5_000
# Pages that the write-ahead log holds before it is written back: 16 MB, read again in well under a second.
CHECKPOINT_PAGES, CACHE_KIBIBYTES = 4_000, 32_000
READERS_KEPT = 8


def connect(path: Path, *, read_only: bool = False) -> Connection:
    """Open a connection for any thread. Raises: LedgerUnavailable."""
    if sqlite3.sqlite_version_info < (3, 38):
        raise LedgerUnavailable(str(path), f"SQLite {sqlite3.sqlite_version} is too old, 3.38 is needed")
    mode = "ro" if read_only else "rwc"
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        if not read_only:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            connection.execute(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}")
            connection.execute(f"pragma journal_size_limit = {CHECKPOINT_PAGES * 4096 * 2}")
        connection.execute("pragma foreign_keys = on")
        connection.execute(f"pragma cache_size = -{CACHE_KIBIBYTES if not read_only else 8_000}")
    except sqlite3.Error as problem:
        raise unavailable(path, problem) from problem
    return connection


def unavailable(path: Path, problem: BaseException) -> LedgerUnavailable:
    """Say that the file cannot be used, in the database's own words."""
    return LedgerUnavailable(str(path), (str(problem) or type(problem).__name__).removeprefix("leeway: "))


def migrate(connection: Connection, path: Path) -> None:
    """Bring the tables up to what this program needs; forward only, each step whole or not at all.

    Raises: LedgerUnavailable for a file of something else, or of a newer version of this program.
    """
    steps = migrations()
    try:
        connection.execute("begin immediate")
        (application,) = connection.execute("pragma application_id").fetchone()
        (tables,) = connection.execute("select count(*) from sqlite_schema").fetchone()
        if tables and application != APPLICATION_ID:
            raise LedgerUnavailable(str(path), "it is a database of something else")
        connection.execute(
            "create table if not exists migration (number integer primary key, name text not null)"
        )
        (done,) = connection.execute("select coalesce(max(number), 0) from migration").fetchone()
        if done > len(steps):
            raise LedgerUnavailable(
                str(path), f"it has version {done}, this program knows {len(steps)}: use the newer program"
            )
        for number, (name, text) in enumerate(steps[done:], start=done + 1):
            for statement in statements(text):
                connection.execute(statement)
            connection.execute("insert into migration values (?, ?)", (number, name))
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute("commit")
    except sqlite3.Error as problem:
        raise unavailable(path, problem) from problem
    finally:
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("rollback")


def migrations() -> list[tuple[str, str]]:
    """Give name and text of each step, in order."""
    folder = files("leeway.stores.sqlite") / "migrations"
    found = sorted(
        (each for each in folder.iterdir() if each.name.endswith(".sql")), key=lambda each: each.name
    )
    return [(each.name, each.read_text(encoding="utf-8")) for each in found]


def statements(text: str) -> Iterator[str]:
    """Divide a text into its statements.

    >>> list(statements("create table t (a); create trigger g before insert on t begin select 1; end;"))
    ['create table t (a);', 'create trigger g before insert on t begin select 1; end;']
    """
    begun = ""
    for part in re.split(r"(?<=;)", text):
        begun += part
        if begun.strip() and sqlite3.complete_statement(begun):
            yield begun.strip()
            begun = ""


class Owner:
    """Holds the lock that says which process owns a file; only its owner writes.

    Raises: LedgerUnavailable, naming the process that owns it.
    """

    def __init__(self, path: Path) -> None:
        self.pid = os.getpid()
        lock = path.with_name(path.name + ".owner")
        try:
            self._file = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as problem:
            raise LedgerUnavailable(str(path), (problem.strerror or str(problem)).lower()) from problem
        try:
            if sys.platform == "win32":
                msvcrt.locking(self._file, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            owner = os.read(self._file, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(self._file)
            raise LedgerUnavailable(str(path), f"another process owns it (number {owner})") from None
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{self.pid}\n".encode())

    def close(self) -> None:
        """Let go of the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class AsJson:
    """Writes rows as JSON, which SQLite reads; implements `Listing`."""

    def rows(self, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> tuple[str, Sequence[Any]]:
        """Give the query and its values; see `Listing.rows`."""
        named = ", ".join(
            f"value {'->' if kind == 'texts' else '->>'} {place} as {name}"
            for place, (name, kind) in enumerate(columns.items())
        )
        return f"select key as place, {named} from json_each(?)", (_dumps(rows),)

    def each(self, column: str) -> str:
        """Give a table of what is in a list; see `Listing.each`."""
        return f"json_each({column})"


def source_of(connection: Connection) -> Source:
    """Answer the questions of the ledger's state over one connection."""
    return Source(lambda sql, values=(): connection.execute(sql, values).fetchall(), listing=_AS_JSON)


_AS_JSON = AsJson()
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class SqliteReading(Reading):
    """Reads the file of a ledger, whoever writes it; safe for threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._readers: LifoQueue[Connection] = LifoQueue(READERS_KEPT)
        self._pid = os.getpid()

    @contextmanager
    def _reading(self) -> Iterator[Source]:
        connection = self._reader()
        try:
            connection.execute("begin")
            yield source_of(connection)
        except UnicodeEncodeError:
            raise InvalidProposal("text", "holds half a character") from None
        except OverflowError:
            raise InvalidProposal("number", "is too large") from None
        except (sqlite3.Error, OSError) as problem:
            raise unavailable(self.path, problem) from problem
        finally:
            self._put_back(connection)

    def _reader(self) -> Connection:
        if self._is_forked():
            # After a fork connections belong to the other process.
            self._readers, self._pid = LifoQueue(READERS_KEPT), os.getpid()
        try:
            return self._readers.get_nowait()
        except Empty:
            return connect(self.path, read_only=True)

    def _put_back(self, connection: Connection) -> None:
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("rollback")
            if self._readers.full():
                connection.close()
            else:
                self._readers.put_nowait(connection)

    def _is_forked(self) -> bool:
        return os.getpid() != self._pid

    def close(self) -> None:
        """Close what is open."""
        self._close_readers()

    def _close_readers(self) -> None:
        with suppress(Empty, sqlite3.Error):
            while True:
                self._readers.get_nowait().close()
