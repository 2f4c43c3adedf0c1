"""Does the ledger do what its model says? Plays invented worlds on both at full size.

    python -m bench.simulate [--operations 300000] [--first-seed 0] [--jobs 2] [--journal]

Each world is a seed with 300 operations (`tests/ledger/simulator.py`). With `--journal` each is played on
a file (ask for fewer operations: each is synchronised to the disk). Prints operations, differences and
operations a second, and exits with 1 if there was a difference.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import leeway.ledger
from tests.ledger.simulator import Difference, Simulation

OPERATIONS_A_WORLD = 300


def play(seed: int, *, journal: bool) -> tuple[int, str]:
    """Play one world; give the number of operations, and the difference if there was one."""
    try:
        if not journal:
            return Simulation(leeway.ledger, seed).run(OPERATIONS_A_WORLD), ""
        with tempfile.TemporaryDirectory() as folder:
            make = partial(leeway.ledger.JournalLedger, Path(folder) / "balances.jsonl")
            return Simulation(leeway.ledger, seed, make=make).run(OPERATIONS_A_WORLD), ""
    except Difference as difference:
        return 0, str(difference)


def main() -> int:
    """Play as many worlds as the operations asked for need."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--operations", type=int, default=300_000)
    options.add_argument("--first-seed", type=int, default=0)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--journal", action="store_true")
    given = options.parse_args()
    worlds = -(-given.operations // OPERATIONS_A_WORLD)
    seeds = range(given.first_seed, given.first_seed + worlds)
    started, operations, differences = time.perf_counter(), 0, 0
    with ProcessPoolExecutor(given.jobs) as pool:
        for played, difference in pool.map(partial(play, journal=given.journal), seeds, chunksize=8):
            operations += played
            if difference:
                differences += 1
                print(difference, flush=True)
    seconds = time.perf_counter() - started
    print(
        f"{worlds} worlds, {operations:,} operations, {differences} differences, "
        f"{operations / seconds:,.0f} operations/s with {given.jobs} processes"
    )
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
