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
from leeway.api.sight import decision_in_reach
from leeway.decide import RequestError, as_written, option_meters
from leeway.desk.clock import now
from leeway.desk.decisions import commands
from leeway.desk.ledger import store, used
from leeway.ledger import RequestDiffers

if TYPE_CHECKING:
    from leeway.desk.decisions.commands import Done

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
        str | None, Header(alias="Idempotency-Key", max_length=202, description="The key of this proposal.")
    ] = None,
) -> HttpResponse:
    """May this be done? It is decided, charged at most once for its key, and recorded.

    Sent again with the same key it gives the same decision; another request under the key is refused (409). When
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
def execute(request: HttpRequest, id: ById) -> HttpResponse:  # noqa: A002
    """It was done: what was held is posted. A late word counts, however late."""
    kept = decision_in_reach(id, bearer=bearer_of(request), at=now())
    store().execute(kept.id, at=now())
    return _standing(kept.id)


@router.post("/decisions/{id}/fail", auth=allowed("decide"), response=Decided, operation_id="fail")
def fail(request: HttpRequest, id: ById) -> HttpResponse:  # noqa: A002
    """It could not be done: what was held is given back."""
    kept = decision_in_reach(id, bearer=bearer_of(request), at=now())
    store().fail(kept.id, at=now())
    return _standing(kept.id)


@router.post("/decisions/{id}/reverse", auth=allowed("decide"), response=Decided, operation_id="reverse")
def reverse(request: HttpRequest, id: ById, body: Reversal) -> HttpResponse:  # noqa: A002
    """It was taken back: all that was posted is given back, or a part of its cost."""
    kept = decision_in_reach(id, bearer=bearer_of(request), at=now())
    if (body.amount_minor is None) != (body.key is None):
        raise not_valid("part-needs-key", "/key", "a part comes with a key of its own, the whole without")
    if body.amount_minor is None:
        return replies.answer(replies.decided(commands.reverse(kept.id, at=now())))
    store().reverse(kept.id, at=now(), amount_minor=body.amount_minor, key=body.key)
    return _standing(kept.id)


def _standing(decision: str) -> HttpResponse:
    done: Done = commands.reopened(decision)
    return replies.answer(replies.decided(done))
