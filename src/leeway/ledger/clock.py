"""Can the time be believed? A guard that compares the wall clock with a steady one.

A clock that jumps forward would empty rolling windows and begin calendar ones early, so beyond a bound nothing
is given until it is right again or confirmed. A clock that goes backward is harmless here: a meter's time never
does. Start reading at `ClockGuard`.
"""

from __future__ import annotations

from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

from leeway.ledger.errors import ClockSuspect

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class ClockGuard:
    """Compares each instant with what a steady clock says has passed since the one before.

    `steady` gives seconds that never jump (as `time.monotonic` does); the front door supplies it, this room
    reads no clock. `bound` is how far the wall clock may be ahead.

    >>> from datetime import UTC, datetime
    >>> seconds = iter([0.0, 60.0])
    >>> guard = ClockGuard(steady=lambda: next(seconds), bound=timedelta(minutes=5))
    >>> noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    >>> guard.check(noon)
    >>> guard.check(noon + timedelta(days=90))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    leeway.ledger.errors.ClockSuspect: the clock says 2026-05-30T12:00:00+00:00, ...
    """

    def __init__(self, *, steady: Callable[[], float], bound: timedelta = timedelta(minutes=5)) -> None:
        self.bound = bound
        self._steady = steady
        self._anchor: tuple[datetime, float] | None = None
        self._lock = Lock()

    def check(self, at: datetime) -> None:
        """Accept an instant. Raises: ClockSuspect when it is further ahead than the bound."""
        expected = self._expected(at)
        if at - expected > self.bound:
            raise ClockSuspect(at, expected, self.bound)

    def settle(self, at: datetime) -> datetime:
        """Give the instant to write down for what cannot wait: the expected one while the clock is suspect."""
        expected = self._expected(at)
        return expected if at - expected > self.bound else at

    def confirm(self, at: datetime) -> None:
        """Believe the clock again, because somebody has looked at it."""
        with self._lock:
            self._anchor = (at, self._steady())

    def _expected(self, at: datetime) -> datetime:
        with self._lock:
            steady = self._steady()
            if self._anchor is None:
                self._anchor = (at, steady)
            anchor, then = self._anchor
            expected = anchor + timedelta(seconds=steady - then)
            if at - expected <= self.bound:
                # An earlier instant does not move the anchor: the way back to the true time is no jump.
                self._anchor = (max(at, expected), steady)
            return expected
