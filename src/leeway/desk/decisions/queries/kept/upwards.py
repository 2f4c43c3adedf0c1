"""Which questions and exceptions concern somebody? Those they asked or did, and may answer or review.

Frozen values for lists and programs. Start reading at `open_questions`, then `exceptions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from leeway.desk.decisions.models import Question, Review
from leeway.desk.decisions.queries.asking import authorities_from, question
from leeway.desk.people import queries as people
from leeway.desk.people.queries.access import may_see_decisions_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from leeway.desk.decisions.queries.asking import Waiting
    from leeway.desk.decisions.queries.kept.seeing import Sight
    from leeway.policy import Book

LOOKED_THROUGH_MAX = 2000
"""So many rows are looked through to fill one page of what may be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """An exception that somebody should read, or has."""

    decision: str
    site: str
    actor: str
    at: datetime
    mode: str
    action: str
    text: str
    reason: str
    principle: str
    cost_minor: int
    state: str
    """`open`, `fine`, `lesson` or `serious`."""
    reviewed_by: str
    reviewed_at: datetime | None
    sentence: str


def open_questions(*, sight: Sight, book: Book, at: datetime, limit: int = 50) -> tuple[Waiting, ...]:
    """The open questions that somebody asked or may answer, soonest due first."""
    rows = Question.objects.filter(path__startswith=sight.within, state=Question.State.OPEN).order_by("due_at")
    found: list[Waiting] = []
    for row in rows[:LOOKED_THROUGH_MAX].iterator():
        if _may_see(row, sight=sight, book=book, at=at) and (seen := question(row.pk, at=at)) is not None:
            found.append(seen)
        if len(found) == limit:
            break
    return tuple(found)


def question_seen(id_: str, *, sight: Sight, book: Book, at: datetime) -> Waiting | None:
    """A question that may be seen; None for one that may not, or that is not there."""
    row = Question.objects.filter(pk=id_, path__startswith=sight.within).first()
    return question(id_, at=at) if row is not None and _may_see(row, sight=sight, book=book, at=at) else None


def exceptions(
    *, sight: Sight, book: Book, at: datetime, state: str | None = None, limit: int = 50
) -> tuple[Departure, ...]:
    """The exceptions that somebody did or may read, newest first."""
    rows = Review.objects.filter(path__startswith=sight.within).order_by("-at", "decision")
    found = rows if state is None else rows.filter(state=state)
    return tuple(islice(_seen_of(found[:LOOKED_THROUGH_MAX].iterator(), sight=sight, book=book, at=at), limit))


def exception_seen(decision: str, *, sight: Sight, book: Book, at: datetime) -> Departure | None:
    """An exception that may be seen; None for one that may not, or that is not there."""
    rows = Review.objects.filter(pk=decision, path__startswith=sight.within)
    return next(_seen_of(rows, sight=sight, book=book, at=at), None)


def _may_see(row: Question, *, sight: Sight, book: Book, at: datetime) -> bool:
    if row.actor == sight.colleague:
        return True
    authorities = authorities_from(row.authority, book=book)
    return people.may_answer_at(sight.colleague, row.site, askers=(row.actor,), authorities=authorities, at=at)


def _seen_of(rows: Iterable[Review], *, sight: Sight, book: Book, at: datetime) -> Iterator[Departure]:
    """Those of one's own, and of whom one stands over at the site; an attendant reads no other's exceptions."""
    over: dict[str, bool] = {}
    for row in rows:
        if row.site not in over:
            over[row.site] = may_see_decisions_at(sight.colleague, row.site, authorities=reviewing(book), at=at)
        if row.actor == sight.colleague or over[row.site]:
            yield _exception(row)


def reviewing(book: Book) -> tuple[str, ...]:
    """The authorities that review exceptions: the one the book names, and those above it."""
    named = book.own_judgement.review
    return book.authorities[book.level(named) :] if named in book.authorities else book.authorities[-1:]


def _exception(row: Review) -> Departure:
    return Departure(
        decision=row.decision, site=row.site, actor=row.actor, at=row.at, mode=row.mode, action=row.action,
        text=row.text, reason=row.reason, principle=row.principle, cost_minor=row.cost_minor, state=row.state,
        reviewed_by=row.reviewed_by, reviewed_at=row.reviewed_at, sentence=row.sentence,
    )  # fmt: skip
