"""Clients and the whole server die while they write: nothing acknowledged is lost, doubled or overspent."""

from __future__ import annotations

import os

from bench.kills_postgres import kill_postgres
from tests.stores.postgres_server import given_url, own_server

FULL = os.environ.get("LEEWAY_FULL") == "1"
KILLS, ACKS = (50, 15_000) if FULL else (4, 200)


def test_killing_clients_and_the_whole_server_loses_and_doubles_nothing() -> None:
    if given_url():
        return
    size = {"kills": KILLS, "acks": ACKS, "clients": 4, "threads": 8}
    assert kill_postgres(own_server(), **size, recovery_seconds=60, pause_seconds=1.5) == 0
