"""Where is the ledger kept? A URL names the store; what it needs is imported only then.

Start reading at `open_store`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from leeway.ledger import LedgerUnavailable

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from leeway.ledger import ClockGuard
    from leeway.stores.store import Store


def open_store(url: str, *, clock: ClockGuard | None = None) -> Store:
    """Open the ledger that a URL names.

    `sqlite:///folder/file` (four slashes: from the root) owns a file and writes it; `leeway+unix:///path.sock`
    reaches such an owner in another process; `postgresql://…` is a server. A `clock` guard belongs to whoever
    writes, so not to a client of a socket.

    Raises: LedgerUnavailable when it cannot be opened, or the URL names no store.
    """
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/"):
        from leeway.stores.sqlite import SqliteStore

        return SqliteStore(Path(unquote(rest[1:])), clock=clock)
    if scheme == "leeway+unix" and rest.startswith("/"):
        from leeway.stores.remote import RemoteStore

        return RemoteStore(Path(unquote(rest)))
    if scheme in ("postgresql", "postgres"):
        from leeway.stores.postgres import open_postgres

        return open_postgres(url, clock=clock)
    raise LedgerUnavailable(url, "no store is named like this: sqlite:///…, leeway+unix:///… or postgresql://…")


def serve_store(store: Store, path: Path) -> AbstractContextManager[None]:
    """Answer other processes of this user, which open `leeway+unix://` with the path, while the context lasts.

    Raises: LedgerUnavailable when the socket cannot be made.
    """
    from leeway.stores.remote import serve_store as serve

    return serve(store, path)
