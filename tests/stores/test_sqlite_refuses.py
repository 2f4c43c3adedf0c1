"""SQLite itself refuses what the program should not do, and accepts what it should."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from leeway.stores import open_store
from leeway.stores.rows import meter_row
from leeway.stores.source import METER_WHERE, NO_START
from leeway.stores.sqlite.file import DatabaseError, connect
from tests.ledger.cast import CASE
from tests.stores.malicious import ATTACKS, LEGITIMATE, is_for
from tests.stores.scene import Insert, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from leeway.ledger import Meter
    from tests.stores.malicious import Write
    from tests.stores.scene import Scene

TABLES = ("meter", "decision", "cap", "entry", "carried", "switch", "audit", "record", "answer", "outbox")


class Direct:
    """A connection to the ledger's file past the program, with everything SQLite lets one switch off."""

    def __init__(self, path: Path) -> None:
        self.connection = connect(path)
        self.connection.execute("pragma foreign_keys = off")

    def write(self, write: Write, scene: Scene) -> None:
        """Write it in a transaction that is never kept. Raises: DatabaseError."""
        statements = write.statements(scene)
        self.connection.execute("begin immediate")
        try:
            for statement in statements:
                if isinstance(statement, Insert):
                    self.insert(statement)
                else:
                    number = self.number(CASE)
                    self.connection.execute(statement.text.replace("{meter}", str(number)))
        finally:
            if self.connection.in_transaction:
                self.connection.execute("rollback")

    def insert(self, insert: Insert) -> None:
        values = {name: self.plain(value) for name, value in insert.values.items()}
        if insert.table.endswith("entry"):
            del values["cap"]
        if insert.table in ("carried", "switch"):
            values["seq"] = self.connection.execute(f"select max(seq) + 1 from {insert.table}").fetchone()[0]
        into = insert.table if insert.table.startswith("or ") else f"into {insert.table}"
        self.connection.execute(
            f"insert {into} ({', '.join(values)}) values ({', '.join('?' * len(values))})",
            tuple(values.values()),
        )

    def plain(self, value: Any) -> Any:
        return self.number(value) if hasattr(value, "clause") else value

    def number(self, meter: Meter) -> int:
        *key, starts = meter_row(meter)
        clause, measure, scope, window, subject = key
        values = (subject, scope, clause, measure, window, NO_START if starts is None else starts)
        found = self.connection.execute(f"select id from meter where {METER_WHERE}", values).fetchone()
        return int(found[0]) if found else 999

    def all_rows(self) -> list[Any]:
        return [self.connection.execute(f"select * from {table}").fetchall() for table in TABLES]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scene, Direct]]:
    path = tmp_path_factory.mktemp("ledger") / "ledger.sqlite3"
    with open_store(f"sqlite:///{path}") as store:
        yield prepare(store), Direct(path)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda write: write.what)
def test_what_is_written_past_the_program_is_refused(attack: Write, scene: tuple[Scene, Direct]) -> None:
    prepared, direct = scene
    assert is_for(attack, "sqlite", prepared)
    before = direct.all_rows()

    with pytest.raises(DatabaseError):
        direct.write(attack, prepared)
    assert direct.all_rows() == before


@pytest.mark.parametrize("write", LEGITIMATE, ids=lambda write: write.what)
def test_what_the_program_writes_is_accepted(write: Write, scene: tuple[Scene, Direct]) -> None:
    prepared, direct = scene

    direct.write(write, prepared)


def test_there_are_many_attacks_and_no_two_have_the_same_name() -> None:
    names = [each.what for each in (*ATTACKS, *LEGITIMATE)]

    assert len(ATTACKS) >= 30
    assert len(set(names)) == len(names)


def test_every_guard_stops_something_that_no_other_stops(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    with open_store(f"sqlite:///{path}") as store:
        prepared, direct = prepare(store), Direct(path)
        guards = direct.connection.execute(
            "select name, sql from sqlite_schema where type = 'trigger'"
        ).fetchall()
        idle = []
        for name, sql in guards:
            direct.connection.execute(f"drop trigger {name}")
            if not any(passes(direct, attack, prepared) for attack in ATTACKS):
                idle.append(name)
            direct.connection.execute(sql)

    assert len(guards) >= 30
    assert idle == []


def passes(direct: Direct, attack: Write, prepared: Scene) -> bool:
    try:
        direct.write(attack, prepared)
    except DatabaseError:
        return False
    return True
