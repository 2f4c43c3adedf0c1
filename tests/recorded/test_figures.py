"""The airline's book judges recorded actions as the published policy does, and asks no more than it must."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from bench.recorded import Count, answer_to, book_of, decision_of, request_of
from bench.recorded_tally import Tally
from leeway import decide
from tests.recorded.cases import HELD_RIGHT, RECORDED, airline, all_of, bare, booking, cancelling, some


@pytest.fixture(scope="module")
def engine() -> Any:
    return decide.Engine(book_of("airline"))


def _tally(engine: Any, name: str) -> Tally:
    count = Count()
    for record in airline(name):
        count.add(record, answer_to(record, {"airline": engine}))
    return count.tallies["airline"]


def test_violations_are_stopped_by_the_clause_about_them_and_little_else_is(engine: Any) -> None:
    tally = _tally(engine, RECORDED)
    figures = tally.figures()

    assert (figures["violation"], figures["allowed"], figures["no_rule_broken"]) == (97, 157, 70)
    assert figures["violation_stopped"] >= 95
    assert tally.fitting >= 90
    assert figures["allowed_stopped"] <= 3
    assert figures["no_rule_broken_declined"] <= 3


def test_what_the_authors_hold_right_goes_ahead(engine: Any) -> None:
    figures = _tally(engine, HELD_RIGHT).figures()

    assert figures["allowed"] == 55
    assert figures["allowed_stopped"] <= 2


def test_the_engine_answers_recorded_actions_as_the_reference_does(engine: Any) -> None:
    book = book_of("airline")
    for record in some(airline(RECORDED, HELD_RIGHT), each=11):
        request = request_of(**bare(record))

        assert decide.decide(book, request, {}) == engine.decide(request, {}), record["id"]


def test_cancelling_agrees_with_the_table_of_reservations_and_reasons(engine: Any) -> None:
    """The table does not say who asks: it is the holder, of a reservation that still exists."""
    different = []
    for row in some(all_of("service/airline_cancel_table.jsonl"), each=23):
        facts = copy.deepcopy(row["facts"])
        facts["user"] = {"user_id": facts["reservation"]["user_id"]}
        facts["reservation"]["already_cancelled"] = False
        record = {"domain": "airline", "policy_version": "tau2", "action": row["action"], "facts": facts}
        if (decision_of(engine, record).outcome == "go_ahead") != (row["expected"] == "allow"):
            different.append(row["id"])

    assert different == []


@pytest.mark.parametrize(
    ("edition", "bags", "outcome"),
    [("tau1", 3, "go_ahead"), ("tau1", 4, "decline"), ("tau2", 4, "go_ahead"), ("tau2", 5, "decline")],
)
def test_gold_in_business_has_one_free_bag_more_in_the_second_edition(
    engine: Any, edition: str, bags: int, outcome: str
) -> None:
    record = booking(
        cabin="business", total_baggages=bags, payment_methods=[{"payment_id": "card", "amount": 300}]
    )
    record["policy_version"] = edition
    record["facts"]["user"]["membership"] = "gold"

    assert decision_of(engine, record).outcome == outcome


@pytest.mark.parametrize(
    ("args", "clause"),
    [
        ({"payment_methods": [{"payment_id": "card", "amount": 100}]}, "payment/covers-the-price"),
        ({"payment_methods": [{"payment_id": "other", "amount": 120}]}, "payment/registered-for-a-booking"),
        (
            {
                "payment_methods": [
                    {"payment_id": "paper", "amount": 20},
                    {"payment_id": "paper", "amount": 100},
                ]
            },
            "payment/one-voucher",
        ),
        ({"nonfree_baggages": 1}, "bags/paid-bags-of-a-booking"),
        ({"passengers": [{}] * 6}, "passengers/five-at-most"),
    ],
)
def test_one_thing_wrong_is_stopped_by_the_clause_about_it(engine: Any, args: Any, clause: str) -> None:
    answer = answer_to(booking(**args), {"airline": engine})

    assert decision_of(engine, booking()).outcome == "go_ahead"
    assert (answer.outcome, clause in answer.clauses) == ("decline", True)


def test_a_payment_that_names_no_method_is_asked_about(engine: Any) -> None:
    answer = answer_to(booking(payment_methods=[{"id": "card", "amount": 120}]), {"airline": engine})

    assert answer.outcome == "find_out"


def test_a_day_is_a_day_to_the_second(engine: Any) -> None:
    assert decision_of(engine, cancelling(created_at="2024-05-14T15:00:00")).outcome == "go_ahead"
    assert decision_of(engine, cancelling(created_at="2024-05-14T14:59:59")).outcome == "decline"
