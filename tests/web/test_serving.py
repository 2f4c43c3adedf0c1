"""A desk that is served: whatever of it dies is started again, and nothing stays behind when it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS_MAX = 90

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")


class Desk:
    """`leeway serve` on a free port and an empty home."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        surroundings = {**os.environ, "LEEWAY_HOME": str(home)}
        surroundings.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "leeway", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=surroundings, start_new_session=True, stdout=subprocess.DEVNULL
        )
        until(self.is_answering)

    def is_answering(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/alive/", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def below(self) -> list[int]:
        """All processes that it started, however far below."""
        found, waiting = [], [self.process.pid]
        while waiting:
            children = Path(f"/proc/{waiting[-1]}/task/{waiting.pop()}/children").read_text().split()
            found += (below := [int(each) for each in children])
            waiting += below
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    served = Desk(tmp_path)
    try:
        yield served
    finally:
        served.process.terminate()
        served.process.wait(SECONDS_MAX)


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS_MAX
    while not holds():
        assert time.monotonic() < end, f"not within {SECONDS_MAX} s"
        time.sleep(0.05)


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_all_processes_of_a_desk_end_with_it(desk: Desk) -> None:
    others = desk.below()
    desk.process.terminate()
    desk.process.wait(SECONDS_MAX)

    assert len(others) >= 5
    until(lambda: not any(map(is_there, others)))


def test_nothing_goes_on_without_the_process_that_owns_the_ledger(desk: Desk) -> None:
    others = desk.below()
    desk.process.kill()
    desk.process.wait(SECONDS_MAX)

    assert len(others) >= 5
    until(lambda: not any(map(is_there, others)))


def test_a_desk_answers_again_after_all_who_answered_were_killed(desk: Desk) -> None:
    before = desk.below()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not any(map(is_there, before)))
    until(desk.is_answering)

    assert desk.process.poll() is None
    assert not set(before) & set(desk.below())
