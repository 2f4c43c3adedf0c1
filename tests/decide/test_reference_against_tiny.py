"""The reference and a second, independent telling of the same rules agree on every small world."""

from __future__ import annotations

import os
from random import Random

from leeway.decide import Mode, Outcome
from leeway.decide.reference import answer
from tests.decide import worlds
from tests.decide.tiny import tiny

WORLDS = int(os.environ.get("LEEWAY_SEEDS", "20000" if os.environ.get("LEEWAY_FULL") == "1" else "400"))
UNDECLARED = {"n", "o"}
"""Facts without declared values: there the reference goes by truth values of comparisons, not by values."""


def test_two_tellings_of_the_rules_agree() -> None:
    for seed in range(WORLDS):
        world = worlds.world(Random(seed))
        if world.request.mode is Mode.TOLD:
            continue
        found = answer(world.plan, world.balances)
        outcome, level, clause = tiny(world.book, world.request, world.balances)
        hangs = found.outcome is Outcome.FIND_OUT or outcome in {"find_out", "?"}
        if hangs and world.plan.facts.unknown & UNDECLARED:
            continue
        if outcome == "?":
            assert found.outcome in {Outcome.FIND_OUT, Outcome.ASK}, seed
            continue
        grant = found.grant.clause if found.grant is not None else None

        assert (found.outcome.value, found.level, grant) == (outcome, level, clause), seed
