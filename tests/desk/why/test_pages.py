"""The why page says all there is to a decision, to those who may know, and to nobody else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from leeway.decide import Given, Request
from leeway.desk.clock import held_at
from leeway.desk.decisions import commands
from leeway.desk.decisions.queries.proposing import actor_at
from leeway.desk.people.models import Colleague
from leeway.desk.studio import queries as studio
from leeway.policy import Trust
from tests.api.house import NOON, build, ledger_at


@pytest.fixture(autouse=True)
def desk(tmp_path, db):
    with ledger_at(tmp_path), held_at(NOON):
        build()
        yield


def browser(colleague):
    client = Client()
    client.force_login(
        Colleague.objects.get(pk=colleague), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def decided(key="one", *, actor="nina", site="214", amount=20_00):
    law = studio.in_force(at=NOON)
    request = Request(
        id=key, action="write off", amount_minor=amount, actor=actor_at(actor, site, book=law.book, at=NOON), at=NOON,
        facts={"matter": Given("short of money", Trust.STAFF, "said at the till"), "fuel.litres": Given(Decimal(20), Trust.SYSTEM, "pump 3")},
        customer="c-1", case=f"case {key}", site=site, network="network",
    )  # fmt: skip
    return commands.decide(request, law=law)


def test_it_shows_facts_with_source_clause_and_versions():
    decided()
    shown = browser("nina").get("/decisions/one/").content.decode()

    for each in (
        "pump 3",
        "from a system of record",
        "short-of-money",
        "Limits, before and after",
        "version 1",
    ):
        assert each in shown


@pytest.mark.parametrize(
    ("colleague", "status"),
    [
        ("nina", 200),
        ("oksana", 200),
        ("vera", 200),
        ("andrii", 404),
        ("sami", 404),
        ("stefan", 404),
        ("pavlo", 404),
    ],
)
def test_only_who_may_know_sees_it(colleague, status):
    decided()

    assert browser(colleague).get("/decisions/one/").status_code == status
    assert browser(colleague).post("/decisions/one/again/").status_code == (302 if status == 200 else 404)
    assert ("/decisions/one/" in browser(colleague).get("/decisions/").content.decode()) == (status == 200)


def test_performed_again_it_is_identical():
    decided()
    shown = browser("nina").post("/decisions/one/again/", follow=True).content.decode()

    assert "identical" in shown


def test_the_list_is_paged_and_narrowed():
    for number in range(35):
        decided(f"d{number:02}", amount=100 + number)
    first = browser("oksana").get("/decisions/?site=214")
    shown = first.content.decode()
    older = shown.partition('href="?')[2].partition('"')[0].replace("&amp;", "&")
    rest = browser("oksana").get("/decisions/?" + older).content.decode()

    assert (shown.count('<li><a href="/decisions/'), "before=" in older) == (30, True)
    assert set(range(35)) == {number for number in range(35) if f"/decisions/d{number:02}/" in shown + rest}
    assert "Nothing like this" in browser("oksana").get("/decisions/?outcome=decline").content.decode()


@pytest.mark.parametrize(
    "query",
    ["before=x", "since=9999-12-31", "until=0001-01-01", "site=901", "actor=%00", "before=2026-01-01_a"],
)
def test_a_strange_search_finds_nothing_worse_than_nothing(query):
    assert browser("nina").get(f"/decisions/?{query}").status_code == 200


def test_an_unknown_decision_is_not_there():
    assert browser("vera").get("/decisions/never/").status_code == 404
