"""How long does a large book take to load, and how much memory? Prints seconds and peak memory.

    python bench/load.py                 a book of 5,000 clauses, the most a book may have
    python bench/load.py --clauses 500   a smaller one
    python bench/load.py --json          one JSON object

The book is generated in memory: facts, actions, rules and guidelines with limits by authority, steps and reasons,
every condition different. Each figure is the best of three runs in fresh processes.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time

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


def measure(clauses: int) -> dict[str, float]:
    """Load the book once in this process: seconds, and peak memory over the whole run."""
    texts = book(clauses)
    from leeway import policy

    began, worked = time.perf_counter(), time.process_time()
    loaded = policy.load_texts(texts)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - worked
    assert loaded.book is not None, loaded.diagnostics[:3]
    found = sum(len(each.rules) + len(each.guidelines) for each in loaded.book.policies)
    assert found == clauses
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size_kib = sum(map(len, texts.values())) / 1024
    return {
        "clauses": clauses,
        "size_kib": round(size_kib),
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "peak_mib": peak_kib / 1024,
    }


def main() -> None:
    """Measure in fresh processes and print the best."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clauses", type=int, default=5_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--once", action="store_true", help="measure in this process and print JSON")
    options = parser.parse_args()
    if options.once:
        print(json.dumps(measure(options.clauses)))
        return
    command = [sys.executable, __file__, "--once", "--clauses", str(options.clauses)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(3)
    ]
    best = {
        **runs[0],
        **{key: round(min(run[key] for run in runs), 2) for key in ("seconds", "cpu_seconds", "peak_mib")},
    }
    if options.json:
        print(json.dumps(best))
    else:
        print(
            f"{best['clauses']:,} clauses ({best['size_kib']:,} KiB of text): "
            f"{best['seconds']:.2f} s ({best['cpu_seconds']:.2f} s of CPU), peak memory {best['peak_mib']:.0f} MiB"
        )


if __name__ == "__main__":
    main()
