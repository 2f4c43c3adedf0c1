"""How are a few rows looked up for every decision made? By a statement that the database keeps ready.

Only for reading, by constant texts with `%s` for values: what the ORM does for each query anew costs more than
such a look itself. Several looks, each of its own app, can go to the database in one statement.
Start reading at `looked_up`, then `together`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

if TYPE_CHECKING:
    from collections.abc import Sequence


type Texts = list[tuple[str | None, ...]]
"""Rows of a look that went together with others: all values as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Something to be looked up together with other things: which columns, from where."""

    columns: tuple[str, ...]
    source: str
    """`from …` with all that follows, `%s` for values."""
    values: Sequence[Any] = ()


def among(values: Sequence[Any]) -> str:
    """The places of some values behind `in`: `(%s, %s)`; none: something that nothing is in."""
    return f"({', '.join(['%s'] * len(values))})" if values else "(null)"


def together(*looks: Look) -> list[Texts]:
    """The rows of several looks, in their order, by one statement. Raises: DatabaseError."""
    width = max(len(each.columns) for each in looks)
    parts = (
        f"select * from (select {_columns(each, number, width)} {each.source}) as look{number}"  # noqa: S608
        for number, each in enumerate(looks)
    )
    rows = looked_up(" union all ".join(parts), [_kept(value) for each in looks for value in each.values])
    found: list[Texts] = [[] for _ in looks]
    for number, *texts in rows:
        found[number].append(tuple(texts[: len(looks[number].columns)]))
    return found


def instant(text: str | None) -> datetime | None:
    """An instant from what a look gave as text; None where there is none.

    >>> instant("2026-06-15 09:00:00+00") == instant("2026-06-15 09:00:00")
    True
    """
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def true(text: str | None) -> bool:
    """A yes or no from what a look gave as text."""
    return text in ("1", "true", "t")


def _columns(look: Look, number: int, width: int) -> str:
    named = [f"cast({each} as text)" for each in look.columns]
    return ", ".join((str(number), *named, *(["cast(null as text)"] * (width - len(named)))))


def _kept(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def looked_up(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows that a query finds, over the connection that the ORM uses. Raises: DatabaseError.

    Nobody asks first whether the connection still stands: a look whose connection was lost is made once more.
    """
    used = connections[DEFAULT_DB_ALIAS]  # once: each use of `connection` would look it up again
    if used.queries_logged:
        used.queries_log.append({"sql": sql, "time": "0"})
    with used.wrap_database_errors:
        used.ensure_connection()
        if used.vendor == "sqlite":
            found: list[tuple[Any, ...]] = used.connection.execute(_for_sqlite(sql), values).fetchall()
            return found
        try:
            return _on_postgres(used.connection, sql, values)
        except Exception:
            if used.in_atomic_block or not used.connection.closed:
                raise
            used.close()
            used.ensure_connection()
            return _on_postgres(used.connection, sql, values)


def _on_postgres(open_: Any, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    from psycopg import Cursor

    open_.prepare_threshold = 1
    with Cursor(open_) as cursor:
        return cursor.execute(sql.encode(), values).fetchall()


@lru_cache(maxsize=100)
def _for_sqlite(sql: str) -> str:
    return sql.replace("%s", "?")
