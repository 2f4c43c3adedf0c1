"""Rows looked up by statements kept ready: what the ORM finds, on both databases, and after a lost connection."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test.utils import CaptureQueriesContext
from django.utils.connection import ConnectionDoesNotExist

from leeway.desk import prepared
from leeway.desk.persons.models import Person
from leeway.desk.prepared import Look, among, instant, looked_up, together
from tests.stores.postgres_server import fresh_database

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 6, 15, 9, 30, 0, 123456, tzinfo=UTC)
TABLE = "create table thing (id text primary key, size integer, is_there boolean, at timestamp with time zone)"


class Only(dict[str, Any]):
    """The one connection of a desk."""

    def __missing__(self, alias: str) -> Any:
        raise ConnectionDoesNotExist(alias)


@pytest.fixture
def postgres(monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any) -> Iterator[DatabaseWrapper]:
    with fresh_database() as url, django_db_blocker.unblock():
        usual = connections.configure_settings({"default": {"ENGINE": "django.db.backends.postgresql"}})[
            "default"
        ]
        parts = psycopg.conninfo.conninfo_to_dict(url)
        usual |= {
            "NAME": parts["dbname"], "USER": parts.get("user", ""), "HOST": parts.get("host", ""),
            "PORT": str(parts.get("port", "")), "PASSWORD": parts.get("password", ""),
            "CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": None,
        }  # fmt: skip
        wrapper = DatabaseWrapper(usual, DEFAULT_DB_ALIAS)
        monkeypatch.setattr(prepared, "connections", Only({DEFAULT_DB_ALIAS: wrapper}))
        monkeypatch.setattr(prepared, "connection", wrapper)
        wrapper.ensure_connection()
        wrapper.connection.execute(TABLE)
        yield wrapper
        wrapper.close()


def end_all_others(wrapper: DatabaseWrapper) -> None:
    """Let the server close every connection but one that is made for this."""
    with psycopg.connect(**wrapper.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                      " and datname = current_database()")  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_what_is_looked_up_is_what_the_orm_finds(db: None, seed: int) -> None:
    chance = Random(seed)
    names = ["", "Олена", "d'Arc", 'the "best"', "100 %s", "a\\b", "{1,2}", "naïve ?"]
    Person.objects.bulk_create(
        [Person(id=f"p{each}", name=chance.choice(names), since=NOON) for each in range(30)]
    )
    wanted = [
        chance.choice(["nobody", "p1' or '1'='1", *(f"p{each}" for each in range(30))]) for _ in range(12)
    ]
    found = looked_up(f"select id, name from persons_person where id in {among(wanted)} order by id", wanted)

    assert [tuple(row) for row in found] == list(
        Person.objects.filter(id__in=wanted).order_by("id").values_list("id", "name")
    )


def test_several_looks_in_one_statement_find_what_each_finds_alone(db: None) -> None:
    Person.objects.bulk_create([Person(id=f"p{each}", name=f"Person {each}", since=NOON) for each in range(5)])
    one = Look(columns=("id", "name", "since"), source="from persons_person where id <> %s", values=("p3",))
    two = Look(columns=("count(*)",), source="from persons_person where since <= %s", values=(NOON,))
    none = Look(columns=("id",), source=f"from persons_person where id in {among(())}")
    with CaptureQueriesContext(connections[DEFAULT_DB_ALIAS]) as asked:
        first, second, third = together(one, two, none)

    assert len(asked) == 1
    assert sorted((id_, name) for id_, name, _ in first) == [(f"p{n}", f"Person {n}") for n in (0, 1, 2, 4)]
    assert {instant(since) for *_, since in first} == {NOON}
    assert (second, third) == ([("5",)], [])


def test_postgres_gives_the_same_kinds_of_values(postgres: DatabaseWrapper) -> None:
    postgres.connection.execute("insert into thing values (%s, %s, %s, %s)", ("a", 3, True, NOON))

    for _ in range(3):  # as it comes, when it is made ready, and when it is
        assert looked_up("select * from thing where id = %s and at <= %s", ("a", NOON)) == [
            ("a", 3, True, NOON)
        ]


def test_a_look_whose_connection_was_lost_is_made_once_more(postgres: DatabaseWrapper) -> None:
    looked_up("select 1 as found from thing where id = %s", ("a",))
    first = postgres.connection
    end_all_others(postgres)

    assert looked_up("select %s::int as found", (5,)) == [(5,)]
    assert postgres.connection is not first


def test_a_look_within_a_transaction_that_was_lost_is_not_made_again(postgres: DatabaseWrapper) -> None:
    looked_up("select 1 as found from thing where id = %s", ("a",))
    postgres.in_atomic_block = True
    end_all_others(postgres)
    try:
        with pytest.raises(OperationalError):
            looked_up("select %s::int as found", (5,))
    finally:
        postgres.in_atomic_block = False


def test_a_wrong_look_is_told_and_leaves_the_connection(postgres: DatabaseWrapper) -> None:
    first = postgres.connection

    with pytest.raises(Exception, match="nowhere"):
        looked_up("select * from nowhere where id = %s", ("a",))
    assert looked_up("select %s::int as found", (5,)) == [(5,)]
    assert postgres.connection is first


def test_nobody_asks_a_connection_whether_it_still_stands(postgres: DatabaseWrapper) -> None:
    asked: list[str] = []
    postgres.is_usable = lambda: asked.append("usable") or True  # type: ignore[method-assign,func-returns-value]
    postgres.health_check_enabled, postgres.health_check_done = True, False
    looked_up("select 1 as found from thing where id = %s", ("a",))

    assert asked == []
