"""The stories of the shop, the restaurant, the call centre and the forecourt, played at the counter."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.visit import Visit


def _shop(folder: Path) -> Visit:
    return Visit(folder, book="shop", options=["--authority", "assistant"])


def _table(folder: Path) -> Visit:
    return Visit(folder, book="restaurant", options=["--authority", "waiter"])


def _call(folder: Path) -> Visit:
    return Visit(folder, book="mobile", options=["--authority", "consultant", "--customer", "77"])


def test_a_kettle_without_a_receipt_is_exchanged_on_the_spot(tmp_path: Path) -> None:
    page = _shop(tmp_path).types("another one", "brings something back", "exchange", "60", "our label", "y")

    assert page.outcomes == ["GO AHEAD"]
    assert page.says("That is from us. What would you like instead?")
    assert page.says("Done. Exchange for something else: 60 EUR.")


def test_money_back_without_a_receipt_offers_what_may_be_done_instead(tmp_path: Path) -> None:
    page = _shop(tmp_path).types("", "refund 60", "our label")

    assert page.outcomes == ["NOT THIS"]
    assert page.says("Not this, but … · Exchange for something else")


def test_the_kitchen_is_late_and_bread_comes_at_once(tmp_path: Path) -> None:
    page = _table(tmp_path).types("", "takes longer than promised", "bread from the house", "y")

    assert "GO AHEAD" in page.outcomes
    assert page.says("Points, in your own words")


def test_a_spilled_drink_is_poured_again(tmp_path: Path) -> None:
    page = _table(tmp_path).types("", "glass has fallen", "free drink 6", "y")

    assert page.outcomes == ["GO AHEAD"]
    assert page.says("Bring a cloth and help.")
    assert page.says("Stay seated, it is only wine.")


def test_no_coins_are_left_and_the_customer_gains(tmp_path: Path) -> None:
    page = Visit(tmp_path).types("", "no coins", "round down", "3", "y")

    assert page.outcomes == ["GO AHEAD"]
    assert page.says("I have no coins left, so I round down for you.")


def test_queues_are_kept_as_evidence_for_another_way_to_pay(tmp_path: Path) -> None:
    page = Visit(tmp_path).types("", "queue is too long", "propose a change", "y")

    assert page.says("Queues at the till are the evidence for paying at the pump.")
    assert page.outcomes == ["GO AHEAD"]


def test_the_greeting_shortens_when_more_than_three_wait(tmp_path: Path) -> None:
    calm = Visit(tmp_path).types("", "comes to the till")
    rush = Visit(tmp_path).types("", "serve", "p", "queue", "5", "e", "comes to the till")

    assert calm.says("Mention one offer")
    assert rush.says("a short friendly greeting")
    assert not rush.says("Mention one offer")


def test_a_doubtful_measure_is_checked_together(tmp_path: Path) -> None:
    page = Visit(tmp_path).types("", "doubts the measure", "check the measure", "y")

    assert page.outcomes == ["GO AHEAD"]
    assert page.says("Come, we measure it together. You read the scale.")


def test_a_victim_of_fraud_is_helped_without_the_police(tmp_path: Path) -> None:
    page = _call(tmp_path).types("my money", "does not recognise", "refund", "15000", "fraud", "y")

    assert page.says("They do this all day long")
    assert page.outcomes == ["GO AHEAD"]


def test_a_message_from_the_site_was_sent_all_the_same_and_is_told(tmp_path: Path) -> None:
    call = _call(tmp_path)
    page = call.types("", "b", "send message from site", "He stood at a station without credit.", "", "")

    assert page.outcomes == ["THANK YOU FOR TELLING"]
    assert page.says("It left “No private messages from the company's site”.")
    assert call.deeds == ["told"]


def test_messages_for_somebody_else_are_a_matter_of_two_people(tmp_path: Path) -> None:
    page = _call(tmp_path).types("", "messages that are meant", "write to the maker", "y")

    assert page.says("Promise both when they hear from us, and write it down.")
    assert page.outcomes == ["GO AHEAD"]


def test_a_roaming_bill_is_understood_before_it_is_explained(tmp_path: Path) -> None:
    page = _call(tmp_path).types("", "high bill after a journey", "explain the bill", "y")

    assert page.says("That is a lot for four days. I would want to know why, too.")
    assert page.says("Do not open with the message that was sent.")
    assert page.outcomes == ["GO AHEAD"]


def test_the_smallest_book_is_enough_for_a_counter(tmp_path: Path) -> None:
    page = Visit(tmp_path, book="corner-shop.yaml").types("", "refund 12", "y")

    assert page.says("What would you like to do?")
    assert page.outcomes == ["GO AHEAD"]
    assert page.says("Done. Refund 12 EUR.")
