"""With a rule in error, or the charged guideline in error, nothing goes ahead."""

from __future__ import annotations

from random import Random

from leeway import feel
from leeway.decide import Outcome
from tests.decide import worlds
from tests.decide.judging import guideline_worth, rules_worth
from tests.guarantees.tried import on_many_seeds, shrinking


def holds(random: Random) -> None:
    world = worlds.world(random)
    decision = worlds.decided(world)
    if decision.outcome is not Outcome.GO_AHEAD:
        return

    assert all(worth is not feel.ERROR for worth in rules_worth(world))
    if decision.told is None or decision.told.ordinary:
        assert guideline_worth(world, decision.charged) is not feel.ERROR


@shrinking
def test_error_never_goes_ahead(random: Random) -> None:
    """A mistake in a condition opens nothing: somebody is asked instead."""
    holds(random)


def test_error_never_goes_ahead_on_many_worlds() -> None:
    on_many_seeds(holds)
