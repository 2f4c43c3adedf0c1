"""What does a store on PostgreSQL do for each operation? The door: check, ask the database, tell.

Several processes on several machines may use one database. Start reading at `PostgresStore.commit`.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from leeway.ledger import InvalidProposal, LedgerError, machine
from leeway.stores.later import Later
from leeway.stores.loaded import LoadedState
from leeway.stores.operating import Operating, check_proposed
from leeway.stores.postgres.changing import changed, resolved, source_of
from leeway.stores.postgres.grouping import Piece, piece_of, settled_together
from leeway.stores.postgres.outbox import Outbox
from leeway.stores.postgres.settling import settled
from leeway.stores.postgres.turns import Turns
from leeway.stores.rows import check_text
from leeway.stores.together import Together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from types import TracebackType

    from leeway.ledger import ClockGuard, Proposal, Receipt, Step
    from leeway.stores.postgres.connections import Connections
    from leeway.stores.records import AuditLine, Record
    from leeway.stores.source import Source

GROUP_MAX = 32


class PostgresStore(Outbox, Operating):
    """Keeps the ledger in a PostgreSQL database; implements `Store`, where all is described.

    With a `clock` guard, `commit` refuses a suspect instant and all other changes write down the expected one.
    """

    def __init__(self, connections: Connections, *, clock: ClockGuard | None = None) -> None:
        self._connections, self._clock = connections, clock
        self._group: Together[Piece, Receipt | None] = Together(
            self._go, most=GROUP_MAX, turn=Turns(connections.path).taken
        )
        self._later = Later(self._keep, most=GROUP_MAX)

    def commit(self, proposal: Proposal, *, record: Record | None = None) -> Receipt:
        """Take the first candidate that fits; see `Store.commit`."""
        check_proposed(proposal, record)
        if self._clock:
            self._clock.check(proposal.at)
        piece = piece_of(proposal, record)
        receipt = None if piece is None else self._group.do(piece)
        return receipt or self._settle("commit", proposal, record)

    def tell(self, proposal: Proposal, *, record: Record | None = None) -> Receipt:
        """Charge what was done already; see `Store.tell`."""
        check_proposed(proposal, record)
        if len(proposal.candidates) != 1:
            raise InvalidProposal("candidates", "must be one when something is told afterwards")
        return self._settle("tell", replace(proposal, at=self._now(proposal.at)), record)

    def audit(self, *, after: int = 0, limit: int = 1000) -> tuple[AuditLine, ...]:
        """Read the audit trail; see `Store.audit`."""
        row = self._connections.run(lambda connection: connection.execute("SELECT audit_end()").fetchone())
        end = row[0] if row else 0
        return tuple(line for line in super().audit(after=after, limit=limit) if line.seq <= end)

    def close(self) -> None:
        """Let go of the database."""
        self._later.all_kept()
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Source]:
        self._later.all_kept()
        with self._connections.reading() as connection:
            yield source_of(connection)

    def _asking[Found](self, question: Callable[[Source], Found]) -> Found:
        return self._connections.run(lambda connection: question(source_of(connection)))

    def _go(self, pieces: Sequence[Piece]) -> Sequence[Receipt | None]:
        """Settle a group in one call; None for each that is to be asked alone."""
        if len(pieces) == 1:
            return [self._settle("commit", pieces[0].proposal, pieces[0].record)]
        if len({each.proposal.id for each in pieces}) < len(pieces):
            return [None] * len(pieces)
        try:
            return self._connections.run(lambda connection: settled_together(connection, pieces))
        except LedgerError:
            # One of them is at fault, or the database is away: asked alone, each hears what concerns it.
            return [None] * len(pieces)

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
