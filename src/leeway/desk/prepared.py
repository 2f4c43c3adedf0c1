"""How are a few rows looked up for every decision made? By a statement that the database keeps ready.

Only for reading, by constant texts with `%s` for values: what the ORM does for each query anew costs more than
such a look itself. Start reading at `looked_up`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence


def looked_up(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows that a query finds, over the connection that the ORM uses. Raises: DatabaseError."""
    with connection.wrap_database_errors:
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            found: list[tuple[Any, ...]] = connection.connection.execute(_for_sqlite(sql), values).fetchall()
            return found
        return _on_postgres(sql, values)


def _on_postgres(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    from psycopg import Cursor

    connection.connection.prepare_threshold = 1
    with Cursor(connection.connection) as cursor:
        return cursor.execute(sql.encode(), values).fetchall()


@lru_cache(maxsize=100)
def _for_sqlite(sql: str) -> str:
    return sql.replace("%s", "?")
