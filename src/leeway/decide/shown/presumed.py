"""What was taken for granted? Presumed facts that this answer read, to be shown and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway import feel
from leeway.decide.parts.clauses import circumstances, guidelines_on, situations

if TYPE_CHECKING:
    from leeway.decide.decision import Presumed
    from leeway.decide.parts.plan import Plan


def presumed_facts(plan: Plan) -> tuple[Presumed, ...]:
    """The presumed facts read by guidelines of the action, situations and circumstances, as the book lists
    them.
    """
    if not plan.facts.presumed:
        return ()
    book, request = plan.book, plan.request
    clauses = (*guidelines_on(book, request), *situations(book, request), *circumstances(book, request))
    read = frozenset[str]().union(*(feel.names_read(clause.when.tree) for clause in clauses))
    return tuple(each for each in plan.facts.presumed if each.fact in read)
