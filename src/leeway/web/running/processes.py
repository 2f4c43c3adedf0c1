"""What runs while a desk serves? One command, one group of processes, stopped together.

On SQLite this process owns the ledger's file and writes it; the web server, live updates and the worker are its
children. On PostgreSQL nothing is owned, and the same command may run on many machines.
Start reading at `serve`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from leeway.desk import home_folder
from leeway.ledger import ClockGuard
from leeway.stores import open_store, serve_store
from leeway.web.databases import database_url, owned_ledger_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PREPARING: Final = "LEEWAY_PREPARING"
"""The variable that names a file, which is there as long as the desk is being prepared."""
STOP_SECONDS_MAX: Final = 10
RESTARTS_PAUSE_SECONDS: Final = 1.0


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

    `prepare` brings the tables up to date while the web server, the slowest to start, loads its code; it
    answers nothing before that is done. `ready` is called once pages are answered.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    os.environ.setdefault("LEEWAY_ADDRESS", serving.address)  # for links in what the worker writes
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    children = [_Child(command) for command in commands(serving)]
    with ExitStack() as stack:
        with holding_back():
            _begin(children[0], stack)
            prepare()
            if database_url() is None:
                own_ledger(stack)
        threading.Thread(target=_when_answering, args=(serving, ready, stopping), daemon=True).start()
        for child in children[1:]:
            _begin(child, stack)
        while not stopping.wait(0.2):
            for child in children:
                child.keep_alive()
    return 0


def _begin(child: _Child, stack: ExitStack) -> None:
    stack.callback(child.stop)
    child.start()


@contextmanager
def holding_back() -> Iterator[None]:
    """While this lasts, the web server answers nothing yet: see `wait_until_prepared`."""
    flag = home_folder() / f"preparing-{os.getpid()}"
    flag.parent.mkdir(parents=True, exist_ok=True)
    flag.touch()
    os.environ[PREPARING] = str(flag)
    try:
        yield
    finally:
        flag.unlink(missing_ok=True)
        del os.environ[PREPARING]


def wait_until_prepared() -> None:
    """Wait, in the web server, until whoever started it has made everything ready."""
    named = os.environ.get(PREPARING)
    while named and Path(named).exists():
        time.sleep(0.01)


def own_ledger(stack: ExitStack) -> None:
    """Open the ledger's file as its one writer, and answer the other processes over a local socket."""
    folder = home_folder()
    guard = ClockGuard(steady=time.monotonic)
    store = stack.enter_context(open_store(owned_ledger_url(), clock=guard))
    stack.enter_context(serve_store(store, folder / "ledger.sock"))


def commands(serving: Serving) -> list[list[str]]:
    """The command of each child process."""
    granian = [sys.executable, "-m", "granian", "--host", serving.host, "--no-ws", "--log-level", "error"]
    web = ["--interface", "wsgi", "--port", str(serving.port), "--workers", "1"]
    threads = ["--blocking-threads", str(serving.threads)]
    live = ["--interface", "asginl", "--port", str(serving.port + 1), "--workers", "1"]
    return [
        [*granian, *web, *threads, "leeway.web.running.wsgi:application"],
        [*granian, *live, "leeway.web.running.live:application"],
        [sys.executable, "-m", "leeway.web.running.working"],
    ]


class _Child:
    """A process in a session of its own, so that stopping it stops its workers too."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603  our own commands

    def keep_alive(self) -> None:
        """Start it again when it has ended, but not more often than once a second."""
        ended = self.process is not None and self.process.poll() is not None
        if ended and time.monotonic() - self.started > RESTARTS_PAUSE_SECONDS:
            self.start()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


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
