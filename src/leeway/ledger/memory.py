"""How are balances kept while a program runs? A ledger in memory, safe for threads.

It is also what the journal builds on: `_opened` holds the state still, `_change` adds a step to it.
Start reading at `MemoryLedger.commit`.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING

from leeway.ledger import changes, machine
from leeway.ledger.errors import UnknownDecision
from leeway.ledger.meters import check_instant, check_meter, check_proposal
from leeway.ledger.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from leeway.ledger.clock import ClockGuard
    from leeway.ledger.entries import CapVersion, Entry, Step, Switch, Taking
    from leeway.ledger.meters import Meter, Proposal, Receipt


class MemoryLedger:
    """Keeps balances in memory; implements `store.Ledger`, where each operation is described.

    With a `clock` guard, `commit` refuses a suspect instant and all other changes write down the expected one.

    >>> from datetime import UTC, datetime
    >>> from leeway.ledger import Candidate, Charge, Meter, Proposal
    >>> case = Meter("make-it-good", "cost", "case", "life", "case 7")
    >>> noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    >>> charge = Candidate("make-it-good", (Charge(case, 2000, cap=3000),))
    >>> ledger = MemoryLedger()
    >>> ledger.commit(Proposal(id="1", request_hash="a", candidates=(charge,), at=noon)).state
    'posted'
    >>> ledger.commit(Proposal(id="2", request_hash="b", candidates=(charge,), at=noon)).state
    'refused'
    """

    def __init__(self, *, clock: ClockGuard | None = None) -> None:
        self._clock = clock
        self._lock = RLock()
        self._state = State()

    def commit(self, proposal: Proposal) -> Receipt:
        """Take the first candidate that fits; see `store.Ledger.commit`."""
        check_proposal(proposal)
        if self._clock:
            self._clock.check(proposal.at)
        return self._settle(lambda state: machine.commit(state, proposal))

    def tell(self, proposal: Proposal) -> Receipt:
        """Charge what was done already; see `store.Ledger.tell`."""
        check_proposal(proposal)
        at = self._now(proposal.at)
        return self._settle(lambda state: machine.tell(state, replace(proposal, at=at)))

    def execute(self, decision: str, *, at: datetime) -> Receipt:
        """Post a hold; see `store.Ledger.execute`."""
        now = self._now(at)
        return self._settle(lambda state: machine.execute(state, decision, at=now))

    def fail(self, decision: str, *, at: datetime) -> Receipt:
        """Void a hold; see `store.Ledger.fail`."""
        now = self._now(at)
        return self._settle(lambda state: machine.fail(state, decision, at=now))

    def reverse(
        self, decision: str, *, at: datetime, amount_minor: int | None = None, key: str | None = None
    ) -> Receipt:
        """Give back what was posted; see `store.Ledger.reverse`."""
        now = self._now(at)
        return self._settle(
            lambda state: machine.reverse(state, decision, at=now, amount_minor=amount_minor, key=key)
        )

    def carry(self, subject: str, *, into: str, scope: str, at: datetime) -> dict[Meter, int]:
        """Let two subjects share their meters; see `store.Ledger.carry`."""
        now = self._now(at)
        with self._opened(for_change=True) as state:
            self._change(changes.carry(state, subject, into=into, scope=scope, at=now))
            return _balances_of(state, scope, into, now)

    def carry_back(self, subject: str, *, scope: str, at: datetime) -> dict[Meter, int]:
        """Let a carried subject have its own meters again; see `store.Ledger.carry_back`."""
        now = self._now(at)
        with self._opened(for_change=True) as state:
            self._change(changes.carry_back(state, subject, scope=scope, at=now))
            return _balances_of(state, scope, subject, now)

    def balances(self, meters: Iterable[Meter], *, at: datetime) -> dict[Meter, int]:
        """Say what is used of meters now; see `store.Ledger.balances`."""
        check_instant(at)
        with self._opened() as state:
            return {meter: state.balance(meter, at) for meter in _checked(meters)}

    def balances_then(self, meters: Iterable[Meter], *, then: datetime) -> dict[Meter, int]:
        """Say what was used of meters in the past; see `store.Ledger.balances_then`."""
        check_instant(then, "then")
        with self._opened() as state:
            return {meter: state.balance_then(meter, then) for meter in _checked(meters)}

    def history(self, meter: Meter) -> tuple[Entry, ...]:
        """Give a meter's whole chain; see `store.Ledger.history`."""
        with self._opened() as state:
            chain = state.chains.get(state.resolve(meter))
            return tuple(chain.entries) if chain else ()

    def caps(self, meter: Meter) -> tuple[CapVersion, ...]:
        """Give the caps a meter was charged under; see `store.Ledger.caps`."""
        with self._opened() as state:
            chain = state.chains.get(state.resolve(meter))
            return tuple(version for _, each in sorted(chain.caps.items()) for version in each) if chain else ()

    def decision(self, decision: str) -> Taking:
        """Give what is known of a decision; see `store.Ledger.decision`."""
        with self._opened() as state:
            if decision not in state.takings:
                raise UnknownDecision(decision)
            return state.takings[decision]

    def held(self, *, before: datetime) -> tuple[Taking, ...]:
        """Give the unresolved holds; see `store.Ledger.held`."""
        check_instant(before, "before")
        with self._opened() as state:
            held = (taking for taking in state.takings.values() if taking.state == "held")
            return tuple(sorted((each for each in held if each.at < before), key=lambda each: each.at))

    def stop(self, name: str, *, authority: str, at: datetime, by: str, site: str | None = None) -> None:
        """Stop a clause or an action; see `store.Ledger.stop`."""
        now = self._now(at)
        with self._opened(for_change=True) as state:
            self._change(changes.stop(state, name, authority=authority, site=site, at=now, by=by))

    def resume(self, name: str, *, at: datetime, by: str, site: str | None = None) -> None:
        """Let a stopped clause or action go on; see `store.Ledger.resume`."""
        now = self._now(at)
        with self._opened(for_change=True) as state:
            self._change(changes.resume(state, name, site=site, at=now, by=by))

    def stopped(self, site: str | None, *, authorities: Sequence[str] = ()) -> dict[str, str]:
        """Say what is stopped now; see `store.Ledger.stopped`."""
        with self._opened() as state:
            return changes.stopped(state, site, authorities=authorities)

    def switches(self) -> tuple[Switch, ...]:
        """Give every stop and resumption; see `store.Ledger.switches`."""
        with self._opened() as state:
            return tuple(state.switches)

    def stopped_then(
        self, site: str | None, *, then: datetime, authorities: Sequence[str] = ()
    ) -> dict[str, str]:
        """Say what was stopped in the past; see `store.Ledger.stopped_then`."""
        check_instant(then, "then")
        with self._opened() as state:
            return changes.stopped(state, site, authorities=authorities, then=then)

    @contextmanager
    def _opened(self, *, for_change: bool = False) -> Iterator[State]:
        """Hold the ledger still; `for_change` says that something is about to be stored."""
        del for_change
        with self._lock:
            yield self._state

    def _settle(self, operation: Callable[[State], Step]) -> Receipt:
        with self._opened(for_change=True) as state:
            step = operation(state)
            self._change(step)
            if step.receipt is None:
                raise AssertionError("an operation on a decision gives a receipt")
            return step.receipt

    def _change(self, step: Step) -> None:
        self._state.apply(step)

    def _now(self, at: datetime) -> datetime:
        check_instant(at)
        return self._clock.settle(at) if self._clock else at


def _checked(meters: Iterable[Meter]) -> Iterator[Meter]:
    for meter in meters:
        check_meter(meter)
        yield meter


def _balances_of(state: State, scope: str, subject: str, at: datetime) -> dict[Meter, int]:
    holder = state.subject(scope, subject)
    return {meter: state.balance(meter, at) for meter in state.meters_of(scope, holder)}
