"""How many decisions a second does the ledger on PostgreSQL take on one hot pool, beside raw pgbench?

    python -m bench.stores_postgres [--seconds 5] [--rounds 2] [--writers 32]

Each decision charges four meters: a case, a customer (rolling), an actor and one pool that all share. Both sides have as
many writers, take turns, and each time begin with the same filled tables:

- `raw`: pgbench with a script of prepared statements in one transaction, which writes the same rows into tables of the same
  form without guards and decides nothing. It is written as well as a script can be: what all wait for comes last.
- `store`: the program itself as it is used, a process for each core with its share of the writers in threads: those who come
  at the same moment are settled together, guards and all.
- `plain` (with `--plain`): the same row changes in one plain function, in one round trip; a bound for what is possible.

Exits with 1 when the medians say that the store does less than 85 % of raw.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg

from leeway.ledger import Candidate, Charge, Meter, Proposal
from leeway.stores import Record
from leeway.stores.postgres import open_postgres
from leeway.stores.rows import instant
from tests.stores.postgres_server import fresh_database, given_url, own_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

WANTED = 0.85
CASES, CUSTOMERS, ACTORS = 20_000, 20_000, 5_000
REQUEST = '{"action": "write-off", "situation": "coffee spilled", "facts": {"amount": {"value": 500, "source": "till"}}}'
RECORD = (
    "ARRAY['write-off', 'actor ' || :actor, 'attendant', 'site 1', 'case ' || :case, 'ordinary', 'book 1', '1', '2026a',"
    f" '{REQUEST}', 'customer ' || :customer, NULL, NULL, NULL]"
)
VARIABLES = (
    f"\\set case random(1, {CASES})\n\\set customer random(1, {CUSTOMERS})\n\\set actor random(1, {ACTORS})\n"
    "\\set amount random(1, 5) * 100\n"
)
_TAKE = """WITH m AS (UPDATE plain.meter SET seq = seq + 1, balance = balance + {amount}, last = :at
    WHERE subject = {subject} AND scope = '{scope}' AND clause = 'g' AND measure = '{measure}'
    AND window_kind = '{window}' AND coalesce(starts, -100000000000000000) = -100000000000000000 RETURNING id, seq, balance)
INSERT INTO plain.entry (meter, seq, previous, before, delta, after, kind, at, effective, decision, standing, authority,
    cap_version, cap) SELECT id, seq, nullif(seq - 1, 0), balance - {amount}::bigint, {amount}::bigint, balance, 'post', :at::bigint, :at::bigint, :id::text,
    {amount}::bigint, 'a', 1, 1000000000000 FROM m;
"""
_RECORD_COLUMNS = RECORD.removeprefix("ARRAY[").removesuffix("]")
RAW = (
    VARIABLES
    + """SELECT gen_random_uuid()::text AS id, (extract(epoch from clock_timestamp()) * 1000000)::bigint AS at \\gset
BEGIN;
INSERT INTO plain.decision (id, request_hash, state, at, chosen, actor, terms, shares, cost_minor)
VALUES (:id, 'hash', 'posted', :at, 0, 'actor ' || :actor, '{"meters":[["g","cost","case","life","case ' || :case
    || '",null],["g","count","customer","rolling 2160h","customer ' || :customer || '",null],["g","cost","actor","life","actor '
    || :actor || '",null],["g","cost","network","life","n",null]],"balances":[[0,0],[1,0],[2,0],[3,0]],"charges":[]}',
    '[[0,0,1,500,500,0],[1,1,1,1,1,0],[2,2,1,500,500,0],[3,3,1,500,500,0]]', :amount);
"""
    + f"INSERT INTO plain.record VALUES (:id, :at, {_RECORD_COLUMNS});\n"
    + """INSERT INTO plain.unanswered VALUES (:id, :at);
INSERT INTO plain.audit (at, what, decision, made_by, body) VALUES (:at, 'commit', :id, 'actor ' || :actor,
    '{"request_hash":"hash","state":"posted","chosen":0}');
"""
    + _TAKE.format(amount=":amount", subject="'case ' || :case", scope="case", measure="cost", window="life")
    + _TAKE.format(
        amount="1",
        subject="'customer ' || :customer",
        scope="customer",
        measure="count",
        window="rolling 2160h",
    )
    + _TAKE.format(amount=":amount", subject="'actor ' || :actor", scope="actor", measure="cost", window="life")
    + _TAKE.format(amount=":amount", subject="'n'", scope="network", measure="cost", window="life")
    + "COMMIT;\n"
)
PLAIN = (
    VARIABLES
    + f"""SELECT plain.commit_plainly(gen_random_uuid()::text, (extract(epoch from clock_timestamp()) * 1000000)::bigint,
    'actor ' || :actor, ARRAY['case ' || :case, 'customer ' || :customer, 'actor ' || :actor, 'n'],
    '{{case,customer,actor,network}}', '{{cost,count,cost,cost}}', '{{life,"rolling 2160h",life,life}}',
    ARRAY[:amount, 1, :amount, :amount]::bigint[], {RECORD})
"""
)
SCHEMA = Path(__file__).with_suffix(".sql")


@contextmanager
def filled() -> Iterator[Callable[[], AbstractContextManager[str]]]:
    """Make the ledger and its plain copy, with every meter in both; gives what makes copies of them."""
    with fresh_database() as url:
        open_postgres(url).close()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(SCHEMA.read_bytes())
            connection.execute("VACUUM ANALYZE")
        numbers = itertools.count(1)

        @contextmanager
        def copied() -> Iterator[str]:
            name = f"{urlsplit(url).path[1:]}_copy_{next(numbers)}"
            base = given_url() or own_server().url()
            with psycopg.connect(base, autocommit=True) as connection:
                connection.execute(
                    f'CREATE DATABASE "{name}" TEMPLATE "{urlsplit(url).path[1:]}" STRATEGY file_copy'
                )
                try:
                    yield urlsplit(url)._replace(path=f"/{name}").geturl()
                finally:
                    connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

        yield copied


def pgbench(url: str, *, script: str, seconds: float, writers: int) -> float:
    """Run a script; give the transactions a second."""
    program = shutil.which("pgbench") if given_url() else own_server().bin / "pgbench"
    if program is None:
        raise SystemExit("pgbench is absent")
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [
            program,
            "-n",
            "-M",
            "prepared",
            "-c",
            str(writers),
            "-j",
            "2",
            "-T",
            str(int(seconds)),
            "-f",
            file.name,
        ]
        settings = {
            "PGOPTIONS": "-c jit=off -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off"
        }
        done = subprocess.run(
            [*command, url], capture_output=True, text=True, check=False, env={**os.environ, **settings}
        )
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None or done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return float(found[1])


def store(url: str, *, seconds: float, writers: int) -> float:
    """Let the program itself commit, from a process for each core with its share of the writers."""
    cores = min(os.cpu_count() or 1, 4)
    command = [sys.executable, "-m", "bench.stores_postgres", "--write", url, "--seconds", str(seconds)]
    command += ["--writers", str(writers // cores)]
    processes = [
        subprocess.Popen(
            [*command, "--number", str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for number in range(cores)
    ]
    for process in processes:
        _line_of(process)
    for process in processes:
        print("go", file=process.stdin, flush=True)
    rates = [float(_line_of(process)) for process in processes]
    if any(process.wait() for process in processes):
        raise SystemExit("a writer has failed")
    return sum(rates)


def _line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def write(url: str, *, seconds: float, writers: int, number: int) -> None:
    """Commit with so many threads once a line is read; print the decisions a second."""
    counts = [0] * writers
    with open_postgres(url, size=writers) as ledger:
        ledger.commit(next(_proposals(Random(-number))))
        print("ready", flush=True)
        sys.stdin.readline()
        began = time.monotonic()

        def work(writer: int) -> None:
            for proposal in _proposals(Random(number * 1000 + writer)):
                if time.monotonic() - began > seconds:
                    return
                if ledger.commit(proposal, record=_record(proposal)).state != "posted":
                    raise AssertionError(proposal.id)
                counts[writer] += 1

        threads = [threading.Thread(target=work, args=(each,)) for each in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(sum(counts) / (time.monotonic() - began), flush=True)


def _proposals(chance: Random) -> Iterator[Proposal]:
    pool = Meter("g", "cost", "network", "life", "n")
    while True:
        amount = chance.randint(1, 5) * 100
        actor = f"actor {chance.randint(1, ACTORS)}"
        charges = (
            Charge(Meter("g", "cost", "case", "life", f"case {chance.randint(1, CASES)}"), amount, 10**12, "a"),
            Charge(
                Meter("g", "count", "customer", "rolling 2160h", f"customer {chance.randint(1, CUSTOMERS)}"),
                1,
                10**6,
                "a",
            ),
            Charge(Meter("g", "cost", "actor", "life", actor), amount, 10**12, "a"),
            Charge(pool, amount, 10**12, "a"),
        )
        yield Proposal(
            id=str(uuid.uuid4()),
            request_hash="hash",
            candidates=(Candidate("g", charges),),
            at=instant(time.time_ns() // 1000),
            actor=actor,
        )


def _record(proposal: Proposal) -> Record:
    case, customer, *_ = (charge.meter.subject for charge in proposal.candidates[0].charges)
    return Record(
        action="write-off",
        actor=proposal.actor,
        authority="attendant",
        site="site 1",
        case=case,
        mode="ordinary",
        book="book 1",
        engine="1",
        tzdata="2026a",
        request=REQUEST,
        customer=customer,
    )


def main() -> int:
    """Measure both in turn and compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--writers", type=int, default=32)
    options.add_argument("--plain", action="store_true", help="the plain function, too")
    options.add_argument("--write", help=argparse.SUPPRESS)
    options.add_argument("--number", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.write:
        write(given.write, seconds=given.seconds, writers=given.writers, number=given.number)
        return 0
    kinds: dict[str, Callable[..., float]] = {"raw": partial(pgbench, script=RAW), "store": store}
    if given.plain:
        kinds["plain"] = partial(pgbench, script=PLAIN)
    rates: dict[str, list[float]] = {kind: [] for kind in kinds}
    with filled() as copied:
        for kind, run in list(kinds.items()) * given.rounds:
            with copied() as url:
                rates[kind].append(run(url, seconds=given.seconds, writers=given.writers))
    medians = {kind: statistics.median(each) for kind, each in rates.items()}
    for kind, each in rates.items():
        shown = ", ".join(f"{rate:,.0f}" for rate in each)
        print(
            f"{kind:8} {medians[kind]:7,.0f} commits/s ({medians[kind] / medians['raw']:4.0%} of raw): {shown}"
        )
    return 0 if medians["store"] >= WANTED * medians["raw"] else 1


if __name__ == "__main__":
    sys.exit(main())
