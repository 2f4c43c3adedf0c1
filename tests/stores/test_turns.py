"""Processes of a machine take turns at a database; one that never lets go keeps nobody."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from leeway.stores.postgres.turns import Turns

HOLDING = """
import sys
from leeway.stores.postgres.turns import Turns
with Turns("here").taken():
    print("mine", flush=True)
    sys.stdin.readline()
print("free", flush=True)
"""


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process, whose turn it is until it reads a line."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code = f"import tempfile; tempfile.tempdir = {str(tmp_path)!r}{HOLDING}"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "mine\n"
    yield process
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def test_the_next_one_waits_until_the_turn_is_free(
    other: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leeway.stores.postgres.turns.WAIT_SECONDS_MAX", 60)
    monkeypatch.setattr("time.sleep", lambda _: other.communicate("go on\n"))

    with Turns("here").taken():
        waited_for = other.poll()

    assert waited_for == 0


def test_nobody_waits_long_for_one_that_never_lets_go(other: subprocess.Popen[str]) -> None:
    begun = time.monotonic()
    with Turns("here").taken():
        waited = time.monotonic() - begun

    assert other.poll() is None
    assert waited >= 0.05


def test_two_databases_have_turns_of_their_own(
    other: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: pytest.fail("nobody else is there"))

    with Turns("elsewhere").taken():
        assert other.poll() is None


def test_without_a_place_for_turns_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/nowhere/at/all")

    with Turns("here").taken():
        pass
