"""What becomes of many requests, one after the other? Decisions as a stream, each as if it were asked alone.

Nothing is read ahead and nothing is kept: a stream may be endless. Start reading at `decide_many`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.decide.engine import Engine
from leeway.decide.reference import settle, telling
from leeway.decide.request import Mode, RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leeway.decide.decision import Decision
    from leeway.decide.parts.plan import Balances
    from leeway.decide.request import Request
    from leeway.ledger import Ledger
    from leeway.policy import Book


def decide_many(
    book: Book | Engine,
    requests: Iterable[Request],
    *,
    balances: Balances | None = None,
    ledger: Ledger | None = None,
) -> Iterator[Decision | RequestError]:
    """Decide a stream of requests in their order; a request that is wrong gives its error in its place.

    Each is decided at the same `balances` (nothing used, if left out) and nothing is charged, so that their
    order does not matter. With a `ledger` instead each is charged there before the next is decided: limits fill
    up, a deed told afterwards is told, and a request whose id was settled before is answered again as it was.

    Raises: what the ledger raises. TypeError for both balances and a ledger.
    """
    if balances is not None and ledger is not None:
        raise TypeError("balances are either given or a ledger's")
    engine = book if isinstance(book, Engine) else Engine(book)
    used = balances or {}
    for request in requests:
        try:
            yield engine.decide(request, used) if ledger is None else _charged(engine, ledger, request)
        except RequestError as wrong:
            yield wrong


def _charged(engine: Engine, ledger: Ledger, request: Request) -> Decision:
    """The decision at the ledger's balances, charged there."""
    plan = engine.plan(request)
    if request.mode is not Mode.TOLD:
        return settle(plan, ledger.commit(plan.proposal()).balances)
    now = ledger.balances(plan.meters, at=request.charged_at)
    then = ledger.balances_then(plan.meters, then=request.at)
    ledger.tell(telling(plan, now, then=then))
    return settle(plan, now, then=then)
