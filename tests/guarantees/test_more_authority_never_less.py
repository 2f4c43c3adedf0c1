"""What goes ahead for a person also goes ahead for the same person with more authority."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from leeway.decide import Outcome
from tests.decide import worlds
from tests.guarantees.tried import on_many_seeds, shrinking


def holds(random: Random) -> None:
    world = worlds.world(random)
    actor = world.request.actor
    if worlds.outcome(world.book, world.request, world.balances) is not Outcome.GO_AHEAD:
        return
    for authority in worlds.AUTHORITIES[world.book.level(actor.authority) + 1 :]:
        promoted = replace(world.request, actor=replace(actor, authority=authority))

        assert worlds.outcome(world.book, promoted, world.balances) is Outcome.GO_AHEAD, authority


@shrinking
def test_more_authority_never_less(random: Random) -> None:
    """A promotion takes nothing away."""
    holds(random)


def test_more_authority_never_less_on_many_worlds() -> None:
    on_many_seeds(holds)
