"""What runs while a desk serves? One command, one group of processes, stopped together.

On SQLite this process owns the ledger's file and writes it. Its child loads the desk once and is forked into
the web server, live updates and the worker (`loaded.py`). On PostgreSQL nothing is owned, and the same command
may run on many machines. Start reading at `serve`.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.desk import home_folder
from leeway.ledger import ClockGuard
from leeway.stores import open_store, serve_store
from leeway.web.databases import database_url, owned_ledger_url
from leeway.web.running.child import Child
from leeway.web.running.loaded import LOOK_SECONDS, serve_loaded
from leeway.web.running.preparing import holding_back

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How a desk is served."""

    host: str
    port: int
    threads: int = 8

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{'localhost' if self.host in ('127.0.0.1', '0.0.0.0') else self.host}:{self.port}"  # noqa: S104


def serve(serving: Serving, *, prepare: Callable[[], None], ready: Callable[[], None]) -> int:
    """Serve until stopped; gives the exit code.

    `prepare` brings the tables up to date while the child loads the rest of the code; nothing is answered
    before that is done. `ready` is called once pages are answered.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    os.environ.setdefault("LEEWAY_ADDRESS", serving.address)  # for links in what the worker writes
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    child = Child(serve_loaded, serving, os.getpid(), leads=True)
    with ExitStack() as stack:
        try:
            with holding_back():
                _load_what_all_share()
                child.start()
                prepare()
                if database_url() is None:
                    own_ledger(stack)
            threading.Thread(target=_when_answering, args=(serving, ready, stopping), daemon=True).start()
            while not stopping.wait(LOOK_SECONDS):
                child.keep_alive()
        finally:
            child.stop()  # before the ledger, which it uses
    return 0


def _load_what_all_share() -> None:
    """Load the tables' code before there are two processes; neither collects garbage among it."""
    import django

    django.setup()
    gc.freeze()


def own_ledger(stack: ExitStack) -> None:
    """Open the ledger's file as its one writer, and answer the other processes over a local socket."""
    folder = home_folder()
    guard = ClockGuard(steady=time.monotonic)
    store = stack.enter_context(open_store(owned_ledger_url(), clock=guard))
    stack.enter_context(serve_store(store, folder / "ledger.sock"))


def _when_answering(serving: Serving, ready: Callable[[], None], stopping: threading.Event) -> None:
    import http.client

    while not stopping.wait(0.05):
        try:
            connection = http.client.HTTPConnection(
                "127.0.0.1" if serving.host == "0.0.0.0" else serving.host,  # noqa: S104
                serving.port,
                timeout=5,
            )
            connection.request("GET", "/alive/")
            if connection.getresponse().status == http.HTTPStatus.OK:
                ready()
                return
        except OSError:
            continue
