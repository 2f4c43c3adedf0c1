"""Other hands than a mouse in English: Arabic on a small phone, and the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.walking import Walk, focused

OVERFLOWS = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.usefixtures("one_database")
def test_arabic_on_a_small_phone_runs_from_the_right_and_fits(open_desk: Any, visit: Any) -> None:
    desk = open_desk("forecourt")
    sami = Walk(visit(desk, "trainee"), desk).start()
    page, wide = sami.page, []
    wide.append(page.evaluate(OVERFLOWS))
    sami.tap('button[name=situation][value="short-of-money/a-few-coins"]')
    wide.append(page.evaluate(OVERFLOWS))
    sami.tap('button[name=action][value="let coins go"]').amount("12")
    wide.append(page.evaluate(OVERFLOWS))
    this = page.locator(".bar .this").first.bounding_box()
    bar = page.locator(".bar").first.bounding_box()

    assert page.get_attribute("html", "dir") == "rtl"
    assert wide == [False, False, False]
    assert this["x"] + this["width"] == pytest.approx(bar["x"] + bar["width"], abs=1)


def test_the_keyboard_alone_is_enough(open_desk: Any, visit: Any) -> None:
    desk = open_desk("forecourt")
    walk = Walk(visit(desk, "attendant"), desk).start()
    page = walk.page

    def press(*keys: str, moves: bool = False) -> None:
        for key in keys[:-1] if moves else keys:
            page.keyboard.press(key)
        if moves:
            with page.expect_navigation():
                page.keyboard.press(keys[-1])

    press("/")
    focused(page, "[data-filters]")
    page.keyboard.type("pay later 100")
    press("Enter", moves=True)
    if page.locator('input[name="fact:fuel.litres"]').count():
        page.locator('input[name="fact:fuel.litres"]').focus()
        page.keyboard.type("40")
        press("Enter", moves=True)
    before = page.input_value("#amount")
    page.locator("#range").focus()
    press("ArrowRight")
    page.wait_for_function(f"document.querySelector('#amount').value !== '{before}'")
    page.locator(".actions button.primary").focus()
    press("Enter")
    page.wait_for_url("**/done/**")

    assert walk.outcome == "Done"
