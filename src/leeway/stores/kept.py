"""How are records, answers, the audit trail and the outbox read? Queries that every database understands.

Rows to values and a search to a condition; what is written is each database's own. Start reading at `found`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leeway.ledger import UnknownDecision, machine
from leeway.stores.records import Answer, AuditLine, Effect, Record, Recorded
from leeway.stores.rows import TAKING_COLUMNS, check_text, instant, micros, taking_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from leeway.stores.records import Sought
    from leeway.stores.source import Source

RECORD_COLUMNS = (
    "decision, at, action, actor, authority, site, case_id, mode, book, engine, tzdata, request,"
    " customer, on_behalf_of, approver, follows"
)
ANSWER_COLUMNS = "decision, at, outcome, answer, clause, amount_minor, cost_minor, review"
OUTBOX_COLUMNS = "key, decision, kind, body, due_at, given_at"
AUDIT_COLUMNS = "seq, at, what, decision, made_by, body"

_RECORDED = (
    f"select {', '.join(f'd.{each.strip()}' for each in TAKING_COLUMNS.split(','))},"
    f" {', '.join(f'r.{each.strip()}' for each in RECORD_COLUMNS.split(','))},"
    f" {', '.join(f'a.{each.strip()}' for each in ANSWER_COLUMNS.split(','))}"
)
_FROM = " from record r join decision d on d.id = r.decision left join answer a on a.decision = r.decision"
_SENT = (
    f"select g.place, {OUTBOX_COLUMNS} from given g cross join outbox o where o.decision = g.id order by o.key"
)
_TAKING, _RECORD = len(TAKING_COLUMNS.split(",")), len(RECORD_COLUMNS.split(","))


def record_row(record: Record, decision: str, at: int) -> tuple[Any, ...]:
    """Give the values of `RECORD_COLUMNS`."""
    return (
        decision,
        at,
        record.action,
        record.actor,
        record.authority,
        record.site,
        record.case,
        record.mode,
        record.book,
        record.engine,
        record.tzdata,
        record.request,
        record.customer,
        record.on_behalf_of,
        record.approver,
        record.follows,
    )


def record_of(row: Sequence[Any], *, effects: tuple[Effect, ...] = ()) -> Record:
    """Read a record from the values of `RECORD_COLUMNS`, and its effects."""
    return Record(
        action=row[2],
        actor=row[3],
        authority=row[4],
        site=row[5],
        case=row[6],
        mode=row[7],
        book=row[8],
        engine=row[9],
        tzdata=row[10],
        request=row[11],
        customer=row[12],
        on_behalf_of=row[13],
        approver=row[14],
        follows=row[15],
        effects=effects,
    )


def answer_row(answer: Answer, decision: str, at: int) -> tuple[Any, ...]:
    """Give the values of `ANSWER_COLUMNS`; `at` is the instant of the decision."""
    return (
        decision,
        at,
        answer.outcome,
        answer.answer,
        answer.clause,
        answer.amount_minor,
        answer.cost_minor,
        int(answer.review),
    )


def answer_of(row: Sequence[Any]) -> Answer | None:
    """Read an answer from the values of `ANSWER_COLUMNS`; None where there is none yet."""
    if row[0] is None:
        return None
    return Answer(
        outcome=row[2],
        answer=row[3],
        clause=row[4],
        amount_minor=row[5],
        cost_minor=row[6],
        review=bool(row[7]),
    )


def effect_row(effect: Effect, decision: str, at: int) -> tuple[Any, ...]:
    """Give the values of `OUTBOX_COLUMNS`; `at` is the instant of the decision."""
    due = at if effect.due_at is None else micros(effect.due_at)
    return (effect.key, decision, effect.kind, effect.body, due, None if effect.due_at is None else due)


def effect_of(row: Sequence[Any]) -> Effect:
    """Read an effect from the values of `OUTBOX_COLUMNS`."""
    due_at = None if row[5] is None else instant(row[5])
    return Effect(key=row[0], kind=row[2], body=row[3], due_at=due_at)


def check_record(record: Record | None) -> None:
    """Refuse a record that no database can keep. Raises: InvalidProposal."""
    if record is None:
        return
    check_text("record", *record_row(record, "", 0)[2:])
    for effect in record.effects:
        check_text("effects", effect.key, effect.kind, effect.body)


def found(
    source: Source, sought: Sought, *, limit: int, before: tuple[datetime, str] | None
) -> tuple[Recorded, ...]:
    """Find recorded decisions, newest first."""
    where, values = condition(sought)
    if before is not None:
        where, values = [*where, "(r.at, r.decision) < (?, ?)"], [*values, micros(before[0]), before[1]]
    rows = source.query(
        f"{_RECORDED}{_FROM}{_where(where)} order by r.at desc, r.decision desc limit ?", (*values, limit)
    )
    return _recorded(source, rows)


def counted(source: Source, sought: Sought) -> int:
    """Say how many recorded decisions there are."""
    where, values = condition(sought)
    return int(source.query(f"select count(*){_FROM}{_where(where)}", values)[0][0])


def one(source: Source, decision: str) -> Recorded:
    """Give a decision as it is kept. Raises: UnknownDecision."""
    rows = source.query(f"{_RECORDED}{_FROM} where r.decision = ?", (decision,))
    if not rows:
        raise UnknownDecision(decision)
    return _recorded(source, rows)[0]


def without_answer(source: Source, *, before: datetime, limit: int) -> tuple[Recorded, ...]:
    """Give decisions from before an instant whose answer was never written, oldest first."""
    rows = source.query(
        f"{_RECORDED} from unanswered u join record r on r.decision = u.decision"
        " join decision d on d.id = u.decision left join answer a on a.decision = u.decision"
        " where u.at < ? order by u.at, u.decision limit ?",
        (micros(before), limit),
    )
    return _recorded(source, rows)


def trail(source: Source, *, after: int, limit: int) -> tuple[AuditLine, ...]:
    """Read the audit trail in the order in which it was written."""
    rows = source.query(f"select {AUDIT_COLUMNS} from audit where seq > ? order by seq limit ?", (after, limit))
    return tuple(
        AuditLine(seq=seq, at=instant(at), what=what, decision=decision, by=by, body=body)
        for seq, at, what, decision, by, body in rows
    )


def condition(sought: Sought) -> tuple[list[str], list[Any]]:
    """Turn a search into conditions on `r` (record), `d` (decision) and `a` (answer), with their values."""
    # An answer's clause or outcome is written so that the newest are sought among the records, not among all
    # answers there are; only who seeks a clause at any time begins with it.
    clause = "a.clause" if sought.since is None else "coalesce(a.clause, '')"
    equal = {
        "r.actor": sought.actor,
        "r.customer": sought.customer,
        "r.case_id": sought.case,
        "r.action": sought.action,
        "r.mode": sought.mode,
        "r.follows": sought.follows,
        clause: sought.clause,
        "coalesce(a.outcome, '')": sought.outcome,
        "d.state": sought.state,
    }
    where = [f"{column} = ?" for column, value in equal.items() if value is not None]
    values: list[Any] = [value for value in equal.values() if value is not None]
    if sought.state not in (None, "posted"):
        # Said once more, so that the index of what is not posted serves.
        where.append("d.state <> 'posted'")
    for column, names in (("r.decision", sought.decisions), ("r.site", sought.sites)):
        if names:
            where.append(f"{column} in ({', '.join('?' * len(names))})")
            values += names
    if sought.review is not None:
        where.append(f"a.review = {int(sought.review)}")
    if sought.since is not None:
        where.append("r.at >= ?")
        values.append(micros(sought.since))
    if sought.until is not None:
        where.append("r.at < ?")
        values.append(micros(sought.until))
    return where, values


def _where(conditions: list[str]) -> str:
    return f" where {' and '.join(conditions)}" if conditions else ""


def _recorded(source: Source, rows: list[Any]) -> tuple[Recorded, ...]:
    effects = _effects(source, [row[0] for row in rows])
    kept = []
    for row in rows:
        taking = taking_of(row[:_TAKING])
        record = record_of(row[_TAKING : _TAKING + _RECORD], effects=tuple(effects.get(taking.id, ())))
        kept.append(
            Recorded(
                id=taking.id,
                at=taking.at,
                record=record,
                receipt=machine.receipt_of(taking),
                answer=answer_of(row[_TAKING + _RECORD :]),
            )
        )
    return tuple(kept)


def _effects(source: Source, decisions: Sequence[str]) -> dict[str, list[Effect]]:
    """Say what follows from each decision, by key."""
    found: dict[str, list[Effect]] = {}
    for _, *row in source.given(_SENT, {"id": "text"}, [(each,) for each in decisions]):
        found.setdefault(row[1], []).append(effect_of(row))
    return found
