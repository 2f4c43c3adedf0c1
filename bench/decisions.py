"""How long does a whole decision take? In process, distinct requests, facts given as values; answers checked.

    python bench/decisions.py [--clauses 100] [--count 5000]

Each request is different; limits fill up as decisions are committed to a ledger in memory, whose time is not counted. What is
timed is `Engine.decide`: facts read, conditions, leeway, reasons, steps, alternatives. A sample is compared with the reference.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections import defaultdict

from bench import grown
from leeway import policy
from leeway.decide import Engine, decide
from leeway.ledger import MemoryLedger

COMPARED = 100


def measure(*, clauses: int, count: int, unknown: float = 0.0) -> dict[str, list[float]]:
    """Seconds for each decision, by outcome."""
    loaded = policy.load_texts(grown.texts(clauses=clauses))
    assert loaded.book is not None, loaded.diagnostics[0].render()
    engine, ledger = Engine(loaded.book), MemoryLedger()
    found: dict[str, list[float]] = defaultdict(list)
    for number, request in enumerate(grown.requests(loaded.book, count=count + COMPARED, unknown=unknown)):
        if number == 0:
            engine.prepare(request.at)
            gc.collect()
            gc.freeze()
        plan = engine.plan(request)
        balances = ledger.balances(plan.meters, at=request.at)
        begun = time.perf_counter()
        decision = engine.decide(request, balances)
        spent = time.perf_counter() - begun
        if number < COMPARED:
            assert decision == decide(loaded.book, request, balances), request
        else:
            found[decision.outcome.value].append(spent)
        ledger.commit(plan.proposal())
    return found


def show(found: dict[str, list[float]], *, clauses: int) -> None:
    """Print percentiles by outcome and for all."""
    every = sorted(each for times in found.values() for each in times)
    rows = [(name, sorted(times)) for name, times in sorted(found.items())] + [("all", every)]
    print(f"\nA book of {clauses:,} clauses, µs a decision ({COMPARED} compared with the reference: equal)")
    print(f"  {'outcome':10} {'count':>7} {'p50':>8} {'p90':>8} {'p99':>8}")
    for name, times in rows:
        p50, p90, p99 = (
            times[min(int(len(times) * share), len(times) - 1)] * 1e6 for share in (0.5, 0.9, 0.99)
        )
        print(f"  {name:10} {len(times):7,} {p50:8.1f} {p90:8.1f} {p99:8.1f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clauses", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--unknown", type=float, default=0.0, help="the share of requests that lack a fact")
    given = parser.parse_args()
    for clauses in given.clauses:
        show(measure(clauses=clauses, count=given.count, unknown=given.unknown), clauses=clauses)


if __name__ == "__main__":
    main()
