"""How does somebody's leeway grow? By decisions found fine and a certificate, one step at a time; reversible.

The book says which steps there are (`earned`), so it is handed in. Start reading at `count_fine`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.people.models import Colleague, EarnedStep, FineDecision
from leeway.desk.people.queries.earning import Climb, climbs_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.policy import Earned


@transaction.atomic
def count_fine(
    colleague: str, *, decision: str, at: datetime, ladder: Mapping[str, Earned]
) -> tuple[Climb, ...]:
    """Count a decision that a reviewer found fine, once; give the steps up that are earned by it."""
    FineDecision.objects.get_or_create(decision=decision, defaults={"colleague_id": colleague, "found_at": at})
    return give_steps_due(colleague, at=at, ladder=ladder)


@transaction.atomic
def uncount_fine(decision: str) -> None:
    """Count a decision no longer, when a reviewer thinks again; a step once given stays until taken back."""
    FineDecision.objects.filter(decision=decision).delete()


@transaction.atomic
def give_steps_due(colleague: str, *, at: datetime, ladder: Mapping[str, Earned]) -> tuple[Climb, ...]:
    """Give the steps up that a colleague has earned by now; also to be called after a certificate is given."""
    # Two reviewers at once meet here: the second finds the step of the first.
    Colleague.objects.select_for_update().get(pk=colleague)
    due = tuple(each for each in climbs_of(colleague, ladder=ladder, at=at) if each.is_due)
    for each in due:
        held = f", {each.certificate}" if each.certificate else ""
        EarnedStep.objects.create(
            colleague_id=colleague, earned_from=each.earned_from, earned_to=each.earned_to,
            certificate=each.certificate, given_at=at, because=f"{each.fine_count} fine{held}",
        )  # fmt: skip
    return due


@transaction.atomic
def take_back_step(colleague: str, *, step: int, by: str, because: str, at: datetime) -> None:
    """Take a step back, with a sentence to the colleague; the count begins anew.

    Raises: ValueError without a sentence: nobody's leeway shrinks without a word.
    """
    if not because.strip():
        raise ValueError("say why in a sentence")
    EarnedStep.objects.filter(pk=step, colleague=colleague, taken_back_at=None).update(
        taken_back_at=at, taken_back_by=by, taken_back_because=because.strip()
    )
