"""What is about to be written? The rows of the operations of one group, written together by a few statements.

An operation reads the state, adds its step and its rows here, and they are written in the order in which the
database can check them. Start reading at `Pending.add`.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from leeway.stores.kept import ANSWER_COLUMNS, AUDIT_COLUMNS, OUTBOX_COLUMNS, RECORD_COLUMNS
from leeway.stores.rows import (
    CAP_COLUMNS,
    ENTRY_COLUMNS,
    METER_COLUMNS,
    TAKING_COLUMNS,
    meter_row,
    micros,
    step_rows,
    taking_row,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.ledger import Meter, Step
    from leeway.stores.loaded import LoadedState
    from leeway.stores.sqlite.file import Connection
    from leeway.stores.sqlite.quick import Settled


ROWS_MAX = 128
"""So many rows one statement writes. After each other threads may run first, so few statements are better."""


def _insert(table: str, columns: str) -> str:
    return f"insert into {table} ({columns}) values ({', '.join('?' * len(columns.split(',')))})"


@cache
def _for_rows(sql: str, number: int) -> str:
    """The statement that inserts so many rows like this one."""
    before, _, values = sql.partition(" values ")
    return f"{before} values {', '.join([values] * number)}"


def _pieces(rows: list[Any]) -> Iterator[list[Any]]:
    """Rows in pieces of few sizes, each a power of two: a connection keeps the statements it has seen."""
    begin, size = 0, ROWS_MAX
    while begin < len(rows):
        while size > len(rows) - begin:
            size //= 2
        yield rows[begin : begin + size]
        begin += size


# In the order in which the triggers want them.
_STATEMENTS = {
    "decision": _insert("decision", TAKING_COLUMNS),
    "decision again": (
        "update decision set state = ?, shares = ?, reversed_minor = ?, undone = ?, reversals = ? where id = ?"
    ),
    "meter": _insert("meter", f"id, {METER_COLUMNS}"),
    "carried": _insert("carried", "seq, scope, subject, into_subject, at"),
    "switch": _insert("switch", "seq, name, is_on, authority, site, at, made_by"),
    "cap": _insert("cap", CAP_COLUMNS),
    "entry": _insert("entry", ENTRY_COLUMNS),
    "record": _insert("record", RECORD_COLUMNS),
    "unanswered": _insert("unanswered", "decision, at"),
    "answer": _insert("answer", ANSWER_COLUMNS),
    "answered": "delete from unanswered where decision = ?",
    "outbox": _insert("outbox", OUTBOX_COLUMNS),
    "audit": _insert("audit", AUDIT_COLUMNS),
}


class Pending:
    """Rows that wait for the end of a group, and the state in which they count already."""

    def __init__(self, connection: Connection, state: LoadedState) -> None:
        self.state = state
        self.rows: dict[str, list[Any]] = {name: [] for name in _STATEMENTS}
        self._connection = connection
        self._wrote = False
        self.absent: set[str] = set()
        self._unwritten: set[str] = set()
        self._records: dict[str, int] = {}
        self._answers: set[str] = set()
        self._effects: set[str] = set()
        self._meters = self._last("meter", "id")
        self._lines = {name: self._last(name, "seq") for name in ("carried", "switch", "audit")}

    def add(self, step: Step, *, is_new: bool) -> None:
        """Let a step count, and write it at the end; `is_new` says that its decision begins with it."""
        caps, entries = step_rows(step.entries, number_of=self.number, caps_of=self._caps)
        self.rows["cap"] += caps
        self.rows["entry"] += entries
        for taking in step.takings:
            row = taking_row(taking)
            if is_new:
                self.rows["decision"].append(row)
                self.absent.discard(taking.id)
            else:
                self.rows["decision again"].append((row[2], row[7], row[9], row[10], row[11], row[0]))
        if carried := step.carried:
            where = (carried.scope, carried.subject, carried.into, micros(carried.at))
            self.rows["carried"].append((self._line("carried"), *where))
        if switch := step.switch:
            values = (switch.name, int(switch.on), switch.authority, switch.site, micros(switch.at), switch.by)
            self.rows["switch"].append((self._line("switch"), *values))
        self.state.apply(step)

    def add_settled(self, done: Settled) -> None:
        """Write a decision at the end that counts already; it begins with this."""
        self.rows["decision"].append(done.decision)
        self._unwritten.add(done.decision[0])
        self.rows["cap"] += done.caps
        self.rows["entry"] += done.entries

    def is_new(self, decision: str) -> bool:
        """Whether no decision has this id; what the machine reads is written first."""
        if decision in self._unwritten:
            self.write()
            return False
        return decision in self.absent or decision not in self.state.takings

    def look_up(self, decisions: list[str]) -> None:
        """Find out at once which of these decisions are new."""
        if not decisions:
            return
        marks = ", ".join("?" * len(decisions))
        known = self.state.source.query(f"select id from decision where id in ({marks})", decisions)
        self.absent = set(decisions).difference([name for (name,) in known])

    def number(self, meter: Meter) -> int:
        """Give a meter its number in the database; a new one if it was never charged."""
        chain = self.state.loaded.loaded(meter)
        if chain.number is None:
            self._meters += 1
            chain.number = self._meters
            self.rows["meter"].append((chain.number, *meter_row(meter)))
        return chain.number

    def audit(self, what: str, at: int, decision: str | None, by: str | None, body: str) -> None:
        """Add a line to the audit trail."""
        self.rows["audit"].append((self._line("audit"), at, what, decision, by, body))

    def keep_record(self, decision: str, at: int, row: tuple[Any, ...]) -> None:
        """Keep a record beside its decision; its answer is awaited."""
        self.rows["record"].append(row)
        self.rows["unanswered"].append((decision, at))
        self._records[decision] = at

    def recorded_at(self, decision: str) -> int | None:
        """Say when a decision was recorded; None where it has no record."""
        if decision in self._records:
            return self._records[decision]
        rows = self.state.source.query("select at from record where decision = ?", (decision,))
        return int(rows[0][0]) if rows else None

    def keep_answer(self, decision: str, row: tuple[Any, ...]) -> None:
        """Keep an answer; it is awaited no longer."""
        self.rows["answer"].append(row)
        self.rows["answered"].append((decision,))
        self._answers.add(decision)

    def is_answered(self, decision: str) -> bool:
        """Whether a decision has its answer."""
        return decision in self._answers or bool(
            self.state.source.query("select 1 from answer where decision = ?", (decision,))
        )

    def send(self, key: str, row: tuple[Any, ...]) -> None:
        """Add a line to the outbox."""
        self.rows["outbox"].append(row)
        self._effects.add(key)

    def is_sent(self, key: str) -> bool:
        """Whether an effect with this key was sent before."""
        return key in self._effects or bool(
            self.state.source.query("select 1 from outbox where key = ?", (key,))
        )

    def run(self, sql: str, values: tuple[Any, ...]) -> None:
        """Change something that is not of the ledger, after what waits."""
        self.write()
        self._connection.execute(sql, values)
        self._wrote = True

    def write(self) -> None:
        """Write what waits: needed before anything reads what was added as a whole."""
        for name, sql in _STATEMENTS.items():
            if rows := self.rows[name]:
                if sql.startswith("insert"):
                    for piece in _pieces(rows):
                        values = tuple(chain.from_iterable(piece))
                        self._connection.execute(_for_rows(sql, len(piece)), values)
                else:
                    self._connection.executemany(sql, rows)
                rows.clear()
                self._wrote = True
        self.absent -= self._unwritten
        self._unwritten.clear()
        self._records.clear()
        self._answers.clear()
        self._effects.clear()

    def flush(self) -> bool:
        """Write what waits at the end of a group; say whether there is anything to commit."""
        self.write()
        wrote, self._wrote = self._wrote, False
        return wrote

    def _caps(self, meter: Meter) -> Any:
        return self.state.chains[meter].caps

    def _line(self, table: str) -> int:
        self._lines[table] += 1
        return self._lines[table]

    def _last(self, table: str, column: str) -> int:
        return int(self.state.source.query(f"select coalesce(max({column}), 0) from {table}")[0][0])
