"""Many at once, and programs that die: no limit is overspent, nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from leeway.ledger import JournalLedger, LedgerUnavailable, MemoryLedger
from tests.ledger.cast import CASE, HOUR, NETWORK, NOON, OLENA, VERA, Desk, cost, one
from tests.ledger.invariants import chain_faults

if TYPE_CHECKING:
    from pathlib import Path

WRITERS, EACH = 32, 200 if os.environ.get("LEEWAY_FULL") == "1" else 25


@pytest.fixture
def eager_switching() -> object:
    """Let threads be interrupted as often as possible while a test runs."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield None
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("eager_switching")
def test_thirty_two_writers_spend_a_limit_to_the_last_unit_and_no_further() -> None:
    ledger = MemoryLedger()
    cap = WRITERS * EACH // 2

    def write(writer: int) -> int:
        desk = Desk(ledger)
        receipts = [desk.spend(cost(NETWORK, 1, cap), name=f"{writer}-{n}") for n in range(EACH)]
        return sum(receipt.state == "posted" for receipt in receipts)

    with ThreadPoolExecutor(WRITERS) as pool:
        posted = sum(pool.map(write, range(WRITERS)))

    assert posted == cap
    assert Desk(ledger).used(NETWORK) == [cap]
    assert chain_faults(NETWORK, ledger.history(NETWORK)) == []


@pytest.mark.usefixtures("eager_switching")
def test_thirty_two_writers_with_the_same_ids_charge_each_once() -> None:
    ledger = MemoryLedger()

    def write(_: int) -> int:
        desk = Desk(ledger)
        return sum(not desk.spend(cost(NETWORK, 1, None), name=str(n)).repeated for n in range(EACH))

    with ThreadPoolExecutor(WRITERS) as pool:
        charged = sum(pool.map(write, range(WRITERS)))

    assert charged == EACH
    assert Desk(ledger).used(NETWORK) == [EACH]


@pytest.mark.usefixtures("eager_switching")
def test_thirty_two_writers_of_everything_leave_whole_chains() -> None:
    ledger = MemoryLedger()
    meters = (CASE, OLENA, VERA, NETWORK)

    def write(writer: int) -> None:
        chance, desk = random.Random(writer), Desk(ledger)
        for n in range(EACH):
            at = NOON + chance.randrange(12) * HOUR
            name = f"{writer}-{n}"
            charges = (cost(CASE, 5, 300), cost(VERA, 5, 40), cost(NETWORK, 5, None), one(OLENA, 9))
            if chance.random() < 0.2:
                desk.tell(*charges, at=at, name=name)
                continue
            state = desk.spend(*charges, at=at, hold=chance.random() < 0.5, name=name).state
            if state == "held":
                chance.choice((ledger.execute, ledger.fail))(name, at=at)
            elif state == "posted":
                ledger.reverse(name, at=at, amount_minor=chance.choice((None, 2)))

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    assert [fault for meter in meters for fault in chain_faults(meter, ledger.history(meter))] == []
    decisions = {entry.decision for entry in ledger.history(CASE)}
    shares = [share for decision in decisions for share in ledger.decision(decision).shares]
    assert sum(share.kept for share in shares if share.meter == CASE) == Desk(ledger).used(CASE)[0]


PROGRAM = textwrap.dedent("""
    import sys
    from pathlib import Path
    from leeway.ledger import JournalLedger
    from tests.ledger.cast import CASE, OLENA, Desk, cost, one

    desk = Desk(JournalLedger(Path(sys.argv[1])))
    for n in range(100_000):
        receipt = desk.spend(cost(CASE, 1, None), one(OLENA, None), name=f"{sys.argv[2]}-{n}")
        print(receipt.id, flush=True)
""")


def test_what_a_killed_program_acknowledged_is_there(tmp_path: Path) -> None:
    path, chance, acknowledged = tmp_path / "balances.jsonl", random.Random(7), []
    for life in range(10 if os.environ.get("LEEWAY_FULL") == "1" else 3):
        said = tmp_path / f"said {life}"
        with said.open("w") as output:
            program = subprocess.Popen([sys.executable, "-c", PROGRAM, str(path), str(life)], stdout=output)
            while not said.stat().st_size:
                assert program.poll() is None, "the program ended before it said anything"
                time.sleep(0.01)
            time.sleep(chance.random() / 5)
            os.kill(program.pid, signal.SIGKILL)
            program.wait()
        acknowledged += [
            line.strip() for line in said.read_text().splitlines(keepends=True) if line.endswith("\n")
        ]

    desk = Desk(JournalLedger(path))
    states = [desk.ledger.decision(name).state for name in acknowledged]
    (total, count) = desk.used(CASE, OLENA)
    assert states == ["posted"] * len(acknowledged)
    assert total == count
    # In each life at most one more was written and not yet said.
    assert 0 <= total - len(acknowledged) <= life + 1


def test_a_disk_that_is_really_full_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "balances.jsonl"
    limit, unlimited = 6_000, resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    desk = Desk(JournalLedger(path))

    def spend_until_it_is_full() -> None:
        posted.extend(desk.spend(cost(CASE, 1, None), name=str(n)).id for n in range(50))

    posted: list[str] = []
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, unlimited[1]))
        with pytest.raises(LedgerUnavailable, match="file too large"):
            spend_until_it_is_full()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        signal.signal(signal.SIGXFSZ, before)

    assert 0 < len(posted) < 50
    assert path.stat().st_size < limit
    assert desk.used(CASE) == [len(posted)]
    assert Desk(JournalLedger(path)).used(CASE) == [len(posted)]
    assert desk.spend(cost(CASE, 1, None), name=str(len(posted))).state == "posted"
