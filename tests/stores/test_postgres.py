"""What only a database that many use brings: versions, rights, many at once, and a server that goes away."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from leeway.ledger import LedgerUnavailable
from leeway.stores import Effect, open_store
from leeway.stores.postgres import open_postgres
from leeway.stores.postgres.connections import described
from leeway.stores.postgres.migrations import STEPS
from leeway.stores.rows import instant
from tests.ledger.cast import CASE, HOUR, NETWORK, NOON, OLENA, VERA, Desk, cost, one
from tests.ledger.invariants import chain_faults
from tests.stores.postgres_server import Server, fresh_database, given_url, own_server
from tests.stores.scene import record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.stores.postgres import PostgresStore

WRITERS, EACH = 32, 12


@pytest.fixture
def database() -> Iterator[str]:
    with fresh_database(migrated=True) as url:
        yield url


@pytest.fixture
def store(database: str) -> Iterator[PostgresStore]:
    with open_postgres(database, size=WRITERS) as store:
        yield store


@pytest.fixture
def own() -> Server:
    """A server that may be stopped; with a given one these tests use one of their own all the same."""
    return own_server()


def test_several_programs_that_start_at_once_make_the_tables_once() -> None:
    with fresh_database() as url:
        with ThreadPoolExecutor(8) as pool:
            stores = list(pool.map(lambda _: open_postgres(url, size=1), range(8)))
        states = [Desk(each).spend(cost(CASE, 1, 8), name=str(n)).state for n, each in enumerate(stores)]
        for each in stores:
            each.close()
        with psycopg.connect(url) as connection:
            versions = connection.execute("SELECT number FROM leeway_ledger.version ORDER BY 1").fetchall()

    assert states == ["posted"] * 8
    assert versions == [(number,) for number in range(1, len(STEPS) + 1)]


def test_a_database_that_a_newer_program_has_changed_is_refused(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("INSERT INTO leeway_ledger.version (number) VALUES (99)")

    with pytest.raises(LedgerUnavailable, match="newer Leeway has changed it"):
        open_postgres(database)


def test_a_url_opens_the_store_that_it_names(database: str) -> None:
    with open_store(database) as store:
        assert Desk(store).spend(cost(CASE, 1, 1)).state == "posted"


def test_a_password_is_never_shown() -> None:
    assert described("postgresql://desk:secret@db:1/leeway") == "leeway at db:1"
    with pytest.raises(LedgerUnavailable) as caught:
        open_postgres("postgresql://desk:secret@127.0.0.1:9/leeway", seconds=2)
    assert "secret" not in str(caught.value)


def test_an_ordinary_user_without_the_roles_goes_on_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with fresh_database() as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS leeway_plain")
        connection.execute("CREATE ROLE leeway_plain LOGIN")
        connection.execute(f'GRANT CREATE ON DATABASE "{connection.info.dbname}" TO leeway_plain'.encode())
        plain = url.replace("//postgres@", "//leeway_plain@")
        with open_postgres(plain, size=1) as store:
            state = Desk(store).spend(cost(CASE, 5, 10)).state
            store.close()
        with psycopg.connect(plain, autocommit=True) as owner:
            with pytest.raises(psycopg.errors.CheckViolation, match="update by hand is refused"):
                owner.execute("UPDATE leeway_ledger.entry SET delta = 1")
            with pytest.raises(psycopg.errors.CheckViolation, match="kept by the guard"):
                owner.execute("UPDATE leeway_ledger.meter SET balance = 0")
        connection.execute("DROP OWNED BY leeway_plain")
        connection.execute("DROP ROLE leeway_plain")

    assert state == "posted"
    assert "limits are guarded by triggers only" in caplog.text


def test_the_program_works_as_a_role_that_can_rewrite_nothing(store: PostgresStore) -> None:
    Desk(store).spend(cost(CASE, 5, 10))

    for attempt in (
        "UPDATE entry SET delta = 1",
        "DELETE FROM audit",
        "TRUNCATE entry, cap, audit",
        "UPDATE cap SET cap = 10",
        "UPDATE meter SET balance = 0",
        "UPDATE meter SET swept = 0, last = NULL",
        "INSERT INTO cap VALUES (1, 'attendant', 2, 1000, 0, 9)",
        "INSERT INTO meter (clause, measure, scope, window_kind, subject, seq) VALUES ('c', 'cost', 'case', 'life', 's', 5)",
        "INSERT INTO audit (seq, at, what, body) OVERRIDING SYSTEM VALUE VALUES (1, 1, 'x', '{}')",
        "ALTER TABLE entry DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "CREATE TRIGGER mine BEFORE INSERT ON entry EXECUTE FUNCTION refuse_change()",
        "DROP TABLE entry",
        "CREATE FUNCTION leeway_ledger.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ):
        with pytest.raises(LedgerUnavailable, match=r"denied|must be owner|Permission"):
            store._connections.run(lambda connection, sql=attempt: connection.execute(sql))


def test_what_has_left_its_window_must_be_rolled_out_before_more_is_taken(database: str) -> None:
    with open_postgres(database) as store:
        Desk(store).spend(cost(VERA, 60, 100), name="1")
        later = "(SELECT last + 9 * 3600000000 FROM meter)"
        row = f"(1, 2, 1, 60, 5, 65, 'post', {later}, {later}, '1', 5, 'attendant', 1, 100)"
        columns = (
            "meter, seq, previous, before, delta, after, kind, at, effective, decision, standing, authority"
        )
        with pytest.raises(Exception, match="counts what has left the window"):
            store._connections.run(
                lambda connection: connection.execute(
                    f"INSERT INTO entry ({columns}, cap_version, cap) VALUES {row}".encode()
                )
            )


def test_thirty_two_writers_spend_a_limit_to_the_last_unit_and_no_further(store: PostgresStore) -> None:
    cap = WRITERS * EACH // 2

    def write(writer: int) -> int:
        desk = Desk(store)
        receipts = [desk.spend(cost(NETWORK, 1, cap), name=f"{writer}-{n}") for n in range(EACH)]
        return sum(receipt.state == "posted" for receipt in receipts)

    with ThreadPoolExecutor(WRITERS) as pool:
        posted = sum(pool.map(write, range(WRITERS)))

    assert posted == cap
    assert Desk(store).used(NETWORK) == [cap]
    assert chain_faults(NETWORK, store.history(NETWORK)) == []


def test_thirty_two_writers_with_the_same_ids_charge_each_once(store: PostgresStore) -> None:
    def write(_: int) -> int:
        desk = Desk(store)
        return sum(not desk.spend(cost(NETWORK, 1, None), name=str(n)).repeated for n in range(EACH))

    with ThreadPoolExecutor(WRITERS) as pool:
        charged = sum(pool.map(write, range(WRITERS)))

    assert charged == EACH
    assert Desk(store).used(NETWORK) == [EACH]


def test_writers_of_everything_in_every_order_never_wait_for_each_other_for_ever(store: PostgresStore) -> None:
    meters = (CASE, OLENA, VERA, NETWORK)

    def write(writer: int) -> None:
        chance, desk = random.Random(writer), Desk(store)
        for n in range(EACH):
            at, name = NOON + chance.randrange(12) * HOUR, f"{writer}-{n}"
            charges = [cost(CASE, 5, 300), cost(VERA, 5, 40), cost(NETWORK, 5, None), one(OLENA, 9)]
            chance.shuffle(charges)
            if chance.random() < 0.1:
                who = chance.choice(("lena", "alyona"))
                try:
                    store.carry(who, into="olena", scope="customer", at=at)
                    store.carry_back(who, scope="customer", at=at)
                except Exception as problem:
                    if type(problem).__name__ != "CannotCarry":
                        raise
            elif chance.random() < 0.2:
                desk.tell(*charges, at=at, name=name)
            else:
                state = desk.spend(*charges, at=at, hold=chance.random() < 0.5, name=name).state
                if state == "held":
                    chance.choice((store.execute, store.fail))(name, at=at)
                elif state == "posted":
                    store.reverse(name, at=at, amount_minor=chance.choice((None, 2)))

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    assert [fault for meter in meters for fault in chain_faults(meter, store.history(meter))] == []
    decisions = {entry.decision for entry in store.history(CASE)}
    shares = [share for decision in decisions for share in store.decision(decision).shares]
    assert sum(share.kept for share in shares if share.meter == CASE) == Desk(store).used(CASE)[0]


def test_who_follows_the_audit_trail_misses_no_line(store: PostgresStore) -> None:
    done = threading.Event()
    followed: list[int] = []

    def follow() -> None:
        while not done.is_set() or store.audit(after=followed[-1] if followed else 0):
            followed.extend(line.seq for line in store.audit(after=followed[-1] if followed else 0, limit=20))

    follower = threading.Thread(target=follow)
    follower.start()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: Desk(store).spend(cost(CASE, 1, None), name=str(n)), range(150)))
    done.set()
    follower.join()

    assert followed == [line.seq for line in store.audit()]
    assert len(followed) == 150


def test_an_effect_is_claimed_by_one_of_many(store: PostgresStore) -> None:
    effects = tuple(Effect(key=f"{n:02}", kind="mail", body="{}") for n in range(40))
    store.commit(Desk(store).proposal(cost(CASE, 1, 1), name="1"), record=record_of(effects=effects))

    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: store.due(at=NOON, limit=5), range(16)))

    claimed = [effect.key for claim in claims for effect in claim]
    assert sorted(claimed) == [effect.key for effect in effects]


def test_a_meter_that_somebody_keeps_locked_makes_the_ledger_unavailable_and_not_wrong(database: str) -> None:
    with open_postgres(database, seconds=1) as store, psycopg.connect(database) as other:
        desk = Desk(store)
        desk.spend(cost(CASE, 1, 10))
        other.execute("SELECT 1 FROM leeway_ledger.meter FOR UPDATE")
        began = time.monotonic()
        with pytest.raises(LedgerUnavailable, match="lock timeout"):
            desk.spend(cost(CASE, 1, 10), name="waits")
        waited = time.monotonic() - began
        other.rollback()

        assert waited < 3
        assert desk.spend(cost(CASE, 1, 10), name="waits").repeated is False
        assert desk.used(CASE) == [2]


def test_connections_that_the_server_closed_are_replaced_without_anybody_noticing(store: PostgresStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: Desk(store).spend(cost(CASE, 1, None), name=f"a{n}"), range(16)))
    with psycopg.connect(store._connections._pool.conninfo, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    with ThreadPoolExecutor(8) as pool:
        states = list(pool.map(lambda n: Desk(store).spend(cost(CASE, 1, None), name=f"b{n}").state, range(16)))

    assert states == ["posted"] * 16
    assert Desk(store).used(CASE) == [32]


def test_a_server_that_is_away_is_said_quickly_and_found_again(own: Server) -> None:
    if given_url():
        return
    with fresh_database(migrated=True) as url, open_postgres(url, size=2, seconds=1) as store:
        desk = Desk(store)
        desk.spend(cost(CASE, 1, None))
        own.kill()
        began = time.monotonic()
        with pytest.raises(LedgerUnavailable):
            desk.spend(cost(CASE, 1, None), name="away")
        said = time.monotonic() - began
        recovered = own.start()

        assert said < 10
        assert recovered < 30
        assert _soon(lambda: desk.spend(cost(CASE, 1, None), name="away").state) == "posted"
        assert desk.used(CASE) == [2]


def test_instants_are_kept_to_the_microsecond(store: PostgresStore) -> None:
    at = NOON + timedelta(microseconds=123_457)
    receipt = Desk(store).spend(cost(CASE, 1, None), at=at)

    assert receipt.at == store.history(CASE)[0].at == at == instant(1772452800123457)


def _soon(operation, seconds: float = 10):  # type: ignore[no-untyped-def]
    until = time.monotonic() + seconds
    while True:
        try:
            return operation()
        except LedgerUnavailable:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
