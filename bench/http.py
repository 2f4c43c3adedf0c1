"""How many decisions a second over HTTP, and how long does one take? The whole desk on two cores, load included.

    python -m bench.http                          SQLite
    python -m bench.http --database postgres      a PostgreSQL started for this (or DATABASE_URL)
    python -m bench.http --seconds 20 --json

A network of 400 stations and 5,000 staff is built; most of them get a token. Then `leeway serve` runs as users run
it. When it has loaded all it loads, keep-alive connections decide: first as fast as answers come, then at 14 decisions
a second (5,000 staff, ten an hour each), at random moments, for the response times.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from contextlib import ExitStack, contextmanager

CONNECTIONS = 16
RATE = 14.0
SETTLE_SECONDS = 10
"""A desk that has just opened still loads its worker and its live server, beside the page that is there first."""
PORT = 8641


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.build:
        return build()
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="leeway-http-"))
        environment = {
            **os.environ,
            "LEEWAY_HOME": home,
            "LEEWAY_TOKEN_RATE": "1e9",
            "LEEWAY_TOKEN_BURST": "1e9",
        }
        environment["DJANGO_SETTINGS_MODULE"] = "leeway.web.settings"
        environment.pop("DATABASE_URL", None)
        if wanted.database == "postgres":
            environment["DATABASE_URL"] = stack.enter_context(postgres())
        built = subprocess.run(
            [sys.executable, "-m", "bench.http", "--build"], env=environment, check=True, stdout=subprocess.PIPE
        )
        tokens = json.loads(built.stdout)
        stack.enter_context(serving(environment))
        time.sleep(SETTLE_SECONDS)
        load(tokens, seconds=2, connections=4, seed=1)
        fast = load(tokens, seconds=wanted.seconds, connections=CONNECTIONS, seed=2)
        steady = load(tokens, seconds=max(wanted.seconds, 20), connections=CONNECTIONS, rate=RATE, seed=3)
    figures = {
        "database": wanted.database,
        "decisions_per_second": round(len(fast["ms"]) / fast["seconds"], 1),
        "outcomes": fast["outcomes"],
        "p50_ms": percentile(steady["ms"], 50),
        "p99_ms": percentile(steady["ms"], 99),
        "rate": RATE,
        "staff": len(tokens),
        "not_200": fast["failed"] + steady["failed"],
    }
    if wanted.json:
        print(json.dumps(figures))
    else:
        print(
            f"{wanted.database}: {figures['decisions_per_second']} decisions/s with {CONNECTIONS} connections ({figures['outcomes']}),"
        )
        print(
            f"at {RATE:g}/s: p50 {figures['p50_ms']} ms, p99 {figures['p99_ms']} ms; {figures['not_200']} answers were not 200"
        )
    return 0 if figures["not_200"] == 0 else 1


def build() -> int:
    """Fill the desk, and print the tokens as JSON."""
    import hashlib
    import secrets
    from datetime import timedelta

    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from leeway.desk import demo
    from leeway.desk.access.models import Token
    from leeway.desk.clock import now
    from leeway.desk.ledger import using
    from leeway.desk.people.models import Posting
    from leeway.stores import open_store
    from leeway.web.databases import owned_ledger_url

    with open_store(owned_ledger_url()) as store, using(store):
        demo.build_network(demo.Extent(decisions=0, persons=20_000), at=now(), progress=lambda *_: None)
    tokens, rows = [], []
    for posting in Posting.objects.exclude(authority="trainee").select_related("site"):
        token = "leeway_" + secrets.token_urlsafe(32)
        tokens.append(token)
        rows.append(
            Token(
                digest=hashlib.sha256(token.encode()).hexdigest(), name="bench", colleague_id=posting.colleague_id,
                site_id=posting.site_id, scopes=["decide", "facts"], made_at=now(), expires_at=now() + timedelta(days=1),
            )
        )  # fmt: skip
    Token.objects.bulk_create(rows)
    print(json.dumps(tokens))
    return 0


def postgres():
    """A fresh database on a PostgreSQL of its own, or on the one that is given."""
    from tests.stores.postgres_server import fresh_database

    return fresh_database()


@contextmanager
def serving(environment):
    """`leeway serve`, as users run it."""
    command = [sys.executable, "-m", "leeway", "serve", "--port", str(PORT)]
    process = subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", PORT), timeout=1) as line:
                    line.sendall(b"GET /alive/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    if b" 200 " in line.recv(64):
                        break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def load(tokens, *, seconds, connections, rate=None, seed=0):
    """Decide from several connections in one thread; with a rate, at random moments that do not wait for answers.

    Every request is another one, and every answer is read to its end and looked at. `seed` begins another series.
    """
    rnd = random.Random(f"load {seed}")
    moments = schedule(rate, seconds) if rate else None
    found = {"ms": [], "failed": 0, "outcomes": {}}
    idle = [Line() for _ in range(connections)]
    waiting, late = select.poll(), deque()
    by_number = {line.number: line for line in idle}
    begun = time.perf_counter()
    until, busy = begun + seconds, 0

    def note(line):
        status, outcome = line.answer()
        found["ms"].append((time.perf_counter() - line.since) * 1000)
        found["failed"] += status != 200
        found["outcomes"][outcome] = found["outcomes"].get(outcome, 0) + 1

    while True:
        now = time.perf_counter()
        while moments and begun + moments[-1] <= now:
            late.append(begun + moments.pop())
        while idle and (late or (moments is None and now < until)):
            line = idle.pop()
            line.ask(rnd.choice(tokens), rnd, since=late.popleft() if late else now)
            waiting.register(line.socket, select.POLLIN)
            busy += 1
        if not busy and not moments and (rate or now >= until):
            break
        pause = max((begun + moments[-1] - now) * 1000, 0) if moments else None
        for number, _ in waiting.poll(pause):
            line = by_number[number]
            if line.is_answered():
                waiting.unregister(line.socket)
                note(line)
                idle.append(line)
                busy -= 1
    found["seconds"] = time.perf_counter() - begun
    for line in idle:
        line.socket.close()
    return found


def schedule(rate, seconds):
    """Random moments, the last first."""
    rnd, at, moments = random.Random(5), 0.0, []
    while (at := at + rnd.expovariate(rate)) < seconds:
        moments.append(at)
    return moments[::-1]


class Line:
    """One keep-alive connection, with at most one request under way."""

    def __init__(self):
        self.socket = socket.create_connection(("127.0.0.1", PORT), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number, self.since, self._read = self.socket.fileno(), 0.0, b""

    def ask(self, token, rnd, *, since):
        """Write off a small sum for one of 20,000 customers; its answer is awaited since an instant."""
        body = b'{"action": "write off", "amount": "%d.00", "customer": "+380 67 %07d", "given": {"matter": "short of money", "fuel.litres": %d}}' % (
            rnd.randint(1, 60), rnd.randrange(20_000), rnd.randint(5, 40),
        )  # fmt: skip
        head = (
            f"POST /api/v1/decisions HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: {rnd.getrandbits(80):x}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.since, self._read = since, b""
        self.socket.sendall(head.encode() + body)

    def is_answered(self):
        """Read what has come; say whether it is the whole answer."""
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError("the desk closed the connection")
        self._read += more
        header, end, rest = self._read.partition(b"\r\n\r\n")
        found = _LENGTH.search(header)
        return bool(end) and found is not None and len(rest) >= int(found[1])

    def answer(self):
        """The status and the outcome."""
        found = _OUTCOME.search(self._read)
        return int(self._read[9:12]), found[1].decode() if found else "problem"


_LENGTH = re.compile(rb"(?i)content-length: *([0-9]+)")
_OUTCOME = re.compile(rb'"outcome":"([^"]*)"')


def percentile(values, part):
    """The value below which so many percent are."""
    ranked = sorted(values)
    return round(ranked[min(int(len(ranked) * part / 100), len(ranked) - 1)], 1)


if __name__ == "__main__":
    sys.exit(main())
