"""What is the same on every database? Operations on a decision or a subject: check, run the pure ledger, tell.

How a step is written is the database's own: `_resolve` and `_change`. Start reading at `Operating.execute`.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from leeway.ledger import changes, check_instant, check_proposal, machine
from leeway.stores.kept import check_record
from leeway.stores.loaded import LoadedState
from leeway.stores.reading import Reading
from leeway.stores.rows import check_meter_text, check_numbers, check_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from leeway.ledger import ClockGuard, Meter, Proposal, Receipt, Step
    from leeway.stores.records import Record


class Operating(Reading):
    """The operations that a store hands to the pure ledger as they are."""

    _clock: ClockGuard | None

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

    @abstractmethod
    def _resolve(
        self, what: str, decision: str, at: datetime, operation: Callable[[LoadedState], Step], **given: Any
    ) -> Receipt:
        """Run an operation on a known decision and write its step, with an audit line of what was `given`."""

    @abstractmethod
    def _change(
        self,
        what: str,
        at: datetime,
        operation: Callable[[LoadedState], Step],
        *,
        by: str | None = None,
        **given: Any,
    ) -> None:
        """Run an operation on subjects or switches and write its step, with an audit line."""

    def _balances_of(self, scope: str, subject: str, at: datetime) -> dict[Meter, int]:
        with self._reading() as source:
            state = LoadedState(source, caps=False)
            holder = state.subject(scope, subject)
            return {meter: state.balance(meter, at) for meter in state.meters_of(scope, holder)}

    def _now(self, at: datetime) -> datetime:
        check_instant(at)
        return self._clock.settle(at) if self._clock else at


def check_proposed(proposal: Proposal, record: Record | None) -> None:
    """Refuse what no database could keep, before anything is asked. Raises: InvalidProposal."""
    check_proposal(proposal)
    check_text("id", proposal.id, proposal.request_hash, proposal.actor)
    for meter in proposal.watch:
        check_meter_text(meter)
    for candidate in proposal.candidates:
        for charge in candidate.charges:
            check_meter_text(charge.meter)
            check_text("authority", charge.authority)
            check_numbers("amount", charge.amount, charge.cap)
    check_record(record)
