"""Does an entry continue its chain, and take only what it may? Entries being added, checked before they count.

What is checked here is what a database checks by its keys and constraints, whatever the code above does.
A draft never changes the state it starts from. Start reading at `Tail.add`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leeway.ledger.entries import RELEASES, SPENDS, Entry, Kind
from leeway.ledger.errors import ChainBroken
from leeway.ledger.meters import EXCESS
from leeway.ledger.state import Chain

if TYPE_CHECKING:
    from collections.abc import Iterable
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

    def link(self, delta: int, at: datetime) -> dict[str, Any]:
        """Give the parts that tie the next entry to this end of the chain."""
        before = self.balance
        return {
            "meter": self.meter,
            "seq": self.seq + 1,
            "before": before,
            "delta": delta,
            "after": before + delta,
            "at": at,
        }

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
        self._expect(entry, that=entry.seq == self.seq + 1, otherwise="does not follow the last entry")
        self._expect(
            entry, that=entry.before == self.balance, otherwise="does not start from the balance before"
        )
        self._expect(entry, that=entry.after == entry.before + entry.delta, otherwise="does not add up")
        self._expect(entry, that=entry.after >= 0, otherwise="takes the balance below zero")
        self._expect(entry, that=self.last is None or entry.at >= self.last, otherwise="runs backward in time")
        self._expect(entry, that=entry.effective <= entry.at, otherwise="counts from the future")

    def _check_use(self, entry: Entry) -> None:
        self._expect(entry, that=entry.origin is None, otherwise="may not have an origin")
        self._expect(entry, that=entry.delta >= 0, otherwise="takes a negative amount")
        self._expect(entry, that=entry.standing == entry.delta, otherwise="does not stand for what it took")
        if entry.kind is Kind.CARRY:
            self._expect(entry, that=entry.counterpart is not None, otherwise="is carried from nowhere")
            return
        self._expect(entry, that=entry.effective == entry.at, otherwise="does not count from now")
        if entry.kind is Kind.FORCE:
            self._expect(entry, that=self.meter.clause == EXCESS, otherwise="is forced on a meter with limits")
            return
        self._check_cap(entry)

    def _check_cap(self, entry: Entry) -> None:
        version, cap = self.caps.get(entry.authority, (0, None))
        if entry.kind is Kind.RECAP:
            is_next = entry.cap_version == version + 1 and entry.delta == 0
            self._expect(entry, that=is_next, otherwise="is not the next version of the cap")
            return
        if version == 0:
            version, cap = 1, entry.cap
        self._expect(
            entry,
            that=(entry.cap_version, entry.cap) == (version, cap),
            otherwise="is not under the cap in force",
        )
        self._expect(entry, that=cap is None or entry.after <= cap, otherwise="takes the balance over the cap")
        self._expect(entry, that=not self.due(entry.at), otherwise="counts what has left the window")

    def _check_release(self, entry: Entry) -> None:
        origin = self._origin_of(entry)
        self._expect(entry, that=entry.delta < 0, otherwise="gives nothing back")
        left = self.standing(origin.seq) + entry.delta
        self._expect(entry, that=entry.standing == left >= 0, otherwise="gives back more than stands")
        if entry.kind is Kind.VOID:
            self._expect(
                entry, that=origin.kind in (Kind.HOLD, Kind.CARRY), otherwise="voids what was not held"
            )
        elif entry.kind is Kind.ROLL:
            length = self.chain.length
            has_left = length is not None and origin.effective + length <= entry.at
            self._expect(entry, that=has_left and left == 0, otherwise="has not left the window")
        elif entry.kind is Kind.CARRY:
            self._expect(
                entry,
                that=entry.counterpart is not None and left == 0,
                otherwise="is carried in part or to nowhere",
            )

    def _check_confirmation(self, entry: Entry) -> None:
        origin = self._origin_of(entry)
        self._expect(
            entry, that=entry.kind is Kind.POST and entry.delta == 0, otherwise="takes something twice"
        )
        self._expect(entry, that=entry.standing == self.standing(origin.seq), otherwise="changes what stands")

    def _origin_of(self, entry: Entry) -> Entry:
        known = entry.origin is not None and 0 < entry.origin < entry.seq
        self._expect(entry, that=known, otherwise="has no origin")
        origin = self.entry(entry.origin or 0)
        self._expect(entry, that=origin.origin is None, otherwise="gives back what was given back")
        same = (origin.decision, origin.effective) == (entry.decision, entry.effective)
        self._expect(entry, that=same, otherwise="is not of its origin's decision and time")
        return origin

    def due(self, at: datetime) -> list[int]:
        """Name the entries that have left the rolling window at an instant but still stand."""
        return [seq for seq in self.chain.due(at) if self.standing(seq)]

    def _expect(self, entry: Entry, *, that: bool, otherwise: str) -> None:
        if not that:
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

    def spend(self, meter: Meter, *, amount: int, kind: Kind, decision: str, charge: Charge) -> Entry:
        """Take an amount under the charge's cap, a new version of it if it differs; give the entry."""
        tail = self._tail(meter)
        at = self._instant(tail)
        version, cap = tail.caps.get(charge.authority, (0, charge.cap))
        if cap != charge.cap:
            version += 1
            parts = tail.link(0, at) | _under(charge, version)
            self._add(tail, Entry(**parts, kind=Kind.RECAP, effective=at, decision=decision, standing=0))
        parts = tail.link(amount, at) | _under(charge, max(version, 1))
        entry = Entry(**parts, kind=kind, effective=at, decision=decision, standing=amount)
        self._add(tail, entry)
        return entry

    def force(self, meter: Meter, *, amount: int, decision: str) -> Entry:
        """Count an excess on an uncapped meter; give the entry."""
        tail = self._tail(meter)
        at = self._instant(tail)
        parts = tail.link(amount, at)
        entry = Entry(**parts, kind=Kind.FORCE, effective=at, decision=decision, standing=amount)
        self._add(tail, entry)
        return entry

    def confirm(self, meter: Meter, *, seq: int) -> None:
        """Write down that a hold was executed: what it took stays taken, from when it was held."""
        if self._stands(meter, seq):
            self._release(self._tail(meter), seq, 0, Kind.POST)

    def release(self, meter: Meter, *, seq: int, amount: int, kind: Kind) -> None:
        """Give back up to an amount of what an entry took, as far as it still counts."""
        if not (amount and self._stands(meter, seq)):
            return
        tail = self._tail(meter)
        amount = min(amount, tail.standing(seq))
        if amount:
            self._release(tail, seq, amount, kind)

    def carry(self, source: Meter, target: Meter, *, seq: int) -> int:
        """Move what still stands of an entry to another meter; give its number there, 0 if nothing stands."""
        giver, taker = self._tail(source), self._tail(target)
        amount = giver.standing(seq)
        if not amount:
            return 0
        self._release(giver, seq, amount, Kind.CARRY, counterpart=target)
        origin = giver.entry(seq)
        entry = Entry(
            **taker.link(amount, self._instant(taker)),
            kind=Kind.CARRY,
            effective=origin.effective,
            decision=origin.decision,
            standing=amount,
            counterpart=source,
        )
        self._add(taker, entry)
        return taker.seq

    def _tail(self, meter: Meter) -> Tail:
        tail = self._tails.get(meter)
        if tail is None:
            tail = self._tails[meter] = Tail(meter, self._state.chains.get(meter) or Chain(meter))
            for seq in tail.due(self._instant(tail)):
                self._release(tail, seq, tail.standing(seq), Kind.ROLL)
        return tail

    def _stands(self, meter: Meter, seq: int) -> bool:
        # What no longer counts anywhere needs no entry, and its meter no touch.
        chain = self._state.chains.get(meter)
        return chain is not None and seq in chain.standing

    def _instant(self, tail: Tail) -> datetime:
        # The clock may have gone backward; a chain never does.
        return self._at if tail.last is None else max(self._at, tail.last)

    def _release(
        self, tail: Tail, seq: int, amount: int, kind: Kind, *, counterpart: Meter | None = None
    ) -> None:
        origin = tail.entry(seq)
        entry = Entry(
            **tail.link(-amount, self._instant(tail)),
            kind=kind,
            effective=origin.effective,
            decision=origin.decision,
            origin=seq,
            standing=tail.standing(seq) - amount,
            counterpart=counterpart,
        )
        self._add(tail, entry)

    def _add(self, tail: Tail, entry: Entry) -> None:
        tail.add(entry)
        self.entries.append(entry)


def _under(charge: Charge, version: int) -> dict[str, Any]:
    return {"authority": charge.authority, "cap": charge.cap, "cap_version": version}


def check_chain(meter: Meter, entries: Iterable[Entry]) -> int:
    """Check a meter's whole chain, entry by entry; give the balance at its end.

    Raises: ChainBroken at the first entry that does not continue it, or takes or gives back what it may not.
    """
    chain = Chain(meter)
    for entry in entries:
        Tail(meter, chain).add(entry)
        chain.append(entry)
    return chain.balance
