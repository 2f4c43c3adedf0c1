"""May it be done, and then do it? A look at the answer, and the decision that charges the meters.

A look changes nothing. A decision is one step of the store under its own key: sent twice, it is made once.
When anything is wrong inside, the answer is to ask, and nothing is spent. Start reading at `decide`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from leeway.decide import (
    Decision,
    Mode,
    Outcome,
    Request,
    RequestError,
    from_json,
    on_error,
    settle,
    telling,
    to_json,
    versions_of,
)
from leeway.desk.decisions.models import Review
from leeway.desk.ledger import Used, store, used, used_then
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio
from leeway.ledger import LedgerError, RequestDiffers, UnknownDecision
from leeway.stores import Answer, Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from leeway.decide import Plan
    from leeway.desk.studio.queries import InForce
    from leeway.ledger import Receipt
    from leeway.stores import Effect, Recorded

_dumps: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

LEDGER: Final = "ledger"
"""What failed, for the record, where balances cannot be read."""

UNDO_WITHIN: Final = timedelta(minutes=1)
"""How long whoever did something can take it back themselves."""


class UndoTooLateError(Exception):
    """A minute has passed, or it was somebody else who did it: only a supervisor can reverse it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """An answer as it would be now; nothing was taken."""

    request: Request
    plan: Plan
    decision: Decision
    used: Used | None
    """None where balances could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A decision that stands, as it was made the first time."""

    id: str
    request: Request
    decision: Decision
    state: str
    """`posted`, `held`, `voided`, `refused`; `unreachable` where nothing could be written."""
    at: datetime
    undone: bool = False
    repeated: bool = False


def look(request: Request, *, law: InForce) -> Looked:
    """The answer at the balances of now.

    Raises: RequestError when the request itself is wrong.
    """
    return _settled(request, law.engine.plan(request))


def look_at_all(requests: Iterable[Request], *, law: InForce) -> tuple[Looked | None, ...]:
    """The answers to several requests of one instant, at balances read once; None where one itself is wrong."""
    wanted = tuple(requests)
    plans = [_plan(each, law=law) for each in wanted]
    meters = {meter for plan in plans if plan is not None for meter in plan.meters}
    try:
        seen = used(meters, at=wanted[0].charged_at) if wanted else None
    except LedgerError:
        seen = None
    return tuple(
        None if plan is None else _settled(each, plan, seen=seen, is_read=True)
        for each, plan in zip(wanted, plans, strict=True)
    )


def _plan(request: Request, *, law: InForce) -> Plan | None:
    try:
        return law.engine.plan(request)
    except RequestError:
        return None


def _settled(request: Request, plan: Plan, *, seen: Used | None = None, is_read: bool = False) -> Looked:
    """The answer at some balances, else at those of now."""
    if is_read and seen is None:
        return Looked(request=request, plan=plan, decision=on_error(plan, LEDGER), used=None)
    try:
        balances = used(plan.meters, at=request.charged_at) if seen is None else seen
        then = used_then(then=request.at) if request.mode is Mode.TOLD else None
        return Looked(request=request, plan=plan, decision=settle(plan, balances, then=then), used=balances)
    except LedgerError:
        return Looked(request=request, plan=plan, decision=on_error(plan, LEDGER), used=None)


def decide(
    request: Request,
    *,
    law: InForce,
    follows: str | None = None,
    effects: tuple[Effect, ...] = (),
    hold: bool = False,
) -> Done:
    """Decide under the request's id, charge what it takes, and keep the record.

    With effects, or with `hold`, it is held until somebody says that it was done or could not be.

    Raises: RequestError when the request itself is wrong; RequestDiffers when another was decided under its id.
    """
    plan = law.engine.plan(request)
    form = to_json(request)
    record = _record(request, law=law, form=form, follows=follows, effects=effects)
    try:
        if request.mode is Mode.TOLD:
            now, then = used(plan.own_meters, at=request.charged_at), used_then(then=request.at)
            receipt = store().tell(telling(plan, now, then=then), record=record)
        else:
            receipt = store().commit(plan.proposal(hold=hold or bool(effects), form=form), record=record)
    except RequestDiffers:
        raise
    except LedgerError:
        return Done(
            id=request.id, request=request, decision=on_error(plan, LEDGER), state="unreachable", at=request.at
        )
    return reopened(request.id) if receipt.repeated else _answered(plan, receipt)


def reopened(decision: str) -> Done:
    """A decision as it was made; an answer that was never written is made again from record and receipt.

    Raises: UnknownDecision, LedgerUnavailable.
    """
    made = read_again(store().recorded(decision))
    taking = store().decision(decision)
    return replace(made, state=taking.state, undone=taking.undone, repeated=True)


def read_again(kept: Recorded) -> Done:
    """A decision that was kept, as it was made; without a word on whether it was given back since.

    Raises: UnknownDecision for one without an answer, by a book that is not here.
    """
    request = _request(kept)
    if kept.answer is not None:
        return _done(request, _decision(json.loads(kept.answer.answer)["decision"]), kept.receipt)
    law = studio.by_hash(kept.record.book)
    if law is None:
        raise UnknownDecision(kept.id)
    return _answered(law.engine.plan(request), kept.receipt)


def undo(decision: str, *, by: str, at: datetime) -> Done:
    """Take back what one has just done oneself: all of it, within the minute; twice changes nothing.

    Raises: UndoTooLateError, UnknownDecision, WrongState, LedgerUnavailable.
    """
    made = reopened(decision)
    if made.undone:
        return made
    if made.request.actor.id != by or at - made.at > UNDO_WITHIN:
        raise UndoTooLateError(decision)
    return reverse(decision, at=at)


def reverse(decision: str, *, at: datetime) -> Done:
    """Give back all that a decision took, however long ago; who may do so is for the caller to know.

    Raises: UnknownDecision, WrongState, LedgerUnavailable.
    """
    store().reverse(decision, at=at)
    Review.objects.filter(pk=decision, state=Review.State.OPEN).delete()
    return reopened(decision)


def _answered(plan: Plan, receipt: Receipt) -> Done:
    """Settle at the receipt's balances and keep the answer; a lost one is made again, the same."""
    others: dict[Any, int] = {}
    then = None
    if plan.request.mode is Mode.TOLD:
        seen = used_then(then=plan.request.at)
        decision, then = settle(plan, receipt.balances, then=seen), seen.seen
    else:
        decision = settle(plan, receipt.balances)
        if decision.outcome is not Outcome.GO_AHEAD:
            others = used(plan.meters, at=receipt.at or plan.request.charged_at).seen
            decision = settle(plan, {**others, **receipt.balances})
    store().answered(receipt.id, answer_of(decision, others=others, then=then), soon=True)
    if decision.review is not None and receipt.state in ("posted", "held"):
        _hand_in(plan.request, decision)
    return _done(plan.request, decision, receipt)


def answer_of(decision: Decision, *, others: dict[Any, int], then: dict[Any, int] | None) -> Answer:
    """What is kept of a decision: enough to search by, and the whole, with the balances it was settled at."""
    form = {"decision": to_json(decision), "others": _balances(others), "then": _balances(then or {})}
    return Answer(
        outcome=str(decision.outcome),
        answer=_dumps(form),
        clause=decision.charged,
        amount_minor=decision.amount_minor,
        cost_minor=decision.cost_minor,
        review=decision.review is not None,
    )


def _balances(found: dict[Any, int]) -> list[list[Any]]:
    return [
        [*meter[:5], meter.starts.isoformat() if meter.starts else None, balance]
        for meter, balance in found.items()
    ]


def _record(
    request: Request,
    *,
    law: InForce,
    form: dict[str, Any],
    follows: str | None,
    effects: tuple[Effect, ...],
) -> Record:
    versions = versions_of(law.book)
    approval = request.approval
    return Record(
        action=request.action,
        actor=request.actor.id,
        authority=request.actor.authority,
        on_behalf_of=request.actor.on_behalf_of.id if request.actor.on_behalf_of else None,
        approver=approval.approver.id if approval else None,
        site=request.site,
        case=request.case,
        customer=request.customer,
        mode=str(request.mode),
        book=law.hash,
        engine=versions.engine,
        tzdata=versions.tzdata,
        request=_dumps(form),
        follows=follows,
        effects=effects,
    )


def _hand_in(request: Request, decision: Decision) -> None:
    place = people.place(request.site)
    Review.objects.get_or_create(
        pk=request.id,
        defaults={
            "site": request.site, "path": place.path if place else "", "actor": request.actor.id,
            "at": request.charged_at, "mode": str(request.mode), "action": request.action,
            "text": request.text or "", "reason": request.reason or "", "principle": request.principle or "",
            "cost_minor": decision.cost_minor,
        },
    )  # fmt: skip


def _done(request: Request, decision: Decision, receipt: Receipt) -> Done:
    return Done(
        id=receipt.id, request=request, decision=decision, state=receipt.state,
        at=receipt.at or request.charged_at, repeated=receipt.repeated,
    )  # fmt: skip


def _request(kept: Recorded) -> Request:
    read = from_json(json.loads(kept.record.request))
    assert isinstance(read, Request), "a record holds a request"
    return read


def _decision(form: dict[str, Any]) -> Decision:
    read = from_json(form)
    assert isinstance(read, Decision), "an answer holds a decision"
    return read
