"""What does a store on PostgreSQL do for each operation? The door: check, ask the database, tell.

Several processes on several machines may use one database. Start reading at `PostgresStore.commit`.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from leeway.ledger import InvalidProposal, changes, check_instant, check_proposal, machine
from leeway.stores.kept import check_record
from leeway.stores.loaded import LoadedState
from leeway.stores.postgres.changing import changed, resolved, source_of
from leeway.stores.postgres.outbox import Outbox
from leeway.stores.postgres.settling import settled
from leeway.stores.reading import Reading
from leeway.stores.rows import check_numbers, check_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from types import TracebackType

    from leeway.ledger import ClockGuard, Meter, Proposal, Receipt, Step
    from leeway.stores.postgres.connections import Connections
    from leeway.stores.records import AuditLine, Record
    from leeway.stores.source import Source


class PostgresStore(Outbox, Reading):
    """Keeps the ledger in a PostgreSQL database; implements `Store`, where all is described.

    With a `clock` guard, `commit` refuses a suspect instant and all other changes write down the expected one.
    """

    def __init__(self, connections: Connections, *, clock: ClockGuard | None = None) -> None:
        self._connections, self._clock = connections, clock

    def commit(self, proposal: Proposal, *, record: Record | None = None) -> Receipt:
        """Take the first candidate that fits; see `Store.commit`."""
        _check(proposal, record)
        if self._clock:
            self._clock.check(proposal.at)
        return self._settle("commit", proposal, record)

    def tell(self, proposal: Proposal, *, record: Record | None = None) -> Receipt:
        """Charge what was done already; see `Store.tell`."""
        _check(proposal, record)
        if len(proposal.candidates) != 1:
            raise InvalidProposal("candidates", "must be one when something is told afterwards")
        return self._settle("tell", replace(proposal, at=self._now(proposal.at)), record)

    def execute(self, decision: str, *, at: datetime) -> Receipt:
        """Post a hold; see `Ledger.execute`."""
        now = self._now(at)
        return self._resolve("execute", decision, now, lambda state: machine.execute(state, decision, at=now))

    def fail(self, decision: str, *, at: datetime) -> Receipt:
        """Void a hold; see `Ledger.fail`."""
        now = self._now(at)
        return self._resolve("fail", decision, now, lambda state: machine.fail(state, decision, at=now))

    def reverse(
        self, decision: str, *, at: datetime, amount_minor: int | None = None, key: str | None = None
    ) -> Receipt:
        """Give back what was posted; see `Ledger.reverse`."""
        now = self._now(at)
        check_text("key", key)
        return self._resolve(
            "reverse",
            decision,
            now,
            lambda state: machine.reverse(state, decision, at=now, amount_minor=amount_minor, key=key),
            amount_minor=amount_minor,
            key=key,
        )

    def carry(self, subject: str, *, into: str, scope: str, at: datetime) -> dict[Meter, int]:
        """Let two subjects share their meters; see `Ledger.carry`."""
        now = self._now(at)
        check_text("subject", subject, into)
        self._change(
            "carry",
            now,
            lambda state: changes.carry(state, subject, into=into, scope=scope, at=now),
            subject=subject,
            into=into,
            scope=scope,
        )
        return self._balances_of(scope, into, now)

    def carry_back(self, subject: str, *, scope: str, at: datetime) -> dict[Meter, int]:
        """Let a carried subject have its own meters again; see `Ledger.carry_back`."""
        now = self._now(at)
        check_text("subject", subject)
        self._change(
            "carry_back",
            now,
            lambda state: changes.carry_back(state, subject, scope=scope, at=now),
            subject=subject,
            scope=scope,
        )
        return self._balances_of(scope, subject, now)

    def stop(self, name: str, *, authority: str, at: datetime, by: str, site: str | None = None) -> None:
        """Stop a clause or an action; see `Ledger.stop`."""
        now = self._now(at)
        check_text("name", name, authority, by, site)
        self._change(
            "stop",
            now,
            lambda state: changes.stop(state, name, authority=authority, site=site, at=now, by=by),
            by=by,
            name=name,
            authority=authority,
            site=site,
        )

    def resume(self, name: str, *, at: datetime, by: str, site: str | None = None) -> None:
        """Let a stopped clause or action go on; see `Ledger.resume`."""
        now = self._now(at)
        check_text("name", name, by, site)
        self._change(
            "resume",
            now,
            lambda state: changes.resume(state, name, site=site, at=now, by=by),
            by=by,
            name=name,
            site=site,
        )

    def audit(self, *, after: int = 0, limit: int = 1000) -> tuple[AuditLine, ...]:
        """Read the audit trail; see `Store.audit`."""
        row = self._connections.run(lambda connection: connection.execute("SELECT audit_end()").fetchone())
        end = row[0] if row else 0
        return tuple(line for line in super().audit(after=after, limit=limit) if line.seq <= end)

    def close(self) -> None:
        """Let go of the database."""
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Source]:
        with self._connections.reading() as connection:
            yield source_of(connection)

    def _settle(self, what: str, proposal: Proposal, record: Record | None) -> Receipt:
        receipt = self._connections.run(lambda connection: settled(connection, what, proposal, record))
        return receipt or machine.receipt_of(self.decision(proposal.id), repeated=True)

    def _resolve(
        self, what: str, decision: str, at: datetime, operation: Callable[[LoadedState], Step], **given: Any
    ) -> Receipt:
        check_text("decision", decision)
        # A part of a reversal without a key of its own would be given back twice.
        once = given.get("amount_minor") is not None and given.get("key") is None
        return self._connections.transact(
            lambda connection: resolved(connection, what, decision, at, operation, given), again=not once
        )

    def _change(
        self,
        what: str,
        at: datetime,
        operation: Callable[[LoadedState], Step],
        *,
        by: str | None = None,
        **given: Any,
    ) -> None:
        # Whoever was carried back cannot be carried back again; all else may be done twice.
        self._connections.transact(
            lambda connection: changed(connection, what, at, operation, by, given), again=what != "carry_back"
        )

    def _balances_of(self, scope: str, subject: str, at: datetime) -> dict[Meter, int]:
        with self._reading() as source:
            state = LoadedState(source, caps=False)
            holder = state.subject(scope, subject)
            return {meter: state.balance(meter, at) for meter in state.meters_of(scope, holder)}

    def _now(self, at: datetime) -> datetime:
        check_instant(at)
        return self._clock.settle(at) if self._clock else at


def _check(proposal: Proposal, record: Record | None) -> None:
    check_proposal(proposal)
    check_text("id", proposal.id, proposal.request_hash, proposal.actor)
    for meter in proposal.watch:
        check_text("subject", *meter[:5])
    for candidate in proposal.candidates:
        for charge in candidate.charges:
            check_text("subject", *charge.meter[:5], charge.authority)
            check_numbers("amount", charge.amount, charge.cap)
    check_record(record)
