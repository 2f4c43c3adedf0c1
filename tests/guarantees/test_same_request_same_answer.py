"""The same request gets the same answer, and a record of it can be performed again."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from leeway.decide import decide
from leeway.decide.form import from_json, to_json
from tests.decide import worlds
from tests.guarantees.tried import SEEDS, on_many_seeds, shrinking


def holds(random: Random) -> None:
    world = worlds.world(random)
    decision = worlds.decided(world)
    recorded = from_json(to_json(world.request))
    facts = list(recorded.facts.items())
    random.shuffle(facts)
    meters = list(world.balances.items())
    random.shuffle(meters)

    again = decide(world.book, replace(recorded, facts=dict(facts)), dict(meters))

    assert again == decision
    assert from_json(to_json(decision)) == decision


@shrinking
def test_same_request_same_answer(random: Random) -> None:
    """Same facts, same answer, in every channel and at every time; from the record it can be shown why."""
    holds(random)


def test_same_request_same_answer_on_many_worlds() -> None:
    on_many_seeds(holds, seeds=max(SEEDS // 2, 1))
