"""What does a store on SQLite do for each operation? The door: check, run the pure ledger, write, tell.

Whoever calls waits until it is on the disk. Start reading at `SqliteStore.commit`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from leeway.ledger import (
    InvalidProposal,
    LedgerError,
    LedgerUnavailable,
    UnknownDecision,
    check_instant,
    machine,
)
from leeway.stores.kept import OUTBOX_COLUMNS, answer_row, effect_of, effect_row, record_row
from leeway.stores.loaded import LoadedState
from leeway.stores.operating import Operating, check_proposed
from leeway.stores.rows import check_numbers, check_text, micros
from leeway.stores.sqlite.file import Owner, SqliteReading, connect, migrate
from leeway.stores.sqlite.quick import Settled, ready, settled
from leeway.stores.sqlite.writer import Job, Writer
from leeway.stores.together import Answering

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from leeway.ledger import ClockGuard, Proposal, Receipt, Step
    from leeway.stores.records import Answer, Effect, Record
    from leeway.stores.sqlite.pending import Pending
    from leeway.stores.together import Asked, Told

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class SqliteStore(Operating, SqliteReading):
    """Keeps the ledger in one file that this process owns; implements `Store`, where all is described.

    With a `clock` guard, `commit` refuses a suspect instant and all other changes write down the expected one.
    Raises: LedgerUnavailable when the file cannot be opened, is owned by another process, or is too new.
    """

    def __init__(self, path: Path, *, clock: ClockGuard | None = None) -> None:
        super().__init__(path)
        if not path.parent.is_dir():
            raise LedgerUnavailable(str(path), "its folder does not exist")
        self._clock = clock
        self._owner = Owner(path)
        try:
            path.touch(mode=0o600)
            self._connection = connect(path)
            migrate(self._connection, path)
            self._writer = Writer(self._connection, path)
        except BaseException as problem:
            self._owner.close()
            if isinstance(problem, OSError):
                raise LedgerUnavailable(str(path), (problem.strerror or str(problem)).lower()) from problem
            raise

    def commit(self, proposal: Proposal, *, record: Record | None = None) -> Receipt:
        """Take the first candidate that fits; see `Store.commit`."""
        return _as_receipt(self._writer.do(self._deciding(proposal, record)))

    def together(self, asked: Sequence[Asked]) -> list[Told]:
        """Do several things in one group; see `ForMany.together`."""
        jobs = [self._job(each) for each in asked]
        self._writer.do_all([each for each in jobs if isinstance(each, Job)])
        return [_became(each) for each in jobs]

    def _job(self, asked: Asked) -> Job | LedgerError:
        try:
            return self._answering(*asked) if isinstance(asked, Answering) else self._deciding(*asked)
        except LedgerError as problem:
            return problem

    def _deciding(self, proposal: Proposal, record: Record | None) -> Job:
        # What needs no balances is worked out here, where nobody waits for it but who asks.
        check_proposed(proposal, record)
        if self._clock:
            self._clock.check(proposal.at)

        asked = None if record and record.effects else ready(proposal)
        kept = _kept(proposal, record)

        def commit(pending: Pending) -> Receipt | Settled:
            if pending.is_new(proposal.id) and asked is not None:
                quick = settled(pending.state, asked, pending.number)
                if quick is not None:
                    pending.add_settled(quick)
                    _keep(pending, "commit", kept, (quick.state, quick.chosen, quick.at))
                    return quick
            return _decide(pending, "commit", machine.commit(pending.state, proposal), kept)

        return Job(commit, proposal.id)

    def tell(self, proposal: Proposal, *, record: Record | None = None) -> Receipt:
        """Charge what was done already; see `Store.tell`."""
        check_proposed(proposal, record)
        told = replace(proposal, at=self._now(proposal.at))
        kept = _kept(told, record)

        def tell(pending: Pending) -> Receipt:
            pending.is_new(told.id)
            return _decide(pending, "tell", machine.tell(pending.state, told), kept)

        return _as_receipt(self._writer.do(Job(tell, told.id)))

    def answered(self, decision: str, answer: Answer, *, soon: bool = False) -> None:
        """Keep what was answered; see `Store.answered`."""
        del soon  # whoever owns the file keeps it at once
        self._writer.do(self._answering(decision, answer))

    def _answering(self, decision: str, answer: Answer) -> Job:
        check_text("answer", decision, answer.outcome, answer.answer, answer.clause)
        check_numbers("answer", answer.amount_minor, answer.cost_minor)

        def keep(pending: Pending) -> None:
            at = pending.recorded_at(decision)
            if at is None:
                raise UnknownDecision(decision)
            if not pending.is_answered(decision):
                digest = hashlib.sha256(answer.answer.encode()).hexdigest()
                pending.keep_answer(decision, answer_row(answer, decision, at))
                pending.audit(
                    "answer", at, decision, None, _dumps({"outcome": answer.outcome, "sha256": digest})
                )

        return Job(keep)

    def due(self, *, at: datetime, limit: int = 20, lease_seconds: int = 60) -> tuple[Effect, ...]:
        """Claim effects that are due; see `Store.due`."""
        check_instant(at)
        now = micros(at)

        def claim(pending: Pending) -> tuple[Effect, ...]:
            pending.write()
            rows = pending.state.source.query(
                f"select {OUTBOX_COLUMNS} from outbox where delivered_at is null and due_at <= ?"
                " and coalesce(leased_until, 0) <= ? order by due_at, key limit ?",
                (now, now, limit),
            )
            for row in rows:
                leased_until = now + lease_seconds * 1_000_000
                pending.run("update outbox set leased_until = ? where key = ?", (leased_until, row[0]))
            return tuple(effect_of(row) for row in rows)

        return tuple(self._writer.do(Job(claim)))

    def delivered(self, key: str, *, at: datetime) -> None:
        """Note that an effect was done; see `Store.delivered`."""
        check_instant(at)
        sql = "update outbox set delivered_at = ?, leased_until = null where key = ? and delivered_at is null"
        self._writer.do(Job(lambda pending: pending.run(sql, (micros(at), key))))

    def postpone(self, key: str, *, until: datetime) -> None:
        """Give an effect back, to be tried again; see `Store.postpone`."""
        check_instant(until, "until")
        sql = "update outbox set due_at = ?, leased_until = null where key = ? and delivered_at is null"
        self._writer.do(Job(lambda pending: pending.run(sql, (micros(until), key))))

    def close(self) -> None:
        """Finish what waits and let go of the file."""
        self._writer.close()
        self._close_readers()
        if not self._is_forked():
            self._connection.close()
        self._owner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _resolve(
        self, what: str, decision: str, at: datetime, operation: Callable[[LoadedState], Step], **given: Any
    ) -> Receipt:
        check_text("decision", decision)

        def resolve(pending: Pending) -> Receipt:
            pending.write()
            step = operation(pending.state)
            if not step.is_empty:
                pending.add(step, is_new=False)
                pending.audit(what, micros(at), decision, None, _dumps(given))
            return _receipt(step)

        return _as_receipt(self._writer.do(Job(resolve)))

    def _change(
        self,
        what: str,
        at: datetime,
        operation: Callable[[LoadedState], Step],
        *,
        by: str | None = None,
        **given: Any,
    ) -> None:
        def change(pending: Pending) -> None:
            pending.write()
            step = operation(pending.state)
            if not step.is_empty:
                pending.add(step, is_new=False)
                pending.audit(what, micros(at), None, by or None, _dumps(given))

        self._writer.do(Job(change))


def _check_effects(pending: Pending, record: Record | None) -> None:
    for effect in record.effects if record else ():
        if pending.is_sent(effect.key):
            raise InvalidProposal("effects", f"use the key `{effect.key}` of an earlier one")


class _Kept(NamedTuple):
    """What is written beside a new decision, as far as it is known before."""

    proposal: Proposal
    record: Record | None
    row: tuple[Any, ...]
    """The record without the decision's id and instant."""
    body: str
    """How the line of the audit trail begins."""


def _kept(proposal: Proposal, record: Record | None) -> _Kept:
    row = () if record is None else record_row(record, "", 0)[2:]
    return _Kept(proposal, record, row, f'{{"request_hash":{_dumps(proposal.request_hash)},"state":"')


def _decide(pending: Pending, what: str, step: Step, kept: _Kept) -> Receipt:
    receipt = _receipt(step)
    if step.takings:
        _check_effects(pending, kept.record)
        pending.add(step, is_new=True)
        _keep(pending, what, kept, (receipt.state, receipt.chosen, micros(step.takings[0].at)))
    return receipt


def _keep(pending: Pending, what: str, kept: _Kept, became: tuple[str, int | None, int]) -> None:
    """Write what belongs to a new decision beside its entries; it `became` its state, choice and instant."""
    (state, chosen, at), (proposal, record, row, body) = became, kept
    body = f'{body}{state}","chosen":{"null" if chosen is None else chosen}}}'
    pending.audit(what, at, proposal.id, proposal.actor or None, body)
    if record is not None:
        pending.keep_record(proposal.id, at, (proposal.id, at, *row))
        # What was refused did not happen, so nothing follows from it.
        for effect in record.effects if state != "refused" else ():
            pending.send(effect.key, effect_row(effect, proposal.id, at))


def _receipt(step: Step) -> Receipt:
    if step.receipt is None:
        raise AssertionError("an operation on a decision gives a receipt")
    return step.receipt


def _as_receipt(result: Any) -> Receipt:
    receipt: Receipt = result.receipt() if isinstance(result, Settled) else result
    return receipt


def _became(job: Job | LedgerError) -> Told:
    if isinstance(job, LedgerError):
        return job
    if job.error is not None and not isinstance(job.error, LedgerError):
        raise job.error
    told: Told = job.error or (_as_receipt(job.result) if job.result is not None else None)
    return told
