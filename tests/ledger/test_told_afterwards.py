"""Deeds told afterwards are never refused, and nobody else's kindness gets harder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leeway.ledger import Candidate, InvalidProposal
from leeway.ledger import excess_meter as excess
from tests.ledger.cast import CASE, HOUR, NETWORK, NOON, OLENA, VERA, Desk, cost, one

COST, COUNT = excess("cost", "vera"), excess("count", "vera")


def test_a_deed_within_the_limits_is_charged_like_any_other(desk: Desk) -> None:
    receipt = desk.tell(cost(CASE, 80, 100), one(OLENA, 1))

    assert (receipt.state, receipt.chosen) == ("posted", 0)
    assert (receipt.charged, receipt.excess) == ({CASE: 80, OLENA: 1}, {})


def test_each_meter_is_charged_up_to_what_it_has_left(desk: Desk) -> None:
    desk.spend(cost(CASE, 70, 100), cost(VERA, 90, 100), one(OLENA, 1))
    receipt = desk.tell(cost(CASE, 50, 100), cost(VERA, 50, 100), cost(NETWORK, 50, None), one(OLENA, 1))

    assert receipt.charged == {CASE: 30, VERA: 10, NETWORK: 50, OLENA: 0}
    assert desk.used(CASE, VERA, NETWORK, OLENA) == [100, 100, 50, 1]


def test_the_excess_is_the_greatest_shortfall_and_counts_on_the_actor_alone(desk: Desk) -> None:
    desk.spend(cost(CASE, 70, 100), cost(VERA, 90, 100), one(OLENA, 1))
    receipt = desk.tell(cost(CASE, 50, 100), cost(VERA, 50, 100), one(OLENA, 1))

    assert receipt.excess == {COST: 40, COUNT: 1}
    assert desk.used(COST, COUNT) == [40, 1]
    assert [str(entry.kind) for entry in desk.ledger.history(COST)] == ["force"]


@pytest.mark.parametrize(("case", "vera"), [(90, 70), (70, 90)])
def test_the_greatest_shortfall_counts_whichever_meter_has_it(desk: Desk, case: int, vera: int) -> None:
    desk.spend(cost(CASE, case, 100), cost(VERA, vera, 100))

    assert desk.tell(cost(CASE, 50, 100), cost(VERA, 50, 100)).excess == {COST: 40}


def test_a_meter_over_its_lowered_cap_is_left_alone(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100))
    receipt = desk.tell(cost(CASE, 10, 50))

    assert (receipt.charged, receipt.excess) == ({CASE: 0}, {COST: 10})
    assert desk.used(CASE) == [80]


def test_who_may_do_nothing_still_may_tell(desk: Desk) -> None:
    receipt = desk.tell(cost(CASE, 10, 0), one(OLENA, 0))

    assert (receipt.state, receipt.excess) == ("posted", {COST: 10, COUNT: 1})


def test_the_excess_is_given_back_first(desk: Desk) -> None:
    desk.tell(cost(CASE, 50, 30))
    left = [desk.ledger.reverse("1", at=NOON, amount_minor=15) for _ in range(3)]

    assert [receipt.excess[COST] for receipt in left] == [5, 0, 0]
    assert [receipt.charged[CASE] for receipt in left] == [30, 20, 5]


def test_a_deed_that_is_told_twice_is_charged_once(desk: Desk) -> None:
    desk.tell(cost(CASE, 50, 100), name="a")

    assert desk.tell(cost(CASE, 50, 100), name="a").repeated
    assert desk.used(CASE) == [50]


def test_a_deed_is_charged_at_the_meters_last_instant(desk: Desk) -> None:
    desk.spend(cost(VERA, 10, 100), at=NOON + HOUR)

    assert desk.tell(cost(VERA, 10, 100), cost(CASE, 10, 100)).at == NOON + HOUR


def test_a_deed_has_one_candidate(desk: Desk) -> None:
    two = (Candidate("a", ()), Candidate("b", ()))

    for candidates in ((), two):
        with pytest.raises(InvalidProposal, match="`candidates` must be one"):
            desk.ledger.tell(replace(desk.proposal(), candidates=candidates))
