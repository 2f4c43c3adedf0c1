"""An UNKNOWN fact is never answered more generously than the most generous of its values."""

from __future__ import annotations

from random import Random

from tests.decide import worlds
from tests.guarantees.tried import on_many_seeds, shrinking


def holds(random: Random) -> None:
    world = worlds.world(random)
    rank = worlds.RANK[worlds.outcome(world.book, world.request, world.balances)]
    for name in sorted(world.plan.facts.unknown):
        known = [worlds.knowing(world.request, name, value) for value in worlds.VALUES[name]]
        best = max(worlds.RANK[worlds.outcome(world.book, request, world.balances)] for request in known)

        assert rank <= best, name


@shrinking
def test_not_knowing_never_pays(random: Random) -> None:
    """Nobody gets more by leaving something out: some answer is always at least as generous as none."""
    holds(random)


def test_not_knowing_never_pays_on_many_worlds() -> None:
    on_many_seeds(holds)
