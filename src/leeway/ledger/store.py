"""What must a ledger offer? The protocol that memory, the journal and the databases implement alike.

Every operation is one transaction: all of it is stored or nothing. A database locks the meters in the order of
`meters.in_lock_order` (case, customer, actor, site, network), runs the operation of `machine.py` on what it has
locked and adds the rows of the step. Start reading at `Ledger.commit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from leeway.ledger.entries import CapVersion, Entry, Switch, Taking
    from leeway.ledger.meters import Meter, Proposal, Receipt


class Ledger(Protocol):
    """Keeps what has been used of every limit, and lets nothing go over.

    All instants carry a time zone. Besides what each operation names, every one raises InvalidProposal for
    malformed arguments and LedgerUnavailable when nothing can be read or written: then nothing was given.
    """

    def commit(self, proposal: Proposal) -> Receipt:
        """Take the first candidate that fits, whole; the receipt's state is `posted`, `held` or `refused`.

        Guarantees: no meter goes over the cap of who decides; an id is settled once, and asked again gives the
        same receipt with `repeated`. Raises: RequestDiffers, ClockSuspect.
        """
        ...

    def tell(self, proposal: Proposal) -> Receipt:
        """Charge what was done already, never refused: each meter up to what it has left, the rest as excess.

        The proposal has one candidate and names the actor. Raises: RequestDiffers.
        """
        ...

    def execute(self, decision: str, *, at: datetime) -> Receipt:
        """Post a hold that the executor has done; a late one always posts.

        Raises: UnknownDecision, WrongState.
        """
        ...

    def fail(self, decision: str, *, at: datetime) -> Receipt:
        """Void a hold that the executor could not do. Raises: UnknownDecision, WrongState."""
        ...

    def reverse(
        self, decision: str, *, at: datetime, amount_minor: int | None = None, key: str | None = None
    ) -> Receipt:
        """Give back all (or a part of the cost) of what was posted; also how something is undone.

        A part that may be sent twice needs a `key` of its own. Raises: UnknownDecision, WrongState,
        ReversesTooMuch.
        """
        ...

    def carry(self, subject: str, *, into: str, scope: str, at: datetime) -> dict[Meter, int]:
        """Let two subjects of a scope share their meters because they are one; give the summed balances.

        Raises: CannotCarry.
        """
        ...

    def carry_back(self, subject: str, *, scope: str, at: datetime) -> dict[Meter, int]:
        """Let a carried subject have its own meters again; give their balances. Raises: CannotCarry."""
        ...

    def balances(self, meters: Iterable[Meter], *, at: datetime) -> dict[Meter, int]:
        """Say what is used of meters now: posted and held."""
        ...

    def balances_then(self, meters: Iterable[Meter], *, then: datetime) -> dict[Meter, int]:
        """Say what was used of meters at an instant of the past, as it was known then."""
        ...

    def history(self, meter: Meter) -> tuple[Entry, ...]:
        """Give a meter's whole chain, oldest entry first; of a carried subject, that of the shared meter."""
        ...

    def caps(self, meter: Meter) -> tuple[CapVersion, ...]:
        """Give the caps under which a meter was charged, by authority and version."""
        ...

    def decision(self, decision: str) -> Taking:
        """Give what is known of a decision. Raises: UnknownDecision."""
        ...

    def held(self, *, before: datetime) -> tuple[Taking, ...]:
        """Give the holds from before an instant that were neither executed nor failed, oldest first."""
        ...

    def stop(self, name: str, *, authority: str, at: datetime, by: str, site: str | None = None) -> None:
        """Stop a clause or an action at a site or everywhere: decisions meanwhile ask `authority`."""
        ...

    def resume(self, name: str, *, at: datetime, by: str, site: str | None = None) -> None:
        """Let a stopped clause or action go on where it was stopped."""
        ...

    def stopped(self, site: str | None, *, authorities: Sequence[str] = ()) -> dict[str, str]:
        """Say what is stopped at a site now: name → whom to ask (the later in `authorities`, where two are)."""
        ...

    def switches(self) -> tuple[Switch, ...]:
        """Give every stop and resumption there was, oldest first."""
        ...

    def stopped_then(
        self, site: str | None, *, then: datetime, authorities: Sequence[str] = ()
    ) -> dict[str, str]:
        """Say what was stopped at a site at an instant of the past."""
        ...
