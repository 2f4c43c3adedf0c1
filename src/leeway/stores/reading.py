"""What can be asked of a store without changing anything? The reading half of `Store`, for every database.

A database gives a `Source` that shows one moment of it; nothing here waits for who writes.
Start reading at `Reading`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from leeway.ledger import State, UnknownDecision, changes, check_instant, check_meter, rolling_length
from leeway.stores import kept
from leeway.stores.loaded import LoadedState
from leeway.stores.rows import check_text, micros
from leeway.stores.source import micros_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from leeway.ledger import CapVersion, Entry, Meter, Switch, Taking
    from leeway.stores.records import AuditLine, Recorded, Sought
    from leeway.stores.source import Source


class Reading(ABC):
    """Reads what a database holds; each method is described at `Ledger` or `Store`."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Source]:
        """Show one moment of the database. Raises: LedgerUnavailable."""

    def _asking[Found](self, question: Callable[[Source], Found]) -> Found:
        """Put one query, which shows one moment by itself. Raises: LedgerUnavailable."""
        with self._reading() as source:
            return question(source)

    def balances(self, meters: Iterable[Meter], *, at: datetime) -> dict[Meter, int]:
        """Say what is used of meters now; see `Ledger.balances`."""
        check_instant(at)
        wanted = _checked(meters)
        with self._reading() as source:
            return _balances(source, wanted, at)

    def balances_then(self, meters: Iterable[Meter], *, then: datetime) -> dict[Meter, int]:
        """Say what was used of meters in the past; see `Ledger.balances_then`."""
        check_instant(then, "then")
        wanted = _checked(meters)
        with self._reading() as source:
            state = LoadedState(source, caps=False)
            return {meter: state.balance_then(meter, then) for meter in wanted}

    def history(self, meter: Meter) -> tuple[Entry, ...]:
        """Give a meter's whole chain; see `Ledger.history`."""
        with self._reading() as source:
            meter = LoadedState(source, caps=False).resolve(meter)
            tail = source.tail(meter)
            return source.entries(tail.number, meter) if tail else ()

    def caps(self, meter: Meter) -> tuple[CapVersion, ...]:
        """Give the caps a meter was charged under; see `Ledger.caps`."""
        with self._reading() as source:
            tail = source.tail(LoadedState(source, caps=False).resolve(meter))
            return source.all_caps(tail.number) if tail else ()

    def decision(self, decision: str) -> Taking:
        """Give what is known of a decision; see `Ledger.decision`."""
        taking = self._asking(lambda source: source.taking(decision))
        if taking is None:
            raise UnknownDecision(decision)
        return taking

    def held(self, *, before: datetime) -> tuple[Taking, ...]:
        """Give the unresolved holds; see `Ledger.held`."""
        check_instant(before, "before")
        with self._reading() as source:
            return source.held(micros(before))

    def stopped(self, site: str | None, *, authorities: Sequence[str] = ()) -> dict[str, str]:
        """Say what is stopped now; see `Ledger.stopped`."""
        return changes.stopped(self._switched(), site, authorities=authorities)

    def stopped_then(
        self, site: str | None, *, then: datetime, authorities: Sequence[str] = ()
    ) -> dict[str, str]:
        """Say what was stopped in the past; see `Ledger.stopped_then`."""
        check_instant(then, "then")
        return changes.stopped(self._switched(), site, authorities=authorities, then=then)

    def switches(self) -> tuple[Switch, ...]:
        """Give every stop and resumption; see `Ledger.switches`."""
        return tuple(self._switched().switches)

    def recorded(self, decision: str) -> Recorded:
        """Give a decision as it is kept; see `Store.recorded`."""
        with self._reading() as source:
            return kept.one(source, decision)

    def records(
        self, sought: Sought, *, limit: int = 50, before: tuple[datetime, str] | None = None
    ) -> tuple[Recorded, ...]:
        """Find recorded decisions, newest first; see `Store.records`."""
        with self._reading() as source:
            return kept.found(source, sought, limit=limit, before=before)

    def count(self, sought: Sought) -> int:
        """Say how many recorded decisions there are; see `Store.count`."""
        with self._reading() as source:
            return kept.counted(source, sought)

    def unanswered(self, *, before: datetime, limit: int = 100) -> tuple[Recorded, ...]:
        """Give decisions whose answer was never written; see `Store.unanswered`."""
        check_instant(before, "before")
        with self._reading() as source:
            return kept.without_answer(source, before=before, limit=limit)

    def audit(self, *, after: int = 0, limit: int = 1000) -> tuple[AuditLine, ...]:
        """Read the audit trail; see `Store.audit`."""
        with self._reading() as source:
            return kept.trail(source, after=after, limit=limit)

    def _switched(self) -> State:
        state = State()
        state.switches = self._asking(lambda source: source.switches())
        return state


def _balances(source: Source, wanted: Iterable[Meter], at: datetime) -> dict[Meter, int]:
    """Say what is used now, with as many questions for thousands of meters as for one."""
    meant = LoadedState(source, caps=False).resolved(wanted)
    tails = source.tails(meant.values())
    used = {meter: tail.balance for meter, tail in tails.items()}
    rolling = {
        meter: (tail.number, tail.seq, micros(tail.last), micros_of(length))
        for meter, tail in tails.items()
        if (length := rolling_length(meter.window)) and tail.last
    }
    ends = {number: (seq, last - reach) for number, seq, last, reach in rolling.values()}
    standing = source.rollings(ends)
    for meter, (number, _, _, reach) in rolling.items():
        left = micros(at) - reach
        used[meter] -= sum(stands for effective, stands in standing[number].values() if effective <= left)
    return {meter: used.get(counts, 0) for meter, counts in meant.items()}


def _checked(meters: Iterable[Meter]) -> list[Meter]:
    wanted = list(meters)
    # Of thousands of meters most differ in their subject alone.
    for meter in {meter[1:4] + meter[5:]: meter for meter in wanted}.values():
        check_meter(meter)
    check_text("subject", *{text for meter in wanted for text in meter[:5]})
    return wanted
