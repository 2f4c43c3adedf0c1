"""A shop, a restaurant and a call centre, played at the counter: the same conversation, other books."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.visit import Visit


def test_a_kettle_without_a_receipt_is_exchanged_on_the_spot(tmp_path: Path) -> None:
    shop = Visit(tmp_path, book="shop", options=["--authority", "assistant"])
    page = shop.types("another one", "brings something back", "exchange", "60", "our label", "y")

    assert page.outcomes == ["GO AHEAD"]
    assert page.says("That is from us. What would you like instead?")
    assert page.says("Done. Exchange for something else: 60 EUR.")


def test_money_back_without_a_receipt_offers_what_may_be_done_instead(tmp_path: Path) -> None:
    shop = Visit(tmp_path, book="shop", options=["--authority", "assistant"])
    page = shop.types("", "refund 60", "our label")

    assert page.outcomes == ["NOT THIS"]
    assert page.says("Not this, but … · Exchange for something else")


def test_a_spilled_drink_is_poured_again(tmp_path: Path) -> None:
    table = Visit(tmp_path, book="restaurant", options=["--authority", "waiter"])
    page = table.types("", "glass has fallen", "free drink 6", "y")

    assert page.outcomes == ["GO AHEAD"]
    assert page.says("Bring a cloth and help.")
    assert page.says("Stay seated, it is only wine.")


def test_a_victim_of_fraud_is_helped_without_the_police(tmp_path: Path) -> None:
    call = Visit(tmp_path, book="mobile", options=["--authority", "consultant", "--customer", "77"])
    page = call.types("my money", "does not recognise", "refund", "15000", "fraud", "y")

    assert page.says("They do this all day long")
    assert page.outcomes == ["GO AHEAD"]


def test_a_message_from_the_site_was_sent_all_the_same_and_is_told(tmp_path: Path) -> None:
    call = Visit(tmp_path, book="mobile", options=["--authority", "consultant"])
    page = call.types("", "b", "send message from site", "He stood at a station without credit.", "", "")

    assert page.outcomes == ["THANK YOU FOR TELLING"]
    assert page.says("It left “No private messages from the company's site”.")
    assert call.deeds == ["told"]


def test_the_smallest_book_is_enough_for_a_counter(tmp_path: Path) -> None:
    corner = Visit(tmp_path, book="corner-shop.yaml")
    page = corner.types("", "refund 12", "y")

    assert page.says("What would you like to do?")
    assert page.outcomes == ["GO AHEAD"]
    assert page.says("Done. Refund 12 EUR.")
