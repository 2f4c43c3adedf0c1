"""A desk whose workers are killed at any moment while their clocks jump: real processes on a real database.

Start reading at `killed_until_done`; `desk_on` says on which database.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.stores.postgres_server import fresh_database

FULL = os.environ.get("LEEWAY_FULL") == "1"
WORKERS = 4
KILLS = 100 if FULL else 2
SECONDS_MAX = 5_400 if FULL else 900
"""Time enough for a machine that has other things to do."""
CLOCKS_BACK = datetime(2026, 10, 25, 1, tzinfo=UTC)
"""In Kyiv the hour from three to four comes twice that night."""

BEGIN = f"""
import django; django.setup()
import os, random, sys, time
from datetime import datetime, timedelta, UTC
start = datetime.fromisoformat("{CLOCKS_BACK.isoformat()}") - timedelta(hours=3)
"""
"""What every piece of code for a worker begins with."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk's folder, and its database where that is not a file in there."""

    home: Path
    database: str = ""

    def run(self, code: str) -> str:
        """Run a piece of Python to its end; give what it printed."""
        command = [sys.executable, "-c", BEGIN + code]
        done = subprocess.run(command, env=self._surroundings(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def start(self, code: str, number: int) -> subprocess.Popen[bytes]:
        """Start a worker; its number is the seed of its chances."""
        return subprocess.Popen([sys.executable, "-c", BEGIN + code, str(number)], env=self._surroundings())

    def _surroundings(self) -> dict[str, str]:
        return os.environ | {
            "LEEWAY_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "leeway.web.settings",
            "LEEWAY_SECRET": "only for tests", "DATABASE_URL": self.database,
        }  # fmt: skip


@contextmanager
def desk_on(store: str, home: Path) -> Iterator[Desk]:
    """An empty desk on SQLite or PostgreSQL."""
    if store == "sqlite":
        yield Desk(home)
        return
    with fresh_database() as url:
        yield Desk(home, url)


def working(imports: str, call: str) -> str:
    """The code of a worker that does what is due, again and again, by a clock that jumps an hour now and then."""
    return f"""
from django.db import Error, close_old_connections, connection
{imports}
rnd = random.Random(int(sys.argv[1]))
open(os.path.join(os.environ["LEEWAY_HOME"], "begun-" + sys.argv[1]), "w").close()
for step in range(10**6):
    at = start + timedelta(minutes=min(600, step * 4) + rnd.choice((0, 0, 0, -60, 60)))
    try:
        {call}
    except Error:  # another one writes, or the server ended what lasted too long: the next look sees to it
        connection.close()
        close_old_connections()
    time.sleep(0.002)
"""


def killed_until_done(desk: Desk, *, work: str, left: str, kills: int = KILLS) -> int:
    """Kill one of four workers after the other, then let them finish what `left` still counts; give the kills."""
    chance, killed, number = random.Random(7), 0, 0
    workers: dict[int, subprocess.Popen[bytes]] = {}
    until = time.monotonic() + SECONDS_MAX
    try:
        while True:
            while len(workers) < WORKERS:
                number += 1
                workers[number] = desk.start(work, number)
            time.sleep(chance.uniform(0.1, 2.0) if killed < kills else 2)
            assert all(each.poll() is None for each in workers.values()), "a worker ends only when it is killed"
            assert time.monotonic() < until, "all is seen to in time"
            begun = [each for each in workers if (desk.home / f"begun-{each}").exists()]
            if killed < kills and begun:
                victim = workers.pop(chance.choice(begun))
                victim.send_signal(signal.SIGKILL)
                victim.wait()
                killed += 1
            elif killed >= kills and desk.run(left).strip() == "0":
                return killed
    finally:
        for each in workers.values():
            each.kill()
            each.wait()
