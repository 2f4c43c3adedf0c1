"""How is a process of the desk started, and started again? Forked where that is safe, else begun anew.

A process that is forked shares the memory of all that was loaded before; one that has threads is not forked,
because a thread may hold a lock that nobody would give back. Start reading at `Child`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

STOP_SECONDS_MAX: Final = 10
RESTARTS_PAUSE_SECONDS: Final = 1.0


class Child:
    """A process that does one thing until it is stopped."""

    def __init__(self, work: Callable[..., None], *given: Any, leads: bool = False) -> None:
        """`leads` says that it begins with `lead`: then all that it starts is stopped with it."""
        self._work, self._given, self._leads = work, given, leads
        self.process: BaseProcess | None = None
        self.started = 0.0

    def start(self) -> None:
        """Start it."""
        self.started = time.monotonic()
        context = multiprocessing.get_context("fork" if may_fork() else "spawn")
        self.process = context.Process(target=self._work, args=self._given)  # type: ignore[attr-defined]
        self.process.start()

    def keep_alive(self) -> None:
        """Start it again when it has ended, but not more often than once a second."""
        ended = self.process is not None and not self.process.is_alive()
        if ended and time.monotonic() - self.started > RESTARTS_PAUSE_SECONDS:
            self._signal(signal.SIGKILL)  # whatever it left behind
            self.start()

    def stop(self) -> None:
        """Let it end what it does, but not for long."""
        if self.process is None:
            return
        self._signal(signal.SIGTERM)
        self.process.join(STOP_SECONDS_MAX)
        if self.process.is_alive():
            self.process.kill()
        self._signal(signal.SIGKILL)
        self.process.join()

    def _signal(self, number: int) -> None:
        process = self.process
        if process is None or process.pid is None:
            return
        if self._leads:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, number)
        elif process.is_alive():
            os.kill(process.pid, number)


def may_fork() -> bool:
    """Whether this process can be doubled: on Linux, while it has no threads."""
    return sys.platform == "linux" and threading.active_count() == 1


def lead() -> threading.Event:
    """Begin as a process that leads others, in a session of its own; gives what is set when it is to stop."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    os.setsid()
    return stopping
