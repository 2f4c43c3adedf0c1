"""What was taken for granted? Presumed facts that this answer read, to be shown and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leeway.decide.decision import Presumed
    from leeway.decide.parts.plan import Plan


def presumed_facts(plan: Plan) -> tuple[Presumed, ...]:
    """The presumed facts read by guidelines of the action, situations and circumstances, as the book lists
    them.
    """
    if not plan.facts.presumed:
        return ()
    read = plan.law.read(plan.request)
    return tuple(each for each in plan.facts.presumed if each.fact in read)
