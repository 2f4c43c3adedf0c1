"""How long does a whole decision take? In process, distinct requests, facts given as values; answers checked.

    python -m bench.decisions [--clauses 10 100 1000 10000] [--count 5000] [--case-facts]

Each request is different; limits fill up as decisions are committed to a ledger in memory, whose time is not counted. What is
timed is `Engine.decide`: facts read, conditions, leeway, reasons, steps, alternatives. A sample is compared with the reference.
Twice: fifty decided one after the other, then charged together; and each after a plan and a commit, which leave the
processor's caches with other things. With --case-facts facts were read before, once for their case.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from itertools import batched

from bench import grown
from leeway import policy
from leeway.decide import Engine, Plan, Request, decide
from leeway.ledger import MemoryLedger, Meter

COMPARED = 100
PER_BOOK = 5_000
TOGETHER = {"one after another": 50, "a plan and a commit between two": 1}
"""How many are decided before they are charged."""


def book_of(clauses: int) -> policy.Book:
    """A grown book; more clauses than a book may hold come from several that are put together."""
    books = []
    for first in range(0, clauses, PER_BOOK):
        loaded = policy.load_texts(grown.texts(clauses=min(PER_BOOK, clauses - first), seed=1 + first))
        assert loaded.book is not None, loaded.diagnostics[0].render()
        books.append(loaded.book if not first else _elsewhere(loaded.book, number=first))
    return reduce(
        lambda one, more: replace(
            one, actions={**one.actions, **more.actions}, policies=one.policies + more.policies
        ),
        books,
    )


def _elsewhere(book: policy.Book, *, number: int) -> policy.Book:
    """The same book with clauses and actions of other names."""

    def renamed[C: policy.Clause](clause: C, **changes: object) -> C:
        actions = (
            {"actions": tuple(f"{each} {number}" for each in clause.actions)}
            if hasattr(clause, "actions")
            else {}
        )
        return replace(clause, id=f"{number} {clause.id}", **actions, **changes)

    policies = tuple(
        replace(
            each, id=f"{number} {each.id}", rules=tuple(map(renamed, each.rules)),
            guidelines=tuple(map(renamed, each.guidelines)), situations=tuple(map(renamed, each.situations)),
        )
        for each in book.policies
    )  # fmt: skip
    actions = {
        f"{name} {number}": replace(each, name=f"{name} {number}") for name, each in book.actions.items()
    }
    return replace(book, actions=actions, policies=policies)


def asked(engine: Engine, *, count: int, unknown: float, case_facts: bool) -> Iterator[Request]:
    """Distinct requests; the first one finds everything compiled."""
    for number, request in enumerate(grown.requests(engine.book, count=count, unknown=unknown)):
        if number == 0:
            engine.prepare(request.at)
            gc.collect()
            gc.freeze()
        yield replace(request, facts=engine.case_facts(request.facts)) if case_facts else request


def measure(
    *, clauses: int, count: int, unknown: float = 0.0, together: int = 1, case_facts: bool = False
) -> dict[str, list[float]]:
    """Seconds for each decision, by outcome."""
    engine, ledger = Engine(book_of(clauses)), MemoryLedger()
    found: dict[str, list[float]] = defaultdict(list)
    compared = 0
    for requests in batched(
        asked(engine, count=count + COMPARED, unknown=unknown, case_facts=case_facts), together, strict=False
    ):
        ready: list[tuple[Request, Plan, dict[Meter, int]]] = []
        for request in requests:
            plan = engine.plan(request)
            ready.append((request, plan, ledger.balances(plan.meters, at=request.at)))
        for request, _, balances in ready:
            begun = time.perf_counter()
            decision = engine.decide(request, balances)
            spent = time.perf_counter() - begun
            if compared < COMPARED:
                compared += 1
                assert decision == decide(engine.book, request, balances), request
            else:
                found[decision.outcome.value].append(spent)
        for _, plan, _ in ready:
            ledger.commit(plan.proposal())
    return found


def show(found: dict[str, list[float]], *, clauses: int, how: str) -> float:
    """Print percentiles by outcome and for all; the median of all, in µs."""
    every = sorted(each for times in found.values() for each in times)
    rows = [(name, sorted(times)) for name, times in sorted(found.items())] + [("all", every)]
    print(
        f"\nA book of {clauses:,} clauses, {how}, µs a decision ({COMPARED} compared with the reference: equal)"
    )
    print(f"  {'outcome':10} {'count':>7} {'p50':>8} {'p90':>8} {'p99':>8}")
    for name, times in rows:
        p50, p90, p99 = (
            times[min(int(len(times) * share), len(times) - 1)] * 1e6 for share in (0.5, 0.9, 0.99)
        )
        print(f"  {name:10} {len(times):7,} {p50:8.1f} {p90:8.1f} {p99:8.1f}")
    return every[len(every) // 2] * 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clauses", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--unknown", type=float, default=0.0, help="the share of requests that lack a fact")
    parser.add_argument("--case-facts", action="store_true", help="facts were read once for their case")
    given = parser.parse_args()
    for how, together in TOGETHER.items():
        medians = []
        for clauses in given.clauses:
            found = measure(
                clauses=clauses,
                count=given.count,
                unknown=given.unknown,
                together=together,
                case_facts=given.case_facts,
            )
            medians.append(show(found, clauses=clauses, how=how))
        if len(medians) > 1:
            longer = medians[-1] / medians[0]
            print(f"\n{given.clauses[0]:,} → {given.clauses[-1]:,} clauses, {how}: {longer:.1f} times as long")


if __name__ == "__main__":
    main()
