"""Do the tests notice when the code is changed on purpose? mutmut on a room, or on what was changed in it, in bounded time.

    python -m bench.mutants ledger                        every module of a room: feel, decide or ledger
    python -m bench.mutants feel --sample 300 --seed 7    so many of its changes, chosen by chance
    python -m bench.mutants decide --only charges.py      one of its modules (a part of the path)
    python -m bench.mutants --changed HEAD~1 --seconds 120   what differs from a commit, in all three rooms; for CI

Works in a copy, so that nothing of the tree is touched. Prints, by module, how many changes the tests noticed and
those they did not, by name; `mutmut show NAME` in the folder printed at the end shows one. Each change meets the
quickest of the tests that come by it first, and has a time limit. When time is up, what was tried so far counts, and
the report says how much was not; a score comes with the interval in which that of all changes lies, 95 times in 100.
Exits with 1 when fewer than 85 in a hundred were noticed.
"""

from __future__ import annotations

import argparse
import json
import math
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
    "decide": (
        "tests/decide",
        "tests/guarantees",
        "tests/stories",
        "tests/cli/test_decide.py",
        "tests/cli/test_options.py",
    ),
    "feel": ("tests/feel",),
}
LEFT_OUT = {
    "ledger": (
        "tests/ledger/test_concurrency_and_crashes.py",
        "tests/ledger/test_simulator.py",
        "tests/ledger/test_properties.py",
    ),
    "decide": (),
    "feel": ("tests/feel/test_compiled.py", "tests/feel/test_any_text.py", "tests/feel/test_command.py"),
}
"""Tests that take long, start processes or compare at random, and find little that the others miss."""
STATES = {0: "survived", 5: "no test", 33: "no test", 34: "left out", 2: "not tried", None: "not tried"}
"""Exit codes of a run of the tests; with any other they failed, or would not end."""

PAIRS = "300"
"""So many pairs are compared at random, engine with reference; most changes of either show in the first few."""

CHOSEN = {"ledger": "not postgres and not sqlite"}
"""The ledger's rules are the same in each of its stores; the one in memory is asked."""

RUN = """
import random, sys
from mutmut import __main__ as mutmut
sample, seed, jobs = map(int, sys.argv[1:])
sys.setrecursionlimit(20_000)  # what is mutated calls through two more frames each time
every, runner_for = mutmut.collect_source_file_mutation_data, mutmut.get_mutant_runner

def chosen(**named):
    mutants, by_path = every(**named)
    ordered = sorted(mutants, key=lambda each: each[1])
    if sample and sample < len(ordered):
        ordered = random.Random(seed).sample(ordered, sample)
    return ordered, by_path

def quickest_first(*given):
    runner = runner_for(*given)
    submit = runner.submit
    def submitted(name, tests, seconds, estimated):
        lasting = mutmut.state().duration_by_test
        submit(name, sorted(tests, key=lambda each: (lasting[each], each)), min(seconds, 90), estimated)
    runner.submit = submitted
    return runner

mutmut.collect_source_file_mutation_data, mutmut.get_mutant_runner = chosen, quickest_first
mutmut._run([], jobs)
"""
"""What tries a sample: mutmut, asked for some of its changes only, with the quickest tests first."""

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


def tried(folder: Path, *, seconds: float, jobs: int, sample: int, seed: int) -> bool:
    """Let mutmut try the changes for so long; what it found stands in its files. False when it could not begin."""
    surroundings = {**os.environ, "PYTHONPATH": "", "LEEWAY_PAIRS": PAIRS}
    command = [sys.executable, "-c", RUN, str(sample), str(seed), str(jobs)]
    with (folder / "mutmut.log").open("w", encoding="utf-8") as log:
        running = subprocess.Popen(
            command, cwd=folder, env=surroundings, stdout=log, stderr=log, start_new_session=True
        )
        try:
            return running.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGINT)
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()
    return True


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
    low, high = interval(total["noticed"], judged)
    print(f"{score:.1%} of {judged:,} changes noticed, in all between {low:.1%} and {high:.1%}")
    return score


def interval(noticed: int, judged: int) -> tuple[float, float]:
    """Between which shares that of all changes lies, 95 times in 100, when these were chosen by chance (Wilson)."""
    share, z = noticed / judged, 1.96
    middle = (share + z * z / (2 * judged)) / (1 + z * z / judged)
    half = z / (1 + z * z / judged) * math.sqrt(share * (1 - share) / judged + z * z / (4 * judged * judged))
    return max(0.0, middle - half), min(1.0, middle + half)


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
    parser.add_argument("--sample", type=int, default=0, help="how many changes of a room, by chance; 0: all")
    parser.add_argument("--seed", type=int, default=7)
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
        seconds = given.seconds / len(modules)
        began = tried(folder, seconds=seconds, jobs=given.jobs, sample=given.sample, seed=given.seed)
        print(f"\n== {room} (in {folder})")
        if not began:
            print("the tests do not pass as mutmut runs them, before anything is changed; see mutmut.log there")
            return 2
        worst = min(worst, show(*counted(folder)))
    return 0 if worst >= SCORE_MIN else 1


if __name__ == "__main__":
    sys.exit(main())
