"""What did they say, what follows from it, and what is for me? For the pages of listening.

Start reading at `answers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.desk.cases import queries as matters
from leeway.desk.listening.models import FollowUp, Praise, Survey
from leeway.desk.listening.queries.content import UNHAPPY_MAX
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from leeway.desk.persons.queries import Customer

MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as colleagues read it."""

    survey: str
    case: str
    person: str
    name: str
    """How the person is called; empty: nobody knows."""
    score: int
    words: str
    at: datetime
    again: bool

    @property
    def unhappy(self) -> bool:
        """Whether it is one that is followed up."""
        return self.score <= UNHAPPY_MAX


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """An unhappy answer, with what is being done about it."""

    answer: Answer
    owner: str
    owner_name: str
    about: str
    due_at: datetime
    opened_at: datetime
    cause: str = ""
    cause_words: str = ""
    action: str = ""
    done_at: datetime | None = None
    second_score: int | None = None
    """What they answered when they were asked again; None: not yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Kind words: for whom, by whom, about which matter."""

    id: int
    case: str
    colleague: str
    words: str
    at: datetime
    new: bool


def answers(paths: Sequence[str], *, most: int = MOST) -> tuple[Answer, ...]:
    """The latest answers at some sites and below, newest first."""
    rows = Survey.objects.filter(matters.at_paths(paths), state=Survey.State.ANSWERED).order_by(
        "-answered_at", "-pk"
    )
    return _answers(rows[:most])


def follow_ups(paths: Sequence[str], *, most: int = MOST) -> tuple[Followed, ...]:
    """What is being done about unhappy answers at some sites and below: open ones by time, then done ones."""
    rows = FollowUp.objects.filter(matters.at_paths(paths)).select_related("survey")
    still = list(rows.filter(done_at=None).order_by("due_at", "pk")[:most])
    return _followed([*still, *rows.exclude(done_at=None).order_by("-done_at")[: max(0, most - len(still))]])


def follow_up(survey: str, *, paths: Sequence[str]) -> Followed | None:
    """One of them; None where there is none, or it is of another site."""
    rows = FollowUp.objects.filter(matters.at_paths(paths), survey=survey).select_related("survey")
    return next(iter(_followed(list(rows))), None)


def praise_for(colleague: str, *, most: int = MOST) -> tuple[Kind, ...]:
    """Kind words for a colleague, newest first."""
    return _kind(Praise.objects.filter(colleague=colleague).order_by("-at", "-pk")[:most])


def praise_to_hand_on(paths: Sequence[str], *, most: int = MOST) -> tuple[Kind, ...]:
    """Kind words at some sites and below that name nobody clearly."""
    return _kind(Praise.objects.filter(matters.at_paths(paths), colleague="").order_by("-at", "-pk")[:most])


def _kind(rows: Iterable[Praise]) -> tuple[Kind, ...]:
    return tuple(
        Kind(
            id=row.pk, case=row.case, colleague=row.colleague, words=row.words, at=row.at,
            new=row.read_at is None,
        )
        for row in rows
    )  # fmt: skip


def _answers(rows: Iterable[Survey]) -> tuple[Answer, ...]:
    found = list(rows)
    names = persons.names_of({row.person for row in found})
    return tuple(_answer(row, names.get(row.person)) for row in found)


def _answer(row: Survey, who: Customer | None) -> Answer:
    assert row.score is not None, "it was answered"
    assert row.answered_at is not None, "it was answered"
    return Answer(
        survey=row.pk, case=row.case, person=who.id if who else row.person, name=who.name if who else "",
        score=row.score, words=row.words, at=row.answered_at, again=row.kind == Survey.Kind.RECOVERED,
    )  # fmt: skip


def _followed(rows: Sequence[FollowUp]) -> tuple[Followed, ...]:
    names = persons.names_of({row.survey.person for row in rows})
    owners = people.names_of({row.owner for row in rows})
    second = dict(
        Survey.objects.filter(of__in=[row.survey_id for row in rows])
        .exclude(score=None)
        .values_list("of", "score")
    )
    return tuple(
        Followed(
            answer=_answer(row.survey, names.get(row.survey.person)), owner=row.owner,
            owner_name=owners.get(row.owner, ""), about=_about(row.case), due_at=row.due_at,
            opened_at=row.opened_at, cause=row.cause, cause_words=row.cause_words, action=row.action,
            done_at=row.done_at, second_score=second.get(row.survey_id),
        )
        for row in rows
    )  # fmt: skip


def _about(case: str) -> str:
    held = matters.case(case)
    return (held.summary or held.wish) if held else ""
