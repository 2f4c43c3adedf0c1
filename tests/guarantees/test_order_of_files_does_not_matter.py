"""In which order files are read changes nothing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from leeway.decide import decide
from tests.decide import worlds
from tests.guarantees.tried import SEEDS, on_many_seeds, shrinking


def holds(random: Random) -> None:
    world = worlds.world(random)
    files = list(world.book.policies)
    random.shuffle(files)

    shuffled = decide(replace(world.book, policies=tuple(files)), world.request, world.balances)

    assert shuffled == worlds.decided(world)


@shrinking
def test_order_of_files_does_not_matter(random: Random) -> None:
    """Renaming or moving a file never changes an answer; only what the files say does."""
    holds(random)


def test_order_of_files_does_not_matter_on_many_worlds() -> None:
    on_many_seeds(holds, seeds=max(SEEDS // 2, 1))
