"""Do the tests of the stores notice defects? Makes each of the list in memory and runs them.

    python -m bench.store_mutants [--only TEXT] [--jobs 2]

A defect is found when a test fails with it, or nothing ends. Prints a line for each and exits with 1 if one was not
found. The tests are those that run on SQLite, also over a socket.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.util
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.stores.mutants import MUTANTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
ROOM = ROOT / "src" / "leeway" / "stores"
SECONDS_MAX = 900
# The quickest to find anything first; what the file itself refuses has tests of its own.
TESTS = (
    "stores/test_simulator",
    "stores/test_loaded",
    "stores/test_together",
    "stores/test_records",
    "ledger/test_holds_and_reversals",
    "ledger/test_merged_persons",
    "ledger/test_told_afterwards",
    "ledger/test_stop_switches",
    "ledger/test_clock",
    "stores/test_sqlite_failures",
    "stores/test_remote",
    "stores/test_sqlite_refuses",
)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
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


def run_tests(number: int) -> int:
    """Run the tests in this process with one defect; give the exit code of the test runner."""
    import pytest

    mutant = MUTANTS[number]
    text = (ROOM / mutant.file).read_text(encoding="utf-8")
    if text.count(mutant.original) != 1:
        raise ValueError(f"{mutant.file} does not hold {mutant.original!r} exactly once")
    changed = text.replace(mutant.original, mutant.replacement)
    if mutant.file.endswith(".py"):
        name = "leeway.stores." + mutant.file.removesuffix(".py").replace("/", ".")
        sys.meta_path.insert(0, _Changed(name, changed))
    else:
        from leeway.stores.sqlite import file

        steps = [(name, changed if name in mutant.file else step) for name, step in file.migrations()]
        file.migrations = lambda: steps
    names = TESTS if mutant.file.endswith(".py") else TESTS[::-1]
    if mutant.file == "together.py":
        names = ("stores/test_together", *names)
    files = [str(ROOT / "tests" / f"{name}.py") for name in names]
    return int(pytest.main(["-x", "-q", "-n", "0", "--no-header", "-k", "not postgres and not memory", *files]))


def find(number: int) -> tuple[int, str, float]:
    """Look for one defect in a process of its own."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "bench.store_mutants", "--run", str(number)]
    try:
        run = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS_MAX, check=False
        )
    except subprocess.TimeoutExpired:
        return number, "never ends", time.perf_counter() - started
    if run.returncode not in (0, 1):
        raise RuntimeError(run.stdout[-2000:] + run.stderr[-2000:])
    failed = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    by = (
        failed[0]
        if failed
        else ""
        if run.returncode == 0
        else f"exit code {run.returncode}: {run.stderr[-200:]}"
    )
    return number, by, time.perf_counter() - started


def main() -> int:
    """Run all defects, or those whose file or sentence holds a text."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--run", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.run is not None:
        return run_tests(given.run)
    numbers = [number for number, each in enumerate(MUTANTS) if given.only in f"{each.file} {each.breaks}"]
    missed = 0
    with ThreadPoolExecutor(given.jobs) as pool:
        for number, by, seconds in pool.map(find, numbers):
            missed += not by
            what = f"{MUTANTS[number].file:34} {MUTANTS[number].breaks}"
            print(f"{'found ' if by else 'MISSED'} {seconds:6.1f} s  {what} | {by[:110]}", flush=True)
    print(f"{len(numbers) - missed} of {len(numbers)} defects found, {missed} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
