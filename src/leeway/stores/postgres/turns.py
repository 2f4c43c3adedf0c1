"""Which process of a machine asks the database next? One after the other, each with all that came meanwhile.

A group of sixteen decisions costs the database little more than one of two. Where several processes of a
machine ask at once, each would take few, and wait for the others at the meter that all charge. So they take
turns; but a turn is a courtesy: nobody waits long for one that does not come. Start reading at `Turns.taken`.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

try:
    import fcntl
except ImportError:  # pragma: no cover - a system without such locks: then there are no turns
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT_SECONDS_MAX: Final = 0.05
LOOK_SECONDS: Final = 0.0005


class Turns:
    """The turns of all processes of this machine, and of this user, at one database."""

    __slots__ = ("_name",)

    def __init__(self, database: str) -> None:
        """`database` is where it is, without secrets."""
        named = hashlib.sha256(database.encode()).hexdigest()[:16]
        self._name = f"leeway-turn-{getattr(os, 'getuid', int)()}-{named}"

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn, but not for long, and keep it meanwhile."""
        held: int | None = None
        with suppress(OSError):  # no folder that can be written to: then there are no turns
            path = Path(tempfile.gettempdir()) / self._name
            held = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            if held is not None and fcntl is not None:
                self._wait(held)
            yield
        finally:
            if held is not None:
                os.close(held)

    def _wait(self, held: int) -> None:
        end = time.monotonic() + WAIT_SECONDS_MAX
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= end:
                    return
                time.sleep(LOOK_SECONDS)
            else:
                return
