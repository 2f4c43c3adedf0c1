"""A long list of open matters is read a stretch at a time, forwards and back: none twice, none passed over.

On both databases: what has nothing due stands at the end of the list in one, and at its beginning in the other.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper

from leeway.desk.cases import queries as cases
from leeway.desk.cases.models import Case
from leeway.desk.cases.queries import Wanted
from tests.stores.postgres_server import fresh_database

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 6, 15, 9, tzinfo=UTC)
ALL = Wanted(paths=("s/",))


@pytest.fixture(scope="module")
def postgres(django_db_blocker: Any) -> Iterator[DatabaseWrapper]:
    """A desk's tables on PostgreSQL, made once; nobody is connected to them meanwhile."""
    settings = {"default": {"ENGINE": "django.db.backends.postgresql"}}
    usual = connections.configure_settings(settings)[DEFAULT_DB_ALIAS]
    with fresh_database() as url, django_db_blocker.unblock():
        parts = psycopg.conninfo.conninfo_to_dict(url)
        usual |= {
            "NAME": parts["dbname"], "USER": parts.get("user", ""), "HOST": parts.get("host", ""),
            "PORT": str(parts.get("port", "")), "PASSWORD": parts.get("password", ""),
        }  # fmt: skip
        wrapper = DatabaseWrapper(usual, DEFAULT_DB_ALIAS)
        own, connections[DEFAULT_DB_ALIAS] = connections[DEFAULT_DB_ALIAS], wrapper
        try:
            call_command("migrate", verbosity=0)
        finally:
            connections[DEFAULT_DB_ALIAS] = own
        yield wrapper
        wrapper.close()


@pytest.fixture(params=["sqlite", "postgres"])
def desk(request: pytest.FixtureRequest, db: None) -> Iterator[str]:
    """An empty desk on each database; what a test writes is gone afterwards."""
    if request.param == "sqlite":
        yield request.param
        return
    own, connections[DEFAULT_DB_ALIAS] = connections[DEFAULT_DB_ALIAS], request.getfixturevalue("postgres")
    try:
        with transaction.atomic():
            yield request.param
            transaction.set_rollback(True)
    finally:
        connections[DEFAULT_DB_ALIAS] = own


@pytest.fixture
def many(desk: str) -> list[str]:
    """Twenty-three open matters: several due at one instant, some with nothing due; in the order of the list."""
    Case.objects.bulk_create(
        Case(
            pk=f"c{n:02}", site="s", path="s/", opened_by="nina", opened_at=NOON, state="open",
            due_at=None if n % 6 == 5 else NOON + timedelta(minutes=n // 4),
        )
        for n in range(23)
    )  # fmt: skip
    return [each.id for each in cases.waiting(ALL, most=100)]


def _ids(stretch: cases.Stretch) -> list[str]:
    return [each.id for each in stretch.held]


@pytest.mark.parametrize("most", [1, 4, 5, 22, 23, 24])
def test_forwards_everything_is_seen_once_and_backwards_again(many: list[str], most: int) -> None:
    there = [cases.waiting_from(ALL, most=most)]
    while there[-1].after:
        there.append(cases.waiting_from(ALL, most=most, after=there[-1].after))
    back = [there[-1]]
    while back[-1].before:
        back.append(cases.waiting_from(ALL, most=most, before=back[-1].before))

    assert [id_ for each in there for id_ in _ids(each)] == many
    assert [_ids(each) for each in reversed(back)] == [_ids(each) for each in there]
    assert there[0].before == ""


def test_those_due_stand_by_their_time_and_those_without_together_at_one_end(
    many: list[str], desk: str
) -> None:
    without = [f"c{n:02}" for n in range(23) if n % 6 == 5]
    due = [f"c{n:02}" for n in range(23) if n % 6 != 5]

    assert connections[DEFAULT_DB_ALIAS].vendor.startswith(desk)
    assert many == (without + due if desk == "sqlite" else due + without)


def test_what_comes_meanwhile_moves_nothing_that_was_read(many: list[str]) -> None:
    first = cases.waiting_from(ALL, most=10)
    Case.objects.create(
        pk="new", site="s", path="s/", opened_by="nina", opened_at=NOON, state="open",
        due_at=NOON - timedelta(hours=1),
    )  # fmt: skip
    second = cases.waiting_from(ALL, most=10, after=first.after)
    again = cases.waiting_from(ALL, most=10, before=second.before)

    now = [each.id for each in cases.waiting(ALL, most=100)]

    assert set(now) == {*many, "new"}
    assert _ids(second) == many[10:20]
    assert _ids(again) == now[1:11]
    assert again.before != ""


@pytest.mark.parametrize(
    "named", ["", "x", "yesterday c01", "2026-06-15 c01", "2026-06-15T09:00:00 c01", "\0 \0"]
)
def test_a_place_nobody_named_is_the_beginning_or_empty(many: list[str], named: str) -> None:
    found = cases.waiting_from(ALL, most=5, after=named)

    assert set(_ids(found)) <= set(many)
