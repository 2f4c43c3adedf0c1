"""The pictures in the README are of the product as it is: `make pictures` takes them anew.

An everyday run takes them into a temporary folder, so that they can always be taken.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.walking import Walk, go, speak

WIDE = {"width": 1280, "height": 860}


pytestmark = pytest.mark.usefixtures("one_database")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    wanted = os.environ.get("LEEWAY_PICTURES")
    return Path(wanted) if wanted else tmp_path


def _take(page: Any, path: Path) -> int:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path)
    return path.stat().st_size


def test_the_counter_in_light_and_from_right_to_left_in_the_dark(
    open_desk: Callable[..., Any], visit: Callable[..., Any], folder: Path
) -> None:
    desk = open_desk(None)
    phone = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
    light = Walk(visit(desk, "attendant", **phone), desk)
    light.situation("Short of money").action("Write off").amount("150").say("fuel.litres", "40").go_on()
    dark = light.page.context.browser.new_context(
        **phone, color_scheme="dark", storage_state=light.page.context.storage_state()
    )
    page = dark.new_page()
    page.goto(light.page.url)
    speak(page, desk, "ar")
    taken = [_take(light.page, folder / "counter.png"), _take(page, folder / "counter-dark-arabic.png")]
    direction = page.get_attribute("html", "dir")
    speak(page, desk, "en")
    dark.close()

    assert light.outcome == "Go ahead"
    assert direction == "rtl"
    assert min(taken) > 20_000


def test_a_supervisor_with_a_question(
    open_desk: Callable[..., Any], visit: Callable[..., Any], folder: Path
) -> None:
    desk = open_desk(None)
    walk = Walk(visit(desk, "attendant"), desk)
    walk.situation("Short of money").action("pay later").amount("2000").say("fuel.litres", "40").go_on()
    walk.page.click(".actions button.primary")
    walk.page.wait_for_url("**/waiting/**")
    page = visit(desk, "supervisor", viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page.goto(f"{desk.address}/questions/")
    page.locator("[id^=q-]").first.wait_for()
    page.evaluate("document.activeElement.blur()")

    assert _take(page, folder / "supervisor.png") > 20_000


def test_a_policy_as_people_read_it(
    open_desk: Callable[..., Any], visit: Callable[..., Any], folder: Path
) -> None:
    desk = open_desk(None)
    page = visit(desk, "policy owner", viewport=WIDE)
    page.goto(f"{desk.address}/policies/")
    go(page, "main a:has-text('cannot pay') >> nth=0")

    assert _take(page, folder / "policy.png") > 20_000


def test_a_person_with_what_may_be_done_now(
    open_desk: Callable[..., Any], visit: Callable[..., Any], folder: Path
) -> None:
    desk = open_desk(None)
    page = visit(desk, "attendant", viewport={"width": 1440, "height": 900})
    page.goto(f"{desk.address}/people/")
    go(page, ".list-pane a.p >> nth=0")

    assert _take(page, folder / "desk.png") > 20_000
    assert page.locator(".msg").count() > 1
