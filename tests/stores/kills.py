"""Programs that are killed while they write, and what must hold afterwards.

Clients with several writers each decide, execute, fail, reverse and tell as fast as they can; they write down each
acknowledgement at once. Somebody kills clients and the process that writes with −9 and starts them again. Run as a
program this module is one client (`client URL FOLDER NAME THREADS`) or the owner of a file (`owner FILE SOCKET`).
Start reading at `Killing`.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leeway.ledger import Candidate, Charge, LedgerUnavailable, Meter, Proposal
from leeway.stores import open_store, serve_store
from tests.ledger.invariants import chain_faults

if TYPE_CHECKING:
    from leeway.stores import Store

POOL = Meter("write-off", "cost", "network", "life", "network")
TIGHT = tuple(Meter("write-off", "cost", "customer", "life", f"person {number}") for number in range(20))
ACTORS = tuple(Meter("write-off", "count", "actor", "rolling 8h", f"actor {number}") for number in range(8))
POOL_CAP, TIGHT_CAP, ACTOR_CAP = 10**12, 2_000, 10**6
SECONDS_MAX = 60


class Writer(threading.Thread):
    """One of many who decide at once; says what was acknowledged."""

    def __init__(self, store: Store, acknowledged: int, name: str) -> None:
        super().__init__(daemon=True)
        self.store, self.file, self.label = store, acknowledged, name
        self.chance, self.number = random.Random(name), 0

    def run(self) -> None:
        while True:
            self.number += 1
            try:
                self.decide(f"{self.label}-{self.number}")
            except LedgerUnavailable:
                time.sleep(0.05)

    def decide(self, name: str) -> None:
        chance = self.chance
        cost = chance.choice((1, 5, 20))
        charges = (
            Charge(chance.choice(TIGHT), cost, TIGHT_CAP, "attendant"),
            Charge(chance.choice(ACTORS), 1, ACTOR_CAP, "attendant"),
            Charge(POOL, cost, POOL_CAP, "attendant"),
        )
        candidates = (Candidate("write-off", charges),)
        held = chance.random() < 0.3
        proposal = Proposal(
            id=name, request_hash=name, candidates=candidates, at=datetime.now(UTC), hold=held, actor="vera"
        )
        state = self.store.commit(proposal).state
        self.say(state, name)
        if state == "held" and chance.random() < 0.9:
            resolve = chance.choice((self.store.execute, self.store.fail))
            self.say(resolve(name, at=datetime.now(UTC)).state, name)
        elif state == "posted" and chance.random() < 0.3:
            self.store.reverse(name, at=datetime.now(UTC), amount_minor=1, key="one")
            self.say("reversed", name)

    def say(self, what: str, name: str) -> None:
        # One write to a file opened for appending is there even if this process is killed right after.
        os.write(self.file, f"{what} {name}\n".encode())


class Killing:
    """Clients of one database, killed again and again; `kill_owner` kills and restarts who writes."""

    def __init__(self, url: str, folder: Path, *, clients: int, threads: int, seed: int = 7) -> None:
        self.url, self.folder, self.threads = url, folder, threads
        self.chance = random.Random(seed)
        self.kills, self.lives = Counter[str](), 0
        self.clients = [self.start_client() for _ in range(clients)]

    def start_client(self) -> subprocess.Popen[bytes]:
        """Start one more client."""
        self.lives += 1
        arguments = ("client", self.url, str(self.folder), f"life {self.lives}", str(self.threads))
        return run_here(*arguments)

    def kill_client(self) -> None:
        """Kill one client and start another."""
        index = self.chance.randrange(len(self.clients))
        self.clients[index].kill()
        self.clients[index].wait()
        self.clients[index] = self.start_client()
        self.kills["clients"] += 1

    def stop(self) -> None:
        """Kill all clients."""
        for client in self.clients:
            client.kill()
            client.wait()
            self.kills["clients"] += 1

    def acknowledged(self) -> dict[str, list[str]]:
        """What each decision was acknowledged to be, in order."""
        said: dict[str, list[str]] = {}
        for path in sorted(self.folder.glob("life *")):
            for line in path.read_text().splitlines(keepends=True):
                if line.endswith("\n"):
                    what, name = line.strip().split(" ", 1)
                    said.setdefault(name, []).append(what)
        return said


class Owner:
    """The process that owns a file and answers on a socket."""

    def __init__(self, folder: Path) -> None:
        self.file, self.socket = folder / "ledger.sqlite3", folder / "s"
        self.recovery_seconds: list[tuple[float, float]] = []
        self.start()

    def start(self) -> None:
        """Start it, and note how long it takes from opening the file to the first balance, and how much work."""
        self.process = run_here("owner", str(self.file), str(self.socket), stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        clock, work = line.split()
        self.recovery_seconds.append((float(clock), float(work)))

    def kill(self) -> None:
        """Kill it in the middle of whatever it does."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def run_here(*arguments: str, stdout: int | None = None) -> subprocess.Popen[bytes]:
    """Run this module as a program of its own."""
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen([sys.executable, "-m", "tests.stores.kills", *arguments], cwd=root, stdout=stdout)


def faults(store: Store, acknowledged: dict[str, list[str]]) -> list[str]:
    """Name everything that was lost, doubled or overspent."""
    found = []
    for name, said in acknowledged.items():
        try:
            taking = store.decision(name)
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is lost
            found.append(f"{name} was acknowledged as {said}: {problem!r}")
            continue
        states = [each for each in said if each != "reversed"]
        if taking.state != states[-1] and not (states == ["held"] and taking.state in ("posted", "voided")):
            found.append(f"{name} was acknowledged as {said} and is {taking.state}")
        if "reversed" in said and taking.reversals != {"one": 1}:
            found.append(f"{name} was reversed and is not")
    for meter in (POOL, *TIGHT, *ACTORS):
        chain = store.history(meter)
        found += chain_faults(meter, chain)
        taken = Counter(
            each.decision for each in chain if each.origin is None and each.kind in ("post", "hold")
        )
        found += [f"{name} is charged {times} times on {meter}" for name, times in taken.items() if times > 1]
        kept = sum(
            share.kept for name in taken for share in store.decision(name).shares if share.meter == meter
        )
        if chain and chain[-1].after != kept:
            found.append(f"{meter} counts {chain[-1].after}, its decisions kept {kept}")
    return found


def client(url: str, folder: str, name: str, threads: str) -> None:
    """Decide until killed."""
    file = os.open(Path(folder) / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with open_store(url) as store:
        writers = [Writer(store, file, f"{name}-{number}") for number in range(int(threads))]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()


def owner(file: str, path: str) -> None:
    """Own a file until killed; print the seconds and the processor's seconds until the first balance."""
    started, worked = time.perf_counter(), time.process_time()
    with open_store(f"sqlite:///{file}") as store, serve_store(store, Path(path)):
        store.balances([POOL], at=datetime.now(UTC))
        print(time.perf_counter() - started, time.process_time() - worked, flush=True)
        signal.pause()


if __name__ == "__main__":
    {"client": client, "owner": owner}[sys.argv[1]](*sys.argv[2:])
