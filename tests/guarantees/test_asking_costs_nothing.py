"""Asking takes nothing from any meter, and changes no later answer."""

from __future__ import annotations

from random import Random

from leeway.decide import Mode, Outcome
from leeway.decide.reference import answer
from tests.decide import worlds
from tests.guarantees.tried import on_many_seeds, shrinking


def holds(random: Random) -> None:
    world = worlds.world(random)
    if world.request.mode is Mode.TOLD or answer(world.plan, world.balances).outcome is Outcome.GO_AHEAD:
        return
    meters = world.plan.meters

    receipt = world.ledger.commit(world.plan.proposal())

    assert receipt.chosen is None
    assert world.ledger.balances(meters, at=world.request.at) == world.balances


@shrinking
def test_asking_costs_nothing(random: Random) -> None:
    """A question, upwards or to the customer, and a no leave every limit as it was."""
    holds(random)


def test_asking_costs_nothing_on_many_worlds() -> None:
    on_many_seeds(holds)
