"""Where are the desk's tables, and where is its ledger? SQLite in the data folder, or what DATABASE_URL names.

On SQLite the ledger is a file of its own with one writer, so that ordinary pages never wait for it.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from leeway.desk import home_folder


def database_url() -> str | None:
    """The database that an operator named, if any."""
    return os.environ.get("DATABASE_URL") or None


def ledger_url() -> str:
    """Where the ledger is: the same PostgreSQL, or the socket of the process that writes the SQLite file."""
    return database_url() or f"leeway+unix:///{(home_folder() / 'ledger.sock').as_posix().lstrip('/')}"


def owned_ledger_url() -> str:
    """The ledger as the one process that owns it opens it."""
    return database_url() or f"sqlite:///{(home_folder() / 'ledger.sqlite3').absolute()}"


def databases() -> dict[str, Any]:
    """Django's DATABASES for the data folder or DATABASE_URL."""
    url = database_url()
    return {"default": _postgres(url) if url else _sqlite()}


def _sqlite() -> dict[str, Any]:
    folder = home_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "desk.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    # A server on this machine is often reached by its socket's folder: postgresql://user@/desk?host=/run/pg
    more = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or more.pop("host", ""),
        "PORT": str(parts.port or more.pop("port", "")),
        "OPTIONS": more,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
