"""How is an ordinary decision settled in microseconds? What `machine.commit` does, where nothing is unusual.

It is for ids that are new. What can be worked out without balances is made ready by whoever asks, while others
are written; so the one writer has little left to do. It gives up (None, and nothing has changed) whenever
something is unusual: a subject that is carried, two charges on one meter, something that leaves its window, a
cap that has changed, no candidate that fits. Then the machine decides. Both give the same; the database checks
every row of both. Start reading at `ready`, then `settled`.
"""

from __future__ import annotations

from bisect import insort
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from leeway.ledger import SCOPES, CapVersion, Receipt
from leeway.stores.rows import charges_text, instant, meters_text, micros

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from leeway.ledger import Charge, Meter, Proposal
    from leeway.stores.loaded import LoadedChain, LoadedState

type Row = tuple[Any, ...]


class Choice(NamedTuple):
    """One candidate: what it charges, in the order of locks, each with the place of its meter."""

    charges: list[tuple[int, Charge]]
    text: str
    """The charges as JSON, in their own order."""
    cost: int


class Ready(NamedTuple):
    """A proposal whose meters are known by their place: first those charged, then those only asked about."""

    proposal: Proposal
    at: int
    charged: list[Meter]
    watched: list[Meter]
    text: str
    """All meters as JSON."""
    choices: list[Choice]


class Settled(NamedTuple):
    """What is to be written of a decision that was posted or held, and what its caller is told."""

    ready: Ready
    chosen: int
    state: str
    at: int
    balances: list[int]
    decision: Row
    caps: list[Row]
    entries: list[Row]

    def receipt(self) -> Receipt:
        """What its caller is told."""
        proposal, meters = self.ready.proposal, (*self.ready.charged, *self.ready.watched)
        return Receipt(
            id=proposal.id,
            state=self.state,
            chosen=self.chosen,
            balances=dict(zip(meters, self.balances, strict=True)),
            at=proposal.at if self.at == self.ready.at else instant(self.at),
            charged={charge.meter: charge.amount for charge in proposal.candidates[self.chosen].charges},
        )


def ready(proposal: Proposal) -> Ready | None:
    """Work out what can be known before it is a proposal's turn; None when the machine is to decide."""
    places: dict[Meter, int] = {}
    for candidate in proposal.candidates:
        charges = candidate.charges
        if len({charge.meter for charge in charges}) != len(charges):
            return None
        for charge in charges:
            places.setdefault(charge.meter, len(places))
    charged = list(places)
    for meter in proposal.watch:
        places.setdefault(meter, len(places))
    return Ready(
        proposal,
        micros(proposal.at),
        charged,
        list(places)[len(charged) :],
        meters_text(places),
        [_choice(candidate.charges, places) for candidate in proposal.candidates],
    )


def _choice(charges: Sequence[Charge], places: dict[Meter, int]) -> Choice:
    return Choice(
        [(places[charge.meter], charge) for charge in sorted(charges, key=_lock_key)],
        charges_text(places, charges),
        max([charge.amount for charge in charges if charge.meter.measure == "cost"], default=0),
    )


def settled(state: LoadedState, asked: Ready, number_of: Callable[[Meter], int]) -> Settled | None:
    """Take the first candidate that fits, and let it count in the state; None when the machine is to decide."""
    chains, at = [], asked.proposal.at
    for meter in asked.charged:
        if state.is_carried(meter.scope, meter.subject):
            return None
        chain = state.loaded.loaded(meter)
        if chain.rolling and any(chain.due(at)):
            return None
        chains.append(chain)
    balances = [chain.balance for chain in chains]
    for chosen, choice in enumerate(asked.choices):
        if _fits(choice, balances):
            balances += [state.balance(meter, at) for meter in asked.watched]
            return _take(state, asked, chosen, chains, balances, number_of)
    return None


def _fits(choice: Choice, balances: list[int]) -> bool:
    for place, charge in choice.charges:
        if charge.cap is not None and balances[place] + charge.amount > charge.cap:
            return False
    return True


def _take(
    state: LoadedState,
    asked: Ready,
    chosen: int,
    chains: list[LoadedChain],
    balances: list[int],
    number_of: Callable[[Meter], int],
) -> Settled | None:
    proposal, choice = asked.proposal, asked.choices[chosen]
    for place, charge in choice.charges:
        versions = chains[place].caps.get(charge.authority)
        if versions and versions[-1].cap != charge.cap:
            return None
    last, kind = asked.at, "hold" if proposal.hold else "post"
    caps: list[Row] = []
    entries: list[Row] = []
    shares = []
    for place, charge in choice.charges:
        chain = chains[place]
        if chain.number is None:
            number_of(charge.meter)
        at = _add(chain, charge, asked, kind, caps, entries)
        last = max(last, at)
        state.loaded.touched.add(chain)
        amount = charge.amount
        shares.append(f"[{place},{place},{entries[-1][1]},{amount},{amount},0]")
    told = ",".join([f"[{place},{balance}]" for place, balance in enumerate(balances)])
    terms = f'{{"meters":[{asked.text}],"balances":[{told}],"charges":[{choice.text}]}}'
    became = "held" if proposal.hold else "posted"
    begun = (proposal.id, proposal.request_hash, became, last, chosen, proposal.actor)
    decision = (*begun, terms, f"[{','.join(shares)}]", choice.cost, 0, 0, "{}")
    return Settled(asked, chosen, became, last, balances, decision, caps, entries)


def _add(
    chain: LoadedChain, charge: Charge, asked: Ready, kind: str, caps: list[Row], entries: list[Row]
) -> int:
    """Let a charge count at the end of its meter's chain, add its rows, and give its instant."""
    _, amount, cap, authority = charge
    number, when, at = chain.number, asked.proposal.at, asked.at
    if chain.last is not None and chain.last > when:
        when = chain.last
        at = micros(when)
    seq, before = chain.seq + 1, chain.balance
    versions = chain.caps.get(authority)
    if not versions:
        versions = chain.caps[authority] = [CapVersion(authority=authority, version=1, cap=cap, since=when)]
        caps.append((number, authority, 1, cap, at, seq))
    link: Row = (number, seq, seq - 1 or None, before, amount, before + amount, kind, at, at, asked.proposal.id)
    row = (*link, None, amount, None, None, authority, versions[-1].version)
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
