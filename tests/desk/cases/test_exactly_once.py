"""Promises are seen to exactly once: workers killed at any moment, clocks that jump, a night with an hour twice.

Real processes on a real file. Small by default; `LEEWAY_FULL=1` takes 20,000 promises.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

FULL = os.environ.get("LEEWAY_FULL") == "1"
PROMISES = 20_000 if FULL else 300
WORKERS = 4
KILLS = 100 if FULL else 4
SECONDS_MAX = 280 if FULL else 90
CLOCKS_BACK = datetime(2026, 10, 25, 1, tzinfo=UTC)
"""In Kyiv the hour from three to four comes twice that night."""

SET_UP = f"""
import django; django.setup()
from datetime import datetime, timedelta, UTC
from django.core.management import call_command
call_command("migrate", verbosity=0)
from leeway.desk.cases.models import Case, Promise
start = datetime.fromisoformat("{CLOCKS_BACK.isoformat()}") - timedelta(hours=3)
count = {PROMISES}
Case.objects.bulk_create([Case(pk=f"c{{n}}", site="s", path="s/", opened_by="x", opened_at=start, state="open",
    person=f"p{{n}}", news_at=start) for n in range(count)], batch_size=500)
Promise.objects.bulk_create([Promise(case_id=f"c{{n}}", person=f"p{{n}}", made_at=start,
    due_at=start + timedelta(minutes=n % 360), look_at=start + timedelta(minutes=max(0, n % 360 - 30)))
    for n in range(count)], batch_size=500)
"""
WORK = f"""
import django; django.setup()
import random, sys, time
from datetime import datetime, timedelta
from django.db import OperationalError, close_old_connections
from leeway.desk.cases.commands import do_what_is_due
start = datetime.fromisoformat("{CLOCKS_BACK.isoformat()}") - timedelta(hours=3)
rnd = random.Random(int(sys.argv[1]))
for step in range(10**6):
    # The clock of this worker goes on, and jumps an hour back or forth now and then.
    at = start + timedelta(minutes=min(420, step * 4) + rnd.choice((0, 0, 0, -60, 60)))
    try:
        do_what_is_due(at=at, most=150)
    except OperationalError:
        close_old_connections()
    time.sleep(0.002)
"""
LEFT = """
import django; django.setup()
from leeway.desk.cases.models import Promise
print(Promise.objects.filter(look_at__isnull=False).count())
"""
SEEN = """
import django; django.setup()
from leeway.desk.cases.models import Entry, Promise
from django.db.models import Count
print(Promise.objects.filter(state="broken", look_at=None, prepared_at__isnull=False).count())
print(Entry.objects.filter(happened="broken").count(), Entry.objects.filter(happened="broken").values("case").distinct().count())
print(Entry.objects.filter(state="draft").count(), Entry.objects.filter(state="draft").values("case").distinct().count())
"""


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {
        "LEEWAY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "leeway.web.settings", "LEEWAY_SECRET": "only for tests"
    }  # fmt: skip


def _run(code: str, home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=_environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    _run(SET_UP, tmp_path)
    return tmp_path


def test_none_is_missed_and_none_is_seen_to_twice(home: Path) -> None:
    rnd, killed, number = random.Random(7), 0, 0
    workers: list[subprocess.Popen[bytes]] = []
    until = time.monotonic() + SECONDS_MAX
    try:
        while True:
            while len(workers) < WORKERS:
                number += 1
                workers.append(
                    subprocess.Popen([sys.executable, "-c", WORK, str(number)], env=_environment(home))
                )
            time.sleep(rnd.uniform(2.0, 4.0) if killed < KILLS else 2)
            if killed < KILLS:
                victim = workers.pop(rnd.randrange(WORKERS))
                victim.send_signal(signal.SIGKILL)
                victim.wait()
                killed += 1
            elif _run(LEFT, home).strip() == "0":
                break
            assert time.monotonic() < until, "all is seen to in time"
    finally:
        for each in workers:
            each.kill()
            each.wait()
    lines = [tuple(map(int, line.split())) for line in _run(SEEN, home).splitlines()]

    assert lines == [(PROMISES,), (PROMISES, PROMISES), (PROMISES, PROMISES)]
