"""How a guarantee is tried: on Hypothesis's worlds, which shrink, and on many seeded ones, which are fast.

`LEEWAY_FULL=1` tries a hundred times as many; `LEEWAY_SEEDS=50000` any number. A counterexample names its seed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

type Property = Callable[[Random], None]

FULL = os.environ.get("LEEWAY_FULL") == "1"
SEEDS = int(os.environ.get("LEEWAY_SEEDS", "20000" if FULL else "200"))

EXAMPLES = 1_000 if FULL else 25
"""How many worlds Hypothesis tries: it is slower than a seed, but a small counterexample is worth it."""


def shrinking(holds: Callable[..., None]) -> Callable[..., None]:
    """Turn a property of a random source into a Hypothesis test, which shrinks what it finds."""
    tried = given(random=st.randoms(use_true_random=False))(holds)
    return settings(max_examples=EXAMPLES)(tried)


def on_many_seeds(holds: Property, *, seeds: int = SEEDS) -> None:
    """Try a property on seeded worlds; the seed of a counterexample is added to its message."""
    for seed in range(seeds):
        try:
            holds(Random(seed))
        except AssertionError as broken:
            raise AssertionError(f"seed {seed}: {broken}") from broken
