"""As whom does the program work in the database? As `leeway_app`, which can add rows and change none of them.

An operator may make the two roles beforehand and grant `leeway_app` to whoever connects:

    CREATE ROLE leeway_app NOLOGIN; CREATE ROLE leeway_force NOLOGIN; GRANT leeway_app, leeway_force TO desk;

A user who may create roles makes them at the first start. One who may not goes on without: then the triggers
alone refuse what must not be changed, and this is said in the log. Start reading at `working_role`.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import psycopg

from leeway.stores.postgres.migrations import LOCK, statements

if TYPE_CHECKING:
    from leeway.stores.postgres.connections import Connection

APP, FORCE = "leeway_app", "leeway_force"
_log = logging.getLogger("leeway.stores")


def working_role(connection: Connection, *, renew: bool) -> str | None:
    """Name the role to work as, None where there is none; `renew` writes the rights anew after a migration."""
    if renew or not _may_be(connection, APP):
        _make(connection)
    if _may_be(connection, APP):
        return APP
    _log.warning(
        "The database user `%s` may neither create roles nor work as `%s`: limits are guarded by triggers only."
        " Ask the operator for: CREATE ROLE %s NOLOGIN; CREATE ROLE %s NOLOGIN; GRANT %s, %s TO %s",
        *(connection.info.user, APP, APP, FORCE, APP, FORCE, connection.info.user),
    )
    return None


def _make(connection: Connection) -> None:
    for role in (APP, FORCE):
        if not _exists(connection, role):
            _tried(connection, f"CREATE ROLE {role} NOLOGIN")
        if _exists(connection, role) and not _may_be(connection, role):
            _tried(connection, f"GRANT {role} TO CURRENT_USER")
    if _exists(connection, APP) and _exists(connection, FORCE):
        _tried(connection, "SET LOCAL search_path = leeway_ledger", statements("roles").decode())


def _tried(connection: Connection, *orders: str) -> None:
    """Do something that another program may do at the same time, or that this user may not do."""
    try:
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            for order in orders:
                connection.execute(order.encode())
    except (
        psycopg.errors.InsufficientPrivilege,
        psycopg.errors.DuplicateObject,
        psycopg.errors.UniqueViolation,
    ):
        _log.debug("not done: %s", orders[0])


def _exists(connection: Connection, role: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = %s", (role,)).fetchone()
    return found is not None


def _may_be(connection: Connection, role: str) -> bool:
    found = connection.execute(
        "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_catalog.pg_roles WHERE rolname = %s", (role,)
    ).fetchone()
    return bool(found and found[0])
