"""What may be done, and do it: options, decisions, and what becomes of those that wait for an executor.

Start reading at `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Header, Path, Router

from leeway.api import replies
from leeway.api.asking import key_of, proposed
from leeway.api.bearing import allowed, bearer_of
from leeway.api.problems import ProblemError, not_valid, of_request
from leeway.api.shapes.answered import Decided, Options
from leeway.api.shapes.asked import Id, Proposal, Reversal, Search
from leeway.api.sight import decision_in_reach, looking_of
from leeway.decide import RequestError, as_written, option_meters
from leeway.desk.clock import now
from leeway.desk.decisions import commands
from leeway.desk.decisions.commands.reviewing import ReviewError
from leeway.desk.decisions.commands.reviewing import reverse as give_back
from leeway.desk.ledger import store, used
from leeway.ledger import RequestDiffers

if TYPE_CHECKING:
    from leeway.desk.decisions.commands import Done
    from leeway.stores import Recorded

router = Router(tags=["decisions"])


@router.post("/options", auth=allowed("decide", "read"), response=Options, operation_id="options")
def options(request: HttpRequest, body: Search) -> HttpResponse:
    """What may I do for this person? Every action of the book, how far it goes, and who would be asked."""
    at = now()
    asked = proposed(body, bearer=bearer_of(request), at=at)
    try:
        balances = used(option_meters(asked.law.book, asked.request), at=at)
        found = asked.law.engine.options(asked.request, balances)
    except RequestError as refused:
        raise of_request(map(as_written, refused.problems), body=body.model_dump()) from refused
    return replies.answer(
        {
            "site": asked.request.site, "currency": asked.law.book.currency, "book": asked.law.hash,
            "options": [replies.option(each) for each in found],
        }
    )  # fmt: skip


@router.post("/decisions", auth=allowed("decide"), response=Decided, operation_id="decide")
def decide(
    request: HttpRequest,
    body: Proposal,
    idempotency_key: Annotated[
        str | None, Header(alias="Idempotency-Key", max_length=202, description="The proposal's key.")
    ] = None,
) -> HttpResponse:
    """May this be done? It is decided, charged at most once for its key, and recorded.

    Sent again with the same key it gives the same decision; another request under it is refused (409). When
    balances cannot be reached, the answer is to ask and the state `unreachable`: nothing was taken.
    """
    asked = proposed(body, bearer=bearer_of(request), at=now(), key=key_of(body, idempotency_key))
    try:
        done = commands.decide(asked.request, law=asked.law, hold=body.hold)
    except RequestError as refused:
        raise of_request(map(as_written, refused.problems), body=body.model_dump()) from refused
    except RequestDiffers as other:
        raise ProblemError("key-used", "another request was decided under this key") from other
    said = replies.said_in(done.decision, language=body.language, book=asked.law.book)
    return replies.answer(replies.decided(done, said=said))


ById = Annotated[Id, Path()]


@router.post("/decisions/{id}/execute", auth=allowed("decide"), response=Decided, operation_id="execute")
def execute(request: HttpRequest, id: ById) -> HttpResponse:  # noqa: A002  the path's own word
    """It was done: what was held is posted. A late word counts, however late."""
    kept = _carried_out_by(request, id)
    store().execute(kept.id, at=now())
    return _standing(kept.id)


@router.post("/decisions/{id}/fail", auth=allowed("decide"), response=Decided, operation_id="fail")
def fail(request: HttpRequest, id: ById) -> HttpResponse:  # noqa: A002
    """It could not be done: what was held is given back."""
    kept = _carried_out_by(request, id)
    store().fail(kept.id, at=now())
    return _standing(kept.id)


@router.post("/decisions/{id}/reverse", auth=allowed("decide"), response=Decided, operation_id="reverse")
def reverse(request: HttpRequest, id: ById, body: Reversal) -> HttpResponse:  # noqa: A002
    """It was taken back: your own within a minute; later, whoever stands above you, with a reason."""
    bearer, at = bearer_of(request), now()
    kept = decision_in_reach(id, bearer=bearer, at=at)
    try:
        if kept.record.actor == bearer.colleague:
            return replies.answer(replies.decided(commands.undo(kept.id, by=bearer.colleague, at=at)))
        done = give_back(kept.id, reason=body.reason.strip(), looking=looking_of(bearer, at=at))
    except commands.UndoTooLateError as late:
        raise ProblemError("wrong-state", "a minute has passed: whoever stands above you reverses it") from late
    except ReviewError as refused:
        if refused.code == "sentence":
            raise not_valid("reason-missing", "/reason", str(refused)) from refused
        raise ProblemError("not-allowed", str(refused)) from refused
    return replies.answer(replies.decided(done))


def _carried_out_by(request: HttpRequest, decision: str) -> Recorded:
    """A decision that was to be carried out by whoever asks now. Raises: ProblemError."""
    bearer = bearer_of(request)
    kept = decision_in_reach(decision, bearer=bearer, at=now())
    if bearer.colleague not in (kept.record.actor, kept.record.on_behalf_of):
        raise ProblemError("not-allowed", "only who proposed it says whether it was done")
    return kept


def _standing(decision: str) -> HttpResponse:
    done: Done = commands.reopened(decision)
    return replies.answer(replies.decided(done))
