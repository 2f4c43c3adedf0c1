"""Programs that die while they write: nothing acknowledged is lost, nothing happens twice, nothing is overspent."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bench.kills import kill_sqlite
from leeway.stores import open_store
from tests.stores.kills import POOL, Killing, Owner, faults

FULL = os.environ.get("LEEWAY_FULL") == "1"
KILLS, ACKS = (60, 15_000) if FULL else (4, 300)


def test_killing_clients_and_the_owner_of_the_file_loses_and_doubles_nothing(tmp_path: Path) -> None:
    assert kill_sqlite(tmp_path, kills=KILLS, acks=ACKS, clients=4 if FULL else 2, threads=8) == 0


def test_what_is_lost_or_doubled_would_be_seen(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    killing = Killing(f"leeway+unix://{owner.socket}", tmp_path, clients=1, threads=4)
    while len(killing.acknowledged()) < 20:
        time.sleep(0.05)
    killing.stop()
    owner.kill()
    acknowledged = killing.acknowledged()
    refused = next(iter(acknowledged))

    with open_store(f"sqlite:///{owner.file}") as store:
        assert faults(store, acknowledged) == []
        assert store.history(POOL)[-1].seq >= len(acknowledged)
        assert len(faults(store, acknowledged | {"never made": ["posted"], refused: ["refused"]})) == 2
