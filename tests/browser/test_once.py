"""Whatever happens to a tap, it counts once: double taps, reloads, the way back, a lost connection, undo."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.opened import OpenDesk
from tests.browser.walking import Walk


@pytest.fixture
def desk(open_desk: Any) -> OpenDesk:
    return open_desk("forecourt")


@pytest.fixture
def nina(desk: OpenDesk, visit: Any) -> Walk:
    return Walk(visit(desk, "attendant"), desk)


def pay_later(walk: Walk, major: str) -> Walk:
    """Somebody pays later, which costs a fifth; the answer is on the screen, and nothing is given yet."""
    walk.situation("Short of money").action("pay later").amount(major)
    return walk.say("fuel.litres", "40").go_on()


def left_this_week(walk: Walk) -> int:
    """What is left of the week of whoever is signed in, as a look at five hryvnias more says it."""
    pay_later(walk, "5")
    return int(walk.left["You, this week"].split(" of ")[0].replace(",", "")) + 1


def spent(walk: Walk, act: Callable[[], object]) -> int:
    """How much of the week something takes."""
    before = left_this_week(walk)
    act()
    return before - left_this_week(walk)


def test_a_double_tap_counts_once(nina: Walk) -> None:
    def act() -> None:
        pay_later(nina, "100")
        nina.page.dblclick(".actions button.primary")
        nina.page.wait_for_url("**/done/**")

    assert spent(nina, act) == 20


def test_two_pages_of_the_same_answer_count_once(nina: Walk, visit: Any, desk: OpenDesk) -> None:
    def act() -> None:
        pay_later(nina, "100")
        other = visit(desk, "attendant")
        other.goto(nina.page.url)
        nina.do()
        other.click(".actions button.primary")
        other.wait_for_url("**/done/**")

        assert other.url == nina.page.url

    assert spent(nina, act) == 20


@pytest.mark.usefixtures("one_database")
def test_a_reload_of_what_was_done_counts_once(nina: Walk) -> None:
    def act() -> None:
        pay_later(nina, "100").do()
        nina.page.reload()
        nina.page.reload()

        assert nina.outcome == "Done"

    assert spent(nina, act) == 20


@pytest.mark.usefixtures("one_database")
def test_the_way_back_does_not_offer_it_again(nina: Walk) -> None:
    def act() -> None:
        pay_later(nina, "100").do()
        nina.page.go_back()
        nina.page.wait_for_selector("text=Done in this matter already")

        assert nina.page.locator("#doing").count() == 0

    assert spent(nina, act) == 20


@pytest.mark.usefixtures("one_database")
def test_without_scripts_the_same_form_sent_twice_counts_once(nina: Walk, desk: OpenDesk, visit: Any) -> None:
    def act() -> None:
        pay_later(nina, "100")
        plain = visit(desk, "attendant", java_script_enabled=False)
        plain.goto(nina.page.url)
        with plain.expect_navigation():
            plain.click(".actions button.primary")
        first = plain.url
        plain.go_back()

        assert "/done/" in first
        assert plain.locator("#doing").count() == 0

    assert spent(nina, act) == 20


def test_a_lost_connection_sends_the_tap_again_and_it_counts_once(nina: Walk) -> None:
    def act() -> None:
        pay_later(nina, "100")
        nina.page.context.set_offline(True)
        nina.page.click(".actions button.primary")
        nina.page.wait_for_selector("[data-lost]:not([hidden])")
        nina.page.context.set_offline(False)
        nina.page.wait_for_url("**/done/**")

    assert spent(nina, act) == 20


def test_an_answer_that_never_arrived_is_asked_for_again_and_counts_once(nina: Walk) -> None:
    def act() -> None:
        pay_later(nina, "100")
        lost: list[int] = []

        def answer(route: Any) -> None:
            if lost:
                route.continue_()
                return
            lost.append(route.fetch().status)  # the desk decides, and its answer is lost on the way
            route.abort("connectionreset")

        nina.page.route(re.compile("/do/$"), answer)
        nina.page.click(".actions button.primary")
        nina.page.wait_for_url("**/done/**")

        assert lost == [200]

    assert spent(nina, act) == 20


def test_undo_gives_all_of_it_back_and_can_be_done_again(nina: Walk) -> None:
    def act() -> None:
        pay_later(nina, "100").do()
        nina.tap("text=Take it back")

        assert nina.outcome == "Taken back"
        assert nina.page.locator("[data-undo]").count() == 0

    assert spent(nina, act) == 0


@pytest.mark.usefixtures("one_database")
def test_another_amount_than_the_matter_knows_is_decided_as_the_page_shows_it(nina: Walk) -> None:
    def act() -> None:
        pay_later(nina, "200")
        nina.page.fill("#amount", "150")
        nina.page.wait_for_selector(".actions button:has-text('150')")
        nina.do()

        assert "150 UAH" in nina.text

    assert spent(nina, act) == 30


@pytest.mark.usefixtures("one_database")
def test_a_page_that_shows_something_old_decides_nothing(nina: Walk, desk: OpenDesk, visit: Any) -> None:
    def act() -> None:
        pay_later(nina, "100")
        old = visit(desk, "attendant")
        old.goto(nina.page.url)
        nina.tap(".matter-head .link")
        nina.tap('button[name=action][value="write off"]')
        old.click(".actions button.primary")
        old.wait_for_selector("text=Something has changed since this page was shown")

    assert spent(nina, act) == 0
