"""How long does one person's page take, and finding something, when there are many? A made-up crowd.

    python -m bench.conversations --persons 200000 --messages 2000000
    python -m bench.conversations --home FOLDER       a crowd poured in earlier, kept in FOLDER

On SQLite in a new folder, or on DATABASE_URL. Says milliseconds of server time (p50 and p99 of `--times`) and how
often the databases are asked, the ledger's included; what is found is compared with a plain look through the newest
messages. Wanted: a person's page under 150 ms with at most 12 queries, finding under 300 ms.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time

from bench.crowd import HEAVY, NOW, OFTEN, Crowd, address, fill

PAGE_MS_MAX, PAGE_QUERIES_MAX, FIND_MS_MAX = 150, 12, 300
LOOKED_THROUGH = 20_000
"""So many of the newest messages are looked through one by one, to compare."""
FOUND_MAX = 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--messages", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--home")
    wanted = parser.parse_args()
    os.environ.setdefault("LEEWAY_HOME", wanted.home or tempfile.mkdtemp(prefix="leeway-bench-"))
    os.environ.setdefault("LEEWAY_SECRET", "only for a bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    import django

    django.setup()
    from leeway.desk import ledger
    from leeway.stores import open_store

    path = f"{os.environ['LEEWAY_HOME']}/ledger.sqlite3"
    with open_store(os.environ.get("DATABASE_URL") or f"sqlite:///{path}") as store, ledger.using(store):
        _poured(wanted.persons, wanted.messages)
        return _measured(Crowd(wanted.persons, wanted.messages), store, times=wanted.times)


def _poured(persons: int, messages: int) -> None:
    """Pour the crowd in, unless it is there."""
    from django.core.management import call_command

    from leeway.desk.demo import build_station
    from leeway.desk.persons.models import Person

    call_command("migrate", verbosity=0)
    if Person.objects.filter(pk=f"b{persons - 1}").exists():
        return
    began = time.perf_counter()
    build_station(at=NOW)
    fill(persons, messages)
    print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)


def pages_of(crowd: Crowd, times: int) -> dict[str, list[str]]:
    """What is measured: paths by what they are."""
    rnd = random.Random(2)
    open_here = [person for person in range(0, crowd.persons, 400) if person % HEAVY]
    heavy = [f"/people/b{person}/" for person in range(0, crowd.persons, 2 * HEAVY)] or ["/people/b0/"]
    asked = {
        "a frequent word": rnd.choice(OFTEN), "two frequent words": " ".join(rnd.sample(OFTEN, 2)),
        "a rare word": crowd.rare[-7], "a stem": "refunded", "a slip": "refnud", "a beginning": "ref",
        "a name": crowd.name(400), "a frequent name": "Ionescu", "a name with a slip": "Ionesuc",
        "a part of a name": "onesc", "an address": address(crowd, 400), "a number": f"38050{400:07d}",
        "a part of a number": "0000400", "nothing there": "zzqxv",
    }  # fmt: skip
    return {
        "person": [f"/people/b{rnd.choice(open_here)}/" for _ in range(times)],
        "person with much": [rnd.choice(heavy) for _ in range(times)],
        "its words alone": [f"{rnd.choice(heavy)}?part=talk" for _ in range(times)],
        "people waiting": ["/people/"] * times,
        "those with a tag": ["/people/?tag=pump"] * times,
        "open matters, table": ["/people/table/"] * times,
        **{f"find {name}": [f"/find/?q={typed.replace(' ', '+')}"] * times for name, typed in asked.items()},
        "find in messages only": ["/find/?q=coffee&kind=entry"] * times,
    }


def _measured(crowd: Crowd, store: object, *, times: int) -> int:
    """Print the table; say whether all is as wanted."""
    from django.test import Client

    from leeway.desk import clock
    from leeway.desk.people.models import Colleague

    ok = True
    print(f"{'page':26}{'who':7}{'p50 ms':>8}{'p99 ms':>8}{'queries':>9}")
    with clock.held_at(NOW):
        for who in ("nina", "vera"):
            client = Client()
            colleague = Colleague.objects.get(pk=who)
            client.force_login(colleague, "allauth.account.auth_backends.AuthenticationBackend")
            for name, paths in pages_of(crowd, times).items():
                took, queries = _timed(client, paths), _counted(client, paths[-1], store)
                p50, p99 = statistics.median(took), max(took)
                is_page = name.startswith("person")
                fits = p50 < (PAGE_MS_MAX if is_page else FIND_MS_MAX) and (
                    not is_page or queries <= PAGE_QUERIES_MAX
                )
                ok = ok and fits
                print(
                    f"{name:26}{who:7}{p50:8.1f}{p99:8.1f}{queries:9}{'' if fits else '  too much'}", flush=True
                )
    return 0 if _agrees() and ok else 1


def _timed(client: object, paths: list[str]) -> list[float]:
    client.get(paths[0])
    took = []
    for path in paths:
        began = time.perf_counter()
        answer = client.get(path)
        took.append(1_000 * (time.perf_counter() - began))
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"
    return took


def _counted(client: object, path: str, store: object) -> int:
    """How often the desk's database and the ledger are asked for a page."""
    from unittest.mock import patch

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ledger = 0

    def watched(real):
        def answer(*given, **named):
            nonlocal ledger
            ledger += 1
            return real(*given, **named)

        return answer

    names = ("balances", "balances_then", "stopped", "switches", "records", "recorded")
    patches = [patch.object(store, name, watched(getattr(store, name))) for name in names]
    for each in patches:
        each.start()
    try:
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
    finally:
        for each in patches:
            each.stop()
    return len(asked) + ledger


def _agrees() -> bool:
    """Whether search finds exactly the newest messages that a plain look through them finds, in their order.

    Where fewer fit among those looked through, older ones may follow: these are not looked at.
    """
    from leeway.desk.conversations.models import Word
    from leeway.desk.conversations.queries.finding import found
    from leeway.desk.conversations.stems import words_of

    rows = Word.objects.filter(kind="entry").order_by("-pk")[:LOOKED_THROUGH]
    newest = [(of, words_of(text), path) for of, text, path in rows.values_list("of", "text", "path")]
    agree, asked = 0, [*OFTEN[:12], *(f"{one} {other}" for one, other in zip(OFTEN, OFTEN[5:17], strict=False))]
    paths = ("network/",), ("network/north/214/",), ("network/r3/",)
    for typed in asked:
        fitting = [(of, path) for of, said, path in newest if _fits(said, typed)]
        for seen in paths:
            plain = [of for of, path in fitting if path.startswith(seen[0])][:FOUND_MAX]
            hits = [hit.of for hit in found(typed, paths=seen, kinds=("entry",), most=FOUND_MAX)]
            agree += hits[: len(plain)] == plain
    print(
        f"{agree} of {len(asked) * len(paths)} answers agree with a plain look through {len(newest):,} messages"
    )
    return agree == len(asked) * len(paths)


def _fits(said: list[str], typed: str) -> bool:
    """Whether a message has all words typed, however inflected; the last one may be only begun."""
    from leeway.desk.conversations.stems import alternatives, words_of

    words = words_of(typed)
    stems = {stem for word in said for stem in alternatives(word)}
    missing = [word for word in words if stems.isdisjoint(alternatives(word))]
    return not missing or (missing == words[-1:] and any(word.startswith(words[-1]) for word in said))


if __name__ == "__main__":
    sys.exit(main())
