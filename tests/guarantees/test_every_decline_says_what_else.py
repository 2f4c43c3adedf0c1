"""Every decline says what else may be done, or that nothing is."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from leeway.decide import Mode, Outcome
from leeway.decide.reference import answer, plan
from tests.decide import worlds
from tests.guarantees.tried import on_many_seeds, shrinking


def holds(random: Random) -> None:
    world = worlds.world(random)
    decision = worlds.decided(world)
    if decision.outcome is not Outcome.DECLINE:
        return
    says_nothing = any(reason.code == "nothing else" for reason in decision.reasons)
    offers = bool(decision.alternatives or decision.own_judgement or decision.raise_limit)

    assert says_nothing is not offers
    assert all(each.outcome is not Outcome.DECLINE for each in decision.alternatives)
    if says_nothing and world.request.mode is Mode.ORDINARY:
        own = replace(world.request, mode=Mode.JUDGEMENT, reason="kind", principle=None)
        judged = answer(plan(replace(world.book, principles={}), own), world.balances)
        assert judged.outcome is not Outcome.GO_AHEAD
        assert not any(may(world, name) for rule in world.plan.rules.true for name in rule.instead)


def may(world: worlds.World, name: str) -> bool:
    """Whether another action would go ahead at some amount."""
    action = world.book.actions[name]
    amounts = [None] if action.max_minor is None else range(1, action.max_minor + 1)
    requests = [replace(world.request, action=name, amount_minor=amount) for amount in amounts]
    outcomes = [worlds.outcome(world.book, request, world.balances) for request in requests]
    return name != world.request.action and Outcome.GO_AHEAD in outcomes


@shrinking
def test_every_decline_says_what_else(random: Random) -> None:
    """A no is never the end of the conversation: it names what may be done instead, or says plainly that nothing is."""
    holds(random)


def test_every_decline_says_what_else_on_many_worlds() -> None:
    on_many_seeds(holds)
