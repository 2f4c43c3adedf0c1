"""What happens to the meters when somebody decides, executes, takes back or tells?

Each operation is a pure function of the state: it gives the step to be stored and changes nothing itself. It
runs under the store's lock. Amounts are minor units for `cost` and decisions for `count`. Start reading at
`commit`; stop switches and merged subjects are in `changes.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leeway.ledger.draft import Draft
from leeway.ledger.entries import Kind, Share, Step, Taking
from leeway.ledger.errors import InvalidProposal, RequestDiffers, ReversesTooMuch, UnknownDecision, WrongState
from leeway.ledger.meters import Receipt, check_amount, check_proposal, excess_meter, in_lock_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from leeway.ledger.entries import Entry
    from leeway.ledger.meters import Candidate, Charge, Meter, Proposal
    from leeway.ledger.state import State


def commit(state: State, proposal: Proposal) -> Step:
    """Take the first candidate that fits, whole, from all of its meters; if none fits, take nothing.

    Guarantees: no meter goes over the cap of who decides; the same id is settled once, whatever happens
    between. Raises: InvalidProposal, RequestDiffers.
    """
    check_proposal(proposal)
    if known := _known(state, proposal):
        return known
    for chosen, candidate in enumerate(proposal.candidates):
        if _fits(state, candidate, proposal.at):
            return _take(state, proposal, chosen)
    refused = _taking(state, proposal, "refused")
    return Step(receipt=receipt_of(refused), takings=(refused,))


def tell(state: State, proposal: Proposal) -> Step:
    """Charge what was done already: each meter up to what it has left, the excess to the actor alone.

    The proposal has one candidate. Guarantees: never refused for want of room, and no cap is exceeded, so
    nobody else's kindness gets harder. Raises: InvalidProposal, RequestDiffers.
    """
    check_proposal(proposal)
    if len(proposal.candidates) != 1:
        raise InvalidProposal("candidates", "must be one when something is told afterwards")
    if known := _known(state, proposal):
        return known
    draft = Draft(state, proposal.at)
    charges = proposal.candidates[0].charges
    shares = _take_what_fits(state, draft, charges, decision=proposal.id, actor=proposal.actor)
    return _step(_charged(_taking(state, proposal, "posted", chosen=0), draft, shares), draft)


def execute(state: State, decision: str, *, at: datetime) -> Step:
    """Post a hold, because the executor has done it; a late one always posts.

    What was voided in the meantime is charged like something told afterwards. Executing twice changes nothing.
    Raises: UnknownDecision, WrongState.
    """
    taking = _find(state, decision)
    draft = Draft(state, at)
    if taking.state == "posted":
        return Step(receipt=receipt_of(taking, repeated=True))
    if taking.state == "voided":
        shares = _take_what_fits(state, draft, taking.charges, decision=decision, actor=taking.actor)
        return _step(replace(taking, state="posted", shares=shares), draft)
    if taking.state != "held":
        raise WrongState(decision, taking.state, "held")
    for share in taking.shares:
        draft.confirm(share.meter, seq=share.seq)
    return _step(replace(taking, state="posted"), draft)


def fail(state: State, decision: str, *, at: datetime) -> Step:
    """Void a hold, because the executor could not do it: all of it is given back.

    Failing twice changes nothing. Raises: UnknownDecision, WrongState.
    """
    taking = _find(state, decision)
    if taking.state == "voided":
        return Step(receipt=receipt_of(taking, repeated=True))
    if taking.state != "held":
        raise WrongState(decision, taking.state, "held")
    draft = Draft(state, at)
    shares = tuple(_give_back(draft, share, keep=0, kind=Kind.VOID) for share in taking.shares)
    return _step(replace(taking, state="voided", shares=shares), draft)


def reverse(
    state: State, decision: str, *, at: datetime, amount_minor: int | None = None, key: str | None = None
) -> Step:
    """Give back what was posted, or a part of its cost, to the meters of the original period.

    Without an amount all that is left is given back. Counts are given back only when nothing of the decision is
    left. A part that may be sent twice needs a `key`: the same key gives back once. Guarantees: never more than
    was posted. Raises: UnknownDecision, WrongState, ReversesTooMuch, InvalidProposal.
    """
    taking = _find(state, decision)
    if _is_repeated(taking, amount_minor, key):
        return Step(receipt=receipt_of(taking, repeated=True))
    if taking.state != "posted":
        raise WrongState(decision, taking.state, "posted")
    if amount_minor is not None:
        check_amount("amount_minor", amount_minor, least=1)
    left = taking.cost_minor - taking.reversed_minor
    given = left if amount_minor is None else amount_minor
    if given > left:
        raise ReversesTooMuch(decision, given, left)
    reversed_minor = taking.reversed_minor + given
    after = replace(
        taking,
        reversed_minor=reversed_minor,
        undone=reversed_minor == taking.cost_minor,
        reversals={**taking.reversals, **({key: given} if key else {})},
    )
    draft = Draft(state, at)
    shares = tuple(
        _give_back(draft, share, keep=_kept(after, share), kind=Kind.REVERSE) for share in taking.shares
    )
    return _step(replace(after, shares=shares), draft)


def receipt_of(taking: Taking, *, repeated: bool = False) -> Receipt:
    """Say what the ledger did for a decision, as it stands now."""
    charged = {charge.meter: 0 for charge in taking.charges}
    excess: dict[Meter, int] = {}
    for share in taking.shares:
        amounts = excess if share.excess else charged
        amounts[share.asked] = amounts.get(share.asked, 0) + share.kept
    return Receipt(
        id=taking.id,
        state=taking.state,
        chosen=taking.chosen,
        balances=dict(taking.balances),
        at=taking.at,
        repeated=repeated,
        charged=charged,
        excess=excess,
        reversed_minor=taking.reversed_minor,
    )


def _known(state: State, proposal: Proposal) -> Step | None:
    taking = state.takings.get(proposal.id)
    if taking is None:
        return None
    if taking.request_hash != proposal.request_hash:
        raise RequestDiffers(proposal.id, taking.request_hash, proposal.request_hash)
    return Step(receipt=receipt_of(taking, repeated=True))


def _find(state: State, decision: str) -> Taking:
    taking = state.takings.get(decision)
    if taking is None:
        raise UnknownDecision(decision)
    return taking


def _fits(state: State, candidate: Candidate, at: datetime) -> bool:
    # Two charges can meet on one meter (of merged persons): then their sum must fit the lower cap.
    wanted: dict[Meter, int] = {}
    caps: dict[Meter, int] = {}
    for charge in candidate.charges:
        meter = state.resolve(charge.meter)
        wanted[meter] = wanted.get(meter, 0) + charge.amount
        if charge.cap is not None:
            caps[meter] = min(charge.cap, caps.get(meter, charge.cap))
    return all(state.balance(meter, at) + wanted[meter] <= cap for meter, cap in caps.items())


def _take(state: State, proposal: Proposal, chosen: int) -> Step:
    draft = Draft(state, proposal.at)
    kind = Kind.HOLD if proposal.hold else Kind.POST
    shares = []
    for charge in _in_order(state, proposal.candidates[chosen].charges):
        meter = state.resolve(charge.meter)
        entry = draft.spend(meter, amount=charge.amount, kind=kind, decision=proposal.id, charge=charge)
        shares.append(_share(charge.meter, entry))
    taking = _taking(state, proposal, "held" if proposal.hold else "posted", chosen=chosen)
    return _step(_charged(taking, draft, tuple(shares)), draft)


def _take_what_fits(
    state: State, draft: Draft, charges: Iterable[Charge], *, decision: str, actor: str
) -> tuple[Share, ...]:
    shares: list[Share] = []
    excess: dict[str, int] = {}
    for charge in _in_order(state, charges):
        meter = state.resolve(charge.meter)
        used = draft.balance(meter)
        room = charge.amount if charge.cap is None else max(charge.cap - used, 0)
        amount = min(charge.amount, room)
        if charge.amount > amount:
            measure = charge.meter.measure
            excess[measure] = max(excess.get(measure, 0), charge.amount - amount)
        if amount:
            entry = draft.spend(meter, amount=amount, kind=Kind.POST, decision=decision, charge=charge)
            shares.append(_share(charge.meter, entry))
    for measure in sorted(excess):
        asked = excess_meter(measure, actor)
        entry = draft.force(state.resolve(asked), amount=excess[measure], decision=decision)
        shares.append(replace(_share(asked, entry), excess=True))
    return tuple(shares)


def _in_order(state: State, charges: Iterable[Charge]) -> list[Charge]:
    by_meter: dict[Meter, list[Charge]] = {}
    for charge in charges:
        by_meter.setdefault(state.resolve(charge.meter), []).append(charge)
    return [charge for meter in in_lock_order(by_meter) for charge in by_meter[meter]]


def _share(asked: Meter, entry: Entry) -> Share:
    return Share(asked=asked, meter=entry.meter, seq=entry.seq, taken=entry.delta, kept=entry.delta)


def _taking(state: State, proposal: Proposal, result: str, *, chosen: int | None = None) -> Taking:
    charges = () if chosen is None else proposal.candidates[chosen].charges
    asked = [charge.meter for candidate in proposal.candidates for charge in candidate.charges]
    return Taking(
        id=proposal.id,
        request_hash=proposal.request_hash,
        state=result,
        at=proposal.at,
        chosen=chosen,
        actor=proposal.actor,
        balances={
            meter: state.balance(meter, proposal.at) for meter in dict.fromkeys((*asked, *proposal.watch))
        },
        charges=charges,
        cost_minor=max((charge.amount for charge in charges if charge.meter.measure == "cost"), default=0),
    )


def _charged(taking: Taking, draft: Draft, shares: tuple[Share, ...]) -> Taking:
    """Add what was taken, and when: at the latest instant of its meters, where that is after the clock's."""
    instants = [entry.at for entry in draft.entries if entry.origin is None]
    return replace(taking, shares=shares, at=max([taking.at, *instants]))


def _step(taking: Taking, draft: Draft) -> Step:
    return Step(receipt=receipt_of(taking), entries=tuple(draft.entries), takings=(taking,))


def _give_back(draft: Draft, share: Share, *, keep: int, kind: Kind) -> Share:
    draft.release(share.meter, seq=share.seq, amount=share.kept - keep, kind=kind)
    return replace(share, kept=keep)


def _kept(after: Taking, share: Share) -> int:
    """Say how much of a share stays after a reversal: the excess is given back first, then what had room."""
    if after.undone:
        return 0
    if share.asked.measure == "count":
        return share.kept
    if share.excess:
        return max(share.taken - after.reversed_minor, 0)
    return min(share.kept, after.cost_minor - after.reversed_minor)


def _is_repeated(taking: Taking, amount_minor: int | None, key: str | None) -> bool:
    if key and key in taking.reversals:
        known = taking.reversals[key]
        if amount_minor not in (None, known):
            raise RequestDiffers(taking.id, f"{key}: {known}", f"{key}: {amount_minor}")
        return True
    return taking.undone and amount_minor is None
