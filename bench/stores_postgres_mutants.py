"""Do the tests notice defects of the store on PostgreSQL? Makes each of the list in a copy of the program and runs them.

    python -m bench.stores_postgres_mutants [--only TEXT] [--jobs 1]

A defect is found when a test fails. Prints a line for each and exits with 1 if one was not found.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import leeway
from tests.stores.postgres_mutants import MUTANTS, Mutant
from tests.stores.postgres_server import given_url, own_server

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = Path(leeway.__file__).parent
REFUSES, AGREES, KEEPS, CROWDS = (
    f"tests/stores/test_{name}.py" for name in ("postgres_refuses", "simulator", "records", "postgres")
)
# Those first that are likely to notice.
ORDERS = {"schema/0003": (AGREES, KEEPS, CROWDS, REFUSES), "schema": (REFUSES, CROWDS, AGREES, KEEPS)}
NOT_NOW = "not away and not every_defect"  # a server that others use is not killed; a changed text is no news
SECONDS_MAX = 900


class Found(NamedTuple):
    """How a defect was noticed; `by` is empty when it was not."""

    mutant: Mutant
    by: str
    seconds: float


def find(mutant: Mutant, url: str) -> Found:
    """Run the tests on a copy with one defect. Raises: ValueError when its original text is not there once."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "leeway"
        shutil.copytree(PROGRAM, copy, ignore=shutil.ignore_patterns("__pycache__", "static"))
        changed = copy / "stores" / "postgres" / mutant.file
        text = changed.read_text(encoding="utf-8")
        if text.count(mutant.original) != 1:
            raise ValueError(f"{mutant.file} does not hold {mutant.original!r} exactly once")
        changed.write_text(text.replace(mutant.original, mutant.replacement), encoding="utf-8")
        order = next(
            (each for start, each in ORDERS.items() if mutant.file.startswith(start)), (KEEPS, CROWDS, AGREES)
        )
        return Found(mutant, _failing(folder, url, order), time.monotonic() - began)


def _failing(folder: str, url: str, tests: tuple[str, ...]) -> str:
    environment = {**os.environ, "PYTHONPATH": folder, "LEEWAY_TEST_DATABASE_URL": url}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", *tests, "-k", f"postgres and {NOT_NOW}"]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS_MAX, check=False
        )
    except subprocess.TimeoutExpired:
        return "never ends"
    if done.returncode == 0:
        return ""
    named = re.search(r"^(?:FAILED|ERROR) \S+::(.*)", done.stdout, re.MULTILINE)
    return named[1] if named else done.stdout[-200:].strip() or "it ended"


def main() -> int:
    """Make all defects, or those whose file or sentence holds a text."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="")
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--quick", action="store_true", help="do not run the tests without a defect first")
    given = options.parse_args()
    url = given_url() or own_server().url()
    if not given.quick and (by := _failing(str(PROGRAM.parent), url, ORDERS["schema"])):
        print(f"the tests fail without any defect: {by}")
        return 1
    mutants = [mutant for mutant in MUTANTS if given.only in f"{mutant.file} {mutant.breaks}"]
    missed = 0
    with ThreadPoolExecutor(given.jobs) as pool:
        for found in pool.map(find, mutants, [url] * len(mutants)):
            missed += not found.by
            state = "found " if found.by else "MISSED"
            told = f"{found.mutant.file:22} {found.mutant.breaks}"
            print(f"{state} {found.seconds:6.1f} s  {told} | {found.by[:100]}", flush=True)
    print(f"{len(mutants) - missed} of {len(mutants)} defects found, {missed} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
