"""Who looks after the mailboxes while the desk runs? A thread for each, and one that takes in and sends.

A mailbox that refuses waits longer each time and holds up no other. Everything they do is claimed or stored
in the database first, so that they may be killed at any moment. Start reading at `Attendance`.
"""

from __future__ import annotations

import logging
import os
import platform
import threading
from typing import TYPE_CHECKING, Final

from django.db import close_old_connections, connection

from leeway.channels.mail import commands, queries
from leeway.channels.mail.carrying import CONNECTION_ERRORS, RefusedError
from leeway.desk.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT_SECONDS: Final = 25.0
"""So long is listened for new letters before the lease is renewed."""
POLL_SECONDS: Final = 20.0
PAUSE_SECONDS_MAX: Final = 300.0
TICK_SECONDS: Final = 1.0


class Attendance:
    """The threads of one worker."""

    def __init__(self) -> None:
        self._threads: dict[str, threading.Thread] = {}
        self._stopping = threading.Event()
        self._worker = f"{platform.node()[:40]} {os.getpid()}"

    def look(self) -> None:
        """See that every mailbox has its thread, and the letters theirs; returns at once."""
        wanted: dict[str, Callable[[], None]] = {"": self._take_and_send}
        for mailbox in queries.attended():
            wanted[mailbox] = self._attending(mailbox)
        for name, work in wanted.items():
            thread = self._threads.get(name)
            if thread is None or not thread.is_alive():
                self._threads[name] = threading.Thread(target=_ending(work), name=f"mail {name}", daemon=True)
                self._threads[name].start()

    def stop(self, *, seconds: float = 5.0) -> None:
        """Let the threads end, and wait for them."""
        self._stopping.set()
        for thread in self._threads.values():
            thread.join(seconds)

    def _attending(self, mailbox: str) -> Callable[[], None]:
        def attend() -> None:
            pause = 5.0
            while not self._stopping.is_set() and mailbox in queries.attended():
                close_old_connections()
                try:
                    self._listen(mailbox)
                    pause = 5.0
                except (RefusedError, *CONNECTION_ERRORS) as error:
                    commands.tell_problem(
                        mailbox, " ".join(str(error).split()) or "the connection broke", at=now()
                    )
                    self._stopping.wait(pause)
                    pause = min(PAUSE_SECONDS_MAX, pause * 2)
                if self._stopping.wait(TICK_SECONDS):
                    commands.leave(mailbox, worker=self._worker)

        return attend

    def _listen(self, mailbox: str) -> None:
        """Fetch what comes as long as the connection holds and the mailbox is ours."""
        if not commands.attend(mailbox, worker=self._worker, at=now()):
            self._stopping.wait(POLL_SECONDS)
            return
        with commands.connection_to(mailbox) as fetching:
            waits = fetching.can_wait()
            while not self._stopping.is_set() and commands.attend(mailbox, worker=self._worker, at=now()):
                commands.fetch(mailbox, fetching, at=now())
                if waits:
                    fetching.wait(WAIT_SECONDS)
                else:
                    self._stopping.wait(POLL_SECONDS)

    def _take_and_send(self) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            try:
                done = commands.take_in_waiting(at=now(), most=50)
                done += commands.send_waiting(worker=self._worker, at=now(), clock=now)
                done += commands.drop_erased(at=now())
            except Exception:
                logging.getLogger("leeway").exception("mail is taken in and sent again in a moment")
                done = 0
            if not done:
                self._stopping.wait(TICK_SECONDS)


def _ending(work: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        try:
            work()
        except Exception:
            logging.getLogger("leeway").exception("looking after mail begins anew")
        finally:
            connection.close()

    return run
