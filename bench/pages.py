"""How quick and how large is each page of a desk of 400 sites? The main pages, for three people, over real HTTP.

    python -m bench.pages                              SQLite, the whole network: builds it first (some minutes)
    python -m bench.pages --database postgres          a PostgreSQL started for this (or DATABASE_URL)
    python -m bench.pages --decisions 5000 --persons 20000
    python -m bench.pages --home FOLDER                a network built earlier by `leeway demo --size network --home FOLDER`
    python -m bench.pages --only used,questions        these pages alone

For every page: milliseconds until the whole answer is there (wall, p50 and p99), milliseconds of processor in all
processes of the desk (the database server's not counted), kilobytes of the page as sent and of a first visit with its
styles and scripts (fonts apart), and how many SQL statements it takes. Wanted: the answer page of the counter
under 100 ms and under 40 kB.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.http import percentile, postgres
from bench.start import _below

ANSWER_MS_MAX, ANSWER_KB_MAX = 100, 40
WHO = {"nina": "attendant", "oksana": "supervisor", "vera": "manager"}
MATTER = {"situation": "short-of-money/short-of-money"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--decisions", type=int, default=120_000)
    parser.add_argument("--persons", type=int, default=200_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--only", default="", help="names of pages with commas between; all, if left out")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.build:
        return build(decisions=wanted.decisions, persons=wanted.persons)
    if wanted.count:
        return count(json.load(sys.stdin))
    with ExitStack() as stack:
        home = wanted.home or stack.enter_context(tempfile.TemporaryDirectory(prefix="leeway-pages-"))
        environment = {
            **os.environ, "LEEWAY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "leeway.web.settings",
        }  # fmt: skip
        if wanted.database == "postgres":
            environment["DATABASE_URL"] = stack.enter_context(postgres())
        else:
            environment.pop("DATABASE_URL", None)
        links = _built(wanted, environment)
        desk = stack.enter_context(serving(environment))
        visits = {who: Visit(desk.port, link) for who, link in links.items()}
        only = {each for each in wanted.only.split(",") if each}
        pages = {
            who: {name: path for name, path in visit.pages().items() if not only or name in only}
            for who, visit in visits.items()
        }
        counted = json.loads(_again("--count", environment, stdin=json.dumps(pages)))
        rows = [
            visits[who].measure(name, path, desk=desk, times=wanted.times) | {"queries": counted[path, who]}
            for counted in [{(path, who): number for path, who, number in counted}]
            for who, named in pages.items()
            for name, path in named.items()
        ]
    print(json.dumps({"database": wanted.database, "pages": rows}) if wanted.json else table(rows))
    answers = [row for row in rows if row["page"] == "answer"]
    return 0 if all(row["p50_ms"] < ANSWER_MS_MAX and row["first_kb"] < ANSWER_KB_MAX for row in answers) else 1


def _built(wanted: argparse.Namespace, environment: dict[str, str]) -> dict[str, str]:
    """Build the network if it is not there; links for the three."""
    began = time.monotonic()
    more = ["--decisions", str(wanted.decisions), "--persons", str(wanted.persons)]
    links = json.loads(_again("--build", environment, more))
    if not wanted.json and not wanted.home:
        print(f"built in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return links


def _again(part: str, environment: dict[str, str], more: list[str] | None = None, *, stdin: str = "") -> str:
    command = [sys.executable, "-m", "bench.pages", part, *(more or [])]
    return subprocess.run(
        command, env=environment, check=True, input=stdin, stdout=subprocess.PIPE, text=True
    ).stdout.splitlines()[-1]


def build(*, decisions: int, persons: int) -> int:
    """Fill the desk unless it is full, and print links as JSON."""
    from datetime import timedelta

    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from leeway.desk import demo
    from leeway.desk.clock import now
    from leeway.desk.ledger import using
    from leeway.desk.people.commands import make_sign_in_link
    from leeway.stores import open_store
    from leeway.web.databases import owned_ledger_url

    extent = demo.Extent(decisions=decisions, persons=persons)
    with open_store(owned_ledger_url()) as store, using(store):
        demo.build_network(extent, at=now(), progress=lambda *_: None)
        ask_some(at=now())
    print(json.dumps({who: make_sign_in_link(who, expires_at=now() + timedelta(hours=1)) for who in WHO}))
    return 0


def ask_some(*, at) -> None:
    """Let attendants of some sites ask for more than is theirs, so that a queue is as full as it is ever shown."""
    from decimal import Decimal

    from leeway.decide import Given, Request
    from leeway.desk.decisions import commands
    from leeway.desk.decisions.models import Question
    from leeway.desk.decisions.queries import actor_at
    from leeway.desk.decisions.queries.supervising.queue import QUESTIONS_MAX
    from leeway.desk.people import queries as people
    from leeway.desk.studio import queries as studio

    law, left = studio.in_force(at=at), QUESTIONS_MAX - Question.objects.filter(state="open").count()
    for place in people.sites_below([people.root().path]):
        actors = (actor_at(each, place.id, book=law.book, at=at) for each in people.posted_at(place.id, at=at))
        actor = next((each for each in actors if each and each.authority == "attendant"), None)
        if actor is not None and left > 0:
            request = Request(
                id=f"asked-{place.id}-{at:%H%M%S}", action="write off", amount_minor=48_000, actor=actor, at=at,
                facts={"fuel.litres": Given(Decimal(40))}, customer=f"person-{left}", site=place.id,
                case=f"asked-{place.id}", network=people.root().id,
            )  # fmt: skip
            left -= commands.ask(request, law=law, wish="to pay tomorrow", at=at).question is not None


def count(pages: dict[str, dict[str, str]]) -> int:
    """Print how many SQL statements each page takes, with the desk open beside."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from leeway.desk.people.models import Colleague

    found = []
    for who, named in pages.items():
        client = Client(HTTP_HOST="localhost:8420")
        client.force_login(Colleague.objects.get(pk=who))
        for path in named.values():
            client.get(path)
            with CaptureQueriesContext(connection) as caught:
                client.get(path)
            found.append((path, who, len(caught)))
    print(json.dumps(found))
    return 0


class Desk:
    """A desk that is open: its port and processes."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid

    def processor_ms(self) -> float:
        """Processor time of all its processes until now."""
        ticks = 0
        for each in [self.pid, *_below(self.pid)]:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(environment: dict[str, str]):
    """`leeway serve`, as users run it."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "leeway", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                line = HTTPConnection("127.0.0.1", port, timeout=5)
                line.request("GET", "/alive/")
                if line.getresponse().status == 200:
                    break
            except OSError:
                time.sleep(0.1)
        yield Desk(port, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


class Visit:
    """One colleague signed in, on one connection that is kept open."""

    def __init__(self, port: int, link: str) -> None:
        self.line = HTTPConnection("localhost", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self.ask(f"/enter/{link}/")
        self.send(f"/enter/{link}/", {})
        self.ask("/")

    def ask(self, path: str, entered: dict[str, str] | None = None) -> tuple[int, str | None, bytes]:
        """Send one request; give the status, where it leads, and the body as sent."""
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        head["Accept-Encoding"] = "gzip, br"
        if entered is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
            entered = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **entered}
        method, body = ("GET", None) if entered is None else ("POST", urlencode(entered))
        try:
            self.line.request(method, path, body, head)
            answer = self.line.getresponse()
        except (RemoteDisconnected, ConnectionError):  # idle for too long
            self.line.close()
            self.line.request(method, path, body, head)
            answer = self.line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, answer.getheader("Location"), answer.read()

    def send(self, path: str, entered: dict[str, str]) -> str:
        """Send a form, and give the path it leads to."""
        status, where, _ = self.ask(path, entered)
        assert status in (302, 303), f"{path} answered {status}"
        return urlsplit(where or "").path

    def text(self, path: str) -> str:
        """The page, uncompressed."""
        _, _, body = self.ask(path)
        return _plain(body).decode()

    def pages(self) -> dict[str, str]:
        """The main pages that this colleague sees: name → path."""
        found = {"counter": "/"}
        case = self.send("/counter/open/", MATTER)
        answers = {"action": "write off", "amount": "150", "fact:fuel.litres": "40"}
        self.send(f"{case}learn/", answers)
        if "<strong" in self.text(case):
            found["answer"] = case
        for name in (
            "mine",
            "questions",
            "reviews",
            "used",
            "stopped",
            "decisions",
            "policies",
            "sites",
            "me",
            "tokens",
        ):
            status, _, _ = self.ask(f"/{name}/")
            found |= {name: f"/{name}/"} if status == 200 else {}
        for name, inside in (("why", "decisions"), ("site", "sites"), ("policy", "policies")):
            links = re.findall(rf'href="(/{inside}/(?:read/)?[\w-]+/)"', self.text(f"/{inside}/"))
            found |= {name: links[-1]} if links else {}
        colleagues = re.findall(r'href="(/colleagues/[\w-]+/)"', self.text(found.get("site", "/me/")))
        return found | ({"colleague": colleagues[0]} if colleagues else {})

    def measure(self, name: str, path: str, *, desk: Desk, times: int) -> dict[str, object]:
        """Ask for a page many times."""
        for _ in range(3):
            status, _, body = self.ask(path)
        assert status == 200, f"{path} answered {status}"
        before, took = desk.processor_ms(), []
        for _ in range(times):
            began = time.perf_counter()
            self.ask(path)
            took.append((time.perf_counter() - began) * 1000)
        return {
            "page": name,
            "path": path,
            "p50_ms": percentile(took, 50),
            "p99_ms": percentile(took, 99),
            "cpu_ms": round((desk.processor_ms() - before) / times, 1),
            "kb": round(len(body) / 1000, 1),
            "first_kb": round((len(body) + self._around(_plain(body).decode())) / 1000, 1),
        }

    def _around(self, text: str) -> int:
        """The size of the styles, scripts and pictures that a page names, as sent."""
        total = 0
        for path in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text)):
            if path not in self.sizes:
                self.sizes[path] = len(self.ask(path)[2])
            total += self.sizes[path]
        return total


def _plain(body: bytes) -> bytes:
    import gzip

    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def table(rows: list[dict[str, object]]) -> str:
    """The figures, a line a page."""
    names = ("page", "p50_ms", "p99_ms", "cpu_ms", "kb", "first_kb", "queries")
    widths = {name: max(len(name), *(len(str(row[name])) for row in rows)) for name in names}
    lines = [{name: name for name in names}, *rows]
    return "\n".join(
        "  ".join(
            str(row[name]).ljust(w) if name == "page" else str(row[name]).rjust(w) for name, w in widths.items()
        )
        + f"  {row.get('path', '')}"
        for row in lines
    )


if __name__ == "__main__":
    sys.exit(main())
