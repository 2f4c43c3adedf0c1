"""Does a program ask too often? A bucket for each token, in this process: it fills steadily and holds a burst.

With several processes each has buckets of its own, so a token gets at most the rate times their number.
Start reading at `Pace.wait_seconds`.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT_MAX: Final = 10_000


class Pace:
    """At most `per_second` requests in the long run, `burst` at once; safe for threads.

    >>> clock = iter((0.0, 0.0, 0.0, 0.5))
    >>> pace = Pace(per_second=2, burst=2, steady=lambda: next(clock))
    >>> [pace.wait_seconds("till") for _ in range(4)]
    [0.0, 0.0, 0.5, 0.0]
    """

    def __init__(
        self, *, per_second: float, burst: float, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self.per_second, self.burst = per_second, burst
        self._steady = steady
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait_seconds(self, token: str) -> float:
        """Count a request: 0 when it may go on, else how long to wait; then it is not counted."""
        now = self._steady()
        with self._lock:
            left, since = self._left.get(token, (self.burst, now))
            left = min(self.burst, left + (now - since) * self.per_second)
            if left < 1:
                return (1 - left) / self.per_second
            if len(self._left) >= KEPT_MAX:
                self._left.clear()
            self._left[token] = (left - 1, now)
            return 0.0
