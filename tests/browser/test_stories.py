"""The stories of the front line, tapped in a browser: S1–S5, S8, S9, S12, S14."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.walking import Walk

type At = Callable[[str, str], Walk]


@pytest.fixture
def at(open_desk: Any, visit: Any) -> At:
    """Somebody at the counter of a house: `at("restaurant", "waiter")`."""

    def somebody(book: str, authority: str) -> Walk:
        desk = open_desk(book)
        return Walk(visit(desk, authority), desk)

    return somebody


def test_s1_without_a_receipt_it_is_exchanged_on_the_spot(at: At) -> None:
    walk = at("shop", "assistant").situation("brings something back").action("Money back").amount("80")
    walk.say("evidence", "our label").go_on()

    assert walk.outcome == "Not this"
    assert walk.alternatives[:2] == ["Exchange for something else", "A gift card for what it cost"]

    walk.tap(".others button >> nth=0")

    assert walk.outcome == "Go ahead"
    assert walk.do().outcome == "Done"


def test_s2_the_kitchen_is_late_and_the_bill_is_reduced_up_to_a_fifth(at: At) -> None:
    walk = at("restaurant", "waiter").situation("takes longer").action("Bread")

    assert walk.outcome == "Go ahead"

    walk.do().tap("text=More for this one")
    walk.action("Reduce the bill").amount("19.20")
    walk.say("minutes late", "40").say("bill", "96").go_on()

    assert walk.outcome == "Go ahead"
    assert "sorry" in walk.text.lower()

    walk.page.fill("#amount", "19.21")
    walk.page.wait_for_selector(".outcome.decline")

    assert walk.alternatives != []


def test_s3_a_spilled_drink_is_replaced_by_whoever_serves(at: At) -> None:
    walk = at("restaurant", "trainee").start()
    walk.tap('button[name=situation][value="mishaps/spilled"]')
    walk.tap('button[name=action][value="free drink"]')

    assert walk.amount("9").page.locator(".outcome.go_ahead").count() == 1


def test_s4_a_driver_who_is_short_of_money_leaves_with_dignity(at: At) -> None:
    walk = at("forecourt", "attendant").situation("Short of money").action("Write off").amount("150")
    walk.say("fuel.litres", "40").go_on()

    assert walk.outcome == "Go ahead"
    assert walk.left["This matter"] == "50 of 200 UAH"
    assert "above that: Oksana, on duty" in walk.text
    assert "Write down a phone number and the plate." in walk.text
    assert walk.do().outcome == "Done"
    assert "Write down a phone number and the plate." in walk.text


def test_s5_a_torn_hose_has_its_steps_and_nobody_charges_the_driver(at: At) -> None:
    walk = at("forecourt", "trainee").start()
    walk.tap('button[name=situation]:has-text("hose")')
    walk.action("Let the driver go on").say("fuel on ground", "no")

    assert walk.page.locator(".outcome.go_ahead").count() == 1
    assert walk.page.locator(".do > li").count() == 5

    walk.tap(".matter-head .link")
    nina = at("forecourt", "attendant").start().action("Charge the driver")

    assert nina.outcome == "Not this"
    assert "Nobody may do this" in nina.text


def test_s8_with_more_than_three_waiting_the_greeting_is_short(at: At) -> None:
    walk = at("forecourt", "attendant").situation("comes to the till").action("Serve at the till")
    calm = walk.page.locator(".do > li").all_inner_texts()

    walk.page.click('summary:has-text("Queue")')
    walk.page.fill('details[open] input[name="fact:queue"]', "4")
    walk.tap("details[open] button")
    hurried = walk.page.locator(".do > li").all_inner_texts()

    assert len(calm) == 3
    assert hurried == ["Look up, nod, a short friendly greeting."]


def test_s9_nobody_fills_a_plastic_canister_for_nobody(at: At) -> None:
    walk = at("forecourt", "manager").start().action("Dispense fuel")
    walk.say("container", "plastic canister").say("ignition risk", "no").go_on()

    assert walk.outcome == "Not this"
    assert walk.alternatives == ["Lend metal canister"]
    assert walk.page.locator('a:has-text("My judgement")').count() == 0


def test_s12_a_message_sent_against_the_rule_is_told_and_thanked_for(at: At) -> None:
    walk = at("mobile", "consultant").start()
    walk.tap("text=I did this because …")
    walk.page.fill("#what", "send a private message")
    walk.page.fill("#reason", "She was alone at night.")
    walk.tap("text=Write it down")
    walk.page.wait_for_url("**/done/**")

    assert walk.outcome == "Thank you for telling"
    assert "to learn from, not to punish" in walk.text


def test_s14_a_taxi_is_own_judgement_and_nothing_to_punish(at: At) -> None:
    walk = at("mobile", "consultant").start().action("taxi").amount("2500")

    assert walk.outcome == "Not this"

    walk.tap("text=My judgement")
    walk.page.fill("#reason", "The last bus had gone.")
    walk.page.click(".picks label >> nth=0")
    walk.go_on()

    assert walk.outcome == "Go ahead"
    assert walk.do().outcome == "Done"
