"""The leeway used, by limit: at one site, over a region, nearly used up, held, and how quickly."""

from __future__ import annotations

import time
from typing import Any

import pytest

from leeway.desk.clock import held_at
from leeway.desk.decisions import commands
from leeway.desk.decisions.queries.team import UsedLimit, limits_of, used_at
from leeway.desk.people import queries as people
from leeway.desk.people.models import Site
from leeway.stores import Effect
from tests.desk.supervisor.test_queue import looking, signed_in
from tests.desk.supervisor.test_reviews import taxi

pytestmark = pytest.mark.django_db


def at(*sites: str) -> Any:
    return tuple(people.place(each) for each in sites)


def small_debt(region: Any, key: str, amount: int = 15_000, **changed: Any) -> None:
    made = commands.decide(
        region.request(key=key, amount_minor=amount, customer=key, **changed), law=region.law
    )
    assert made.decision.outcome == "go_ahead"


def of(team: Any, clause: str, scope: str, measure: str = "cost") -> UsedLimit:
    (found,) = [
        each for each in (*team.wide, *team.personal)
        if (each.clause, each.scope, each.measure) == (clause, scope, measure)
    ]  # fmt: skip
    return found


def test_a_site_shows_what_was_taken_of_each_limit(region: Any) -> None:
    small_debt(region, "a")
    small_debt(region, "b")
    used = of(used_at(at("214"), looking(region)), "short-of-money/small-shortfall", "site")

    assert (used.used, used.held, used.cap, used.window) == (30_000, 0, 800_000, "month")
    assert used.said.replace("\N{NO-BREAK SPACE}", " ") == "300 of 8,000 UAH"
    assert used.used_percent == 3.75


def test_a_region_is_the_sum_of_its_sites(region: Any) -> None:
    small_debt(region, "a")
    small_debt(region, "b", actor="ihor", site="301")
    used = of(used_at(at("214", "301"), looking(region)), "short-of-money/small-shortfall", "site")

    assert (used.used, used.cap) == (30_000, 1_600_000)


def test_one_site_is_shown_by_colleague_too_each_under_their_own_ceiling(region: Any) -> None:
    small_debt(region, "a")
    small_debt(region, "b", amount=5_000, actor="andrii")
    team = used_at(at("214"), looking(region))
    mine = {
        each.who: (each.used, each.cap)
        for each in team.personal
        if each.clause == "short-of-money/small-shortfall"
    }

    assert mine == {"Nina": (15_000, 100_000), "Andrii": (5_000, 100_000)}


def test_what_nobody_touched_is_only_counted(region: Any) -> None:
    team = used_at(at("214"), looking(region))

    assert (team.wide, team.personal) == ((), ())
    assert team.untouched == sum(each.key[1] in ("site", "network") for each in limits_of(region.law.book))


def test_what_is_held_for_an_executor_is_shown_apart(region: Any) -> None:
    commands.decide(
        region.request(key="h", amount_minor=15_000),
        law=region.law,
        effects=(Effect(key="e", kind="pay", body="{}"),),
    )
    region.later(seconds=1)
    used = of(used_at(at("214"), looking(region)), "short-of-money/small-shortfall", "site")

    assert (used.used, used.held) == (0, 15_000)


def test_a_limit_that_is_nearly_used_up_says_what_for(region: Any) -> None:
    for number, who in enumerate(("nina", "nina", "nina", "andrii", "andrii", "andrii")):
        taxi(region, key=f"t-{number}", amount=30_000, actor=who)
    for number in range(3):
        taxi(region, key=f"o-{number}", amount=120_000, actor="oksana", text="a hotel")
    used = of(used_at(at("214"), looking(region)), "own judgement", "site")

    assert used.is_nearly_used_up
    assert (used.spent_on[0], used.decisions) == (("A taxi home", 6), 9)


def test_what_was_given_back_is_not_told_of(region: Any) -> None:
    for number in range(3):
        taxi(region, key=f"t-{number}", amount=180_000, actor="oksana")
    taxi(region, key="gone", amount=10_000, actor="radu", text="a mistake")
    commands.reverse("gone", at=region.at)
    used = of(used_at(at("214"), looking(region)), "own judgement", "site")

    assert used.decisions == 3


def test_beyond_the_front_lines_ceiling_the_bar_is_full_and_no_wider(region: Any) -> None:
    assert (
        UsedLimit(
            clause="c", title="c", scope="site", window="month", measure="cost", used=130, held=10, cap=100
        ).used_percent
        == 100
    )


def test_the_page_shows_my_region_and_not_another(region: Any) -> None:
    small_debt(region, "a")
    with held_at(region.at):
        client = signed_in("oksana")
        page = client.get("/used/").content.decode()
        assert "Write off a small debt" in page
        assert "2 sites together" in page
        assert client.get("/used/?at=214").status_code == 200
        assert client.get("/used/?at=network").status_code == 404
        assert signed_in("sami").get("/used/").status_code == 404


def test_what_a_colleagues_limit_went_for_is_told_of_that_colleague_alone(region: Any) -> None:
    for number in range(3):
        taxi(region, key=f"n-{number}", amount=1_000)
        taxi(region, key=f"a-{number}", amount=1_000, actor="andrii", text="a hotel")
    mine = next(each for each in used_at(at("214"), looking(region)).personal if each.who == "Nina")

    assert (mine.spent_on, mine.decisions) == ((("A taxi home", 3),), 3)


def test_four_hundred_sites_are_read_in_one_look(
    region: Any, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Site.objects.bulk_create(
        Site(pk=f"s{number}", name=f"Station {number}", parent_id="north", path=f"network/north/s{number}/")
        for number in range(400)
    )
    small_debt(region, "a", site="s7", actor="oksana")
    looks: list[int] = []
    look = type(store).balances

    def counted(self: Any, meters: Any, *, at: Any) -> Any:
        looks.append(len(wanted := tuple(meters)))
        return look(self, wanted, at=at)

    monkeypatch.setattr(type(store), "balances", counted)
    sites = people.sites_below(["network/"])
    began = time.thread_time()
    team = used_at(sites, looking(region, "vera"))

    assert time.thread_time() - began < 3
    assert (len(sites), len(looks)) == (402, 1)
    assert of(team, "short-of-money/small-shortfall", "site").used == 15_000
