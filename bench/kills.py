"""Is anything lost, doubled or overspent when programs are killed while they write?

    python -m bench.kills [--database sqlite] [--kills 60] [--acks 15000] [--clients 4] [--threads 8]

Starts clients (4 × 8 writers unless said otherwise) and, on SQLite, the process that owns the file; kills one of them
with −9 several times a second, starts it again, and goes on until there were enough kills and acknowledgements. Then
reads everything back. Exits with 1 if anything is wrong, or if opening the file again ever took more than a second
of the processor (what the clock says is told too, but others may keep the processor busy).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from leeway.stores import open_store
from leeway.stores.sqlite.file import connect
from tests.stores.kills import Killing, Owner, faults

RECOVERY_SECONDS_MAX = 1.0


def kill_sqlite(folder: Path, *, kills: int, acks: int, clients: int, threads: int) -> int:
    """Kill until there was enough of it; give the number of faults."""
    owner = Owner(folder)
    killing = Killing(f"leeway+unix://{owner.socket}", folder, clients=clients, threads=threads)
    while killing.kills.total() < kills or len(killing.acknowledged()) < acks:
        time.sleep(killing.chance.uniform(0.2, 1.2))
        if killing.chance.random() < 0.5:
            owner.kill()
            owner.start()
            killing.kills["owner"] += 1
        else:
            killing.kill_client()
    killing.stop()
    owner.kill()
    killing.kills["owner"] += 1
    acknowledged = killing.acknowledged()
    with open_store(f"sqlite:///{owner.file}") as store:
        found = faults(store, acknowledged)
    whole = connect(owner.file, read_only=True).execute("pragma integrity_check").fetchone()[0]
    if whole != "ok":
        found.append(f"the file: {whole}")
    clocks, work = (sorted(seconds) for seconds in zip(*owner.recovery_seconds, strict=True))
    usual = clocks[len(clocks) // 2]
    if work[-1] > RECOVERY_SECONDS_MAX:
        found.append(f"opening took {work[-1]:.2f} s of a processor")
    for fault in found[:20]:
        print(fault)
    told = ", ".join(f"{count} of {who}" for who, count in sorted(killing.kills.items()))
    print(
        f"SQLite: {killing.kills.total()} kills ({told}), {sum(map(len, acknowledged.values())):,} acknowledgements "
        f"of {len(acknowledged):,} decisions, {len(found)} faults, opened again in {usual * 1000:.0f} ms "
        f"(at most {clocks[-1] * 1000:.0f}, of which the processor worked {work[-1] * 1000:.0f})"
    )
    return len(found)


def main() -> int:
    """Kill at the size asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--database", choices=("sqlite",), default="sqlite")
    options.add_argument("--kills", type=int, default=60)
    options.add_argument("--acks", type=int, default=15_000)
    options.add_argument("--clients", type=int, default=4)
    options.add_argument("--threads", type=int, default=8)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = kill_sqlite(
            Path(folder), kills=given.kills, acks=given.acks, clients=given.clients, threads=given.threads
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
