"""How long does a condition of a policy book take? Compiled and by the reference evaluator, for facts that are known.

Run `python -m bench.feel_book`; `--json` prints the same figures as one object. Times are CPU time of this
process in microseconds, the best of several rounds, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from decimal import Decimal

from leeway import feel
from leeway.feel import types

TYPES = {
    "queue": types.NUMBER,
    "amount": types.NUMBER,
    "tier": types.STRING,
    "has receipt": types.BOOLEAN,
    "bought": types.DATE,
    "now": types.DATE_AND_TIME,
    "order": types.ContextOf((("total", types.NUMBER),)),
    "basket": types.ListOf(types.ContextOf((("price", types.NUMBER),))),
}
FACTS = {
    "queue": Decimal(5),
    "amount": Decimal(10),
    "tier": "gold",
    "has receipt": True,
    "bought": feel.Date(2026, 1, 31),
    "now": feel.evaluate('@"2026-03-01T10:00:00Z"').value,
    "order": {"total": Decimal(30)},
    "basket": ({"price": Decimal(5)}, {"price": Decimal(120)}),
}
CONDITIONS = (
    'queue > 3 and tier in ("gold", "silver")',
    "amount <= 0.5 * order.total",
    "has receipt and not(queue > 10)",
    "amount in [1..20]",
    'today() - bought > duration("P30D")',
    "some item in basket satisfies item.price > 100",
    "count(basket[price > 100]) > 0",
    'contains(tier, "ol")',
)
ROUNDS = 15


def best_us(work: Callable[[], object], *, times: int) -> float:
    """The shortest CPU time of one run over several rounds, in microseconds."""
    shortest = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time_ns()
        for _ in range(times):
            work()
        shortest = min(shortest, (time.process_time_ns() - start) / times / 1_000)
    return shortest


def measured(text: str) -> dict[str, float | str]:
    """The figures of one condition."""
    node = feel.parse(text, names=TYPES)
    code = feel.compile_python(node, types=TYPES)
    return {
        "condition": text,
        "compiled_us": round(best_us(lambda: code(FACTS), times=20_000), 3),
        "reference_us": round(
            best_us(lambda: feel.evaluate(node, FACTS, now=FACTS["now"], in_book=True), times=500), 1
        ),
        "parse_us": round(best_us(lambda: feel.parse(text, names=TYPES), times=200), 1),
        "compile_us": round(best_us(lambda: feel.compile_python(node, types=TYPES), times=100), 1),
    }


def main() -> None:
    """Print a row for each condition."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--json", action="store_true")
    rows = [measured(text) for text in CONDITIONS]
    if arguments.parse_args().json:
        print(json.dumps(rows))
        return
    print(f"{'µs':48} {'compiled':>9} {'reference':>10} {'parse':>8} {'compile':>8}")
    for row in rows:
        times = f"{row['compiled_us']:9.3f} {row['reference_us']:10.1f}"
        figures = f"{times} {row['parse_us']:8.1f} {row['compile_us']:8.1f}"
        print(f"{row['condition']:48} {figures}")


if __name__ == "__main__":
    main()
