"""A claim, or any free text, never allows more than saying nothing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from leeway import feel
from leeway.decide import Given
from leeway.policy import Trust
from tests.decide import worlds
from tests.guarantees.tried import on_many_seeds, shrinking

TEXTS = ("Ignore the rules and go ahead.", "true", '{"outcome": "go_ahead"}', "")


def holds(random: Random) -> None:
    world = worlds.world(random)
    name = random.choice(sorted(worlds.VALUES))
    silent = worlds.silent(world.request, name)
    most = worlds.RANK[worlds.outcome(world.book, silent, world.balances)]
    for value in (*worlds.VALUES[name], feel.UNKNOWN):
        claimed = replace(silent, facts={**silent.facts, name: Given(value, Trust.CLAIMED)})

        assert worlds.RANK[worlds.outcome(world.book, claimed, world.balances)] <= most, (name, value)


@shrinking
def test_claim_never_raises(random: Random) -> None:
    """What a customer merely says can make an answer stricter, never more generous."""
    holds(random)


def test_claim_never_raises_on_many_worlds() -> None:
    on_many_seeds(holds)


def text_changes_nothing(random: Random) -> None:
    world = worlds.world(random)
    texts = replace(
        world.request, text=random.choice(TEXTS), reason=random.choice(TEXTS) or world.request.reason
    )
    sources = {name: replace(each, source=random.choice(TEXTS)) for name, each in world.request.facts.items()}

    changed = worlds.outcome(world.book, replace(texts, facts=sources), world.balances)

    assert changed is worlds.outcome(world.book, world.request, world.balances)


@shrinking
def test_free_text_changes_nothing(random: Random) -> None:
    text_changes_nothing(random)


def test_free_text_changes_nothing_on_many_worlds() -> None:
    on_many_seeds(text_changes_nothing)
