"""Who puts obstacles aside? Everything that could be handed up for judgement, at one level.

An obstacle is a rule or a clause in error, a stop switch, or a fact that nobody present can supply. All
obstacles of a clause go up together, to the highest authority among them and the level whose limits fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.decide.parts.plan import Obstacle, fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.decide.parts.plan import Balances, Grant, Plan

ENGINE = Obstacle(name="engine", code="engine", level=0)
"""Something wrong inside Leeway itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """One clause that would fit at a level once its obstacles are put aside, and who could put them aside."""

    grant: Grant
    level: int
    """The lowest level above the requester whose limits fit."""
    authority: int
    """The level that has both the limits and the authority over every obstacle."""
    obstacles: tuple[Obstacle, ...]
    questions: tuple[str, ...] = ()
    """What must be found out before it is worth anybody's judgement."""

    def rank(self) -> tuple[int, int, bool]:
        """Lowest authority first, then lowest level, then questions before asking."""
        return self.authority, self.level, not self.questions


def handings(plan: Plan, balances: Balances, *, level: int) -> Iterator[Handing]:
    """What could be handed up because its limits fit at this level, in deciding order."""
    for grant in plan.grants:
        hope = grant.prospect_lifted
        if not (grant.ready_lifted or hope.possible) or not fits(grant.by_level[level], balances):
            continue
        attest = _unattested(plan, hope.attest) if hope.possible else ()
        obstacles = (*grant.obstacles, *attest)
        if obstacles or hope.questions:
            authority = max([level, *(each.level for each in obstacles)])
            yield Handing(
                grant=grant, level=level, authority=authority, obstacles=obstacles, questions=hope.questions
            )


def _unattested(plan: Plan, names: tuple[str, ...]) -> tuple[Obstacle, ...]:
    level = plan.book.level(plan.book.on_error)
    return tuple(Obstacle(name=name, code="unattestable", level=level) for name in names)
