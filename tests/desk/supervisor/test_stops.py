"""Pausing and resuming: at a site, in a region, everywhere; by whom, and what decisions do meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from leeway.desk.clock import held_at
from leeway.desk.decisions import commands
from leeway.desk.decisions.commands.stopping import StopError, resume, stop
from leeway.desk.decisions.queries.asking import stopped_at
from leeway.desk.decisions.queries.stops import stopped_now
from tests.desk.supervisor.test_queue import looking, signed_in

pytestmark = pytest.mark.django_db
CLAUSE = "short-of-money/small-shortfall"


def outcome(region: Any, site: str = "214", **changed: Any) -> str:
    stopped = stopped_at(site, book=region.law.book)
    request = region.request(amount_minor=10_000, site=site, stopped=stopped, **changed)
    return commands.look(request, law=region.law).decision.outcome


def test_a_paused_clause_asks_at_that_site_and_nowhere_else(region: Any) -> None:
    stop(CLAUSE, where="214", looking=looking(region))

    assert outcome(region) == "ask"
    assert outcome(region, site="301", actor="ihor") == "go_ahead"


def test_in_a_region_it_is_paused_at_every_site_below(region: Any) -> None:
    sites = stop(CLAUSE, where="north", looking=looking(region))

    assert sites == ("north", "214", "301")
    assert outcome(region, site="301", actor="ihor") == "ask"


def test_an_action_is_paused_like_a_clause(region: Any) -> None:
    stop("write off", where="214", looking=looking(region))

    assert outcome(region) == "ask"


def test_everywhere_takes_an_authority_at_the_top_of_the_tree(region: Any) -> None:
    with pytest.raises(StopError):
        stop(CLAUSE, where=None, looking=looking(region, "oksana"))
    stop(CLAUSE, where=None, looking=looking(region, "vera"))

    assert outcome(region, site="301", actor="ihor") == "ask"


@pytest.mark.parametrize(
    ("who", "where"),
    [("sami", "214"), ("ihor", "214"), ("nina", "north"), ("oksana", "network"), ("oksana", "gone")],
)
def test_nobody_pauses_where_they_have_no_authority_above_the_lowest(region: Any, who: str, where: str) -> None:
    with pytest.raises(StopError):
        stop(CLAUSE, where=where, looking=looking(region, who))


@pytest.mark.parametrize("name", ["safety/no-plastic-canister", "nothing", ""])
def test_rules_and_what_is_not_in_the_book_cannot_be_paused(region: Any, name: str) -> None:
    with pytest.raises(StopError):
        stop(name, where="214", looking=looking(region))


def test_the_list_says_what_where_by_whom_and_who_is_asked(region: Any) -> None:
    stop(CLAUSE, where="north", authority="manager", looking=looking(region))
    (shown,) = stopped_now(looking(region))

    assert (shown.title, shown.authority, shown.by.name, shown.at) == (
        "Write off a small debt",
        "manager",
        "Oksana",
        region.at,
    )
    assert [each.id for each in shown.places] == ["north", "214", "301"]


def test_what_somebody_above_paused_only_they_resume(region: Any) -> None:
    stop(CLAUSE, where="214", authority="manager", looking=looking(region, "vera"))

    assert [each.may_resume for each in stopped_now(looking(region))] == [False]
    with pytest.raises(StopError):
        resume(CLAUSE, sites=["214"], looking=looking(region))
    resume(CLAUSE, sites=["214"], looking=looking(region, "vera"))
    assert outcome(region) == "go_ahead"


def test_the_ledger_keeps_who_paused_and_resumed(region: Any, store: Any) -> None:
    stop(CLAUSE, where="214", looking=looking(region))
    region.later(minutes=1)
    resume(CLAUSE, sites=["214"], looking=looking(region, "radu"))

    assert [(each.on, each.by) for each in store.switches()] == [(True, "oksana"), (False, "radu")]


def test_pausing_and_resuming_on_the_page(region: Any) -> None:
    with held_at(region.at):
        client = signed_in("oksana")
        page = client.post(
            "/stopped/stop/", {"name": CLAUSE, "where": "214", "authority": "supervisor"}, follow=True
        )
        assert "Paused: Write off a small debt." in page.content.decode()
        assert outcome(region) == "ask"
        page = client.post("/stopped/resume/", {"name": CLAUSE, "sites": "214"}, follow=True)

        assert "It goes on: Write off a small debt." in page.content.decode()
        assert "Nothing is paused." in page.content.decode()
        assert client.post("/stopped/stop/", {"name": CLAUSE, "where": "everywhere"}).status_code == 404
