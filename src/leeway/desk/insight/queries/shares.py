"""How sure is a share, and is it another than before? Wilson's interval, and Newcombe's for a difference.

Of very few no percentage is said: three of four is three of four. Start reading at `Share`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import Final

from leeway.desk.listening.queries import interval

TINY: Final = 10
"""Of fewer no percentage is said, only how many of how many."""
FEW: Final = 30
"""Of fewer it is said that they are few."""
TINIEST: Final = 1e-9
"""By so much an end that is a whole percent may miss it in binary."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    yes: int
    of: int

    @property
    def exact(self) -> float | None:
        """The share as 0 to 1, however few they are; None where there is nobody."""
        return self.yes / self.of if self.of else None

    @property
    def percent(self) -> int | None:
        """The share in whole percent; None where it would say more than we know."""
        return None if self.of < TINY else round(100 * self.yes / self.of)

    @property
    def between(self) -> tuple[float, float] | None:
        """Where the share really lies, 95 times of 100: Wilson's interval; None where there is nobody."""
        return interval(self.yes, self.of)

    @property
    def low(self) -> int | None:
        """The lower end of it in whole percent, rounded down; None where no percentage is said."""
        found = self.between
        return None if found is None or self.percent is None else floor(100 * found[0] + TINIEST)

    @property
    def high(self) -> int | None:
        """The upper end of it in whole percent, rounded up."""
        found = self.between
        return None if found is None or self.percent is None else ceil(100 * found[1] - TINIEST)

    @property
    def is_few(self) -> bool:
        """Whether chance may be larger than what one would like to see in it."""
        return self.of < FEW


def differs(now: Share, before: Share) -> int:
    """1 where a share is larger than another beyond chance, -1 where it is smaller, 0 where nobody can tell.

    Newcombe's interval of the difference (score method without continuity correction), 95 of 100; of fewer
    than ten on either side nothing is said. Source: R. G. Newcombe, Statistics in Medicine 17, 1998, method 10.

    >>> differs(Share(90, 100), Share(60, 100)), differs(Share(9, 10), Share(8, 10))
    (1, 0)
    """
    if now.of < TINY or before.of < TINY:
        return 0
    one, other = now.exact, before.exact
    first, second = now.between, before.between
    if one is None or other is None or first is None or second is None:
        return 0
    low = one - other - sqrt((one - first[0]) ** 2 + (second[1] - other) ** 2)
    high = one - other + sqrt((first[1] - one) ** 2 + (other - second[0]) ** 2)
    return 1 if low > 0 else -1 if high < 0 else 0
