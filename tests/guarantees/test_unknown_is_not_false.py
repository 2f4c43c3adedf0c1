"""An UNKNOWN never switches a rule off or a guideline on."""

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

    assert all(worth is not feel.UNKNOWN for worth in rules_worth(world))
    if decision.told is None or decision.told.ordinary:
        assert guideline_worth(world, decision.charged) is True


@shrinking
def test_unknown_is_not_false(random: Random) -> None:
    """What is not known is never taken as "no": nothing goes ahead past a rule, or by a guideline, that is undecided."""
    holds(random)


def test_unknown_is_not_false_on_many_worlds() -> None:
    on_many_seeds(holds)


def answers_keep_it(random: Random) -> None:
    """What goes ahead without a fact still goes ahead, or at least is not forbidden, whatever the fact turns out to be."""
    world = worlds.world(random)
    if worlds.outcome(world.book, world.request, world.balances) is not Outcome.GO_AHEAD:
        return
    for name in sorted(world.plan.facts.unknown):
        for value in worlds.VALUES[name]:
            answered = worlds.knowing(world.request, name, value)
            assert worlds.outcome(world.book, answered, world.balances) is Outcome.GO_AHEAD, (name, value)


@shrinking
def test_what_goes_ahead_in_ignorance_goes_ahead_in_knowledge(random: Random) -> None:
    answers_keep_it(random)


def test_what_goes_ahead_in_ignorance_goes_ahead_in_knowledge_on_many_worlds() -> None:
    on_many_seeds(answers_keep_it)
