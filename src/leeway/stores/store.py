"""What must a store offer? A ledger that also keeps records, an audit trail and an outbox.

Everything that belongs to one operation (decision, entries, audit line, outbox lines) is one transaction.
Start reading at `Store.commit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from leeway.ledger import Ledger

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType
    from typing import Self

    from leeway.ledger import Proposal, Receipt
    from leeway.stores.records import Answer, AuditLine, Effect, Record, Recorded, Sought


class Store(Ledger, Protocol):
    """Keeps balances and decisions on a disk; safe for threads, and for the processes its database allows.

    A store that cannot be reached raises `ledger.LedgerUnavailable`: then nothing was given.
    """

    def commit(self, proposal: Proposal, *, record: Record | None = None) -> Receipt:
        """As `Ledger.commit`, and keep the record beside it; a repeated id keeps the first record."""
        ...

    def tell(self, proposal: Proposal, *, record: Record | None = None) -> Receipt:
        """As `Ledger.tell`, and keep the record beside it."""
        ...

    def answered(self, decision: str, answer: Answer, *, soon: bool = False) -> None:
        """Keep what was answered; the first one stays. Raises: UnknownDecision.

        With `soon` nobody waits for it: it may be kept a moment later, and is told as kept to readers of this
        process. One that is lost on the way is `unanswered`.
        """
        ...

    def recorded(self, decision: str) -> Recorded:
        """Give a decision as it is kept. Raises: UnknownDecision (also for one without a record)."""
        ...

    def records(
        self, sought: Sought, *, limit: int = 50, before: tuple[datetime, str] | None = None
    ) -> tuple[Recorded, ...]:
        """Find recorded decisions, newest first; `before` is the (at, id) of the last of the page before."""
        ...

    def count(self, sought: Sought) -> int:
        """Say how many recorded decisions there are."""
        ...

    def unanswered(self, *, before: datetime, limit: int = 100) -> tuple[Recorded, ...]:
        """Give decisions from before an instant whose answer was never written, oldest first."""
        ...

    def audit(self, *, after: int = 0, limit: int = 1000) -> tuple[AuditLine, ...]:
        """Read the audit trail in the order in which it was written."""
        ...

    def due(self, *, at: datetime, limit: int = 20, lease_seconds: int = 60) -> tuple[Effect, ...]:
        """Claim effects that are due: nobody else gets them until the lease has run out."""
        ...

    def delivered(self, key: str, *, at: datetime) -> None:
        """Note that an effect was done; it is not given out again."""
        ...

    def postpone(self, key: str, *, until: datetime) -> None:
        """Give an effect back, to be tried again at an instant."""
        ...

    def close(self) -> None:
        """Let go of the database; a store is also a context manager."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
