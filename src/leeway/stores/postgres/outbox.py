"""What is done after a decision stands? Its answer is kept, its effects are given out and ticked off.

Start reading at `Outbox.due`.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from leeway.ledger import UnknownDecision, check_instant
from leeway.stores.kept import OUTBOX_COLUMNS, answer_row, effect_of
from leeway.stores.postgres.texts import plain, texts
from leeway.stores.rows import check_numbers, check_text, micros

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from leeway.stores.later import Later
    from leeway.stores.postgres.connections import Connection, Connections
    from leeway.stores.records import Answer, Effect

# An answer can be computed again from the record, so nobody waits for the disk.
_ANSWERS = """
WITH given AS (
    SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[],
                         %s::smallint[], %s::text[])
                  AS one (decision, outcome, answer, clause, amount, cost, review, body)
), there AS (
    SELECT g.*, r.at, set_config('synchronous_commit', 'off', true)
    FROM given g JOIN record r ON r.decision = g.decision
), kept AS (
    INSERT INTO answer SELECT decision, at, outcome, answer, clause, amount, cost, review
    FROM there ORDER BY decision ON CONFLICT DO NOTHING RETURNING decision, at
), done AS (
    DELETE FROM unanswered u USING kept k WHERE u.decision = k.decision
), line AS (
    INSERT INTO audit (at, what, decision, body)
    SELECT k.at, 'answer', k.decision, t.body FROM kept k JOIN there t ON t.decision = k.decision
)
SELECT count(*) FROM there
"""
_DUE = f"""
WITH due AS (
    SELECT key AS due_key FROM outbox
    WHERE delivered_at IS NULL AND due_at <= %(now)s AND coalesce(leased_until, 0) <= %(now)s
    ORDER BY due_at, key LIMIT %(limit)s FOR NO KEY UPDATE SKIP LOCKED
), given AS (
    UPDATE outbox SET leased_until = %(until)s FROM due WHERE key = due_key RETURNING outbox.*
)
SELECT {OUTBOX_COLUMNS} FROM given ORDER BY due_at, key
"""


class Outbox:
    """The part of the store that follows decisions; each method is described at `Store`."""

    _connections: Connections
    _later: Later[tuple[str, Answer]]

    def answered(self, decision: str, answer: Answer, *, soon: bool = False) -> None:
        """Keep what was answered; see `Store.answered`."""
        check_text("answer", decision, answer.outcome, answer.answer, answer.clause)
        check_numbers("answer", answer.amount_minor, answer.cost_minor)
        if soon:
            self._later.add((decision, answer))
        elif self._keep([(decision, answer)]) == 0:
            raise UnknownDecision(decision)

    def _keep(self, answers: Sequence[tuple[str, Answer]]) -> int:
        """Keep answers, each once; say how many of their decisions are known."""
        once = [(decision, answer) for decision, answer in dict(reversed(answers)).items()]
        row = self._connections.run(
            lambda connection: connection.execute(_ANSWERS, _columns(once), binary=True).fetchone()
        )
        return 0 if row is None else int(row[0])

    def due(self, *, at: datetime, limit: int = 20, lease_seconds: int = 60) -> tuple[Effect, ...]:
        """Claim effects that are due; see `Store.due`."""
        check_instant(at)
        now = micros(at)
        given = {"now": now, "until": now + lease_seconds * 1_000_000, "limit": limit}
        rows = self._connections.run(lambda connection: connection.execute(_DUE, given).fetchall())
        return tuple(effect_of(row) for row in rows)

    def delivered(self, key: str, *, at: datetime) -> None:
        """Note that an effect was done; see `Store.delivered`."""
        check_instant(at)
        self._tick("delivered_at = %s", micros(at), key)

    def postpone(self, key: str, *, until: datetime) -> None:
        """Give an effect back, to be tried again; see `Store.postpone`."""
        check_instant(until, "until")
        self._tick("due_at = %s", micros(until), key)

    def _tick(self, change: str, at: int, key: str) -> None:
        check_text("key", key)
        sql = f"UPDATE outbox SET {change}, leased_until = NULL WHERE key = %s AND delivered_at IS NULL"
        self._connections.run(lambda connection: _run(connection, sql, (at, key)))


def _run(connection: Connection, sql: str, values: tuple[Any, ...]) -> None:
    connection.execute(sql.encode(), values)


def _columns(answers: Sequence[tuple[str, Answer]]) -> list[str]:
    rows = [answer_row(answer, decision, 0) for decision, answer in answers]
    return [
        *(texts(row[column] for row in rows) for column in (0, 2, 3, 4)),
        *(plain("NULL" if row[column] is None else row[column] for row in rows) for column in (5, 6, 7)),
        texts(map(_trail, (answer for _, answer in answers))),
    ]


def _trail(answer: Answer) -> str:
    digest = hashlib.sha256(answer.answer.encode()).hexdigest()
    return json.dumps({"outcome": answer.outcome, "sha256": digest}, ensure_ascii=False, separators=(",", ":"))
