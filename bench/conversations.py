"""How long does one person's page take, and finding something, when there are many? Made-up persons and messages.

`python -m bench.conversations --persons 200000 --messages 2000000` on SQLite in a new folder, or on DATABASE_URL.
Says milliseconds of server time (median and worst of 30) and how often the database is asked.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
WORDS = [
    "fuel",
    "pump",
    "receipt",
    "refund",
    "card",
    "charged",
    "twice",
    "coffee",
    "wash",
    "queue",
    "hose",
    "till",
    "lost",
    "station",
    "morning",
    "money",
]
NAMES = ("Maria Ionescu", "Oleksii Bondar", "Layla Haddad", "Andrei Popa", "Iryna Koval", "Petro Lysenko")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--messages", type=int, default=200_000)
    wanted = parser.parse_args()
    os.environ.setdefault("LEEWAY_HOME", tempfile.mkdtemp(prefix="leeway-bench-"))
    os.environ.setdefault("LEEWAY_SECRET", "only for a bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    _fill(wanted.persons, wanted.messages)
    print(f"filled in {time.perf_counter() - started:.0f} s")
    from leeway.desk import ledger
    from leeway.stores import open_store

    path = f"{os.environ['LEEWAY_HOME']}/ledger.sqlite3"
    with open_store(os.environ.get("DATABASE_URL") or f"sqlite:///{path}") as store, ledger.using(store):
        _measure(wanted.persons)


def _fill(persons: int, messages: int) -> None:
    from django.db import transaction

    from leeway.desk.cases.models import Case, Entry, Promise
    from leeway.desk.conversations.models import Word
    from leeway.desk.conversations.stems import stems_of, threes_of
    from leeway.desk.demo import build_station
    from leeway.desk.ledger import using
    from leeway.desk.persons.commands import know_many
    from leeway.stores import open_store

    with open_store(f"sqlite:///{os.environ['LEEWAY_HOME']}/ledger.sqlite3") as store, using(store):
        build_station(at=NOW)
    rnd = random.Random(1)
    path, share = "network/north/214/", max(1, messages // persons)
    for first in range(0, persons, 5_000):
        ids = range(first, min(first + 5_000, persons))
        with transaction.atomic():
            know_many(((f"b{n}", NAMES[n % 6], f"38050{n:07d}") for n in ids), at=NOW - timedelta(days=900))
            state = {n: "open" if n % 200 == 0 else "closed" for n in ids}
            Case.objects.bulk_create(
                Case(pk=f"bc{n}", site="214", path=path, opened_by="channel mail", opened_at=NOW - timedelta(days=n % 900),
                     person=f"b{n}", state=state[n], summary=" ".join(rnd.choices(WORDS, k=5)),
                     situation="apology/our-mistake", due_at=NOW + timedelta(minutes=n % 3000) if state[n] == "open" else None,
                     waiting_since=NOW if state[n] == "open" else None, news_at=NOW)
                for n in ids
            )  # fmt: skip
            Promise.objects.bulk_create(
                Promise(
                    case_id=f"bc{n}",
                    person=f"b{n}",
                    made_at=NOW - timedelta(days=n % 900),
                    due_at=NOW,
                    state="kept",
                )
                for n in ids
            )
            entries = [
                Entry(person=f"b{n}", case_id=f"bc{n}", at=NOW - timedelta(minutes=n % 900 * 1440 - k * 30), kind="message",
                      direction="in" if k % 2 == 0 else "out", state="" if k % 2 == 0 else "sent", channel="mail",
                      text=" ".join(rnd.choices(WORDS, k=24)))
                for n in ids for k in range(share)
            ]  # fmt: skip
            made = Entry.objects.bulk_create(entries, batch_size=2_000)
            words = [Word(kind="entry", of=str(row.pk), person=row.person, path=path, at=row.at, text=row.text,
                          stems=f"kindentry {stems_of(row.text)}") for row in made]  # fmt: skip
            words += [Word(kind="person", of=f"b{n}", person=f"b{n}", at=NOW, title=NAMES[n % 6], text=f"38050{n:07d}",
                           stems=f"kindperson {stems_of(NAMES[n % 6])} 38050{n:07d}",
                           threes=f"kindperson {threes_of(f'{NAMES[n % 6]} 38050{n:07d}')}") for n in ids]  # fmt: skip
            Word.objects.bulk_create(words, batch_size=2_000)


def _measure(persons: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from leeway.desk import clock
    from leeway.desk.people.models import Colleague

    client, rnd = Client(), random.Random(2)
    client.force_login(Colleague.objects.get(pk="nina"), "allauth.account.auth_backends.AuthenticationBackend")
    some = [f"/people/b{rnd.randrange(persons // 200) * 200}/" for _ in range(30)]
    pages = {
        "person view": some,
        "its conversation alone": [f"{each}?part=talk" for each in some],
        "list": ["/people/"] * 30,
        "find two words": [f"/find/?q={rnd.choice(WORDS)}+{rnd.choice(WORDS)}" for _ in range(30)],
        "find a part of a name": ["/find/?q=onesc"] * 30,
        "find a number": [f"/find/?q=38050{rnd.randrange(persons):07d}" for _ in range(30)],
    }
    with clock.held_at(NOW):
        for what, paths in pages.items():
            client.get(paths[0])
            took = []
            for path in paths:
                begun = time.perf_counter()
                assert client.get(path).status_code == 200, path
                took.append(1_000 * (time.perf_counter() - begun))
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(paths[-1])
            print(
                f"{what:24} {statistics.median(took):6.1f} ms, worst {max(took):6.1f} ms, {len(asked)} queries"
            )


if __name__ == "__main__":
    main()
