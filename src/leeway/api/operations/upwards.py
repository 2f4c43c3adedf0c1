"""Who is asked, and what do they say? Questions upwards and their answers; exceptions.

Start reading at `ask`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Header, Path, Query, Router

from leeway.api import replies
from leeway.api.asking import key_of, proposed
from leeway.api.bearing import allowed, bearer_of
from leeway.api.problems import ProblemError, not_found, not_valid, of_request
from leeway.api.scoping import law_now
from leeway.api.shapes.asked import Asking, Finding, Id, Reply
from leeway.api.shapes.kept import Asked, Departures, Questions, Replied
from leeway.api.shapes.kept import Departure as DepartureShape
from leeway.api.shapes.kept import Waiting as WaitingShape
from leeway.api.sight import looking_of, sight_of
from leeway.decide import RequestError, as_written
from leeway.desk.clock import now
from leeway.desk.decisions import commands
from leeway.desk.decisions.commands import reviewing
from leeway.desk.decisions.queries import asking
from leeway.desk.decisions.queries.kept.upwards import exception_seen, open_questions, question_seen
from leeway.desk.decisions.queries.kept.upwards import exceptions as exceptions_of

if TYPE_CHECKING:
    from leeway.desk.decisions.queries.asking import Waiting

router = Router(tags=["questions"])


@router.post("/questions", auth=allowed("decide"), response=Asked, operation_id="ask")
def ask(
    request: HttpRequest,
    body: Asking,
    idempotency_key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=202)] = None,
) -> HttpResponse:
    """Ask upwards: it is decided first, and where the answer is to ask, somebody on duty is asked."""
    bearer, at = bearer_of(request), now()
    asked = proposed(body, bearer=bearer, at=at, key=key_of(body, idempotency_key))
    try:
        made = commands.ask(asked.request, law=asked.law, wish=body.wish, at=at)
    except RequestError as refused:
        raise of_request(map(as_written, refused.problems), body=body.model_dump()) from refused
    said = replies.said_in(made.done.decision, language=body.language, book=asked.law.book)
    waiting = (
        question_seen(made.question, sight=sight_of(bearer), book=asked.law.book, at=at)
        if made.question
        else None
    )
    return replies.answer(
        {"decision": replies.decided(made.done, said=said), "question": _question(waiting) if waiting else None}
    )


@router.get("/questions", auth=allowed("approve", "decide"), response=Questions, operation_id="questions")
def questions(request: HttpRequest) -> HttpResponse:
    """The open questions that you asked or may answer, soonest due first."""
    bearer, at = bearer_of(request), now()
    found = open_questions(sight=sight_of(bearer), book=law_now(at).book, at=at)
    return replies.answer({"questions": [_question(each) for each in found]})


@router.get(
    "/questions/{id}", auth=allowed("approve", "decide"), response=WaitingShape, operation_id="question"
)
def question(request: HttpRequest, id: Annotated[Id, Path()]) -> HttpResponse:  # noqa: A002  the path's own word
    """How far a question has come."""
    return replies.answer(_question(_in_reach(request, id)))


@router.post("/questions/{id}/answer", auth=allowed("approve"), response=Replied, operation_id="answer")
def answer(request: HttpRequest, id: Annotated[Id, Path()], body: Reply) -> HttpResponse:  # noqa: A002
    """Answer a question, once: yes, less, no, or you see to it yourself; of two answers the first stands."""
    waiting = _in_reach(request, id)
    reply = asking.Reply(
        kind=body.answer, sentence=body.sentence.strip(), amount_minor=body.amount_minor,
        conditions=tuple(body.conditions),
    )  # fmt: skip
    try:
        made = commands.answer(waiting.id, by=bearer_of(request).colleague, reply=reply, at=now())
    except commands.AnswerError as refused:
        if refused.code == "not-yours":
            raise ProblemError("not-allowed", str(refused)) from refused
        pointer = {"sentence": "/sentence", "amount": "/amount_minor"}.get(refused.code, "/answer")
        raise not_valid(f"answer-{refused.code}", pointer, str(refused)) from refused
    decision = replies.decided(made.made) if made.made else None
    return replies.answer(
        {"question": _question(_in_reach(request, id)), "stands": made.stands, "decision": decision}
    )


@router.post("/questions/{id}/withdraw", auth=allowed("decide"), response=WaitingShape, operation_id="withdraw")
def withdraw(request: HttpRequest, id: Annotated[Id, Path()]) -> HttpResponse:  # noqa: A002
    """Take your own question back while nobody has answered."""
    waiting = _in_reach(request, id)
    if not commands.withdraw(waiting.id, by=bearer_of(request).colleague, at=now()):
        raise ProblemError("wrong-state", "this question is answered, or it is not yours")
    return replies.answer(_question(_in_reach(request, id)))


@router.get("/exceptions", auth=allowed("approve", "read"), response=Departures, operation_id="exceptions")
def exceptions(
    request: HttpRequest,
    state: Annotated[Literal["open", "fine", "lesson", "serious"] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> HttpResponse:
    """Departures on own judgement: your own, and those that you may review; newest first."""
    bearer, at = bearer_of(request), now()
    found = exceptions_of(sight=sight_of(bearer), book=law_now(at).book, at=at, state=state, limit=limit)
    return replies.answer({"exceptions": [replies.departure(each) for each in found]})


@router.post("/exceptions/{id}/review", auth=allowed("approve"), response=DepartureShape, operation_id="review")
def review(request: HttpRequest, id: Annotated[Id, Path()], body: Finding) -> HttpResponse:  # noqa: A002
    """Say what you think of an exception, once: fine, a lesson, or serious; the first answer stands."""
    bearer, at = bearer_of(request), now()
    if exception_seen(id, sight=sight_of(bearer), book=law_now(at).book, at=at) is None:
        raise not_found()
    try:
        reviewing.review(
            id, found=body.finding, sentence=body.sentence.strip(), looking=looking_of(bearer, at=at)
        )
    except reviewing.ReviewError as refused:
        if refused.code == "not-yours":
            raise ProblemError("not-allowed", str(refused)) from refused
        raise not_valid(f"review-{refused.code}", "/sentence", str(refused)) from refused
    found = exception_seen(id, sight=sight_of(bearer), book=law_now(at).book, at=at)
    assert found is not None, "it was seen a moment ago"
    return replies.answer(replies.departure(found))


def _in_reach(request: HttpRequest, id_: str) -> Waiting:
    at = now()
    found = question_seen(id_, sight=sight_of(bearer_of(request)), book=law_now(at).book, at=at)
    if found is None:
        raise not_found()
    return found


def _question(waiting: Waiting) -> dict[str, Any]:
    return {
        "id": waiting.id, "decision": waiting.decision, "case": waiting.case, "site": waiting.site,
        "actor": waiting.actor, "authority": waiting.authority, "state": waiting.state,
        "asked_of": waiting.asked_of.id if waiting.asked_of else None,
        "asked_at": waiting.asked_at.isoformat(), "due_at": waiting.due_at.isoformat(),
        "wish": waiting.wish, "sentence": waiting.sentence, "amount_minor": waiting.amount_minor,
        "conditions": list(waiting.conditions), "result": waiting.result or None,
        "answered_by": waiting.answered_by.id if waiting.answered_by else None,
        "answered_at": waiting.answered_at.isoformat() if waiting.answered_at else None,
    }  # fmt: skip
