"""What happens with an answer from above? Yes, less, no, or "I take it"; the first answer stands.

A yes is a new decision at the approver's level under a key of its own, made while the question is locked: two
supervisors at once, a double tap or a crash in between never charge twice. Where there is no room, nothing is
charged, and the question stays open. Start reading at `answer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.decide import AskKind, Outcome, RequestError
from leeway.desk.decisions.commands.asking import askers, next_of, pass_on, tell_change
from leeway.desk.decisions.commands.deciding import Done, decide, reopened
from leeway.desk.decisions.models import Question
from leeway.desk.decisions.queries.asking import Reply, approved, authorities_from, in_line
from leeway.desk.decisions.queries.proposing import actor_at
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio
from leeway.ledger import UnknownDecision

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.decide import Actor, Request
    from leeway.desk.studio.queries import InForce

ANSWERS: Final = frozenset({"yes", "less", "no", "taken"})


class AnswerError(ValueError):
    """An answer that cannot be taken as it is: `code` is `not-yours`, `sentence`, `amount` or `request`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How a question stands after an answer."""

    state: str
    stands: bool
    """Whether this answer is the one that stands; else somebody was first, or there was no room."""
    by: str = ""
    """Who answered it."""
    made: Done | None = None
    """The decision made with a yes; where `state` is still `open`, why there was no room for it."""


def answer(question: str, *, by: str, reply: Reply, at: datetime) -> Answered:
    """Answer a question once; of two answers the first stands.

    Raises: Question.DoesNotExist, AnswerError, LedgerUnavailable.
    """
    law = studio.in_force(at=at)
    if law is None:
        raise AnswerError("not-yours", "no book is in force")
    with transaction.atomic():
        row = Question.objects.select_for_update().get(pk=question)
        asked = reopened(row.decision)
        approver = answerer(row, asked, by=by, law=law, at=at)
        made, key = standing(row.decision)
        if made is not None or row.state != Question.State.OPEN:
            return _first_stands(row, made, at=at)
        check(reply, asked, by=by)
        if reply.kind in ("no", "taken"):
            return _closed(row, Question.State(reply.kind), reply, by=by, at=at)
        request = approved(asked, reply, approver=approver, book=law.book, at=at, key=key)
        return _approved(row, reply, request, law=law)


def answerer(row: Question, asked: Done, *, by: str, law: InForce, at: datetime) -> Actor:
    """Whoever answers, with their own authority and certificates at the site. Raises: AnswerError."""
    authorities = authorities_from(row.authority, book=law.book)
    approver = actor_at(by, row.site, book=law.book, at=at)
    never = askers(asked.request.actor)
    if approver is None or not people.may_answer_at(by, row.site, askers=never, authorities=authorities, at=at):
        raise AnswerError("not-yours", "this question is for somebody else")
    return approver


def standing(decision: str) -> tuple[Done | None, str]:
    """The yes that stands for a question's decision, if any, and the key under which the next is decided.

    A yes without room leaves a record and charges nothing; the next has a key of its own, and only then.
    """
    for number in count(1):
        key = f"{decision}-answer" + ("" if number == 1 else f"-{number}")
        try:
            made = reopened(key)
        except UnknownDecision:
            return None, key
        if made.decision.outcome is Outcome.GO_AHEAD:
            return made, key
    raise AssertionError("counting ends at the first key that is free")


def check(reply: Reply, asked: Done, *, by: str) -> None:
    """Refuse an answer that says too little. Raises: AnswerError."""
    amount, ask = asked.request.amount_minor, asked.decision.ask
    judged = ask is not None and ask.kind is AskKind.JUDGEMENT
    if reply.kind not in ANSWERS:
        raise AnswerError("request", f"`{reply.kind}` by {by} is no answer")
    if reply.kind == "no" and not reply.sentence:
        raise AnswerError("sentence", "a no comes with a sentence")
    if reply.kind in ("yes", "less") and judged and not reply.sentence:
        raise AnswerError("sentence", "your judgement comes with your reason")
    if reply.kind == "less" and not 0 < (reply.amount_minor or 0) < (amount or 0):
        raise AnswerError("amount", "less is above nothing and below what was asked")


def hand_on(question: str, *, by: str, authority: str, at: datetime) -> bool:
    """Hand an open question up to an authority above one's own; say whether anybody is there to be asked.

    Raises: Question.DoesNotExist, AnswerError.
    """
    law = studio.in_force(at=at)
    if law is None:
        raise AnswerError("not-yours", "no book is in force")
    with transaction.atomic():
        row = Question.objects.select_for_update().get(pk=question, state=Question.State.OPEN)
        asked = reopened(row.decision)
        approver = answerer(row, asked, by=by, law=law, at=at)
        if authority not in law.book.authorities[law.book.level(approver.authority) + 1 :]:
            raise AnswerError("request", f"`{authority}` is not above {approver.authority}")
        row.authority = authority
        row.save(update_fields=["authority"])
        following = next_of(row, asked, law=law, at=at)
        pass_on(row, following, at=at)
        return bool(following)


def finish(row: Question, *, at: datetime) -> bool:
    """Write down a yes that was decided but never noted; say whether there was one."""
    made, _ = standing(row.decision)
    return made is not None and _first_stands(row, made, at=at).state != Question.State.OPEN


def _approved(row: Question, reply: Reply, request: Request, *, law: InForce) -> Answered:
    """Decide it at the approver's level; without room the question stays open."""
    try:
        made = decide(request, law=law, follows=row.decision)
    except RequestError as refused:
        raise AnswerError("request", str(refused)) from refused
    if made.decision.outcome is not Outcome.GO_AHEAD:
        return Answered(state=row.state, stands=False, made=made)
    row.sentence = reply.sentence
    return _noted(row, made, at=request.at)


def _first_stands(row: Question, made: Done | None, *, at: datetime) -> Answered:
    if made is not None and row.state == Question.State.OPEN:
        _noted(row, made, at=at)
    return Answered(state=row.state, stands=False, by=row.answered_by, made=made)


def _noted(row: Question, made: Done, *, at: datetime) -> Answered:
    """Note a yes that was decided: the decision itself says who approved what."""
    approval = made.request.approval
    assert approval is not None, "an answer is decided with an approval"
    asked = reopened(row.decision).request.amount_minor
    less = asked is not None and (made.request.amount_minor or 0) < asked
    row.amount_minor = made.request.amount_minor if less else None
    row.conditions, row.result = list(approval.conditions), made.id
    row.sentence = row.sentence or approval.reason or ""
    state = Question.State.LESS if less else Question.State.YES
    return _closed(
        row, state, Reply(kind=state, sentence=row.sentence), by=approval.approver.id, at=at, made=made
    )


def _closed(
    row: Question, state: Question.State, reply: Reply, *, by: str, at: datetime, made: Done | None = None
) -> Answered:
    turns = {row.asked_of, *row.passed_by, by}
    row.state, row.sentence, row.answered_by, row.answered_at = state, reply.sentence, by, at
    row.save()
    law = studio.in_force(at=at)
    others = {each.id for each in in_line(row, law=law, at=at)} if law else set()
    tell_change(row, turns | others, at=at)
    return Answered(state=state, stands=True, by=by, made=made)
