"""What came of it? The bare answer of the step order, before it is dressed for people.

Start reading at `Answer`; `reference.py` makes them, `shown/dress.py` turns them into decisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from leeway.decide.decision import Outcome

if TYPE_CHECKING:
    from leeway.decide.decision import AskKind
    from leeway.decide.parts.plan import Grant, Obstacle
    from leeway.ledger import Candidate


class Answer(NamedTuple):
    """An outcome, the clause it hangs on, and whom to ask for what."""

    outcome: Outcome
    grant: Grant | None = None
    candidate: Candidate | None = None
    """With `go_ahead`: what is charged; with `ask`: what the one asked would charge."""
    level: int | None = None
    """With `ask`: the level asked; with `find_out`: the level that could grant it then."""
    kind: AskKind | None = None
    obstacles: tuple[Obstacle, ...] = ()
    questions: tuple[str, ...] = ()
    departs: bool = False
    """A deed told afterwards that no guideline let go ahead: counted as own judgement, never refused."""
    waiting: tuple[Grant, ...] = ()
    """With `find_out`: the clauses that the questions are about."""


DECLINED = Answer(outcome=Outcome.DECLINE)
