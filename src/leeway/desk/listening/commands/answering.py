"""What happens when somebody answers? It is kept once; who is unhappy is seen to, praise is passed on.

Start reading at `answer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.cases import commands as cases
from leeway.desk.listening.commands.following import follow_up
from leeway.desk.listening.commands.praising import praise
from leeway.desk.listening.models import Survey
from leeway.desk.listening.queries.asked import digest_of, open_on_page
from leeway.desk.listening.queries.content import CONTENT_MIN, UNHAPPY_MAX

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

WORDS_MAX: Final = 4_000


class AnswerError(Exception):
    """There is nothing to answer under that link: it was used, is too old, or never was one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of an answer."""

    survey: str
    score: int
    unhappy: bool


@transaction.atomic
def answer(secret: str, *, score: int, words: str = "", at: datetime) -> Answered:
    """Keep the one answer that a link gives: 1 (not at all content) to 5, and a free word.

    Raises: AnswerError; ValueError for another score.
    """
    rows = Survey.objects.filter(digest=digest_of(secret), state=Survey.State.ASKED, lasts_until__gt=at)
    return _kept(rows, score=score, words=words, at=at)


@transaction.atomic
def answer_on_page(survey: str, *, score: int, words: str = "", at: datetime) -> Answered:
    """Keep the one answer of whoever has the page of the matter open; it uses up the link to the same question.

    Raises: AnswerError where it was answered already, by either way; ValueError for another score.
    """
    rows = Survey.objects.filter(open_on_page(at=at), pk=survey)
    return _kept(rows, score=score, words=words, at=at)


def _kept(rows: QuerySet[Survey], *, score: int, words: str, at: datetime) -> Answered:
    if score not in range(1, 6):
        raise ValueError(score)
    row = rows.select_for_update().first()
    if row is None:
        raise AnswerError
    if row.state == Survey.State.SKIPPED:
        row.skipped_because, row.asked_at, row.lasts_until = "", at, at
    row.state, row.score, row.words, row.answered_at = Survey.State.ANSWERED, score, words[:WORDS_MAX], at
    row.save()
    cases.tell_event(
        row.case, happened="answered", at=at, key=f"answer {row.pk}", text=row.words, details={"score": score}
    )
    if score <= UNHAPPY_MAX:
        follow_up(row, at=at)
    elif score >= CONTENT_MIN and row.words:
        praise(f"survey {row.pk}", case=row.case, path=row.path, words=row.words, at=at)
    return Answered(survey=row.pk, score=score, unhappy=score <= UNHAPPY_MAX)
