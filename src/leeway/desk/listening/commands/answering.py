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
from leeway.desk.listening.queries.asked import digest_of
from leeway.desk.listening.queries.content import CONTENT_MIN, UNHAPPY_MAX

if TYPE_CHECKING:
    from datetime import datetime

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
    if score not in range(1, 6):
        raise ValueError(score)
    row = Survey.objects.select_for_update().filter(
        digest=digest_of(secret), state=Survey.State.ASKED, lasts_until__gt=at
    ).first()  # fmt: skip
    if row is None:
        raise AnswerError
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
