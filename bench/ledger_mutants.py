"""Does the ledger's simulator notice defects? Makes each of the list in a copy of the room and looks.

    python -m bench.ledger_mutants [--only TEXT] [--seeds 80] [--jobs 2]

A defect is found when the simulator or a fixed check (hostile entries, calendars, doors) disagrees with
it, or when it never ends. Prints a line for each and exits with 1 if one was not found.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.util
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import leeway.ledger
from tests.ledger.calendars import calendar_faults
from tests.ledger.doors import door_faults
from tests.ledger.hostile import accepted
from tests.ledger.mutants import MUTANTS, Mutant
from tests.ledger.simulator import Difference, Simulation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

ROOM = Path(leeway.ledger.__file__).parent
SECONDS_MAX = 120
OPERATIONS = 300


class Found(NamedTuple):
    """How a defect was noticed; `by` is empty when it was not."""

    mutant: Mutant
    by: str
    seconds: float


class _Copy(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Loads one module of the room from a changed text, in this process only."""

    def __init__(self, name: str, text: str) -> None:
        self._name, self._text = name, text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        return importlib.util.spec_from_loader(fullname, self) if fullname == self._name else None

    def get_source(self, fullname: str) -> str:
        del fullname
        return self._text


def mutated_room(mutant: Mutant) -> ModuleType:
    """Load the room anew with one defect. Raises: ValueError when its original text is not there once."""
    text = (ROOM / mutant.file).read_text(encoding="utf-8")
    if text.count(mutant.original) != 1:
        raise ValueError(f"{mutant.file} does not hold {mutant.original!r} exactly once")
    for name in [name for name in sys.modules if name.startswith("leeway.ledger")]:
        del sys.modules[name]
    name = "leeway.ledger." + mutant.file.removesuffix(".py").replace("/", ".")
    sys.meta_path.insert(0, _Copy(name, text.replace(mutant.original, mutant.replacement)))
    try:
        return importlib.import_module("leeway.ledger")
    finally:
        del sys.meta_path[0]


def find(mutant: Mutant, seeds: int) -> Found:
    """Look for a defect with the fixed checks and then the simulator."""
    started = time.perf_counter()
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(SECONDS_MAX)
    try:
        by = _noticed(mutated_room(mutant), seeds)
    except TimeoutError:
        by = "never ends"
    finally:
        signal.alarm(0)
    return Found(mutant, by, time.perf_counter() - started)


def _noticed(room: ModuleType, seeds: int) -> str:
    for seed in range(seeds):
        try:
            Simulation(room, seed).run(OPERATIONS)
        except Difference as difference:
            return f"simulator: {difference}"
        except TimeoutError:
            raise
        except Exception as problem:  # noqa: BLE001 - a room that breaks has been noticed
            return f"simulator: seed {seed}: {problem!r}"
    for name, check in (("hostile entry", accepted), ("calendar", calendar_faults), ("door", door_faults)):
        try:
            if faults := check(room):
                return f"{name}: {faults[0]}"
        except Exception as problem:  # noqa: BLE001 - the same
            return f"{name}: {problem!r}"
    return ""


def _give_up(*_: object) -> None:
    raise TimeoutError


def main() -> int:
    """Run all defects, or those whose file or sentence holds a text."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="")
    options.add_argument("--seeds", type=int, default=80)
    options.add_argument("--jobs", type=int, default=2)
    given = options.parse_args()
    mutants = [mutant for mutant in MUTANTS if given.only in f"{mutant.file} {mutant.breaks}"]
    results = []
    with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for found in pool.map(find, mutants, [given.seeds] * len(mutants)):
            results.append(found)
            state = "found " if found.by else "MISSED"
            what = f"{found.mutant.file:11} {found.mutant.breaks}"
            print(f"{state} {found.seconds:6.2f} s  {what} | {found.by[:110]}", flush=True)
    missed = [found for found in results if not found.by]
    print(f"{len(results) - len(missed)} of {len(results)} defects found, {len(missed)} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
