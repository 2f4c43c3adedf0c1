"""Is there anything to see to? Whether anybody wrote something since, told by one look; time is seen to slowly.

What comes because something was written is done within a second, as before. What comes because time passed, a
deadline or a date, is done within `QUIET_SECONDS`. Nothing depends on it: work that is due is claimed in the
database, and a tick that was not needed finds nothing. Start reading at `Attention`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from django.db import DatabaseError, connection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Hashable

QUIET_SECONDS: Final = 5.0
"""How long nobody looks for what time alone brings, on a desk where nothing is written."""


class Attention:
    """Says each second whether a round is worth it."""

    def __init__(
        self, mark: Callable[[], Hashable] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._mark, self._clock = mark or written, clock
        self._seen: Hashable = None
        self._last: float | None = None

    def is_wanted(self) -> bool:
        """Whether anything was written since the last round began, by anybody, or time has passed."""
        try:
            mark = self._mark()
        except DatabaseError:
            return True  # the round itself says what is wrong
        now = self._clock()
        if self._last is not None and mark == self._seen and now - self._last < QUIET_SECONDS:
            return False
        self._seen, self._last = mark, now
        return True


def written() -> Hashable:
    """A mark of all that was ever written to the desk's database: another one as soon as anybody writes."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_current_snapshot()::text")
            return tuple(cursor.fetchone())
    return written_to(connection.connection)


def written_to(raw: sqlite3.Connection) -> Hashable:
    """The same of an SQLite file: what others wrote, and what this very connection did."""
    return id(raw), raw.execute("pragma data_version").fetchone()[0], raw.total_changes
