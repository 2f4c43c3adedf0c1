"""People without an account, on a phone: a complaint, the state of a matter, and a chat that goes on by mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.opened import OpenDesk
from tests.browser.talking import WIDE, answered, connected, opened, wrote
from tests.browser.test_accessible import _faults, _too_wide
from tests.browser.walking import go

LOOKS = ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"locale": "ar"})


UNTIL_LEFT = """
import time
from leeway.channels.chat.models import Talk
until = time.monotonic() + 30
while Talk.objects.latest("begun_at").left_at is None:
    assert time.monotonic() < until, "the frame never said that it closes"
    time.sleep(0.1)
"""
WAY = """
import time
from leeway.desk.cases.models import Entry
until = time.monotonic() + 30
while True:
    way = Entry.objects.filter(text__startswith="And the first").values_list("channel", "point_value").get()
    if "mail" in way or time.monotonic() > until:
        break
    time.sleep(0.1)
print(way)
"""


@pytest.fixture(scope="module")
def desk(open_desk: Callable[..., OpenDesk]) -> OpenDesk:
    """Stations where people talk with us."""
    return open_desk(None, use="talks")


def _answer(page: Any, desk: OpenDesk, says: str, text: str) -> None:
    opened(page, desk, says)
    answered(page, text)


def test_a_complaint_from_a_phone_is_answered_and_read_at_its_link(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any]
) -> None:
    customer, other = anybody(), anybody()
    wrote(customer, desk, "/say/214/", "Pump nine took my card and gave nothing.")
    promised = customer.inner_text("main")
    link = customer.input_value(".link input")
    go(customer, "main a.button.primary")
    _answer(visit(desk, "attendant", viewport=WIDE), desk, "Pump nine", "Your money goes back today.")
    customer.wait_for_selector(".talk .ours:has-text('Your money goes back today.')")
    other.goto(link)
    go(other, "main button")

    assert "You hear from us by" in promised
    assert "Your money goes back today." in other.inner_text("main")


@pytest.mark.usefixtures("one_database")
def test_the_form_works_without_scripts_and_sent_twice_is_one_message(
    desk: OpenDesk, anybody: Callable[..., Any]
) -> None:
    page = anybody(java_script_enabled=False)
    wrote(page, desk, "/say/215/", "The air pump hisses.", reach="0671234567")
    wrote(page, desk, "/say/215/", "The air pump hisses.", reach="0671234567")

    assert page.locator(".talk .mine").count() == 1


def test_a_chat_goes_on_by_mail_when_the_person_leaves(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any]
) -> None:
    customer, nina = anybody(), visit(desk, "attendant", viewport=WIDE)
    wrote(customer, desk, "/chat/at/214/", "Is the car wash open on Sunday?", reach="sunday@example.com")
    _answer(nina, desk, "car wash", "It is, from eight.")
    customer.wait_for_selector(".talk .ours:has-text('It is, from eight.')")
    with connected(desk):
        customer.goto("about:blank")
        desk.run(UNTIL_LEFT)
        _answer(nina, desk, "car wash", "And the first wash is on us.")
        way = desk.run(WAY)

    assert way == "('mail', 'sunday@example.com')"


@pytest.mark.usefixtures("one_database")
@pytest.mark.parametrize("look", LOOKS, ids=("light", "dark", "arabic"))
def test_pages_without_an_account_are_accessible_and_fit_a_phone(
    desk: OpenDesk, anybody: Callable[..., Any], look: dict[str, str]
) -> None:
    page = anybody(**look)
    faults: dict[str, list[str]] = {}

    def look_at(name: str) -> None:
        found = _faults(page) + ([f"{_too_wide(page)} px too wide"] if _too_wide(page) > 0 else [])
        if found:
            faults[name] = found

    for address in ("/answers/", "/answers/doubts/", "/say/214/", "/chat/at/214/", "/matter/nobody/", "/m/x/"):
        page.goto(desk.address + address)
        look_at(address)
    wrote(page, desk, "/say/301/", f"It is dark at night ({look}).")
    look_at("receipt")
    go(page, "main a.button.primary")
    look_at("matter")
    wrote(page, desk, "/chat/at/301/", "Hello?")
    look_at("talk")

    assert faults == {}
