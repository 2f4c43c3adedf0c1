"""A policy is written in a form, signed, and used at once; mistakes are told beside the field and repaired."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from tests.browser.walking import Walk, focused, go, plain, speak

WIDE = {"viewport": {"width": 1440, "height": 900}}
OWNER, OWNERS_NAME = "policy owner", "Vera Lysenko"


@pytest.fixture
def desk(open_desk: Any) -> Any:
    return open_desk(None)


def _begin(page: Any, desk: Any, title: str) -> None:
    page.goto(f"{desk.address}/policies/new/")
    page.fill("#title", title)
    page.fill("#purpose", "Nobody is left standing at night.")
    go(page, "main button.primary")
    assert "/guidelines/" in page.url


def _new_action(page: Any, title: str) -> None:
    page.fill("#na-title", title)
    page.select_option("#na-cost", "amount")
    page.fill("#na-most", "1,000")
    go(page, "button[name=then][value=deeds]")


def _new_fact(page: Any, name: str, ask: str) -> None:
    page.click("#when summary:has-text('nobody asks about yet')")
    page.fill("#nf-name", name)
    page.fill("#nf-ask", ask)
    go(page, "button[name=then][value=when]")


def _limit(page: Any, who: str, quantity: str, scope: str, window: str = "") -> None:
    line = page.locator("#limits details .line.limit").first
    line.locator("[name='l.authority']").select_option(who)
    line.locator("[name='l.quantity']").fill(quantity)
    line.locator("[name='l.scope']").select_option(scope)
    line.locator("[name='l.window']").select_option(window)
    go(page, "button[name=then][value=limits]")


def _discard(page: Any, desk: Any) -> None:
    page.goto(f"{desk.address}/policies/")
    if page.locator(".drafted").count():
        go(page, ".drafted button:has-text('Discard')")
        go(page, "main form button:not(.primary)")


def test_a_policy_written_in_the_form_is_used_at_the_counter_at_once(desk: Any, visit: Any) -> None:
    page = visit(desk, OWNER, **WIDE)
    _begin(page, desk, "A taxi for a stranded customer")
    _new_action(page, "Call a taxi")
    _new_fact(page, "stranded", "Does the customer have no way home?")
    _limit(page, "attendant", "300", "case")
    _limit(page, "attendant", "2 000", "site", "month")
    page.fill("[name='e.new.name']", "the last bus has gone")
    page.select_option("[name='e.new.actor']", "attendant")
    page.select_option("[name='e.new.action']", "call a taxi")
    page.fill("[name='e.new.amount']", "250")
    page.locator("[name='e.new.g.value']").first.fill("yes")
    page.fill("[name='e.new.good']", "He was home in twenty minutes and wrote to thank us.")
    go(page, "button[name=then][value=examples]")

    assert "go ahead ✓" in page.inner_text("#beside")
    assert "800K UAH" in plain(page.inner_text("#beside"))
    assert "Nothing is wrong." in page.inner_text("#beside")

    go(page, "button[name=then][value=done]")
    go(page, "header a:has-text('Propose')")
    assert "each matter" in page.inner_text("main")
    page.fill("#name", OWNERS_NAME)
    go(page, "#sign button.primary")
    assert "/policies/versions/" in page.url
    assert "counts now" in page.inner_text("h1")

    walk = Walk(visit(desk, "attendant"), desk).start()
    walk.tap("button[name=action][value='call a taxi']")
    walk.amount("250")
    walk.say("stranded", "yes")
    if walk.page.locator(".actions button.primary").count() and not walk.page.locator(".outcome").count():
        walk.go_on()
    assert walk.outcome == "Go ahead"
    walk.do()


@pytest.mark.usefixtures("one_database")
def test_a_mistake_is_told_beside_its_field_while_typing_and_repaired(desk: Any, visit: Any) -> None:
    page = visit(desk, OWNER, **WIDE)
    _discard(page, desk)
    page.goto(f"{desk.address}/policies/write/short-of-money/guidelines/small-shortfall/")
    quantity = page.locator("[name='l.quantity']").first

    quantity.fill("plenty")
    page.wait_for_selector("#said-limits p")
    assert "how much" in page.inner_text("#said-limits")

    page.reload()
    assert page.locator("[name='l.quantity']").first.input_value() == "plenty"
    page.locator("[name='l.quantity']").first.fill("120")
    page.wait_for_selector("#said-limits p", state="hidden")
    page.wait_for_function(
        "document.querySelector('#beside').innerText.includes('In force') || document.querySelector('#beside').innerText.includes('UAH')"
    )

    page.goto(f"{desk.address}/policies/propose/")
    assert re.search(r"trainee · each matter\s+100 UAH.*120 UAH", plain(page.inner_text("main")), re.DOTALL)
    go(page, "button:has-text('Undo the last change')")
    _discard(page, desk)
    assert page.locator(".drafted").count() == 0


@pytest.mark.usefixtures("one_database")
def test_a_policy_is_begun_with_the_keyboard_alone(desk: Any, visit: Any) -> None:
    page = visit(desk, OWNER, **WIDE)
    _discard(page, desk)
    page.goto(f"{desk.address}/policies/")
    page.keyboard.press("p")
    page.locator("a:has-text('Write a policy')").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/policies/new/")
    focused(page, "[name='policy.title']")
    page.keyboard.type("A lift home")
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") in ("policy.since", "kind")
    page.locator("[name='policy.title']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/guidelines/a-lift-home/")
    assert "Choose what colleagues may do." in page.inner_text("#said-actions")
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
    assert {"title", "c.fact", "action", "SUMMARY", "l.quantity"} <= seen
    _discard(page, desk)


@pytest.mark.usefixtures("one_database")
def test_moving_on_at_once_loses_nothing_that_was_typed(desk: Any, visit: Any) -> None:
    page = visit(desk, OWNER, **WIDE)
    _discard(page, desk)
    page.goto(f"{desk.address}/policies/write/short-of-money/guidelines/small-shortfall/")
    page.fill("#because", "Dignity first.")
    go(page, "header a >> nth=1")
    page.goto(f"{desk.address}/policies/write/short-of-money/guidelines/small-shortfall/")

    assert page.input_value("#because") == "Dignity first."
    _discard(page, desk)


@pytest.mark.usefixtures("one_database")
def test_on_a_slow_line_what_a_button_adds_is_not_typed_over(desk: Any, visit: Any) -> None:
    page = visit(desk, OWNER, **WIDE)
    _discard(page, desk)
    page.goto(f"{desk.address}/policies/write/short-of-money/guidelines/small-shortfall/")

    def slowly(route: Any) -> None:
        time.sleep(1)
        route.continue_()

    page.route("**/guidelines/**", slowly)
    page.locator("#when details").evaluate_all("all => all.forEach(each => { each.open = true; })")
    page.fill("#nf-name", "regular")
    page.fill("#nf-ask", "Does the customer come often?")
    go(page, "button[name=then][value=when]")
    page.unroute("**/guidelines/**")
    page.reload()

    assert "regular" in page.locator("[name='c.fact']").evaluate_all("all => all.map(it => it.value)")
    _discard(page, desk)


PAGES = (
    "/policies/", "/policies/new/", "/policies/read/short-of-money/", "/policies/write/short-of-money/",
    "/policies/write/short-of-money/guidelines/small-shortfall/", "/policies/text/", "/policies/versions/",
    "/policies/versions/1/",
)  # fmt: skip


@pytest.mark.usefixtures("one_database")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_fits_a_phone_in_both_directions(desk: Any, visit: Any, language: str) -> None:
    page = visit(desk, OWNER)
    speak(page, desk, language)
    try:
        for path in PAGES:
            answer = page.goto(desk.address + path)
            assert answer.status == 200, path
            assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{path} is {wide} px too wide"
    finally:
        speak(page, desk, "en")


@pytest.mark.usefixtures("one_database")
def test_pages_have_no_barriers_that_a_machine_finds(desk: Any, visit: Any) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright").Axe()
    page = visit(desk, OWNER, **WIDE)
    for path in PAGES:
        page.goto(desk.address + path)
        found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert [
            (each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found["violations"]
        ] == [], path
