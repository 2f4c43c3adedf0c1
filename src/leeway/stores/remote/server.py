"""Who answers the other processes? Threads that pass each question on to the store of this process.

Start reading at `serve_store`.
"""

from __future__ import annotations

import json
import socket
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from leeway.ledger import LedgerError, LedgerUnavailable
from leeway.stores.remote.form import packed, receive, value_of
from leeway.stores.remote.short import answered, asked_of
from leeway.stores.together import all_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from leeway.stores.store import Store

READS = frozenset(
    {
        "audit",
        "balances",
        "balances_then",
        "caps",
        "count",
        "decision",
        "held",
        "history",
        "recorded",
        "records",
        "stopped",
        "stopped_then",
        "switches",
        "unanswered",
    }
)
CHANGES = frozenset(
    {
        "answered",
        "carry",
        "carry_back",
        "commit",
        "delivered",
        "due",
        "execute",
        "fail",
        "postpone",
        "resume",
        "reverse",
        "stop",
        "tell",
    }
)
SAFE_AGAIN = frozenset({"answered", "carry", "commit", "delivered", "execute", "fail", "postpone", "tell"})
PATH_BYTES_MAX = 107


def is_safe_again(name: str, named: dict[str, Any]) -> bool:
    """Whether what may have been done can be sent once more: then it is done once all the same."""
    if name == "reverse":
        return named.get("amount_minor") is None or bool(named.get("key"))
    return name in READS or name in SAFE_AGAIN


@contextmanager
def serve_store(store: Store, path: Path) -> Iterator[None]:
    """Answer other processes of this user on a socket while the context lasts.

    Raises: LedgerUnavailable when the socket cannot be made.
    """
    server = _Server(store, path)
    try:
        yield
    finally:
        server.close()


class _Server:
    def __init__(self, store: Store, path: Path) -> None:
        self._store, self._path = store, path
        self._lock = Lock()
        self._connections: set[socket.socket] = set()
        self._listening = _listen(path)
        self._thread = Thread(target=self._accept, name=f"answers on {path.name}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Answer nobody any more."""
        with suppress(OSError):
            # Wakes up who waits in `accept`; closing alone would not.
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()
        self._path.unlink(missing_ok=True)
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with self._lock:
                self._connections.add(connection)
            Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with suppress(OSError, ValueError):
                while (question := receive(connection)) is not None:
                    connection.sendall(self._answer(question))
        finally:
            with self._lock:
                self._connections.discard(connection)
            connection.close()

    def _answer(self, question: bytes) -> bytes:
        try:
            message = json.loads(question)
            if (asked := asked_of(message)) is not None:
                told = all_of(self._store, asked)
                return answered(told, asked)
            name, given, named = value_of(message)
            if name == "hello":
                return packed(("done", str(getattr(self._store, "path", "") or "")))
            if name in READS | CHANGES:
                return packed(("done", getattr(self._store, name)(*given, **named)))
            reason = f"nothing is called `{name}` here"
        except LedgerError as problem:
            return packed(("error", problem))
        except Exception as problem:  # noqa: BLE001 - whoever asked must be told, whatever it is
            reason = f"{type(problem).__name__}: {problem}"
        return packed(("error", LedgerUnavailable(str(self._path), reason)))


def _listen(path: Path) -> socket.socket:
    if len(str(path).encode()) > PATH_BYTES_MAX:
        raise LedgerUnavailable(str(path), f"its path is too long for a socket (most: {PATH_BYTES_MAX} bytes)")
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # One that is left over from a process that was killed; only the file's owner gets here.
        with suppress(FileNotFoundError):
            if path.is_socket():
                path.unlink()
        listening.bind(str(path))
        # Nobody can connect before `listen`, so nobody else before this.
        path.chmod(0o600)
        listening.listen(128)
    except OSError as problem:
        listening.close()
        raise LedgerUnavailable(str(path), (problem.strerror or str(problem)).lower()) from problem
    return listening
