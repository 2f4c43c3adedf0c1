"""How is a rarer operation done? Lock its meters in the one order, run the pure ledger, add the step's rows.

What all decisions do is one call of the database instead (`settling.py`). Start reading at `resolved`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from leeway.ledger import Kind, excess_meter, in_lock_order
from leeway.stores.loaded import LoadedState
from leeway.stores.postgres.texts import AsArrays
from leeway.stores.rows import ENTRY_COLUMNS, entry_row, in_writing_order, meter_row, micros, taking_row
from leeway.stores.source import NO_START, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from leeway.ledger import Meter, Receipt, Step, Taking
    from leeway.stores.postgres.connections import Connection

_WHO_IS_WHO, _SWITCHES = 5333, 5334
_AS_ARRAYS = AsArrays()
_ENTRY_VALUES = ", ".join(["%s"] * (len(ENTRY_COLUMNS.split(",")) + 1))
_INSERT_ENTRY = f"insert into entry ({ENTRY_COLUMNS}, cap) values ({_ENTRY_VALUES})"
_UPDATE_DECISION = (
    "update decision set state = %s, shares = %s, reversed_minor = %s, undone = %s, reversals = %s"
    " where id = %s"
)
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def source_of(connection: Connection) -> Source:
    """Answer the questions of the ledger's state over one connection."""

    def query(sql: str, values: Sequence[Any] = ()) -> list[Any]:
        return connection.execute(_with_its_placeholders(sql), values).fetchall()

    return Source(query, listing=_AS_ARRAYS)


def resolved(
    connection: Connection,
    what: str,
    decision: str,
    at: datetime,
    operation: Callable[[LoadedState], Step],
    body: Any,
) -> Receipt:
    """Do something to a decision, within a transaction: `operation` gives the step from the locked state."""
    connection.execute("SELECT pg_advisory_xact_lock_shared(%s)", (_WHO_IS_WHO,))
    connection.execute("SELECT 1 FROM decision WHERE id = %s FOR NO KEY UPDATE", (decision,))
    state = LoadedState(source_of(connection))
    taking = state.takings.get(decision)
    if taking is not None:
        for meter in in_lock_order(_touched(state, taking)):
            _lock(connection, meter)
    step = operation(state)
    if not step.is_empty:
        _write(connection, state, step)
        _audit(connection, what, at, (decision, None), body)
    if step.receipt is None:
        raise AssertionError("an operation on a decision gives a receipt")
    return step.receipt


def changed(
    connection: Connection,
    what: str,
    at: datetime,
    operation: Callable[[LoadedState], Step],
    by: str | None,
    body: Any,
) -> None:
    """Carry, stop or resume, alone in the database."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_SWITCHES if by is not None else _WHO_IS_WHO,))
    state = LoadedState(source_of(connection))
    step = operation(state)
    if not step.is_empty:
        _write(connection, state, step)
        _audit(connection, what, at, (None, by or None), body)


def _touched(state: LoadedState, taking: Taking) -> list[Meter]:
    meters = [share.meter for share in taking.shares]
    if taking.state == "voided":
        # A late execution is charged like something told afterwards.
        asked = [charge.meter for charge in taking.charges]
        beyond = [excess_meter(measure, taking.actor) for measure in ("cost", "count")]
        meters += [state.resolve(meter) for meter in (*asked, *beyond)]
    return meters


def _lock(connection: Connection, meter: Meter) -> int:
    clause, measure, scope, window, subject, starts = meter_row(meter)
    row = connection.execute(
        "SELECT (locked_meter(%s, %s, %s, %s, %s, %s::bigint)).id",
        (subject, scope, clause, measure, window, NO_START if starts is None else starts),
    ).fetchone()
    if row is None:
        raise AssertionError("a function gives a row")
    return int(row[0])


def _write(connection: Connection, state: LoadedState, step: Step) -> None:
    numbers = {meter: _number(connection, state, meter) for meter in {entry.meter for entry in step.entries}}
    for taking in step.takings:
        row = taking_row(taking)
        connection.execute(_UPDATE_DECISION, (row[2], row[7], row[9], row[10], row[11], row[0]))
    for entry, counterpart_seq in in_writing_order(step.entries):
        if entry.kind is Kind.FORCE:
            given = (numbers[entry.meter], entry.delta, micros(entry.at), entry.decision)
            connection.execute("SELECT force_entry(%s, %s, %s, %s)", given)
            continue
        row = entry_row(entry, numbers, counterpart_seq=counterpart_seq)
        connection.execute(_INSERT_ENTRY, (*row, entry.cap))
    if carried := step.carried:
        connection.execute(
            "insert into carried (scope, subject, into_subject, at) values (%s, %s, %s, %s)",
            (carried.scope, carried.subject, carried.into, micros(carried.at)),
        )
    if switch := step.switch:
        connection.execute(
            "insert into switch (name, is_on, authority, site, at, made_by) values (%s, %s, %s, %s, %s, %s)",
            (switch.name, int(switch.on), switch.authority, switch.site, micros(switch.at), switch.by),
        )


def _number(connection: Connection, state: LoadedState, meter: Meter) -> int:
    return state.loaded.loaded(meter).number or _lock(connection, meter)


def _audit(
    connection: Connection, what: str, at: datetime, of: tuple[str | None, str | None], body: Any
) -> None:
    connection.execute(
        "insert into audit (at, what, decision, made_by, body) values (%s, %s, %s, %s, %s)",
        (micros(at), what, *of, _dumps(body)),
    )


@lru_cache(maxsize=512)
def _with_its_placeholders(sql: str) -> bytes:
    return sql.replace("%", "%%").replace("?", "%s").encode()
