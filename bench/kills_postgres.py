"""Is anything lost, doubled or overspent when clients and PostgreSQL itself are killed while they write?

    python -m bench.kills_postgres [--kills 50] [--acks 15000] [--clients 4] [--threads 8] [--pause 1.5] [--recovery 5]

Starts clients (4 × 8 writers unless said otherwise) on a server of their own; kills a client, or every process of the
server at once, with −9, starts it again, and goes on until there were enough kills and acknowledgements. Then reads
everything back. Exits with 1 if anything is wrong, or if the server took longer than `--recovery` seconds to answer again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from leeway.ledger import LedgerUnavailable
from leeway.stores.postgres import open_postgres
from tests.stores.kills import Killing, faults
from tests.stores.postgres_server import fresh_database, own_server

if TYPE_CHECKING:
    from tests.stores.postgres_server import Server

SERVER_SHARE = 0.5


def kill_postgres(
    server: Server,
    *,
    kills: int,
    acks: int,
    clients: int,
    threads: int,
    recovery_seconds: float,
    pause_seconds: float,
) -> int:
    """Kill until there was enough of it, with pauses between; give the number of faults."""
    recoveries, processes = [0.0], 0
    with fresh_database(migrated=True) as url, tempfile.TemporaryDirectory() as folder:
        killing = Killing(url, Path(folder), clients=clients, threads=threads)
        try:
            while killing.kills.total() < kills or len(killing.acknowledged()) < acks:
                time.sleep(killing.chance.uniform(0.2, 1) * pause_seconds)
                if killing.chance.random() < SERVER_SHARE:
                    processes += server.kill()
                    recoveries.append(server.start())
                    killing.kills["whole server"] += 1
                    _replace_ended(killing)
                else:
                    killing.kill_client()
        finally:
            killing.stop()
        acknowledged = killing.acknowledged()
        with open_postgres(url) as store:
            found = faults(store, acknowledged)
            lines = store.audit(limit=10**9)
        told = {line.decision for line in lines if line.what == "commit"}
        found += [f"{name} is not in the audit trail" for name in acknowledged if name not in told]
    if max(recoveries) > recovery_seconds:
        found.append(f"the server took {max(recoveries):.1f} s to answer again")
    for fault in found[:20]:
        print(fault)
    who = ", ".join(f"{count} of {whom}" for whom, count in sorted(killing.kills.items()))
    print(
        f"PostgreSQL: {killing.kills.total()} kills ({who}; {processes} server processes), "
        f"{sum(map(len, acknowledged.values())):,} acknowledgements of {len(acknowledged):,} decisions, "
        f"{len(found)} faults, answered again in at most {max(recoveries):.2f} s"
    )
    return len(found)


def _replace_ended(killing: Killing) -> None:
    # One that was only just starting when the server went away has ended by itself.
    for index, client in enumerate(killing.clients):
        if client.poll() is not None:
            killing.clients[index] = killing.start_client()


def main() -> int:
    """Kill at the size asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--acks", type=int, default=15_000)
    options.add_argument("--clients", type=int, default=4)
    options.add_argument("--threads", type=int, default=8)
    options.add_argument("--recovery", type=float, default=5.0)
    options.add_argument("--pause", type=float, default=1.5, help="seconds between two kills at most")
    given = options.parse_args()
    try:
        found = kill_postgres(
            own_server(),
            kills=given.kills,
            acks=given.acks,
            clients=given.clients,
            threads=given.threads,
            recovery_seconds=given.recovery,
            pause_seconds=given.pause,
        )
    except LedgerUnavailable as gone:
        print(gone)
        return 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
