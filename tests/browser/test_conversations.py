"""At the desk: who waits, a decision within leeway and the answer, merging and undoing, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.opened import OpenDesk
from tests.browser.talking import WIDE, opened
from tests.browser.test_accessible import _faults
from tests.browser.walking import focused, go


@pytest.fixture(scope="module")
def desk(open_desk: Callable[..., OpenDesk]) -> OpenDesk:
    """Stations where people talk with us."""
    return open_desk(None, use="talks")


def test_a_complaint_is_read_decided_within_leeway_and_answered(
    desk: OpenDesk, visit: Callable[..., Any]
) -> None:
    page = visit(desk, "attendant", viewport=WIDE)
    opened(page, desk, "Charged twice")
    go(page, ".opt:has-text('Free coffee') button")
    decided = page.inner_text(".lines")
    page.fill("#text", "Both charges are seen, Maria. The second goes back today, and a coffee waits for you.")
    page.click(".more-of-it summary")
    page.fill("#news-words", "when it reached the card")
    go(page, "button[value=send]")
    page.wait_for_selector(".msg.us:has-text('a coffee waits for you')")

    assert "Free coffee" in decided
    assert "when it reached the card" in page.inner_text(".who")
    assert _faults(page) == []


def test_two_who_are_one_are_merged_and_taken_apart(desk: OpenDesk, visit: Callable[..., Any]) -> None:
    page = visit(desk, "attendant", viewport=WIDE)
    opened(page, desk, "Primiți cardul")
    before = page.inner_text(".lines")
    go(page, "#who a")
    faults = _faults(page)
    go(page, ".alike button[value=merge]")
    go(page, "a:has-text('Back to the conversation')")
    merged = page.inner_text(".lines")
    go(page, "#who a")
    while page.locator("section:has-text('Found to be one') button").count():
        go(page, "section:has-text('Found to be one') button")
    go(page, "a:has-text('Back to the conversation')")

    assert faults == []
    assert "spălătorie" in before
    assert len(merged) > len(before)
    assert page.inner_text(".lines") == before


def test_everything_goes_by_keyboard(desk: OpenDesk, visit: Callable[..., Any]) -> None:
    page = visit(desk, "attendant", viewport=WIDE)
    page.goto(f"{desk.address}/people/")
    page.keyboard.press("Control+k")
    page.keyboard.type("popa")
    page.wait_for_selector("#command .found a:has-text('Andrei Popa')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("e")
    focused(page, "#text")
    page.keyboard.type("Mulțumim! Nina va citi asta astăzi.")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.wait_for_selector(".msg.us:has-text('Nina va citi')")
    page.keyboard.press("l")
    page.wait_for_url("**/people/")
    page.keyboard.press("j")

    assert page.evaluate("document.activeElement.matches('.list-pane .p')")


@pytest.mark.usefixtures("one_database")
def test_on_a_phone_one_pane_at_a_time(desk: OpenDesk, visit: Callable[..., Any]) -> None:
    page = visit(desk, "attendant")
    opened(page, desk, "Двигун троїть")
    talk = (page.is_visible(".compose"), page.is_visible(".leeway-pane"), page.is_visible(".list-pane"))
    go(page, ".to-leeway")
    leeway = (page.is_visible(".compose"), page.is_visible(".leeway-pane"))

    assert (talk, leeway) == ((True, False, False), (False, True))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert _faults(page) == []
    go(page, ".back")

    assert page.is_visible(".list-pane")


def test_who_else_is_writing_is_seen(desk: OpenDesk, visit: Callable[..., Any]) -> None:
    nina, oksana = visit(desk, "attendant", viewport=WIDE), visit(desk, "supervisor", viewport=WIDE)
    opened(oksana, desk, "Як отримати чек")
    with oksana.expect_response("**/looking/"):
        oksana.fill("#text", "Добрий день")
    opened(nina, desk, "Як отримати чек")

    assert "Oksana Shevchenko is writing" in nina.inner_text("#looking")


def test_an_article_is_found_and_read_beside_what_one_writes(desk: OpenDesk, visit: Callable[..., Any]) -> None:
    page = visit(desk, "attendant", viewport=WIDE)
    page.goto(f"{desk.address}/articles/new/")
    page.fill("#title", "Is the green card valid at the wash?")
    page.fill("#article-text", "Yes: ten per cent.")
    go(page, "main button.primary")
    opened(page, desk, "Колонка недолила")
    page.fill("#text", "Let me look")
    page.click(".leeway-pane summary:has-text('Articles')")
    page.fill(".leeway-pane [name=q]", "washes")
    page.click("#articles-found summary:has-text('green card')")

    assert page.locator("#articles-found").get_by_text("Yes: ten per cent.").is_visible()
    assert page.input_value("#text") == "Let me look"
    assert _faults(page) == []


def test_what_is_new_appears_by_itself(desk: OpenDesk, visit: Callable[..., Any]) -> None:
    nina, oksana = visit(desk, "attendant", viewport=WIDE), visit(desk, "supervisor", viewport=WIDE)
    opened(nina, desk, "Колонка недолила")
    opened(oksana, desk, "Колонка недолила")
    oksana.fill("#text", "@nina метролог буде о третій")
    go(oksana, "button[value=note]")

    nina.wait_for_selector(".msg.note:has-text('метролог буде о третій')")


@pytest.mark.usefixtures("one_database")
def test_the_other_pages_of_the_desk_are_accessible(desk: OpenDesk, visit: Callable[..., Any]) -> None:
    page = visit(desk, "attendant", viewport=WIDE)
    found = {}
    for path in ("people/", "people/table/", "find/?q=maria", "articles/", "articles/new/", "snippets/"):
        page.goto(f"{desk.address}/{path}")
        found[path] = _faults(page)

    assert {path: faults for path, faults in found.items() if faults} == {}
