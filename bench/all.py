"""Every figure that the documentation states, one command after another. What needs external data says so when it is absent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = (ROOT / os.environ.get("LEEWAY_EXTERNAL_DATA", "../shared/data")).resolve()
RECORDED = [str(DATA / "service" / name) for name in ("tau_recorded_actions.jsonl", "tau_ground_truth.jsonl")]
KIT = str(DATA / "feel" / "tck.jsonl")

COMMANDS: tuple[tuple[str, list[str]], ...] = (
    ("FEEL conformance", [sys.executable, "-m", "leeway", "feel", "tck", KIT]),
    (
        "Recorded actions against the airline's and the online shop's book",
        [sys.executable, "-m", "bench.recorded", *RECORDED],
    ),
    ("FEEL beside other engines", [sys.executable, "-m", "bench.feel"]),
    ("Conditions of books", [sys.executable, "-m", "bench.feel_book"]),
    ("A bare answer beside other engines", [sys.executable, "-m", "bench.peers", "--charts", "docs/pictures"]),
    ("Whole decisions", [sys.executable, "-m", "bench.decisions"]),
    ("Loading large books", [sys.executable, "-m", "bench.load"]),
    ("The ledger against its model", [sys.executable, "-m", "bench.simulate"]),
    ("Defects put into the ledger on purpose", [sys.executable, "-m", "bench.ledger_mutants"]),
)


def main() -> int:
    """Run them all; the exit code is that of the first that failed."""
    worst = 0
    for title, command in COMMANDS:
        print(
            f"\n== {title}\n$ {' '.join(['python', *command[1:]]).replace(str(DATA), '$LEEWAY_EXTERNAL_DATA')}",
            flush=True,
        )
        missing = [each for each in command if each.startswith(str(DATA)) and not Path(each).exists()]
        if missing:
            print("skipped: the external data is absent (LEEWAY_EXTERNAL_DATA names its folder)")
            continue
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        worst = worst or subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main())
