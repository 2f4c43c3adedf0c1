"""Whatever comes from outside ends in a diagnostic or an answer: soon, and within bounds of memory.

`LEEWAY_FULL=1` tries 50,000 spoiled books, expressions and requests; each run of a part is a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.run import bombs

ROOT = Path(__file__).resolve().parents[2]
ATTEMPTS = 50_000 if os.environ.get("LEEWAY_FULL") == "1" else 600
PARTS = 10 if os.environ.get("LEEWAY_FULL") == "1" else 2
BOMBS, BOMBS_A_PART = len(bombs()), 70
MIB_MAX = 512
SECONDS_A_PART = 3_600


def _run(what: str, first: int, count: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.hostile.run", what, str(first), str(count)]
    try:
        ended = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS_A_PART, check=False
        )
    except subprocess.TimeoutExpired as late:
        last = (late.stderr or b"").decode().split()[-1:]
        pytest.fail(f"{what}: number {last} did not end")
    assert ended.returncode == 0, f"{what} {ended.stderr.split()[-1:]}: {ended.stderr[-500:]}"
    return dict(json.loads(ended.stdout))


@pytest.mark.parametrize("part", range(PARTS))
def test_attempts_end_in_a_diagnostic_or_an_answer(part: int) -> None:
    count = ATTEMPTS // PARTS
    found = _run("attempts", part * count, count)

    assert found["failed"] == []
    assert sum(found["counts"].values()) == count
    assert found["counts"]["answer"] > count // 50
    assert found["counts"]["diagnostic"] > count // 10
    assert found["peak_mib"] < MIB_MAX


@pytest.mark.parametrize("first", range(0, BOMBS, BOMBS_A_PART))
def test_bombs_do_not_go_off(first: int) -> None:
    found = _run("bombs", first, min(BOMBS_A_PART, BOMBS - first))

    assert found["failed"] == []
    assert found["peak_mib"] < MIB_MAX


def test_what_is_hostile_is_noticed() -> None:
    """The measuring itself: an attempt that raises, and one that takes too long, are failures."""
    from tests.hostile.run import SECONDS_MAX, attempt_all

    def raises() -> str:
        raise KeyError("oh")

    def lasts() -> str:
        until = time.process_time() + SECONDS_MAX + 0.1
        while time.process_time() < until:
            pass
        return "answer"

    found = attempt_all([(1, raises), (2, lasts), (3, lambda: "answer")])

    assert [failure.partition(":")[0] for failure in found["failed"]] == ["1", "2"]
