"""With the balances at asking, one approval by a certified person of the named level settles every question upwards."""

from __future__ import annotations

from itertools import product
from random import Random

from leeway.decide import Outcome
from leeway.decide.reference import answer
from tests.decide import worlds
from tests.guarantees.tried import on_many_seeds, shrinking


def holds(random: Random) -> None:
    world = worlds.world(random)
    found = answer(world.plan, world.balances)
    if found.outcome is not Outcome.ASK:
        return
    settles = frozenset(each.name for each in found.obstacles)
    level = world.book.authorities[found.level]
    attested = sorted(settles & set(worlds.VALUES))
    tried = []
    for values in product(*(worlds.VALUES[name] for name in attested)):
        request = worlds.approved(world.book, world.request, level=level, settles=settles)
        for name, value in zip(attested, values, strict=True):
            request = worlds.knowing(request, name, value)
        tried.append(worlds.outcome(world.book, request, world.balances))

    assert Outcome.GO_AHEAD in tried, (found, tried)


@shrinking
def test_every_ask_can_be_answered(random: Random) -> None:
    """Nobody is sent upwards in vain: one yes of the person named is enough."""
    holds(random)


def test_every_ask_can_be_answered_on_many_worlds() -> None:
    on_many_seeds(holds)
