"""The online shop's book judges recorded actions as the published policy does, and asks no more than it must."""

from __future__ import annotations

from typing import Any

import pytest

from bench.recorded import Count, answer_to, book_of, decision_of, request_of
from leeway import decide
from tests.recorded.cases import HELD_RIGHT, RECORDED, bare, exchanging, recorded, returning, some


@pytest.fixture(scope="module")
def engine() -> Any:
    return decide.Engine(book_of("retail"))


def _tally(engine: Any, name: str) -> Any:
    count = Count()
    for record in recorded("retail", name):
        count.add(record, answer_to(record, {"retail": engine}))
    return count.tallies["retail"]


def _clauses(engine: Any, record: Any) -> Any:
    answer = answer_to(record, {"retail": engine})
    return answer.outcome, answer.clauses


def _with_status(record: Any, status: str) -> Any:
    record["facts"]["order"]["status"] = status
    return record


def test_violations_are_stopped_by_the_clause_about_them_and_nothing_else_is(engine: Any) -> None:
    tally = _tally(engine, RECORDED)
    figures = tally.figures()

    assert (figures["violation"], figures["allowed"], figures["no_rule_broken"]) == (5, 88, 14)
    assert figures["violation_stopped"] == 5
    assert tally.fitting == 5
    assert figures["allowed_stopped"] <= 1
    assert figures["no_rule_broken_declined"] == 0


def test_what_the_authors_hold_right_goes_ahead(engine: Any) -> None:
    figures = _tally(engine, HELD_RIGHT).figures()

    assert figures["allowed"] == 846
    assert figures["allowed_stopped"] <= 8


def test_the_engine_answers_recorded_actions_as_the_reference_does(engine: Any) -> None:
    book = book_of("retail")
    for record in some(recorded("retail", RECORDED, HELD_RIGHT), each=23):
        request = request_of(**bare(record))

        assert decide.decide(book, request, {}) == engine.decide(request, {}), record["id"]


@pytest.mark.parametrize(
    ("args", "clause"),
    [
        ({"new_item_ids": []}, "pieces/one-for-one"),
        ({"item_ids": [], "new_item_ids": []}, "pieces/named"),
        ({"item_ids": ["11", "11"], "new_item_ids": ["12", "12"]}, "pieces/in-the-order"),
        ({"item_ids": ["99"]}, "pieces/in-the-order"),
        ({"payment_method_id": "stolen"}, "payment/registered"),
    ],
)
def test_one_thing_wrong_with_an_exchange_is_stopped_by_the_clause_about_it(
    engine: Any, args: Any, clause: str
) -> None:
    outcome, clauses = _clauses(engine, exchanging(**args))

    assert _clauses(engine, exchanging())[0] == "go_ahead"
    assert (outcome, clause in clauses) == ("decline", True)


@pytest.mark.parametrize(
    ("shown", "clause"),
    [
        ({"new_available": False}, "pieces/available"),
        ({"new_product": "Lamp"}, "pieces/same-product"),
        ({"new_price": 120.76}, "payment/gift-card-covers-the-difference"),
    ],
)
def test_what_the_catalogue_shows_decides(engine: Any, shown: Any, clause: str) -> None:
    record = exchanging()
    record["facts"]["swaps"][0] |= shown

    assert _clauses(engine, record) == ("decline", (clause,))


def test_a_new_piece_that_the_catalogue_does_not_know_is_asked_about(engine: Any) -> None:
    assert _clauses(engine, exchanging(new_item_ids=["13"]))[0] == "find_out"


@pytest.mark.parametrize(
    ("means", "outcome"), [("card", "go_ahead"), ("gift", "go_ahead"), ("other", "decline"), (None, "find_out")]
)
def test_a_refund_goes_back_the_way_it_was_paid_or_onto_a_gift_card(
    engine: Any, means: Any, outcome: str
) -> None:
    assert _clauses(engine, returning(payment_method_id=means))[0] == outcome


@pytest.mark.parametrize(
    "status",
    [
        "pending",
        "pending (item modified)",
        "processed",
        "cancelled",
        "return requested",
        "exchange requested",
        "lost",
    ],
)
def test_only_what_was_delivered_comes_back(engine: Any, status: str) -> None:
    assert _clauses(engine, _with_status(returning(), status)) == ("decline", ("orders/delivered",))


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("pending", "go_ahead"),
        ("pending (item modified)", "decline"),
        ("pending (items modified)", "decline"),
        ("processed", "decline"),
        ("delivered", "decline"),
    ],
)
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("cancel_pending_order", {"reason": "no longer needed"}),
        ("modify_pending_order_address", {"address1": "1 Elm Street"}),
        ("modify_pending_order_payment", {"payment_method_id": "other"}),
    ],
)
def test_only_a_waiting_order_is_changed(engine: Any, name: str, args: Any, status: str, outcome: str) -> None:
    record = _with_status(returning(), status)
    record["action"] = {"name": name, "args": args}

    assert _clauses(engine, record)[0] == outcome


@pytest.mark.parametrize(
    ("means", "clause"), [("card", "payment/another-means"), ("gift", "payment/gift-card-covers-the-order")]
)
def test_another_payment_is_another_and_pays_for_all(engine: Any, means: str, clause: str) -> None:
    record = _with_status(returning(), "pending")
    record["action"] = {"name": "modify_pending_order_payment", "args": {"payment_method_id": means}}

    assert _clauses(engine, record) == ("decline", (clause,))


def test_other_reasons_for_cancelling_are_none(engine: Any) -> None:
    record = _with_status(returning(), "pending")
    record["action"] = {"name": "cancel_pending_order", "args": {"reason": "found it cheaper"}}

    assert _clauses(engine, record)[0] == "decline"


def test_an_account_is_changed_by_its_holder(engine: Any) -> None:
    record = returning() | {"action": {"name": "modify_user_address", "args": {"user_id": "u2"}}}
    record["facts"] = {"user_id": "u1"}
    own = record | {"facts": {"user_id": "u2"}}

    assert _clauses(engine, record) == ("decline", ("identity/own-account",))
    assert _clauses(engine, own)[0] == "go_ahead"


def test_who_is_not_known_to_own_the_order_is_asked(engine: Any) -> None:
    """A profile with no means that the order was paid with is no sign that the customer placed it."""
    record = returning(payment_method_id="gift")
    del record["facts"]["payment_methods"]["card"]

    assert _clauses(engine, record)[0] == "find_out"


def test_somebody_else_s_order_is_declined(engine: Any) -> None:
    record = returning()
    record["facts"]["user"] = {"user_id": "u2"}

    assert _clauses(engine, record) == ("decline", ("identity/own-order",))


def test_a_broken_policy_is_declined_also_where_the_authors_dispute_it(engine: Any) -> None:
    disputed = [
        record for record in recorded("retail", HELD_RIGHT) if str(record["expected"]).startswith("disputed")
    ]
    outcomes = {decision_of(engine, record).outcome.value for record in disputed}

    assert len(disputed) == 19
    assert outcomes == {"decline"}
