"""PostgreSQL itself refuses what the program should not do, and accepts what it should."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

import leeway.stores.postgres
from leeway.stores.postgres import open_postgres
from leeway.stores.rows import meter_row
from leeway.stores.source import METER_WHERE, NO_START
from tests.ledger.cast import CASE
from tests.stores.malicious import ATTACKS, LEGITIMATE, is_for
from tests.stores.postgres_mutants import MUTANTS
from tests.stores.postgres_server import fresh_database
from tests.stores.scene import Insert, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.ledger import Meter
    from tests.stores.malicious import Write
    from tests.stores.scene import Scene

FOLDER = Path(leeway.stores.postgres.__file__).parent
TABLES = ("meter", "decision", "cap", "entry", "carried", "switch", "audit", "record", "answer", "outbox")
FOR_POSTGRES = [attack for attack in ATTACKS if "replaced" not in attack.what and "ignored" not in attack.what]


class Direct:
    """A connection to the ledger's tables past the program, as a role."""

    def __init__(self, url: str, role: str) -> None:
        self.connection = psycopg.connect(url, autocommit=True)
        self.connection.execute("SET search_path = leeway_ledger")
        self.role = role

    def write(self, write: Write, scene: Scene) -> None:
        """Write it in a transaction that is checked to its end and never kept. Raises: psycopg.Error."""
        statements = write.statements(scene)
        with self.connection.transaction(force_rollback=True):
            role = "leeway_force" if write.force else self.role
            for statement in statements:
                # The role that may force may do nothing else.
                forces = isinstance(statement, Insert) and statement.values.get("kind") == "force"
                self.connection.execute(f"SET LOCAL ROLE {role if forces else self.role}".encode())
                if isinstance(statement, Insert):
                    self.insert(statement)
                else:
                    self.connection.execute(statement.text.replace("{meter}", str(self.number(CASE))).encode())
            self.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def insert(self, insert: Insert) -> None:
        values = {name: self.plain(value) for name, value in insert.values.items()}
        if insert.table == "cap" and "seq" not in values:
            values["seq"] = 1
        self.connection.execute(
            f"INSERT INTO {insert.table} ({', '.join(values)}) VALUES ({', '.join(['%s'] * len(values))})".encode(),
            tuple(values.values()),
        )

    def plain(self, value: Any) -> Any:
        return self.number(value) if hasattr(value, "clause") else value

    def number(self, meter: Meter) -> int:
        *key, starts = meter_row(meter)
        clause, measure, scope, window, subject = key
        values = (subject, scope, clause, measure, window, NO_START if starts is None else starts)
        where = METER_WHERE.replace("?", "%s").encode()
        found = self.connection.execute(b"SELECT id FROM meter WHERE " + where, values).fetchone()
        return int(found[0]) if found else 999

    def all_rows(self) -> list[Any]:
        return [
            self.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2".encode()).fetchall()
            for table in TABLES
        ]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with fresh_database(migrated=True) as url:
        yield url


@pytest.fixture(scope="module")
def scene(database: str) -> Iterator[Scene]:
    with open_postgres(database) as store:
        yield prepare(store)


@pytest.fixture(scope="module", params=["leeway_app", "postgres"])
def direct(database: str, scene: Scene, request: pytest.FixtureRequest) -> Iterator[Direct]:
    """The program's own role, and the owner of all tables: what no right forbids is refused by the guards."""
    direct = Direct(database, request.param)
    yield direct
    direct.connection.close()


@pytest.mark.parametrize("attack", FOR_POSTGRES, ids=lambda write: write.what)
def test_what_is_written_past_the_program_is_refused(attack: Write, direct: Direct, scene: Scene) -> None:
    if not is_for(attack, "postgres", scene):
        return
    before = direct.all_rows()

    with pytest.raises((psycopg.IntegrityError, psycopg.errors.InsufficientPrivilege, psycopg.DataError)):
        direct.write(attack, scene)
    assert direct.all_rows() == before


@pytest.mark.parametrize("write", LEGITIMATE, ids=lambda write: write.what)
def test_what_the_program_writes_is_accepted(write: Write, direct: Direct, scene: Scene) -> None:
    statements = [each for each in write.statements(scene) if each.only in ("", "postgres")]

    direct.write(write._replace(statements=lambda _: statements), scene)


def test_only_the_role_for_it_may_force(direct: Direct, scene: Scene) -> None:
    excess = next(write for write in LEGITIMATE if write.force)

    with pytest.raises(psycopg.errors.CheckViolation, match="another role than leeway_force"):
        direct.write(excess._replace(force=False), scene)


def test_every_defect_of_the_list_can_be_made() -> None:
    texts = {mutant.file: (FOLDER / mutant.file).read_text(encoding="utf-8") for mutant in MUTANTS}

    assert len(MUTANTS) >= 30
    assert [mutant for mutant in MUTANTS if texts[mutant.file].count(mutant.original) != 1] == []
