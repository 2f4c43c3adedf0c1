"""How many decisions a second does a store take? Against the plain loop that writes the same rows one by one.

    python -m bench.stores [--database sqlite] [--seconds 5] [--writers 32] [--folder DIR]

Every decision charges its own case, one of 5,000 customers and 500 actors, and the one pool that all share; it keeps a
record. The plain loop runs in the same file with the same tables and guards: one transaction a decision, synchronised.
Both run twice in turn and the better run of each counts. Exits with 1 below the ratio wanted.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from leeway.ledger import Candidate, Charge, Meter, Proposal
from leeway.stores import Record, open_store
from leeway.stores.sqlite.file import connect, migrate

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
RATIO_WANTED = 1.5
RECORD = Record(
    action="write off",
    actor="vera",
    authority="attendant",
    site="main street",
    case="case 7",
    mode="ordinary",
    book="forecourt 1",
    engine="1",
    tzdata="2026a",
    request=json.dumps({"action": "write off", "facts": {"cost": {"value": "20.00", "source": "till"}}}),
)
POOL = Meter("write-off", "cost", "network", "life", "network")


def proposal(name: str, chance: Random) -> Proposal:
    """A decision of 20.00 that charges four meters."""
    cost = 2000
    customer, actor = chance.randrange(5000), chance.randrange(500)
    charges = (
        Charge(Meter("write-off", "cost", "case", "life", f"case {name}"), cost, 10_000, "attendant"),
        Charge(
            Meter("write-off", "count", "customer", "rolling 2160h", f"person {customer}"),
            1,
            10**9,
            "attendant",
        ),
        Charge(Meter("write-off", "cost", "actor", "rolling 8h", f"actor {actor}"), cost, 10**12, "attendant"),
        Charge(POOL, cost, 10**15, "attendant"),
    )
    candidate = Candidate("write-off", charges)
    return Proposal(id=name, request_hash="0" * 64, candidates=(candidate,), at=datetime.now(UTC), actor="vera")


def through_the_store(path: Path, seconds: float, writers: int) -> float:
    """Decide with many threads; give the decisions a second."""
    counts = [0] * writers
    with open_store(f"sqlite:///{path}") as store:
        until = time.perf_counter() + seconds

        def write(number: int) -> None:
            chance = Random(number)
            while time.perf_counter() < until:
                name = f"{number}-{counts[number]}"
                if store.commit(proposal(name, chance), record=RECORD).state != "posted":
                    raise AssertionError(name)
                counts[number] += 1

        threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
        started = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        taken = time.perf_counter() - started
        if store.balances([POOL], at=NOON)[POOL] != 2000 * sum(counts):
            raise AssertionError("the pool does not add up")
    return sum(counts) / taken


def one_by_one(path: Path, seconds: float) -> float:
    """Write the same rows with one connection, a transaction each; give the decisions a second."""
    connection = connect(path)
    migrate(connection, path)
    loop, count = _Loop(connection), 0
    started = time.perf_counter()
    for number in itertools.count():
        if time.perf_counter() - started > seconds:
            break
        loop.decide(str(number))
        count += 1
    return count / (time.perf_counter() - started)


class _Loop:
    """Looks up, checks and writes one decision, with nothing kept in between."""

    def __init__(self, connection) -> None:
        self.run = connection.execute
        self.many = connection.executemany
        self.chance = Random(0)

    def decide(self, name: str) -> None:
        asked = proposal(name, self.chance)
        at = int(asked.at.timestamp() * 1_000_000)
        self.run("begin immediate")
        if self.run("select 1 from decision where id = ?", (name,)).fetchone():
            raise AssertionError(name)
        caps, entries, terms, shares = [], [], [], []
        for charge in asked.candidates[0].charges:
            meter = charge.meter
            key = (meter.subject, meter.scope, meter.clause, meter.measure, meter.window)
            found = self.run(
                "select id from meter where subject = ? and scope = ? and clause = ? and measure = ?"
                " and window_kind = ? and coalesce(starts, -100000000000000000) = -100000000000000000",
                key,
            ).fetchone()
            if found is None:
                made = self.run(
                    "insert into meter (subject, scope, clause, measure, window_kind) values (?, ?, ?, ?, ?)",
                    key,
                )
                number, seq, used, last = made.lastrowid, 0, 0, at
                caps.append((number, charge.authority, 1, charge.cap, at, 1))
            else:
                number = found[0]
                seq, used, last = self.run(
                    "select seq, after, at from entry where meter = ? order by seq desc limit 1", (number,)
                ).fetchone()
                (cap,) = self.run(
                    "select cap from cap where meter = ? and authority = ? order by version desc limit 1",
                    (number, charge.authority),
                ).fetchone()
                if used + charge.amount > cap:
                    raise AssertionError(name)
            terms.append([*meter[:5], used, charge.amount, charge.cap, charge.authority])
            shares.append([len(shares), len(shares), seq + 1, charge.amount, charge.amount, 0])
            now = max(at, last)
            entries.append(
                (
                    number,
                    seq + 1,
                    seq or None,
                    used,
                    charge.amount,
                    used + charge.amount,
                    "post",
                    now,
                    now,
                    name,
                    None,
                    charge.amount,
                    None,
                    None,
                    charge.authority,
                    1,
                )
            )
        self.run(
            "insert into decision values (?, ?, 'posted', ?, 0, 'vera', ?, ?, 2000, 0, 0, '{}')",
            (name, asked.request_hash, at, json.dumps(terms), json.dumps(shares)),
        )
        self.many("insert into cap values (?, ?, ?, ?, ?, ?)", caps)
        self.many(f"insert into entry values ({', '.join('?' * 16)})", entries)
        self.run(
            f"insert into record values ({', '.join('?' * 16)})",
            (
                name,
                at,
                "write off",
                "vera",
                "attendant",
                "main street",
                "case 7",
                "ordinary",
                "forecourt 1",
                "1",
                "2026a",
                RECORD.request,
                None,
                None,
                None,
                None,
            ),
        )
        self.run("insert into unanswered values (?, ?)", (name, at))
        self.run(
            "insert into audit (seq, at, what, decision, made_by, body)"
            " select coalesce(max(seq), 0) + 1, ?, 'commit', ?, 'vera', '{}' from audit",
            (at, name),
        )
        self.run("commit")


def main() -> int:
    """Measure both in turn and compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--database", choices=("sqlite",), default="sqlite")
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--writers", type=int, default=32)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    store, plain = [], []
    for _ in range(2):
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            store.append(through_the_store(Path(folder) / "store", given.seconds, given.writers))
            plain.append(one_by_one(Path(folder) / "plain", given.seconds))
    ratio = max(store) / max(plain)
    print(
        f"SQLite, {given.writers} writers on one pool: {max(store):,.0f} decisions/s; one by one "
        f"{max(plain):,.0f}/s; ratio {ratio:.2f} (wanted {RATIO_WANTED})"
    )
    return 0 if ratio >= RATIO_WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
