"""How long does a large book take to load, and how much memory? Prints seconds and peak memory, read and kept.

    python -m bench.load                      books of 100 and of 5,000 clauses, the most a book may have
    python -m bench.load --clauses 500        another size
    python -m bench.load --json               one JSON object a line

The book is generated: facts, actions, rules and guidelines with limits by authority, steps and reasons, every
condition different. It is loaded from a folder, once as it stands, once as it was kept beside it; then `leeway check`
is run on it, from the start of the process to its end. Each figure is the best of three runs in fresh processes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3
PER_FILE = 100
FACTS, ACTIONS = 60, 40


def book(clauses: int) -> dict[str, str]:
    """The texts of a generated book with so many clauses, three guidelines to each rule."""
    texts = {"book.yaml": _head()}
    for first in range(0, clauses, PER_FILE):
        number = first // PER_FILE
        texts[f"policies/p{number:03}.yaml"] = _policy(number, min(PER_FILE, clauses - first))
    return texts


def _head() -> str:
    facts = [
        f"  number {i}: {{type: number, ask: What is number {i}?}}\n  kind {i}: {{type: text, one of: [red, green, blue]}}\n"
        for i in range(FACTS // 2)
    ]
    actions = [f"  action {i}: {{amount: money, max: 500}}\n" for i in range(ACTIONS)]
    return (
        "book: large\ncurrency: EUR\nzone: Europe/Kyiv\nauthorities: [trainee, clerk, supervisor, owner]\n"
        "facts:\n" + "".join(facts) + "actions:\n" + "".join(actions)
    )


def _policy(number: int, clauses: int) -> str:
    rules = [_rule(number, i) for i in range(clauses // 4)]
    guidelines = [_guideline(number, i) for i in range(clauses - clauses // 4)]
    return (
        f"policy: policy-{number}\ntitle: Subject {number}\nowner: head of service\nsince: 2026-01-01\n"
        "rules:\n" + "".join(rules) + "guidelines:\n" + "".join(guidelines)
    )


def _rule(number: int, i: int) -> str:
    kind, bound = (number + i) % (FACTS // 2), number * 7 + i
    return (
        f"  rule-{i}:\n    forbid: action {(number * 3 + i) % ACTIONS}\n"
        f'    when: kind {kind} = "red" and number {kind} > {bound} and amount > {i + 1}\n'
        f"    because: Reason number {i} of policy {number}.\n"
    )


def _guideline(number: int, i: int) -> str:
    fact, bound = (number * 5 + i) % (FACTS // 2), number * 11 + i
    return (
        f"  guideline-{i}:\n    allow: action {(number + i) % ACTIONS}\n"
        f'    when: number {fact} <= {bound} and kind {fact} in ("green", "blue") and amount <= {100 + i}\n'
        "    limits:\n"
        f"      clerk: [{20 + i} EUR per case, 2 per customer per 90 days, 300 EUR per actor per week, 9000 EUR per site per month]\n"
        f"      supervisor: [{200 + i} EUR per case, 3 per customer per 90 days, no limit per actor]\n"
        f"    do:\n      note: Note the number of case {i}.\n"
        "    say:\n      - point: what happens next\n        words: We will write to you today.\n"
        f"    because: Reason number {i} of policy {number}.\n"
    )


def measure(folder: Path, clauses: int) -> dict[str, float]:
    """Load the book once in this process: seconds, and peak memory over the whole run."""
    from leeway import policy

    cache = policy.Cache(b"only for this bench")
    began, worked = time.perf_counter(), time.process_time()
    loaded = policy.load(folder, cache=cache)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - worked
    assert loaded.book is not None, loaded.diagnostics[:3]
    assert sum(len(each.rules) + len(each.guidelines) for each in loaded.book.policies) == clauses
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "cpu_seconds": cpu_seconds, "peak_mib": peak_kib / 1024}


def written(folder: Path, clauses: int) -> int:
    """Write the files of the book; how many KiB they have."""
    texts = book(clauses)
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return sum(map(len, texts.values())) // 1024


def figures(clauses: int) -> dict[str, float]:
    """Reading, taking up what was kept, and `leeway check` before and after."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        folder.mkdir()
        found: dict[str, float] = {"clauses": clauses, "size_kib": written(folder, clauses)}
        for way in ("read", "kept"):
            if way == "kept" and not (folder / ".leeway").exists():
                continue  # so small a book is not kept
            runs = []
            for _ in range(RUNS):
                if way == "read":
                    shutil.rmtree(folder / ".leeway", ignore_errors=True)
                runs.append(_once(folder, clauses))
            found |= {f"{way}_{key}": round(min(run[key] for run in runs), 3) for key in runs[0]}
        found |= _checking(folder, Path(name) / "home")
    return found


def _once(folder: Path, clauses: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.load", "--once", str(folder), "--clauses", str(clauses)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return dict(json.loads(ended.stdout))


def _checking(folder: Path, home: Path) -> dict[str, float]:
    """Seconds from the start of `leeway check` to its end: as it stands, and when the book was kept."""
    surroundings = {**os.environ, "LEEWAY_HOME": str(home)}
    times = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "leeway", "check", str(folder)],
            check=False,
            stdout=subprocess.DEVNULL,
            env=surroundings,
        )
        times.append(time.perf_counter() - began)
    return {"check_first_seconds": round(times[0], 2), "check_again_seconds": round(min(times[1:]), 2)}


def main() -> None:
    """Measure in fresh processes and print the best."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clauses", type=int, nargs="*", default=[100, 5_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--once", type=Path, metavar="FOLDER", help="measure in this process and print JSON")
    options = parser.parse_args()
    if options.once:
        print(json.dumps(measure(options.once, *options.clauses)))
        return
    for clauses in options.clauses:
        found = figures(clauses)
        if options.json:
            print(json.dumps(found))
            continue
        print(f"{clauses:,} clauses ({found['size_kib']:,} KiB of text)")
        for way, said in (("read", "as it stands"), ("kept", "as kept")):
            if f"{way}_seconds" not in found:
                print("  so small a book is not kept: it is read in a moment")
                continue
            seconds, cpu, peak = (found[f"{way}_{key}"] for key in ("seconds", "cpu_seconds", "peak_mib"))
            print(f"  loaded {said:13} {seconds:7.3f} s ({cpu:.3f} s of CPU), peak memory {peak:.0f} MiB")
        print(
            f"  leeway check        {found['check_first_seconds']:7.2f} s the first time, {found['check_again_seconds']:.2f} s again"
        )


if __name__ == "__main__":
    main()
