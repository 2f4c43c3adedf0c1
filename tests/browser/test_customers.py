"""People without an account, on a phone: a complaint, the state of a matter, a chat that goes on by mail, scripts of strangers."""

from __future__ import annotations

import random
import re
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.browser.opened import OpenDesk
from tests.browser.test_accessible import _faults, _too_wide
from tests.browser.walking import go
from tests.external import missing

WIDE = {"width": 1440, "height": 900}
PAYLOADS_PER_MESSAGE = 90
MESSAGES = 6
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
def desk(open_desk: Callable[..., OpenDesk]) -> Iterator[OpenDesk]:
    """Stations that no other test uses."""
    opened = open_desk(None, fresh=True)
    yield opened
    opened.close()


def _write(page: Any, text: str, **typed: str) -> None:
    page.fill("[name=text]", text)
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)
    page.wait_for_timeout(2_200)  # nobody writes faster
    go(page, "button.primary")


def _answer(page: Any, desk: OpenDesk, says: str, text: str) -> None:
    """Open whoever says it on the desk, and answer."""
    page.goto(f"{desk.address}/people/")
    go(page, f".list-pane .p:has-text({says!r})")
    page.fill("#text", text)
    go(page, "button[value=send]")


def test_a_complaint_from_a_phone_is_answered_and_read_at_its_link(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any]
) -> None:
    customer, other = anybody(), anybody()
    customer.goto(f"{desk.address}/say/214/")
    _write(customer, "Pump nine took my card and gave nothing.")
    promised = customer.inner_text("main")
    link = customer.input_value(".link input")
    go(customer, "main a.button.primary")
    _answer(visit(desk, "attendant", viewport=WIDE), desk, "Pump nine", "Your money goes back today.")
    customer.wait_for_selector(".talk .ours:has-text('Your money goes back today.')")
    other.goto(link)
    go(other, "main button")

    assert "You hear from us by" in promised
    assert "Your money goes back today." in other.inner_text("main")


def test_the_form_works_without_scripts_and_sent_twice_is_one_message(
    desk: OpenDesk, anybody: Callable[..., Any]
) -> None:
    page = anybody(java_script_enabled=False)
    page.goto(f"{desk.address}/say/215/")
    _write(page, "The air pump hisses.", reach="0671234567")
    page.goto(f"{desk.address}/say/215/")
    _write(page, "The air pump hisses.", reach="0671234567")

    assert page.locator(".talk .mine").count() == 1


def test_a_chat_goes_on_by_mail_when_the_person_leaves(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any]
) -> None:
    customer, nina = anybody(), visit(desk, "attendant", viewport=WIDE)
    customer.goto(f"{desk.address}/chat/at/214/")
    _write(customer, "Is the car wash open on Sunday?", reach="sunday@example.com")
    _answer(nina, desk, "car wash", "It is, from eight.")
    customer.wait_for_selector(".talk .ours:has-text('It is, from eight.')")
    customer.goto("about:blank")
    desk.run(UNTIL_LEFT)
    _answer(nina, desk, "car wash", "And the first wash is on us.")

    assert desk.run(WAY) == "('mail', 'sunday@example.com')"


@pytest.mark.parametrize("look", LOOKS, ids=("light", "dark", "arabic"))
def test_pages_without_an_account_are_accessible_and_fit_a_phone(
    desk: OpenDesk, anybody: Callable[..., Any], look: dict[str, str], database: str
) -> None:
    if database != "sqlite":
        pytest.skip("looks do not depend on the database")
    page = anybody(**look)
    faults: dict[str, list[str]] = {}

    def look_at(name: str) -> None:
        found = _faults(page) + ([f"{_too_wide(page)} px too wide"] if _too_wide(page) > 0 else [])
        if found:
            faults[name] = found

    for address in ("/answers/", "/answers/doubts/", "/say/214/", "/chat/at/214/", "/matter/nobody/", "/m/x/"):
        page.goto(desk.address + address)
        look_at(address)
    page.goto(f"{desk.address}/say/301/")
    _write(page, f"It is dark at night ({look}).")
    look_at("receipt")
    go(page, "main a.button.primary")
    look_at("matter")
    page.goto(f"{desk.address}/chat/at/301/")
    _write(page, "Hello?")
    look_at("talk")

    assert faults == {}


def _payloads() -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own use of a clock that is on its way out
        try:
            import brs_kb
        except ImportError:
            missing("brs-kb is absent")
        found = sorted({each["payload"] for each in brs_kb.get_all_payloads().values()})
    return random.Random("a sample").sample(
        [each for each in found if len(each) < 400], PAYLOADS_PER_MESSAGE * MESSAGES
    )


def _send(desk: OpenDesk, payloads: list[str]) -> list[dict[str, str]]:
    """Everything that somebody can type and name, full of payloads; gives the cookies that may see it."""
    with httpx.Client(base_url=desk.address, follow_redirects=True, timeout=60) as client:
        stamp = re.search(r'name="stamp" value="([^"]+)"', client.get("/say/214/").text)

        assert stamp is not None
        time.sleep(2.1)
        third = len(payloads) // 3
        typed = {
            "stamp": stamp[1], "text": "\n".join(payloads), "wish": "\n".join(payloads[:third])[:2000],
            "name": payloads[0][:200], "reach": payloads[1][:200],
        }  # fmt: skip
        named = [("files", (f"{each[:100]}.pdf", b"%PDF", "text/html")) for each in payloads[third : third + 5]]
        answer = client.post("/say/214/", data=typed, files=named)

        assert "/say/received/" in str(answer.url), answer.text[:2000]
        return [
            {"name": each.name, "value": each.value or "", "url": desk.address} for each in client.cookies.jar
        ]


ACTIVE = """() => [...document.querySelectorAll("*")].filter(it =>
  [...it.attributes].some(one => one.name.startsWith("on") || /^\\s*(javascript|data|vbscript):/i.test(one.value) && ["href", "src", "action", "formaction", "xlink:href"].includes(one.name))
  || (it.localName === "script" && !(it.src.startsWith(location.origin + "/static/")))
  || ["iframe", "object", "embed", "base"].includes(it.localName)).map(it => it.outerHTML.slice(0, 200))"""


def test_no_script_of_a_stranger_runs_on_any_page_that_shows_what_they_wrote(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any], database: str
) -> None:
    if database != "sqlite":
        pytest.skip("what a page shows does not depend on the database")
    payloads, ran, active = _payloads(), [], []
    nina = visit(desk, "attendant", viewport=WIDE)
    customer = anybody()
    for page in (nina, customer):
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    for number in range(MESSAGES):
        some = payloads[number * PAYLOADS_PER_MESSAGE :][:PAYLOADS_PER_MESSAGE]
        customer.context.add_cookies(_send(desk, some))
        case = desk.run(
            "from leeway.desk.cases.models import Case\nprint(*Case.objects.order_by('-opened_at').values_list('pk', 'person')[0])"
        )
        matter, person = case.split()
        for page, address in (
            (customer, f"/matter/{matter}/"),
            (nina, f"/people/{person}/"),
            (nina, "/people/"),
        ):
            page.goto(desk.address + address)
            active += page.evaluate(ACTIVE)

    assert ran == []
    assert active == []
