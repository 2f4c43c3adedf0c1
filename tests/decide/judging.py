"""What are the clauses of a world worth? Asked of FEEL directly, apart from everything that decides."""

from __future__ import annotations

from typing import Any

from leeway import feel
from tests.decide.worlds import World


def worth(world: World, tree: feel.Node) -> Any:
    facts = world.plan.facts
    value = feel.evaluate(tree, facts.values, now=facts.now, zone=facts.zone, in_book=True).value
    return value if value is feel.UNKNOWN or isinstance(value, bool) else feel.ERROR


def rules_worth(world: World) -> list[Any]:
    """The worth of every rule on the requested action."""
    return [
        worth(world, rule.when.tree)
        for policy in world.book.policies
        for rule in policy.rules
        if not rule.actions or world.request.action in rule.actions
    ]


def guideline_worth(world: World, clause: str | None) -> Any:
    """The worth of a guideline's condition; `otherwise` and own judgement have none and always hold."""
    for policy in world.book.policies:
        for guideline in policy.guidelines:
            if guideline.id == clause:
                return worth(world, guideline.when.tree)
    return True
