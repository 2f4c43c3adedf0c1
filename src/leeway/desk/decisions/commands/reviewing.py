"""What is said to an exception? Fine, a lesson, or serious, with a sentence back to whoever did it.

The first answer stands. What is found fine counts towards more leeway. Start reading at `review`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.decisions.commands.deciding import Done, reopened
from leeway.desk.decisions.commands.deciding import reverse as give_back
from leeway.desk.decisions.commands.news import tell_news
from leeway.desk.decisions.models import Reversal, Review
from leeway.desk.decisions.queries.growing.newcomers import is_of_newcomer
from leeway.desk.decisions.queries.reviewing import may_review
from leeway.desk.ledger import store
from leeway.desk.people import commands as people
from leeway.desk.people import queries
from leeway.desk.people.queries.access import may_reverse_at
from leeway.ledger import UnknownDecision

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.decisions.queries.supervising import Looking
    from leeway.policy import Book


class ReviewError(ValueError):
    """Something that cannot be said as it is: `code` is `not-yours`, `sentence` or `answer`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """How an exception stands after it was read."""

    state: str
    stands: bool
    """Whether this answer is the one that stands; else somebody was first."""
    by: str
    steps: tuple[str, ...] = ()
    """Authorities that whoever did it has earned by this."""


def review(decision: str, *, found: str, sentence: str = "", looking: Looking) -> Reviewed:
    """Say what one thinks of an exception, or of what a newcomer decided, once.

    A lesson and something serious come with a sentence.

    Raises: Review.DoesNotExist, ReviewError.
    """
    with transaction.atomic():
        row = Review.objects.select_for_update().filter(pk=decision).first() or _taken_up(decision, looking)
        if not may_review(row, looking):
            raise ReviewError("not-yours", "this is for somebody else to read")
        if row.state != Review.State.OPEN:
            return Reviewed(state=row.state, stands=False, by=row.reviewed_by)
        _check(found, sentence)
        row.state, row.sentence = Review.State(found), sentence
        row.reviewed_by, row.reviewed_at = looking.me.id, looking.at
        row.save()
        tell_news(f"mine:{row.actor}", at=looking.at)
        steps = _counted(row, looking) if found == Review.State.FINE else ()
    return Reviewed(state=row.state, stands=True, by=looking.me.id, steps=steps)


def _taken_up(decision: str, looking: Looking) -> Review:
    """What a newcomer decided by the guidelines, taken up to say a word to it. Raises: Review.DoesNotExist."""
    try:
        found = store().recorded(decision)
    except UnknownDecision:
        raise Review.DoesNotExist from None
    place = queries.place(found.record.site)
    if place is None or not is_of_newcomer(found, book=looking.book):
        raise Review.DoesNotExist
    record, cost = found.record, found.answer.cost_minor if found.answer else 0
    row, _ = Review.objects.get_or_create(
        pk=decision,
        defaults={
            "site": record.site, "path": place.path, "actor": record.actor, "at": found.at,
            "mode": record.mode, "action": record.action, "cost_minor": cost,
        },
    )  # fmt: skip
    return row


def _check(found: str, sentence: str) -> None:
    if found not in (Review.State.FINE, Review.State.LESSON, Review.State.SERIOUS):
        raise ReviewError("answer", f"`{found}` is no answer")
    if found != Review.State.FINE and not sentence:
        raise ReviewError("sentence", "a sentence back helps more than a mark")


def _counted(row: Review, looking: Looking) -> tuple[str, ...]:
    climbed = people.count_fine(row.actor, decision=row.pk, at=looking.at, ladder=looking.book.earned)
    return tuple(each.earned_to for each in climbed)


def _above(made: Done, *, book: Book) -> tuple[str, ...]:
    """Who may reverse it: whoever stands above the one who did it, and not below the one who said yes."""
    approval = made.request.approval
    named = [made.request.actor.authority, *([approval.approver.authority] if approval else [])]
    actor, *approver = [book.level(each) if each in book.authorities else 0 for each in named]
    return book.authorities[min(max(actor + 1, *approver, 1), len(book.authorities) - 1) :]


def mark_read(decision: str, *, by: str, at: datetime) -> None:
    """Note that whoever did it has read the answer."""
    Review.objects.filter(pk=decision, actor=by, read_at=None).exclude(state=Review.State.OPEN).update(
        read_at=at
    )


def mark_all_read(*, by: str, at: datetime) -> None:
    """Note that somebody has read every answer to what they did."""
    waiting = Review.objects.filter(actor=by, read_at=None)
    waiting.exclude(state=Review.State.OPEN).update(read_at=at)


def reverse(decision: str, *, reason: str, looking: Looking) -> Done:
    """Give back all that a decision of one's sites took, with a reason that whoever made it can read.

    Raises: ReviewError, UnknownDecision, WrongState, LedgerUnavailable.
    """
    made = reopened(decision)
    request = made.request
    if not may_reverse_at(
        looking.me.id, request.site, actor=request.actor.id, authorities=_above(made, book=looking.book),
        at=looking.at,
    ):  # fmt: skip
        raise ReviewError("not-yours", "this is not for you to reverse")
    if not reason:
        raise ReviewError("sentence", "say why, so that it is understood")
    if made.undone:
        return made
    back = give_back(decision, at=looking.at)
    with transaction.atomic():
        Reversal.objects.get_or_create(
            pk=decision,
            defaults={"by": looking.me.id, "at": looking.at, "reason": reason, "actor": request.actor.id},
        )
        tell_news(f"mine:{request.actor.id}", at=looking.at)
    return back
