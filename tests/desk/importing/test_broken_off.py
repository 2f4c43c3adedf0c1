"""Imports that are killed at any moment, again and again, come to the same as one that was left in peace.

Real processes of the command on a real file, killed with SIGKILL. `LEEWAY_FULL=1` takes more kills.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = 40 if os.environ.get("LEEWAY_FULL") == "1" else 3
ROWS = 4_000
SET_UP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from leeway.desk.people import commands as people
people.add_site(name="All", parent=None, id_="network", zone="Europe/Kyiv")
"""
SEEN = """
import django; django.setup()
from leeway.desk.cases.models import Case, Entry, Participant, Promise, Tag
from leeway.desk.persons.models import Claim, Consent, Person, Point
names = dict(Person.objects.values_list("pk", "name"))
print(sorted(names.values()))
print(sorted((names[p], k, v) for p, k, v in Point.objects.values_list("person", "kind", "value")))
print(sorted((names[p], v) for p, v in Claim.objects.values_list("person", "value")))
print(Consent.objects.count(), Promise.objects.count(), Tag.objects.count(), Participant.objects.count())
print(sorted((pk, names[p], s, str(o), str(c)) for pk, p, s, o, c
             in Case.objects.values_list("pk", "person", "state", "opened_at", "closed_at")))
print(sorted((k, names[p], t, str(a)) for k, p, t, a in Entry.objects.values_list("key", "person", "text", "at")))
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


def _started(kind: str, file: Path, home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "leeway", "import", kind, str(file), "--go", "--json"]
    return subprocess.Popen(command, env=_environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _ended(kind: str, file: Path, home: Path) -> float:
    begun = time.monotonic()
    run = _started(kind, file, home)
    _, errors = run.communicate(timeout=300)
    assert run.returncode == 0, errors.decode()[-2000:]
    return time.monotonic() - begun


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, Path]:
    persons = tmp_path / "persons.csv"
    persons.write_text(
        "Name,Email,Phone,Opt-in\n"
        + "".join(
            f"Somebody {n % 3_000},who{n % 3_000}@example.com,067{n % 2_500:07},{'yes' if n % 3 else ''}\n"
            for n in range(ROWS)
        )
        + "Nobody,,,\n",
        "utf-8",
    )
    words = tmp_path / "words.csv"
    words.write_text(
        "Ticket ID,Comment ID,Created at,Requester,Email,Body,Status,Tags\n"
        + "".join(
            f"{n % 2_000},{n},2025-03-01T10:{n % 60:02}:00Z,Somebody {n % 500},who{n % 500}@example.com,Word {n},"
            f"{'open' if n % 2_000 < 20 else 'closed'},leak\n"
            for n in range(ROWS)
        ),
        "utf-8",
    )
    return {"persons": persons, "conversations": words}


def test_killed_at_any_moment_and_run_again_everything_is_there_once(
    tables: dict[str, Path], tmp_path: Path
) -> None:
    calm, rough, rnd = tmp_path / "calm", tmp_path / "rough", random.Random(7)
    for home in (calm, rough):
        _run(SET_UP, home)

    behind = 0
    for kind, file in tables.items():
        took = _ended(kind, file, calm)
        for _ in range(KILLS):
            run = _started(kind, file, rough)
            time.sleep(rnd.uniform(0.3, 0.9) * took)
            run.send_signal(signal.SIGKILL)
            run.communicate()
            behind += 0 < _rows_done(rough, kind) < ROWS
        _ended(kind, file, rough)

    assert behind > 0, "some were killed on their way"
    assert _run(SEEN, rough) == _run(SEEN, calm)


def test_times_that_say_no_zone_are_by_the_desks_clock_and_it_says_so(tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_text("Ticket ID,Created at,Email,Body\n1,2025-03-01 10:00,a@example.com,Hello\n", "utf-8")
    _run(SET_UP, tmp_path)

    looked = _looked_at("conversations", file, tmp_path)
    _ended("conversations", file, tmp_path)

    assert "by the clock of Europe/Kyiv" in looked
    assert "2025-03-01 08:00:00+00:00" in _run(SEEN, tmp_path)


def test_of_a_table_without_times_no_clock_is_told(tmp_path: Path) -> None:
    file = tmp_path / "known.csv"
    file.write_text("Name,Email\nAna,a@example.com\n", "utf-8")
    _run(SET_UP, tmp_path)

    looked = _looked_at("persons", file, tmp_path)

    assert "Email → email" in looked
    assert "clock" not in looked


def test_of_two_that_import_the_same_file_at_once_nothing_is_doubled(
    tables: dict[str, Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    _run(SET_UP, home)

    runs = [_started("persons", tables["persons"], home) for _ in range(2)]
    codes = sorted((run.communicate(timeout=300), run.returncode)[1] for run in runs)
    _ended("persons", tables["persons"], home)

    assert codes in ([0, 0], [0, 2])
    counted = _run(
        "import django; django.setup()\nfrom leeway.desk.persons.models import Person\nprint(Person.objects.count())",
        home,
    )
    # A number that two rows share says that they are one.
    assert counted.strip() == "2500"


def _looked_at(kind: str, file: Path, home: Path) -> str:
    command = [sys.executable, "-m", "leeway", "import", kind, str(file)]
    done = subprocess.run(command, env=_environment(home), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _rows_done(home: Path, kind: str) -> int:
    code = f"import django; django.setup()\nfrom leeway.desk.importing.models import Run\nprint(*Run.objects.filter(kind={kind!r}).values_list('rows_done', flat=True), 0)"
    return int(_run(code, home).split()[0])
