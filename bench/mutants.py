"""Do the tests notice when the code is changed on purpose? mutmut on a room, or on what was changed in it, in bounded time.

    python -m bench.mutants ledger                        every module of a room: feel, decide or ledger
    python -m bench.mutants decide --only charges.py      one of its modules (a part of the path)
    python -m bench.mutants --changed HEAD~1 --seconds 120   what differs from a commit, in all three rooms; for CI

Works in a copy, so that nothing of the tree is touched. Prints, by module, how many changes the tests noticed and
those they did not, by name; `mutmut show NAME` in the folder printed at the end shows one. When time is up, what was
tried so far counts, and the report says how much was not. Exits with 1 when fewer than 85 in a hundred were noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCORE_MIN = 0.85
TESTS = {
    "ledger": ("tests/ledger",),
    "decide": ("tests/decide", "tests/guarantees", "tests/stories"),
    "feel": ("tests/feel",),
}
LEFT_OUT = {
    "ledger": (
        "tests/ledger/test_concurrency_and_crashes.py",
        "tests/ledger/test_simulator.py",
        "tests/ledger/test_properties.py",
    ),
    "decide": ("tests/decide/test_engine_agrees.py",),
    "feel": ("tests/feel/test_compiled.py", "tests/feel/test_any_text.py", "tests/feel/test_command.py"),
}
"""Tests that take long, start processes or compare at random, and find little that the others miss."""
STATES = {0: "survived", 5: "no test", 33: "no test", 34: "left out", 2: "not tried", None: "not tried"}
"""Exit codes of a run of the tests; with any other they failed, or would not end."""

CHOSEN = {"ledger": "not postgres and not sqlite"}
"""The ledger's rules are the same in each of its stores; the one in memory is asked."""

type Counts = dict[str, Counter[str]]


def copied(folder: Path, room: str, modules: list[str]) -> None:
    """The tree as git knows it, with mutmut told to change these modules and to run the tests of the room."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    project = (folder / "pyproject.toml").read_text("utf-8")
    project = re.sub(r"^\[tool\.mutmut\]\n(?:(?!\[(?:tool|project)).*\n)*", "", project, flags=re.MULTILINE)
    settings = {
        "source_paths": ["src"],
        "only_mutate": modules,
        "also_copy": ["books", "src", "bench", "docs"],
        "pytest_add_cli_args_test_selection": list(TESTS[room]),
        "pytest_add_cli_args": [
            "-n",
            "0",
            "-k",
            CHOSEN.get(room, ""),
            *(f"--ignore={path}" for path in LEFT_OUT[room]),
        ],
    }
    lines = "\n".join(f"{name} = {json.dumps(value)}" for name, value in settings.items())
    (folder / "pyproject.toml").write_text(f"{project}\n[tool.mutmut]\n{lines}\n", encoding="utf-8")


def tried(folder: Path, *, seconds: float, jobs: int) -> None:
    """Let mutmut try the changes for so long; what it found stands in its files."""
    surroundings = {**os.environ, "PYTHONPATH": ""}
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs)]
    with (folder / "mutmut.log").open("w", encoding="utf-8") as log:
        running = subprocess.Popen(
            command, cwd=folder, env=surroundings, stdout=log, stderr=log, start_new_session=True
        )
        try:
            running.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGINT)
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()


def counted(folder: Path) -> tuple[Counts, list[str]]:
    """By module, how many changes came to what; and the names of those that no test noticed."""
    counts: Counts = defaultdict(Counter)
    survivors = []
    for path in sorted((folder / "mutants").rglob("*.meta")):
        module = path.relative_to(folder / "mutants").as_posix().removesuffix(".meta")
        for name, code in json.loads(path.read_text("utf-8")).get("exit_code_by_key", {}).items():
            state = STATES.get(code, "noticed")
            counts[module][state] += 1
            if state in ("survived", "no test"):
                survivors.append(name)
    return counts, survivors


def show(counts: Counts, survivors: Iterable[str]) -> float:
    """Print the table and the survivors; the share that was noticed of all that was tried."""
    total: Counter[str] = Counter()
    print(f"{'noticed':>9}{'survived':>9}{'no test':>9}{'not tried':>10}")
    for module, states in counts.items():
        total += states
        print(_row(states), module)
    print(_row(total), "all")
    for name in survivors:
        print(f"  survived: {name}")
    judged = total["noticed"] + total["survived"] + total["no test"]
    if not judged:
        print("time was up before the first change was tried; mutmut.log in the folder says how far it came")
        return 1.0
    score = total["noticed"] / judged
    print(f"{score:.1%} of {judged:,} changes noticed")
    return score


def _row(states: Counter[str]) -> str:
    numbers = (states["noticed"], states["survived"], states["no test"], states["not tried"])
    return "".join(f"{number:>{width}}" for number, width in zip(numbers, (9, 9, 9, 10), strict=True))


def changed(since: str) -> dict[str, list[str]]:
    """The modules of each room that differ from a commit."""
    command = [
        "git",
        "diff",
        "--name-only",
        "--diff-filter=d",
        since,
        "--",
        *(f"src/leeway/{room}" for room in TESTS),
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return {room: [path for path in listed if path.startswith(f"src/leeway/{room}/")] for room in TESTS}


def main() -> int:
    """Try, print, and say whether enough was noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", choices=[*TESTS, []], help="feel, decide, ledger")
    parser.add_argument("--only", default="", help="a part of the path of the modules to change")
    parser.add_argument("--changed", metavar="COMMIT", help="only what differs from this commit")
    parser.add_argument("--seconds", type=float, default=3_600, help="for all rooms together")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    modules = {room: [f"src/leeway/{room}/*"] for room in given.rooms}
    if given.changed:
        modules = {room: paths for room, paths in changed(given.changed).items() if paths}
    if given.only:
        modules = {room: [f"src/leeway/{room}/*{given.only}*"] for room in modules}
    if not modules:
        print("no module of these rooms has changed")
        return 0
    worst = 1.0
    for room, paths in modules.items():
        folder = Path(tempfile.mkdtemp(prefix=f"mutants-{room}-"))
        copied(folder, room, paths)
        tried(folder, seconds=given.seconds / len(modules), jobs=given.jobs)
        print(f"\n== {room} (in {folder})")
        worst = min(worst, show(*counted(folder)))
    return 0 if worst >= SCORE_MIN else 1


if __name__ == "__main__":
    sys.exit(main())
