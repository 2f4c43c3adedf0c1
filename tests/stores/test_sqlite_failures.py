"""What if the file is full, locked, gone, another's, or fails? Then nothing is given, and nothing is lost."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

import leeway.ledger
from leeway.ledger import InvalidProposal, LedgerUnavailable
from leeway.stores import Effect, open_store
from leeway.stores import loaded as loaded_room
from leeway.stores.sqlite import file as file_room
from leeway.stores.sqlite.file import APPLICATION_ID, DatabaseError, connect, migrations
from leeway.stores.sqlite.store import SqliteStore
from leeway.stores.sqlite.writer import Job
from tests.ledger.cast import CASE, HOUR, NETWORK, NOON, OLENA, VERA, Desk, cost, one
from tests.ledger.invariants import chain_faults
from tests.ledger.simulator import Simulation
from tests.stores.scene import record_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(path) as store:
        yield store


def spend(store: SqliteStore, name: str) -> str:
    """Spend one unit of case 7 and one of Olena's."""
    return Desk(store).spend(cost(CASE, 1, None), one(OLENA, None), name=name).state


def spend_many(store: SqliteStore, posted: list[str]) -> None:
    """Spend until something goes wrong, and say what was posted."""
    for number in range(1000):
        spend(store, str(number))
        posted.append(str(number))


def test_what_was_posted_is_there_after_opening_again(path: Path) -> None:
    with SqliteStore(path) as store:
        Desk(store).spend(cost(CASE, 60, 100), cost(VERA, 60, 100), name="1")
        Desk(store).spend(cost(CASE, 10, 100), hold=True, name="2")

    with SqliteStore(path) as store:
        assert Desk(store).used(CASE, VERA) == [70, 60]
        assert Desk(store).spend(cost(CASE, 60, 100), name="1").repeated
        assert store.execute("2", at=NOON).state == "posted"
        assert Desk(store).spend(cost(CASE, 31, 100), name="3").state == "refused"
        assert Desk(store).spend(cost(CASE, 30, 100), name="4").state == "posted"
        assert chain_faults(CASE, store.history(CASE)) == []


def test_a_file_has_one_owner(path: Path, store: SqliteStore) -> None:
    with pytest.raises(LedgerUnavailable, match="another process owns it"):
        SqliteStore(path)

    store.close()
    SqliteStore(path).close()


def test_only_its_owner_can_read_the_file(path: Path, store: SqliteStore) -> None:
    assert spend(store, "1") == "posted"
    assert {each.stat().st_mode & 0o077 for each in path.parent.iterdir()} == {0}


def test_a_file_of_a_newer_program_is_refused(path: Path) -> None:
    SqliteStore(path).close()
    connect(path).execute("insert into migration values (99, '0099_later.sql')")

    with pytest.raises(LedgerUnavailable, match=r"version 99, this program knows .*newer program"):
        SqliteStore(path)


def test_a_database_of_something_else_is_refused(path: Path) -> None:
    connect(path).execute("create table recipes (name text)")

    with pytest.raises(LedgerUnavailable, match="a database of something else"):
        SqliteStore(path)


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text("balances\n" * 1000)

    with pytest.raises(LedgerUnavailable, match="not a database"):
        SqliteStore(path)


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="its folder does not exist"):
        open_store(f"sqlite:///{tmp_path / 'absent' / 'ledger'}")


@pytest.mark.parametrize("url", ["", "mysql://localhost/x", "sqlite:ledger", "ledger.sqlite3"])
def test_a_url_that_names_no_store_is_told(url: str) -> None:
    with pytest.raises(LedgerUnavailable, match="no store is named like this"):
        open_store(url)


def test_an_older_file_is_brought_forward(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = migrations()
    monkeypatch.setattr(file_room, "migrations", lambda: steps[:1])
    SqliteStore(path).close()
    monkeypatch.setattr(file_room, "migrations", lambda: steps)

    with SqliteStore(path) as store:
        assert spend(store, "1") == "posted"
    done = connect(path).execute("select number, name from migration order by number").fetchall()
    assert done == [(number, name) for number, (name, _) in enumerate(steps, start=1)]


def test_a_step_forward_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = migrations()
    monkeypatch.setattr(
        file_room, "migrations", lambda: [*steps, ("x", "create table x (a); create table x (a);")]
    )

    with pytest.raises(LedgerUnavailable, match="already exists"):
        SqliteStore(path)
    assert connect(path).execute("select count(*) from sqlite_schema").fetchone() == (0,)
    monkeypatch.undo()
    SqliteStore(path).close()
    assert connect(path).execute("pragma application_id").fetchone() == (APPLICATION_ID,)


def test_a_full_disk_loses_nothing(store: SqliteStore) -> None:
    spend(store, "first")
    (pages,) = store._connection.execute("pragma page_count").fetchone()
    store._connection.execute(f"pragma max_page_count = {pages + 2}")
    posted = ["first"]

    with pytest.raises(LedgerUnavailable, match="full"):
        spend_many(store, posted)

    assert 1 < len(posted) < 1000
    assert Desk(store).used(CASE, OLENA) == [len(posted)] * 2
    store._connection.execute("pragma max_page_count = 1000000")
    assert spend(store, "later") == "posted"
    assert Desk(store).used(CASE, OLENA) == [len(posted) + 1] * 2
    assert chain_faults(CASE, store.history(CASE)) == []


def test_a_disk_that_is_really_full_loses_nothing(path: Path) -> None:
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    posted: list[str] = []
    with SqliteStore(path) as store:
        spend(store, "first")
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, unlimited[1]))
            with pytest.raises(LedgerUnavailable, match=r"full|disk I/O error"):
                spend_many(store, posted)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
            signal.signal(signal.SIGXFSZ, before)
        assert Desk(store).used(CASE) == [len(posted) + 1]
        assert spend(store, "later") == "posted"

    with SqliteStore(path) as store:
        assert 0 < len(posted) < 1000
        assert Desk(store).used(CASE, OLENA) == [len(posted) + 2] * 2
        assert [store.decision(name).state for name in posted] == ["posted"] * len(posted)


def test_a_file_that_another_program_locks_gives_nothing_until_it_is_free(
    path: Path, store: SqliteStore
) -> None:
    spend(store, "1")
    store._connection.execute("pragma busy_timeout = 20")
    other = connect(path)
    other.execute("begin immediate")

    with pytest.raises(LedgerUnavailable, match="locked"):
        spend(store, "2")
    assert Desk(store).used(CASE) == [1]

    other.execute("rollback")
    assert spend(store, "2") == "posted"


def test_a_file_that_goes_away_gives_nothing(path: Path, store: SqliteStore) -> None:
    spend(store, "1")
    path.rename(path.with_name("aside"))

    with pytest.raises(LedgerUnavailable, match="no such file"):
        spend(store, "2")

    path.with_name("aside").rename(path)
    assert spend(store, "2") == "posted"
    assert Desk(store).used(CASE) == [2]


def test_a_file_that_takes_its_place_is_not_written_to(path: Path, store: SqliteStore) -> None:
    spend(store, "1")
    path.rename(path.with_name("aside"))
    connect(path).close()

    with pytest.raises(LedgerUnavailable, match="another file has taken its place"):
        spend(store, "2")


class Failing:
    """A connection whose n-th call fails, as a disk does."""

    def __init__(self, connection: Any, after: int) -> None:
        self.connection, self.left = connection, after

    def execute(self, sql: str, values: Any = ()) -> Any:
        self.count(sql)
        return self.connection.execute(sql, values)

    def executemany(self, sql: str, rows: Any) -> Any:
        self.count(sql)
        return self.connection.executemany(sql, rows)

    def count(self, sql: str) -> None:
        if sql != "rollback":
            self.left -= 1
            if self.left == 0:
                raise file_room.sqlite3.OperationalError("disk I/O error")

    @property
    def in_transaction(self) -> bool:
        return bool(self.connection.in_transaction)


@pytest.mark.parametrize("cold", [True, False], ids=["nothing loaded", "everything loaded"])
def test_whichever_call_to_the_database_fails_nothing_is_spent(store: SqliteStore, *, cold: bool) -> None:
    writer, real = store._writer, store._connection
    posted, failures = 0, 0
    for after in range(1, 80):
        if cold:
            writer._pending = None
        failing = Failing(real, after)
        writer._connection = failing
        if writer._pending:
            writer._pending._connection = failing
        try:
            spend(store, str(posted))
            posted += 1
        except LedgerUnavailable as problem:
            failures += "disk I/O error" in str(problem)
        writer._connection, writer._pending = real, writer._pending if not cold else None
        if writer._pending:
            writer._pending._connection = real
        assert (Desk(store).used(CASE, OLENA), posted + failures) == ([posted, posted], after)

    assert failures >= (9 if cold else 5)
    assert posted >= 40
    assert chain_faults(CASE, store.history(CASE)) == []
    assert [line.seq for line in store.audit()] == list(range(1, posted + 1))


def test_of_a_group_only_the_one_at_fault_fails(store: SqliteStore) -> None:
    most = 2**53 - 1
    for number in range(1024):
        Desk(store).spend(cost(NETWORK, most, None), name=f"large {number}")
    begun, go_on = Event(), Event()

    def wait(pending: object) -> None:
        begun.set()
        go_on.wait(10)

    with ThreadPoolExecutor(12) as pool:
        waiting = pool.submit(store._writer.do, Job(wait))
        begun.wait(10)
        good = [pool.submit(spend, store, str(number)) for number in range(5)]
        bad = pool.submit(Desk(store).spend, cost(NETWORK, most, None), name="too much")
        wrong = pool.submit(store._writer.do, Job(lambda pending: pending.nothing))
        while store._writer._jobs.qsize() < 7:
            pass
        go_on.set()
        waiting.result()

        assert [each.result() for each in good] == ["posted"] * 5
        with pytest.raises(InvalidProposal):
            bad.result()
        with pytest.raises(AttributeError):
            wrong.result()
    assert Desk(store).used(CASE, NETWORK) == [5, 1024 * most]


@pytest.mark.parametrize("key", ["", "coupon"], ids=["ordinary", "with an effect"])
def test_an_id_that_comes_twice_in_a_group_is_charged_once(store: SqliteStore, key: str) -> None:
    begun, go_on = Event(), Event()

    def wait(pending: object) -> None:
        begun.set()
        go_on.wait(10)

    groups: list[int] = []
    write = store._writer._write
    store._writer._write = lambda group: (groups.append(len(group)), write(group))[1]  # type: ignore[method-assign]
    with ThreadPoolExecutor(12) as pool:
        waiting = pool.submit(store._writer.do, Job(wait))
        begun.wait(10)
        effects = (Effect(key=key, kind="coupon", body="{}"),) if key else ()
        proposal = Desk(store).proposal(cost(CASE, 1, 10), name="same")
        same = [pool.submit(store.commit, proposal, record=record_of(effects=effects))]
        while store._writer._jobs.qsize() < 1:
            pass
        same += [pool.submit(store.commit, proposal) for _ in range(2)]
        while store._writer._jobs.qsize() < 3:
            pass
        go_on.set()
        waiting.result()
        receipts = [each.result() for each in same]

    assert [receipt.state for receipt in receipts] == ["posted"] * 3
    assert sum(not receipt.repeated for receipt in receipts) == 1
    assert Desk(store).used(CASE) == [1]
    assert groups == [1, 3], "the file had to refuse it, and each was tried alone"


def test_what_was_carried_back_counts_at_once_in_its_group(store: SqliteStore) -> None:
    lena = OLENA._replace(subject="lena")
    store.carry("lena", into="olena", scope="customer", at=NOON)
    begun, go_on = Event(), Event()

    def wait(pending: object) -> None:
        begun.set()
        go_on.wait(10)

    with ThreadPoolExecutor(12) as pool:
        waiting = pool.submit(store._writer.do, Job(wait))
        begun.wait(10)
        back = pool.submit(store.carry_back, "lena", scope="customer", at=NOON)
        while store._writer._jobs.qsize() < 1:
            pass
        spent = pool.submit(Desk(store).spend, one(lena, 5), name="1")
        while store._writer._jobs.qsize() < 2:
            pass
        go_on.set()
        waiting.result()
        back.result()

    assert spent.result().state == "posted"
    assert Desk(store).used(lena, OLENA) == [1, 0]


def test_many_meters_are_forgotten_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaded_room, "CHAINS_MAX", 3)
    monkeypatch.setattr(loaded_room, "TAKINGS_MAX", 2)
    for seed in range(3):
        with SqliteStore(tmp_path / str(seed)) as store:
            Simulation(leeway.ledger, seed, make=lambda store=store: store).run(150)
            assert len(store._writer._pending.state.chains) <= 10


def test_a_store_that_forgets_after_each_operation_still_agrees(tmp_path: Path) -> None:
    class Forgetful(SqliteStore):
        def __init__(self, path: Path) -> None:
            super().__init__(path)
            keep = self._writer.do

            def do(job: Job) -> Any:
                self._writer._pending = None
                return keep(job)

            self._writer.do = do  # type: ignore[method-assign]

    for seed in range(10, 13):
        with Forgetful(tmp_path / str(seed)) as store:
            Simulation(leeway.ledger, seed, make=lambda store=store: store).run(150)


def test_a_long_chain_is_not_read_whole(path: Path) -> None:
    with SqliteStore(path) as store, ThreadPoolExecutor(32) as pool:
        hours = range(2000)
        spent = pool.map(
            lambda hour: Desk(store).spend(
                cost(NETWORK, 1, None), cost(VERA, 1, None), at=NOON + hour * HOUR, name=str(hour)
            ),
            hours,
        )
        assert {receipt.state for receipt in spent} == {"posted"}
    read: list[int] = []
    with SqliteStore(path) as store:
        query = store._writer._begin().state.source.query

        def counting(sql: str, values: Any = ()) -> list[Any]:
            rows = query(sql, values)
            read.append(len(rows))
            return rows

        store._connection.execute("rollback")
        store._writer._pending.state.source.query = counting
        Desk(store).spend(cost(NETWORK, 1, None), cost(VERA, 1, None), at=NOON + 2000 * HOUR, name="last")
        store.reverse("5", at=NOON + 2000 * HOUR)
        then = store.balances_then([NETWORK, VERA], then=NOON + 1000 * HOUR)

    assert sum(read) < 600
    assert then[NETWORK] >= 1


FORKED = textwrap.dedent("""
    import os, sys, warnings
    warnings.simplefilter("ignore")
    from pathlib import Path
    from leeway.ledger import LedgerUnavailable
    from leeway.stores.sqlite import SqliteStore
    from tests.ledger.cast import CASE, NOON, Desk, cost

    store = SqliteStore(Path(sys.argv[1]))
    Desk(store).spend(cost(CASE, 1, None), name="1")
    if os.fork() == 0:
        try:
            Desk(store).spend(cost(CASE, 1, None), name="2")
        except LedgerUnavailable as problem:
            print(problem, Desk(store).used(CASE), flush=True)
        os._exit(0)
    os.wait()
    print(Desk(store).spend(cost(CASE, 1, None), name="3").state)
""")


def test_a_forked_process_reads_and_does_not_write(path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", FORKED, str(path)], capture_output=True, text=True, check=True)

    assert "before this process was forked [1]" in run.stdout
    assert run.stdout.endswith("posted\n")


def test_what_was_closed_gives_nothing(store: SqliteStore) -> None:
    store.close()

    with pytest.raises(LedgerUnavailable, match="it was closed"):
        spend(store, "1")


def test_an_error_of_the_database_is_one_of_ours(path: Path, store: SqliteStore) -> None:
    store._connection.execute("drop table switch")

    with pytest.raises(LedgerUnavailable, match="no such table") as caught:
        store.stopped(None)
    assert isinstance(caught.value.__cause__, DatabaseError)
