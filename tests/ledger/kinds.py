"""Which ledgers must behave alike? Each opened in a folder of its own, for tests that run on all of them.

`LEDGERS` are all, `STORES` those that keep records too. Another database is another line.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from leeway.ledger import MemoryLedger
from leeway.stores import open_store, serve_store
from leeway.stores.postgres import open_postgres
from tests.stores.postgres_server import emptied_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from leeway.ledger import ClockGuard, Ledger
    from leeway.stores import Store

    type Opened[L] = Callable[[Path, ClockGuard | None], AbstractContextManager[L]]


@contextmanager
def memory(folder: Path, clock: ClockGuard | None) -> Iterator[Ledger]:
    """In the memory of this process."""
    del folder
    yield MemoryLedger(clock=clock)


@contextmanager
def sqlite(folder: Path, clock: ClockGuard | None) -> Iterator[Store]:
    """In a file that this process owns."""
    with open_store(f"sqlite:///{folder / 'ledger.sqlite3'}", clock=clock) as store:
        yield store


@contextmanager
def socket(folder: Path, clock: ClockGuard | None) -> Iterator[Store]:
    """In a file that is reached over a socket; reads go to the file."""
    path = folder / "s"
    with (
        open_store(f"sqlite:///{folder / 'ledger.sqlite3'}", clock=clock) as owner,
        serve_store(owner, path),
        open_store(f"leeway+unix://{path}") as store,
    ):
        yield store


@contextmanager
def postgres(folder: Path, clock: ClockGuard | None) -> Iterator[Store]:
    """In a database on a PostgreSQL server that nobody else uses meanwhile."""
    del folder
    with emptied_database() as url, open_postgres(url, clock=clock, size=4) as store:
        yield store


STORES: dict[str, Opened[Store]] = {"sqlite": sqlite, "sqlite over a socket": socket, "postgres": postgres}
LEDGERS: dict[str, Opened[Ledger]] = {"memory": memory, **STORES}  # type: ignore[dict-item]
