"""Does the ledger do what its model says? Plays invented worlds on both at full size.

    python -m bench.simulate [--operations 300000] [--first-seed 0] [--jobs 2] [--journal | --store sqlite]

Each world is a seed with 300 operations (`tests/ledger/simulator.py`). With `--journal` each is played on
a file, with `--store` on a new store of that kind (`tests/ledger/kinds.py`); ask for fewer operations then, as
each is synchronised to the disk (`--folder` names one that is quicker). Prints operations, differences and
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


def play(seed: int, *, journal: bool, store: str, folder: Path | None) -> tuple[int, str]:
    """Play one world; give the number of operations, and the difference if there was one."""
    try:
        if store:
            return play_on_store(seed, store, folder), ""
        if not journal:
            return Simulation(leeway.ledger, seed).run(OPERATIONS_A_WORLD), ""
        with tempfile.TemporaryDirectory(dir=folder) as place:
            make = partial(leeway.ledger.JournalLedger, Path(place) / "balances.jsonl")
            return Simulation(leeway.ledger, seed, make=make).run(OPERATIONS_A_WORLD), ""
    except Difference as difference:
        return 0, str(difference)


def play_on_store(seed: int, kind: str, folder: Path | None) -> int:
    """Play one world on a new store; give the number of operations."""
    from tests.ledger.kinds import STORES

    with tempfile.TemporaryDirectory(dir=folder) as place, STORES[kind](Path(place), None) as store:
        return Simulation(leeway.ledger, seed, make=lambda: store).run(OPERATIONS_A_WORLD)


def main() -> int:
    """Play as many worlds as the operations asked for need."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--operations", type=int, default=300_000)
    options.add_argument("--first-seed", type=int, default=0)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--journal", action="store_true")
    options.add_argument("--store", default="", help="a kind of store, as in tests/ledger/kinds.py")
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    worlds = -(-given.operations // OPERATIONS_A_WORLD)
    seeds = range(given.first_seed, given.first_seed + worlds)
    one = partial(play, journal=given.journal, store=given.store, folder=given.folder)
    started, operations, differences = time.perf_counter(), 0, 0
    with ProcessPoolExecutor(given.jobs) as pool:
        for played, difference in pool.map(one, seeds, chunksize=8):
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
