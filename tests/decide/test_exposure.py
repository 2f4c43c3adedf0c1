"""What is the most a book can spend?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from leeway.decide import Mode, exposure, plan
from leeway.decide.exposure import windows_most
from leeway.ledger import MemoryLedger
from leeway.policy import Size, Window
from tests.decide import worlds
from tests.decide.counter import STATION, book


def of(limits, *, more="", cost="amount", size="{sites: 2, actors per site: 3}"):
    return exposure(
        book(
            f"book: b\ncurrency: EUR\nsize: {size}\nactions:\n  refund: {{amount: money, max: 50, cost: {cost}}}\n"
            f"guidelines:\n  g: {{allow: refund, limits: [{limits}]}}\n{more}"
        )
    )


def figures(found):
    return (found.day_minor, found.month_minor, found.year_minor)


def test_a_limit_per_site_counts_for_every_site():
    found = of("30 EUR per case, 100 EUR per site per month")

    assert figures(found.site) == (10000, 10000, 120000)
    assert figures(found.network) == (20000, 20000, 240000)
    assert [each.clause for each in found.clauses] == ["b/g"]


def test_a_limit_per_actor_counts_for_every_actor():
    assert figures(of("10 EUR per actor per day").network) == (6000, 186000, 2196000)


def test_a_month_may_touch_six_weeks():
    assert figures(of("10 EUR per site per week").site) == (1000, 6000, 54000)


def test_a_number_of_decisions_counts_at_the_most_each_may_cost():
    assert of("2 per site per day").site.day_minor == 10000
    assert of("2 per site per day, 20 EUR per case").site.day_minor == 4000


def test_the_lowest_of_several_limits_binds():
    assert of("10 EUR per actor per day, 25 EUR per site per day").site.day_minor == 2500


def test_overall_limits_cut_the_whole():
    found = of("100 EUR per site per month", more="overall limits: [30 EUR per site per month]\n")

    assert figures(found.site) == (3000, 3000, 36000)


def test_limits_per_customer_count_where_their_number_is_known():
    known = of("10 EUR per customer per 30 days, 9000 EUR per site per day", size="{sites: 1, customers: 5}")

    assert known.network.day_minor == 5000


def test_what_an_authority_gives_by_hand_is_nobodys_discretion():
    found = exposure(book("book: b\ncurrency: EUR\nactions:\n  gift: {amount: money, max: 50, cost: amount}\n"))

    assert found.clauses == ()
    assert found.network.year_minor == 0


def test_a_clause_without_a_ceiling_is_named():
    station = replace(
        STATION,
        policies=(
            replace(STATION.policies[0], guidelines=(replace(STATION.policies[0].guidelines[0], limits={}),)),
        ),
    )
    found = exposure(station)

    assert found.uncapped == ("station/shortfall",)
    assert found.clauses[0].network.day_minor is None


def test_a_rolling_window_can_be_used_up_again_when_it_is_over():
    assert [windows_most(Window("rolling", 24), period) for period in ("day", "month", "year")] == [2, 32, 366]


@pytest.mark.parametrize("seed", range(60))
def test_nobody_ever_spends_more_than_the_exposure(seed):
    random = Random(seed)
    station = replace(worlds.book(random), size=Size(sites=2, actors_per_site=4))
    most = exposure(station).network.month_minor
    ledger, at, spent = MemoryLedger(), worlds.START, 0
    for number in range(25):
        at += timedelta(hours=random.choice((0, 1, 9)))
        asked = worlds.request(random, station, at=at, number=number, modes=False)
        planned = plan(station, replace(asked, mode=Mode.ORDINARY))
        by_hand = station.actions[asked.action].otherwise or station.otherwise
        receipt = ledger.commit(planned.proposal())
        if receipt.chosen is not None and not (
            planned.grants[0].clause == "otherwise" and by_hand.kind.value == "ask"
        ):
            spent += planned.cost_minor

    assert most is None or spent <= most
