"""How is an ordinary decision settled in microseconds? What `machine.commit` does, where nothing is unusual.

It is for ids that are new. It gives up (None, and nothing has changed) whenever something is unusual: a subject
that is carried, two charges on one meter, something that leaves its window, a cap that has changed, no
candidate that fits. Then the machine decides. Both give the same; the database checks every row of both.
Start reading at `settled`.
"""

from __future__ import annotations

from bisect import insort
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from leeway.ledger import SCOPES, CapVersion, Receipt
from leeway.stores.rows import instant, micros, terms_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from leeway.ledger import Charge, Meter, Proposal
    from leeway.stores.loaded import LoadedChain, LoadedState

type Row = tuple[Any, ...]


class Settled(NamedTuple):
    """What is to be written of a decision that was posted or held, and what its caller is told."""

    receipt: Receipt
    at: int
    decision: Row
    caps: list[Row]
    entries: list[Row]


def settled(state: LoadedState, proposal: Proposal, number_of: Callable[[Meter], int]) -> Settled | None:
    """Take the first candidate that fits, and let it count in the state; None when the machine is to decide."""
    balances = _balances(state, proposal)
    if balances is None:
        return None
    for chosen, candidate in enumerate(proposal.candidates):
        fits = _fits(candidate.charges, balances)
        if fits is None:
            return None
        if fits:
            return _take(state, proposal, chosen, balances, number_of)
    return None


def _balances(state: LoadedState, proposal: Proposal) -> dict[Meter, int] | None:
    balances: dict[Meter, int] = {}
    chains, at = state.loaded, proposal.at
    for candidate in proposal.candidates:
        for charge in candidate.charges:
            meter = charge.meter
            if meter in balances:
                continue
            if state.is_carried(meter.scope, meter.subject):
                return None
            chain = chains[meter]
            if chain.rolling and any(chain.due(at)):
                return None
            balances[meter] = chain.balance
    for meter in proposal.watch:
        if meter not in balances:
            balances[meter] = state.balance(meter, at)
    return balances


def _fits(charges: tuple[Charge, ...], balances: dict[Meter, int]) -> bool | None:
    if len({charge.meter for charge in charges}) != len(charges):
        return None
    return all(charge.cap is None or balances[charge.meter] + charge.amount <= charge.cap for charge in charges)


def _take(
    state: LoadedState,
    proposal: Proposal,
    chosen: int,
    balances: dict[Meter, int],
    number_of: Callable[[Meter], int],
) -> Settled | None:
    charges = proposal.candidates[chosen].charges
    links = [_Link(charge, state.loaded.loaded(charge.meter)) for charge in sorted(charges, key=_lock_key)]
    if not all(link.is_ordinary for link in links):
        return None
    now = micros(proposal.at)
    last, kind = now, "hold" if proposal.hold else "post"
    caps: list[Row] = []
    entries: list[Row] = []
    for link in links:
        at = link.add(number_of(link.charge.meter), proposal, now, kind, caps, entries)
        last = max(last, at)
        state.loaded.touch(link.charge.meter)
    receipt = Receipt(
        id=proposal.id,
        state="held" if proposal.hold else "posted",
        chosen=chosen,
        balances=balances,
        at=proposal.at if last == now else instant(last),
        charged={charge.meter: charge.amount for charge in charges},
    )
    return Settled(receipt, last, _decision_row(proposal, receipt, last, charges, links), caps, entries)


def _decision_row(
    proposal: Proposal, receipt: Receipt, at: int, charges: tuple[Charge, ...], links: list[_Link]
) -> Row:
    # All meters charged are among those whose balances are told.
    places = {meter: place for place, meter in enumerate(receipt.balances)}
    shares = []
    for link in links:
        place, amount = places[link.charge.meter], link.charge.amount
        shares.append(f"[{place},{place},{link.seq},{amount},{amount},0]")
    cost = max([charge.amount for charge in charges if charge.meter.measure == "cost"], default=0)
    terms = terms_text(places, receipt.balances, charges)
    begun = (proposal.id, proposal.request_hash, receipt.state, at, receipt.chosen, proposal.actor)
    return (*begun, terms, f"[{','.join(shares)}]", cost, 0, 0, "{}")


class _Link:
    """One charge at the end of its meter's chain."""

    __slots__ = ("chain", "charge", "seq", "version")

    def __init__(self, charge: Charge, chain: LoadedChain) -> None:
        self.charge, self.chain = charge, chain
        versions = chain.caps.get(charge.authority)
        self.version = versions[-1] if versions else None

    @property
    def is_ordinary(self) -> bool:
        """Whether the cap is the one in force, or the first."""
        return self.version is None or self.version.cap == self.charge.cap

    def add(
        self, number: int, proposal: Proposal, now: int, kind: str, caps: list[Row], entries: list[Row]
    ) -> int:
        """Let it count, add its rows, and give its instant."""
        chain, (_, amount, cap, authority) = self.chain, self.charge
        when, at = proposal.at, now
        if chain.last is not None and chain.last > when:
            when = chain.last
            at = micros(when)
        seq, before = chain.seq + 1, chain.balance
        self.seq = seq
        if self.version is None:
            self.version = CapVersion(authority=authority, version=1, cap=cap, since=when)
            chain.caps[authority] = [self.version]
            caps.append((number, authority, 1, cap, at, seq))
        link: Row = (number, seq, seq - 1 or None, before, amount, before + amount, kind, at, at, proposal.id)
        row = (*link, None, amount, None, None, authority, self.version.version)
        entries.append(row)
        chain.extend(row, cap)
        chain.last = when
        if amount:
            chain.standing[seq] = amount
            if chain.length is not None:
                insort(chain.rolling, (when, seq))
        return at


@lru_cache(maxsize=4096)
def _place(meter: Meter) -> Row:
    starts = meter.starts.timestamp() if meter.starts else 0.0
    return (SCOPES.index(meter.scope), meter.subject, meter.clause, meter.measure, meter.window, starts)


def _lock_key(charge: Charge) -> Row:
    return _place(charge.meter)
