"""What has to happen by itself? Lost answers are completed, late questions go on, old news is dropped.

Start reading at `do_what_is_due`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.decisions.commands.answering import finish
from leeway.desk.decisions.commands.asking import next_of, pass_on
from leeway.desk.decisions.commands.deciding import reopened
from leeway.desk.decisions.commands.news import forget_old_news
from leeway.desk.decisions.models import Question
from leeway.desk.decisions.queries.asking import in_line
from leeway.desk.ledger import store
from leeway.desk.studio import queries as studio
from leeway.ledger import UnknownDecision

if TYPE_CHECKING:
    from datetime import datetime

PATIENCE: Final = timedelta(seconds=30)
"""How long a decision may be without its answer before it is made again from its record."""
LATE_MAX: Final = 50
"""So many late questions are passed on at a time."""


def do_what_is_due(*, at: datetime) -> None:
    """Everything that is due at an instant; done twice it changes nothing."""
    for kept in store().unanswered(before=at - PATIENCE):
        reopened(kept.id)
    pass_on_late_questions(at=at)
    forget_old_news(at=at)


def pass_on_late_questions(*, at: datetime) -> int:
    """Give each open question whose time is up to the next in line, once; say how many there were."""
    late = Question.objects.filter(state=Question.State.OPEN, due_at__lte=at).exclude(asked_of="")
    found = list(late.order_by("due_at").values_list("pk", flat=True)[:LATE_MAX])
    return sum(_passed_on(each, at=at) for each in found)


@transaction.atomic
def _passed_on(question: str, *, at: datetime) -> bool:
    """Claim one late question and pass it on; one that somebody else has claimed or answered is left alone."""
    late = Question.objects.select_for_update(skip_locked=True).filter(
        pk=question, state=Question.State.OPEN, due_at__lte=at
    )
    row, law = late.exclude(asked_of="").first(), studio.in_force(at=at)
    if row is None or law is None or finish(row, at=at):
        return False
    try:
        following = next_of(row, reopened(row.decision), law=law, at=at)
    except UnknownDecision:  # one lost record does not hold up the others
        following = in_line(row, law=law, at=at)
    pass_on(row, following, at=at)
    return True
