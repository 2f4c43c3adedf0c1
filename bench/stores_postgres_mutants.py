"""Do the tests notice defects of the store on PostgreSQL? Makes each of the list in a copy of the program and runs them.

    python -m bench.stores_postgres_mutants [--only TEXT]

Defects of the schema are made in a database of their own, in this process: what must be refused is tried, then the
simulator plays. What neither finds, and defects of the program, are left to the tests, in a process with a changed copy.
Prints a line for each and exits with 1 if one was not found.
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
from pathlib import Path

import psycopg

import leeway.ledger
from leeway.ledger import LedgerError
from leeway.stores.postgres import migrations, open_postgres, roles
from tests.ledger.simulator import Difference, Simulation
from tests.stores.malicious import LEGITIMATE, Write, is_for
from tests.stores.postgres_mutants import MUTANTS, SETTLE, TOGETHER, Mutant
from tests.stores.postgres_server import fresh_database, given_url, own_server
from tests.stores.scene import Scene, prepare
from tests.stores.test_postgres_refuses import FOR_POSTGRES, Direct

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = Path(leeway.__file__).parent
REFUSES, AGREES, KEEPS, CROWDS, GROUPS = (
    f"tests/stores/test_{name}.py"
    for name in ("postgres_refuses", "simulator", "records", "postgres", "postgres_together")
)
HOLDS = "tests/ledger/test_holds_and_reversals.py"
# Those first that are likely to notice.
ORDERS = {
    "schema/0003": (AGREES, KEEPS, CROWDS, REFUSES),
    "schema/0004": (GROUPS, CROWDS),
    "schema": (REFUSES, CROWDS, AGREES, KEEPS),
}
NOT_NOW = "not away and not every_defect"  # a server that others use is not killed; a changed text is no news
SECONDS_MAX = 900
SEEDS = (1, 3, 4, 5, 6, 9, 11, 13, 16)


def find(mutant: Mutant, url: str) -> str:
    """Run the tests on a copy with one defect. Raises: ValueError when its original text is not there once."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "leeway"
        shutil.copytree(PROGRAM, copy, ignore=shutil.ignore_patterns("__pycache__", "static"))
        changed = copy / "stores" / "postgres" / mutant.file
        text = changed.read_text(encoding="utf-8")
        if text.count(mutant.original) != 1:
            raise ValueError(f"{mutant.file} does not hold {mutant.original!r} exactly once")
        changed.write_text(text.replace(mutant.original, mutant.replacement), encoding="utf-8")
        order = next(
            (each for start, each in ORDERS.items() if mutant.file.startswith(start)),
            (HOLDS, KEEPS, CROWDS, AGREES),
        )
        return _failing(folder, url, order)


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


def noticed(mutant: Mutant) -> str:
    """Make a defect of the schema in a database and look; empty when nothing shows it."""
    plain, name = migrations.statements, mutant.file.removeprefix("schema/").removesuffix(".sql")

    def changed(step: str) -> bytes:
        text = plain(step)
        if step != name:
            return text
        if text.count(mutant.original.encode()) != 1:
            raise ValueError(f"{mutant.file} does not hold {mutant.original!r} exactly once")
        return text.replace(mutant.original.encode(), mutant.replacement.encode())

    migrations.statements = roles.statements = changed
    try:
        looks = [_agreed, _refused] if mutant.file == SETTLE else [_refused, _agreed]
        return next(filter(None, (look() for look in looks)), "")
    finally:
        migrations.statements = roles.statements = plain


def _refused() -> str:
    with fresh_database() as url, open_postgres(url, size=2) as store:
        try:
            scene = prepare(store)
        except LedgerError as problem:
            return f"a day's decisions: {problem}"
        for role in ("leeway_app", "postgres"):
            direct = Direct(url, role)
            for attack in FOR_POSTGRES:
                if is_for(attack, "postgres", scene) and _accepted(direct, attack, scene):
                    return f"attack: {attack.what}"
            for write in LEGITIMATE:
                statements = [each for each in write.statements(scene) if each.only in ("", "postgres")]
                if not _accepted(direct, write._replace(statements=lambda _, those=statements: those), scene):
                    return f"refused: {write.what}"
            if _accepted(direct, next(each for each in LEGITIMATE if each.force)._replace(force=False), scene):
                return "attack: forced by another role"
    return ""


def _accepted(direct: Direct, write: Write, scene: Scene) -> bool:
    try:
        direct.write(write, scene)
    except psycopg.Error:
        return False
    return True


def _agreed() -> str:
    for seed in SEEDS:
        with fresh_database() as url, open_postgres(url, size=1) as store:
            try:
                Simulation(leeway.ledger, seed, make=lambda kept=store: kept).run(200)
            except Difference as difference:
                return f"simulator: {difference}"
            except LedgerError as problem:
                return f"simulator: seed {seed}: {problem}"
    return ""


def main() -> int:
    """Make all defects, or those whose file or sentence holds a text."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="")
    given = options.parse_args()
    url = given_url() or own_server().url()
    mutants = [mutant for mutant in MUTANTS if given.only in f"{mutant.file} {mutant.breaks}"]
    missed = 0
    for mutant in mutants:
        began = time.monotonic()
        by = noticed(mutant) if mutant.file.startswith("schema/") and mutant.file != TOGETHER else ""
        by = by or find(mutant, url)
        missed += not by
        state, seconds = "found " if by else "MISSED", time.monotonic() - began
        print(f"{state} {seconds:6.1f} s  {mutant.file:22} {mutant.breaks} | {by[:100]}", flush=True)
    print(f"{len(mutants) - missed} of {len(mutants)} defects found, {missed} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
