"""How fast is a bare answer – outcome and every clause that holds – beside other policy and expression engines?

    python -m bench.peers                        both sets at 10, 100, 1,000 and 10,000 clauses
    python -m bench.peers --clauses 100 1000 --set ranges --engine leeway zen
    python -m bench.peers --json FILE            and write the figures to a file
    python -m bench.peers --charts docs/pictures and draw them, a chart for each set

Clauses and requests are the same for all and come from fixed seeds (`clauses.py`): the ordinary set, in which two in
five clauses have no equality test but the action, and one of nothing but ranges, where no key tells clauses apart. Each
engine gets them in its own best idiom, loaded once (`engines/`); every run is a process of its own (`one.py`), answers
are compared with the right ones. CEL has no sets of clauses; the rows `by action` lend it an index that it has not.
Exits with 1 when an answer is wrong.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench import charts
from bench.peers.clauses import SETS
from bench.peers.one import ENGINES

SIZES = (10, 100, 1_000, 10_000)
SECONDS_MAX = 25
"""For one engine with one set at one size, with loading; what does not end by then is not measured."""
SLOW_US = 10_000
"""An engine that took longer for a decision is not asked at the next size."""

type Run = dict[str, Any]


def run(name: str, kind: str, size: int) -> Run:
    """One measurement, in a process of its own; `failed` says why there is none."""
    command = [sys.executable, "-m", "bench.peers.one", name, kind, str(size)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_MAX, check=False)
    except subprocess.TimeoutExpired:
        return {"failed": f"over {SECONDS_MAX} s"}
    if ended.returncode:
        return {"failed": (ended.stderr.strip().splitlines() or ["ended"])[-1][:60]}
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def contest(kind: str, sizes: list[int], names: list[str]) -> dict[str, dict[int, Run]]:
    """Every engine at every size, smallest first; an engine that is absent or too slow is left out from there on."""
    found: dict[str, dict[int, Run]] = {}
    for name in names:
        if kind == "ranges" and ENGINES[name].indexed:
            continue  # all clauses are about one action
        runs = found.setdefault(name, {})
        for size in sizes:
            last = next(reversed(runs.values()), {})
            if "absent" in last or "failed" in last or last.get("p50_us", 0) > SLOW_US:
                break
            runs[size] = run(name, kind, size)
    return found


def show(kind: str, sizes: list[int], found: dict[str, dict[int, Run]]) -> None:
    """The table of a set: medians by size, then how much longer the fastest peer takes, then loading and memory."""
    print(f"\nµs for an answer, median (99th of a hundred): {kind}")
    print("  " + f"{'':22}" + "".join(f"{size:>24,}" for size in sizes) + "   version")
    for name, runs in found.items():
        cells = "".join(f"{_cell(runs.get(size)):>24}" for size in sizes)
        print(f"  {name:22}{cells}   {_version(ENGINES[name].package)}")
    for title, lent in (("fastest peer: times", False), ("with an index lent", True)):
        factors = [_factor(found, size, lent=lent) for size in sizes]
        print(f"  {title:22}" + "".join(f"{factor:>24}" for factor in factors))
    largest = sizes[-1]
    print(f"  seconds to load, MiB held, answers compared; at {largest:,}:")
    for name, runs in found.items():
        if "p50_us" in (last := runs.get(largest, {})):
            right = f"{last['compared']} compared, {last['wrong']} wrong"
            print(f"  {name:22}{last['load_s']:>10.2f} s{last['memory_mib']:>9.0f} MiB   {right}")


def _cell(one: Run | None) -> str:
    if one is None:
        return "–"
    return (
        f"{one['p50_us']:,.1f} ({one['p99_us']:,.0f})"
        if "p50_us" in one
        else one.get("failed", "not installed")
    )


def _factor(found: dict[str, dict[int, Run]], size: int, *, lent: bool) -> str:
    """How many times as long as Leeway the fastest peer takes, with or without those that we lent an index."""
    medians = {
        name: runs[size]["p50_us"]
        for name, runs in found.items()
        if "p50_us" in runs.get(size, {}) and (lent or not ENGINES[name].indexed)
    }
    ours = medians.pop("leeway", None)
    if ours is None or not medians:
        return "–"
    fastest = min(medians, key=lambda name: medians[name])
    return f"{medians[fastest] / ours:.1f} ({fastest.removesuffix(', by action')})"


def _version(package: str) -> str:
    try:
        return f"{package} {importlib.metadata.version(package)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{package} (not installed)"


def draw(folder: Path, kind: str, found: dict[str, dict[int, Run]]) -> None:
    """A chart of the medians of a set."""
    series = {
        name: [(float(size), one["p50_us"]) for size, one in runs.items() if "p50_us" in one]
        for name, runs in found.items()
        if not ENGINES[name].indexed
    }
    charts.lines(
        folder / f"peers-{kind}.svg",
        title=f"A bare answer: µs, by the number of clauses ({kind})",
        says="outcome and all clauses that hold; conversion of the facts included; median of distinct requests",
        series={name: points for name, points in series.items() if points},
        across="clauses",
    )


def main() -> int:
    """Measure, print, and say whether all answers were right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clauses", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--set", choices=list(SETS), nargs="*", default=list(SETS), dest="kinds")
    parser.add_argument("--engine", choices=list(ENGINES), nargs="*", default=list(ENGINES), dest="names")
    parser.add_argument("--charts", type=Path, metavar="FOLDER", help="draw a chart for each set there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    given = parser.parse_args()
    figures: dict[str, dict[str, dict[int, Run]]] = {}
    for kind in given.kinds:
        figures[kind] = contest(kind, sorted(given.clauses), given.names)
        show(kind, sorted(given.clauses), figures[kind])
        if given.charts:
            draw(given.charts, kind, figures[kind])
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    every = [one for found in figures.values() for runs in found.values() for one in runs.values()]
    wrong = sum(one.get("wrong", 0) for one in every)
    print(f"\n{sum(one.get('compared', 0) for one in every):,} answers compared, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
