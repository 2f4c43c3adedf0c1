"""Does an entry continue its chain, and take only what it may? Entries being added, each checked before it counts.

What is checked here is what a database checks by its keys and constraints, whatever the code above does.
A draft never changes the state it starts from. Start reading at `Tail.add`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.ledger.entries import RELEASES, SPENDS, Entry, Kind
from leeway.ledger.errors import ChainBroken
from leeway.ledger.meters import EXCESS
from leeway.ledger.state import Chain

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.ledger.meters import Charge, Meter
    from leeway.ledger.state import State


class Tail:
    """The end of one meter's chain, with the entries that are being added to it."""

    __slots__ = ("added", "balance", "caps", "chain", "last", "left_standing", "meter")

    def __init__(self, meter: Meter, chain: Chain) -> None:
        self.meter, self.chain = meter, chain
        self.balance, self.last = chain.balance, chain.last
        self.added: list[Entry] = []
        self.left_standing: dict[int, int] = {}
        self.caps: dict[str, tuple[int, int | None]] = {
            authority: (versions[-1].version, versions[-1].cap) for authority, versions in chain.caps.items()
        }

    @property
    def seq(self) -> int:
        """The number of the last entry."""
        return self.chain.seq + len(self.added)

    def entry(self, seq: int) -> Entry:
        """The entry with a number, stored or being added."""
        stored = self.chain.seq
        return self.chain.entries[seq - 1] if seq <= stored else self.added[seq - stored - 1]

    def standing(self, seq: int) -> int:
        """What still stands of the use that an entry brought."""
        return self.left_standing.get(seq, self.chain.standing.get(seq, 0))

    def add(self, entry: Entry) -> None:
        """Check an entry and let it count from here on.

        Raises: ChainBroken when it does not continue the chain or takes or gives back what it may not.
        """
        self._check_link(entry)
        if entry.kind in RELEASES or (entry.kind is Kind.CARRY and entry.delta < 0):
            self._check_release(entry)
        elif entry.kind in SPENDS and entry.origin is not None:
            self._check_confirmation(entry)
        else:
            self._check_use(entry)
        self.added.append(entry)
        self.balance, self.last = entry.after, entry.at
        self.left_standing[entry.seq if entry.origin is None else entry.origin] = entry.standing
        if entry.cap_version:
            self.caps[entry.authority] = (entry.cap_version, entry.cap)

    def _check_link(self, entry: Entry) -> None:
        self._hold_true(entry, entry.seq == self.seq + 1, "does not follow the last entry")
        self._hold_true(entry, entry.before == self.balance, "does not start from the balance before")
        self._hold_true(entry, entry.after == entry.before + entry.delta, "does not add up")
        self._hold_true(entry, entry.after >= 0, "takes the balance below zero")
        self._hold_true(entry, self.last is None or entry.at >= self.last, "runs backward in time")
        self._hold_true(entry, entry.effective <= entry.at, "counts from the future")

    def _check_use(self, entry: Entry) -> None:
        self._hold_true(entry, entry.origin is None, "may not have an origin")
        self._hold_true(entry, entry.delta >= 0, "takes a negative amount")
        self._hold_true(entry, entry.standing == entry.delta, "does not stand for what it took")
        if entry.kind is Kind.CARRY:
            self._hold_true(entry, entry.counterpart is not None, "is carried from nowhere")
            return
        self._hold_true(entry, entry.effective == entry.at, "does not count from now")
        if entry.kind is Kind.FORCE:
            self._hold_true(entry, self.meter.clause == EXCESS, "is forced on a meter with limits")
            return
        self._check_cap(entry)

    def _check_cap(self, entry: Entry) -> None:
        version, cap = self.caps.get(entry.authority, (0, None))
        if entry.kind is Kind.RECAP:
            is_next = entry.cap_version == version + 1 and entry.delta == 0
            self._hold_true(entry, is_next, "is not the next version of the cap")
            return
        if version == 0:
            version, cap = 1, entry.cap
        self._hold_true(
            entry, (entry.cap_version, entry.cap) == (version, cap), "is not under the cap in force"
        )
        self._hold_true(entry, cap is None or entry.after <= cap, "takes the balance over the cap")
        self._hold_true(entry, not self.due(entry.at), "counts what has left the window")

    def _check_release(self, entry: Entry) -> None:
        origin = self._origin_of(entry)
        self._hold_true(entry, entry.delta < 0, "gives nothing back")
        left = self.standing(origin.seq) + entry.delta
        self._hold_true(entry, entry.standing == left >= 0, "gives back more than stands")
        if entry.kind is Kind.VOID:
            self._hold_true(entry, origin.kind in (Kind.HOLD, Kind.CARRY), "voids what was not held")
        elif entry.kind is Kind.ROLL:
            length = self.chain.length
            has_left = length is not None and origin.effective + length <= entry.at
            self._hold_true(entry, has_left and left == 0, "has not left the window")
        elif entry.kind is Kind.CARRY:
            self._hold_true(
                entry, entry.counterpart is not None and left == 0, "is carried in part or to nowhere"
            )

    def _check_confirmation(self, entry: Entry) -> None:
        origin = self._origin_of(entry)
        self._hold_true(entry, entry.kind is Kind.POST and entry.delta == 0, "takes something twice")
        self._hold_true(entry, entry.standing == self.standing(origin.seq), "changes what stands")

    def _origin_of(self, entry: Entry) -> Entry:
        known = entry.origin is not None and 0 < entry.origin < entry.seq
        self._hold_true(entry, known, "has no origin")
        origin = self.entry(entry.origin or 0)
        self._hold_true(entry, origin.origin is None, "gives back what was given back")
        same = (origin.decision, origin.effective) == (entry.decision, entry.effective)
        self._hold_true(entry, same, "is not of its origin's decision and time")
        return origin

    def due(self, at: datetime) -> list[int]:
        """Name the entries that have left the rolling window at an instant but still stand."""
        return [seq for seq in self.chain.due(at) if self.standing(seq)]

    def _hold_true(self, entry: Entry, holds: bool, otherwise: str) -> None:
        if not holds:
            raise ChainBroken(self.meter, entry.seq, otherwise)


class Draft:
    """Entries to be added to several meters in one step, at one clock reading."""

    def __init__(self, state: State, at: datetime) -> None:
        self.entries: list[Entry] = []
        self._state = state
        self._at = at
        self._tails: dict[Meter, Tail] = {}

    def balance(self, meter: Meter) -> int:
        """What is used of a meter, the entries being added included."""
        return self._tail(meter).balance

    def spend(self, meter: Meter, *, amount: int, kind: Kind, decision: str, charge: Charge) -> int:
        """Take an amount under the charge's cap, which becomes a new version if it differs; give the entry's number."""
        tail = self._tail(meter)
        version, cap = tail.caps.get(charge.authority, (0, charge.cap))
        if cap != charge.cap:
            version += 1
            self._add(tail, kind=Kind.RECAP, decision=decision, charge=charge, version=version)
        self._add(tail, delta=amount, kind=kind, decision=decision, charge=charge, version=max(version, 1))
        return tail.seq

    def force(self, meter: Meter, *, amount: int, decision: str) -> int:
        """Count an excess on an uncapped meter; give the entry's number."""
        tail = self._tail(meter)
        self._add(tail, delta=amount, kind=Kind.FORCE, decision=decision)
        return tail.seq

    def confirm(self, meter: Meter, *, seq: int) -> None:
        """Write down that a hold was executed: what it took stays taken, from when it was held."""
        self._release(self._tail(meter), seq, 0, Kind.POST)

    def release(self, meter: Meter, *, seq: int, amount: int, kind: Kind) -> None:
        """Give back up to an amount of what an entry took, as far as it still counts."""
        tail = self._tail(meter)
        amount = min(amount, tail.standing(seq))
        if amount:
            self._release(tail, seq, amount, kind)

    def carry(self, source: Meter, target: Meter, *, seq: int) -> int:
        """Move what still stands of an entry to another meter; give its number there, 0 if nothing counts any more."""
        giver, taker = self._tail(source), self._tail(target)
        amount = giver.standing(seq)
        if not amount:
            return 0
        origin = giver.entry(seq)
        self._release(giver, seq, amount, Kind.CARRY, counterpart=target)
        self._add(
            taker,
            delta=amount,
            kind=Kind.CARRY,
            decision=origin.decision,
            effective=origin.effective,
            counterpart=source,
        )
        return taker.seq

    def _tail(self, meter: Meter) -> Tail:
        tail = self._tails.get(meter)
        if tail is None:
            tail = self._tails[meter] = Tail(meter, self._state.chains.get(meter) or Chain(meter))
            for seq in tail.due(self._instant(tail)):
                self._release(tail, seq, tail.standing(seq), Kind.ROLL)
        return tail

    def _instant(self, tail: Tail) -> datetime:
        # The clock may have gone backward; a chain never does.
        return self._at if tail.last is None else max(self._at, tail.last)

    def _release(
        self, tail: Tail, seq: int, amount: int, kind: Kind, *, counterpart: Meter | None = None
    ) -> None:
        origin = tail.entry(seq)
        self._add(
            tail,
            delta=-amount,
            kind=kind,
            decision=origin.decision,
            effective=origin.effective,
            origin=seq,
            standing=tail.standing(seq) - amount,
            counterpart=counterpart,
        )

    def _add(
        self,
        tail: Tail,
        *,
        kind: Kind,
        decision: str,
        delta: int = 0,
        effective: datetime | None = None,
        origin: int | None = None,
        standing: int | None = None,
        counterpart: Meter | None = None,
        charge: Charge | None = None,
        version: int = 0,
    ) -> None:
        at = self._instant(tail)
        entry = Entry(
            meter=tail.meter,
            seq=tail.seq + 1,
            before=tail.balance,
            delta=delta,
            after=tail.balance + delta,
            kind=kind,
            at=at,
            effective=effective or at,
            decision=decision,
            origin=origin,
            standing=delta if standing is None else standing,
            counterpart=counterpart,
            authority=charge.authority if charge else "",
            cap=charge.cap if charge else None,
            cap_version=version,
        )
        tail.add(entry)
        self.entries.append(entry)
