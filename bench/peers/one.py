"""How fast is one engine with one set of clauses? Measured in this process, alone; prints one JSON object.

    python -m bench.peers.one ENGINE SET CLAUSES

Loading is timed apart. Then answers are compared with the right ones, and distinct requests are asked, each once, so
that nothing can be remembered. A call is timed from the plain Python facts to the answer, with every conversion in it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.peers.clauses import SETS, Clause, Deciding, Facts, requests, right_answer

REQUESTS, WARM, COMPARED = 3_000, 50, 40
SECONDS_COMPARING, SECONDS_ASKING = 0.7, 0.7


class Engine(NamedTuple):
    """Where an engine's form of the clauses is made."""

    package: str
    """Its name on PyPI."""
    module: str
    load: str
    indexed: bool = False
    """Whether it is asked only the clauses of the action, sorted out by us."""


ENGINES = {
    "leeway": Engine("leeway-desk", "leeway", "load"),
    "cedar": Engine("cedarpy", "cedar", "load"),
    "zen": Engine("zen-engine", "zen", "load"),
    "cel, rust": Engine("common-expression-language", "cel", "load_rust"),
    "cel, rust, by action": Engine("common-expression-language", "cel", "load_rust", indexed=True),
    "cel, c++": Engine("cel-expr-python", "cel", "load_cpp"),
    "cel, c++, by action": Engine("cel-expr-python", "cel", "load_cpp", indexed=True),
    "rego, regorus": Engine("regorus", "rego", "load_regorus"),
    "rego, rego-cpp": Engine("regopy", "rego", "load_regopy"),
    "casbin": Engine("casbin", "casbin", "load"),
}


def loading(engine: Engine) -> Callable[[Sequence[Clause]], Deciding]:
    """How an engine takes clauses in. Raises: ImportError where its package is not installed."""
    module = importlib.import_module(f"bench.peers.engines.{engine.module}")
    load: Callable[[Sequence[Clause]], Deciding] = getattr(module, engine.load)
    if engine.indexed:
        return importlib.import_module("bench.peers.engines.cel").by_action(load)  # type: ignore[no-any-return]
    return load


def measure(name: str, kind: str, count: int) -> dict[str, float]:
    """Load, compare, ask; times in µs, memory in MiB."""
    clauses, asked = SETS[kind](count), requests(kind, REQUESTS + WARM)
    load = loading(ENGINES[name])
    load(clauses[:2])  # imports and first-use tables are not the clauses'
    held, begun = _resident_mib(), time.perf_counter()
    decide = load(clauses)
    load_s = time.perf_counter() - begun
    held = _resident_mib() - held
    compared, wrong = _compared(decide, clauses, asked)
    gc.collect()
    gc.freeze()
    times = sorted(_times(decide, asked))
    return {
        "load_s": round(load_s, 3),
        "memory_mib": round(held, 1),
        "compared": compared,
        "wrong": wrong,
        "asked": len(times),
        "p50_us": round(times[len(times) // 2] * 1e6, 2),
        "p99_us": round(times[int(len(times) * 0.99)] * 1e6, 2),
    }


def _compared(decide: Deciding, clauses: Sequence[Clause], asked: Sequence[Facts]) -> tuple[int, int]:
    """How many answers were compared with the right ones, and how many differ."""
    expected = [(facts, right_answer(clauses, facts)) for facts in asked[-COMPARED:]]
    compared = wrong = 0
    end = time.perf_counter() + SECONDS_COMPARING
    for facts, right in expected:
        allowed, names = decide(facts)
        compared, wrong = compared + 1, wrong + ((allowed, sorted(names)) != right)
        if time.perf_counter() > end:
            break
    return compared, wrong


def _times(decide: Deciding, asked: Sequence[Facts]) -> list[float]:
    """Seconds for each request, after some that warm the processor up."""
    found: list[float] = []
    end = time.perf_counter() + SECONDS_ASKING
    for number, facts in enumerate(asked):
        begun = time.perf_counter()
        decide(facts)
        spent = time.perf_counter() - begun
        if number >= WARM or spent > SECONDS_ASKING / WARM:
            found.append(spent)
        if begun > end:
            break
    return found


def _resident_mib() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    try:
        print(json.dumps(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
    except ImportError:
        print(json.dumps({"absent": ENGINES[sys.argv[1]].package}))
