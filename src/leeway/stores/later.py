"""How are answers kept without anybody waiting for it? A moment later, by one thread, with all that came since.

Only for what can be made again: what is lost on the way, with its process, is an answer that a decision lacks,
and it is completed from its record. Whoever reads here what they wrote here asks for `all_kept` first.
Start reading at `Later.add`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COMPANY_SECONDS: Final = 0.02
"""So long an answer waits for others."""
PATIENCE_SECONDS: Final = 2.0
"""So long a reader waits for answers; then it reads what there is."""


class Later[Piece]:
    """Keeps things a moment later, many at once. Safe for threads; in a forked process it begins anew."""

    def __init__(self, keep: Callable[[Sequence[Piece]], object], *, most: int) -> None:
        """`keep` keeps at most so many; what it raises has nobody left who could hear it."""
        self._keep, self._most = keep, most
        self._thread: Thread | None = None
        self._begin_anew()

    def add(self, piece: Piece) -> None:
        """Have something kept soon."""
        if os.getpid() != self._pid:
            self._begin_anew()
        with self._changed:
            self._waiting.append(piece)
            self._added += 1
            self._some.set()
            if self._thread is None:
                self._thread = Thread(target=self._run, name="keeps answers", daemon=True)
                self._thread.start()

    def all_kept(self) -> None:
        """Wait until all that was added here is kept, but not for ever."""
        if self._kept == self._added or os.getpid() != self._pid:
            return
        self._hurry.set()
        with self._changed:
            until = self._added
            self._changed.wait_for(lambda: self._kept >= until, PATIENCE_SECONDS)

    def _begin_anew(self) -> None:
        self._pid = os.getpid()
        self._waiting: list[Piece] = []
        self._added = self._kept = 0
        self._changed = Condition()
        self._some, self._hurry = Event(), Event()
        self._thread = None

    def _run(self) -> None:
        while True:
            self._some.wait()
            self._hurry.wait(COMPANY_SECONDS)
            self._hurry.clear()
            with self._changed:
                group, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                if not self._waiting:
                    self._some.clear()
            with suppress(Exception):
                self._keep(group)
            with self._changed:
                self._kept += len(group)
                self._changed.notify_all()
