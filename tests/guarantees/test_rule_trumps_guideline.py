"""A true rule declines, whatever else holds."""

from __future__ import annotations

from random import Random

from leeway.decide import Outcome
from tests.decide import worlds
from tests.decide.judging import rules_worth
from tests.guarantees.tried import on_many_seeds, shrinking


def holds(random: Random) -> None:
    world = worlds.world(random)
    forbidden = any(worth is True for worth in rules_worth(world))

    assert not forbidden or worlds.decided(world).outcome is Outcome.DECLINE


@shrinking
def test_rule_trumps_guideline(random: Random) -> None:
    """Safety first: a true rule declines, for everybody, in every mode, with every approval."""
    holds(random)


def test_rule_trumps_guideline_on_many_worlds() -> None:
    on_many_seeds(holds)


@shrinking
def test_no_approval_gets_past_a_true_rule(random: Random) -> None:
    world = worlds.world(random, modes=False)
    settles = frozenset(rule.id for policy in world.book.policies for rule in policy.rules)
    request = worlds.approved(world.book, world.request, level="high", settles=settles)
    forbidden = any(worth is True for worth in rules_worth(world))

    assert not forbidden or worlds.outcome(world.book, request, world.balances) is Outcome.DECLINE
