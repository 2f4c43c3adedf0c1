"""Files handed in on a page, whose worker is killed on the way: who goes on loses nothing and doubles nothing.

The real worker, killed with SIGKILL in the middle of a file, on each database. `LEEWAY_FULL=1` takes larger files,
more kills, and waits until the claim of a dead worker has ended by itself.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from leeway.desk.importing.commands.due import CLAIMED_FOR
from tests.desk.faults import FULL, Desk, desk_on

ROWS = 30_000 if FULL else 2_200
LETTERS = 5_000 if FULL else 150
KILLS = 10 if FULL else 1
"""Of the worker of each file."""
SECONDS_MAX = 3_600 if FULL else 600
DONE = {
    "persons": ("select coalesce(max(rows_done), 0) from importing_run where kind = 'persons'", ROWS),
    "conversations": (
        "select coalesce(max(rows_done), 0) from importing_run where kind = 'conversations'",
        ROWS,
    ),
    "letters": ("select count(*) from mail_letter where state = 'taken'", LETTERS),
}
"""How far each kind of file has come, and where its end is."""
STATE = "select state from importing_upload where kind = '{kind}'"
PASSED = "update importing_upload set claimed_until = '2020-01-01' where claimed_until is not null"
SOON = "update mail_letter set again_at = '2020-01-01' where state = 'waiting' and problem <> ''"
"""What minutes do by passing: a claim ends, and a letter that met a busy database is tried again."""
LEFT = (
    "select (select count(*) from importing_upload where state <> 'done')"
    " + (select count(*) from mail_letter where state = 'waiting')"
)

SET_UP = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from leeway.channels.mail import commands as mail
from leeway.desk.people import commands as people
people.add_site(name="All", parent=None, id_="network", zone="Europe/Kyiv")
people.add_colleague(name="Vera", at=start, id_="vera")
people.post("vera", site="network", authority="manager", at=start)
people.put_in_charge("vera", site="network", of="operations")
mail.add_mailbox(mail.Wanted(id="help", site="network", address="help@shop.example", brand="shop"))
"""
HAND_IN = """
from django.test import Client
from leeway.desk.importing.commands import do_what_is_due
from leeway.desk.people.models import Colleague
vera = Client(SERVER_NAME="localhost")
vera.force_login(Colleague.objects.get(pk="vera"), "allauth.account.auth_backends.AuthenticationBackend")
pages = []
for kind, name in {files!r}.items():
    with open(name, "rb") as body:
        pages.append(vera.post("/imports/", {{"kind": kind, "file": body}})["Location"])
do_what_is_due(at=datetime.now(UTC))
for page in pages:
    assert "would do" in vera.get(page).content.decode()
    vera.post(page + "do/", {{"do": "bring"}})
"""
SEEN = """
from leeway.channels.mail.models import Letter
from leeway.desk.cases.models import Case, Entry, Participant, Promise, Tag
from leeway.desk.importing.models import Run, Upload
from leeway.desk.persons.models import Claim, Consent, Person, Point
names = {"": ""} | dict(Person.objects.values_list("pk", "name"))
matters = {None: ""} | {pk: f"{names[who]} {about}" for pk, who, about in Case.objects.values_list("pk", "person", "summary")}
print(sorted(names.values()))
print(sorted((names[p], k, v) for p, k, v in Point.objects.values_list("person", "kind", "value")))
print(sorted((names[p], v) for p, v in Claim.objects.values_list("person", "value")))
print(Consent.objects.count(), Promise.objects.count(), Tag.objects.count(), Participant.objects.count())
print(sorted((names[p], about, state, str(opened)) for p, about, state, opened
             in Case.objects.values_list("person", "summary", "state", "opened_at")))
print(sorted((names[p], matters[c], kind, way, text, str(at)) for p, c, kind, way, text, at
             in Entry.objects.values_list("person", "case", "kind", "direction", "text", "at")))
print(sorted(Letter.objects.values_list("digest", "state")))
print(sorted((r.kind, r.rows_done, sorted(r.counts.items())) for r in Run.objects.all()))
print(sorted((u.kind, u.state, u.problem, u.report["rows"]) for u in Upload.objects.all()))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One file of each kind; in each some rows are of the same person, or of the same matter."""
    folder = tmp_path_factory.mktemp("files")
    texts = {
        "persons": "Name,Email,Phone,Opt-in\n" + "".join(
            f"Somebody {n % (ROWS * 3 // 4)},who{n % (ROWS * 3 // 4)}@example.com,067{n % (ROWS // 2):07},"
            f"{'yes' if n % 3 else ''}\n" for n in range(ROWS)
        ),
        "conversations": "Ticket ID,Comment ID,Created at,Requester,Email,Body,Status,Tags\n" + "".join(
            f"{n % (ROWS // 2)},{n},2025-03-01 10:{n % 60:02},Somebody {n % 500},who{n % 500}@example.com,Word {n},"
            f"{'open' if n % (ROWS // 2) < 20 else 'closed'},leak\n" for n in range(ROWS)
        ),
        "letters": "".join(
            f"From x@y Mon Mar  3 10:00:00 2025\nFrom: Guest {n % 90} <guest{n % 90}@example.com>\n"
            f"Message-ID: <{n}@x>\nDate: Mon, 3 Mar 2025 10:{n % 60:02}:00 +0000\nSubject: Kettle {n % 120}\n"
            + (f"In-Reply-To: <{n - 90}@x>\n" if n >= 90 else "") + f"\nIt leaks, {n}.\n\n" for n in range(LETTERS)
        ),
    }  # fmt: skip
    for kind, text in texts.items():
        (folder / f"{kind}.txt").write_text(text, "utf-8")
    return {kind: folder / f"{kind}.txt" for kind in texts}


def _asked(desk: Desk, statement: str) -> str:
    """Ask the desk's database beside its worker; give the first value."""
    file = desk.home / "desk.sqlite3"
    opened = psycopg.connect(desk.database) if desk.database else sqlite3.connect(file, timeout=30)
    with closing(opened) as connection:
        cursor = connection.cursor()
        cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        connection.commit()
    return str(row[0]) if row else ""


@contextmanager
def _worker(desk: Desk) -> Iterator[subprocess.Popen[bytes]]:
    """The desk's worker; whatever happens, it does not outlive this."""
    command = [sys.executable, "-m", "leeway.web.running.working"]
    surroundings = os.environ | {
        "LEEWAY_HOME": str(desk.home), "DJANGO_SETTINGS_MODULE": "leeway.web.settings",
        "LEEWAY_SECRET": "only for tests", "DATABASE_URL": desk.database,
    }  # fmt: skip
    # It tells that nobody keeps a ledger here: into a file, as nobody would read a pipe.
    with (desk.home / "worker.log").open("ab") as log:
        worker = subprocess.Popen(command, env=surroundings, stderr=log)
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()


def _killed_on_its_way(desk: Desk, kind: str, *, chance: random.Random) -> bool:
    """Kill a worker a moment after it brought in some more; say whether that was in the middle of the file."""
    statement, end = DONE[kind]
    before, until = int(_asked(desk, statement)), time.monotonic() + SECONDS_MAX
    with _worker(desk) as worker:
        while int(_asked(desk, statement)) == before:
            assert worker.poll() is None, "the worker works"
            assert time.monotonic() < until, "it comes on in time"
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.2))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    return before < int(_asked(desk, statement)) < end and _asked(desk, STATE.format(kind=kind)) == "to go"


def _finished(desk: Desk) -> None:
    until = time.monotonic() + SECONDS_MAX
    with _worker(desk) as worker:
        while _asked(desk, LEFT) != "0":
            _asked(desk, SOON)
            assert worker.poll() is None, "the worker works"
            assert time.monotonic() < until, "it comes to its end in time"
            time.sleep(0.5)


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_its_worker_killed_on_the_way_another_goes_on_and_everything_is_there_once(
    store: str, files: dict[str, Path], tmp_path: Path
) -> None:
    chance, middle = random.Random(7), 0
    (tmp_path / "calm").mkdir()
    (tmp_path / "rough").mkdir()
    with desk_on(store, tmp_path / "calm") as calm, desk_on(store, tmp_path / "rough") as rough:
        for desk in (calm, rough):
            desk.run(SET_UP + HAND_IN.format(files={kind: str(file) for kind, file in files.items()}))
        for kind in files:
            for number in range(KILLS):
                middle += _killed_on_its_way(rough, kind, chance=chance)
                if FULL and number == 0:
                    time.sleep(CLAIMED_FOR.total_seconds() + 1)
                else:
                    _asked(rough, PASSED)
        for desk in (calm, rough):
            _finished(desk)
        seen, left_in_peace = rough.run(SEEN), calm.run(SEEN)

    assert middle >= 2 * KILLS, "most were killed in the middle of a file"
    assert seen == left_in_peace
