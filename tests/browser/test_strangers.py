"""No script of a stranger runs, wherever what they wrote is shown: each known payload in Chromium itself.

Counted are dialogs, errors that the policy of the pages reports, and active nodes that the pages themselves do not have.
"""

from __future__ import annotations

import base64
import random
import re
import time
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pytest

from tests.browser.opened import OpenDesk
from tests.browser.talking import LEAST_WRITING_MS, WIDE
from tests.browser.walking import go
from tests.external import missing

EACH = 90
"""Payloads of one message, and of one page."""
FORMS, CHATS, LETTERS, ARTICLES = 4, 2, 30, 2
PICTURES = 10
"""Letters that are also looked at with pictures from elsewhere: from an address that nobody has."""


@pytest.fixture
def desk(open_desk: Callable[..., OpenDesk], one_database: None) -> OpenDesk:
    """Stations that only strangers write to."""
    return open_desk(None, use="strangers")


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    """All payloads in an order of our own; each test takes some."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own use of a clock that is on its way out
        try:
            import brs_kb
        except ImportError:
            missing("brs-kb is absent")
        found = sorted({each["payload"] for each in brs_kb.get_all_payloads().values()})
    random.Random("a sample").shuffle(found)
    return [each for each in found if len(each) < 400]


class Watched:
    """A page that notes whatever runs or could run on it."""

    ACTIVE = """() => [...document.querySelectorAll("*")].filter(it =>
  [...it.attributes].some(one => one.name.startsWith("on") || /^\\s*(javascript|data|vbscript):/i.test(one.value) && ["href", "src", "action", "formaction", "xlink:href"].includes(one.name))
  || (it.localName === "script" && !(it.src.startsWith(location.origin + "/static/")))
  || ["iframe", "object", "embed", "base"].includes(it.localName)).map(it => it.outerHTML.slice(0, 200))"""

    def __init__(self, page: Any, desk: OpenDesk) -> None:
        self.page, self.desk = page, desk
        self.ran: list[str] = []
        page.on("dialog", self._alerted)

    def _alerted(self, dialog: Any) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def at(self, *paths: str) -> Watched:
        """Look at some pages."""
        for path in paths:
            self.page.goto(self.desk.address + path)
            self.look()
        return self

    def look(self) -> None:
        """Note what could run on the page that is open."""
        self.ran += self.page.evaluate(self.ACTIVE)


LATEST = """
from leeway.desk.cases.models import Case
print(*Case.objects.order_by("-opened_at").values_list("pk", "person")[0])
"""


def _latest(desk: OpenDesk) -> tuple[str, str]:
    case, person = desk.run(LATEST).split()
    return case, person


def _sent(desk: OpenDesk, path: str, typed: dict[str, str], **files: Any) -> tuple[str, list[dict[str, str]]]:
    """Send a public form; give where it leads, and the cookies that may see it."""
    with httpx.Client(base_url=desk.address, follow_redirects=True, timeout=60) as client:
        stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(path).text)

        assert stamp is not None
        time.sleep(LEAST_WRITING_MS / 1000)
        answer = client.post(path, data={"stamp": stamp[1], **typed}, **files)

        assert answer.status_code == 200, answer.text[:2000]
        cookies = [
            {"name": each.name, "value": each.value or "", "url": desk.address} for each in client.cookies.jar
        ]
        return str(answer.url), cookies


def _filled(desk: OpenDesk, payloads: Sequence[str]) -> list[dict[str, str]]:
    """Everything that somebody can type and name in the form, full of payloads."""
    third = len(payloads) // 3
    typed = {
        "text": "\n".join(payloads), "wish": "\n".join(payloads[:third])[:2000],
        "name": payloads[0][:200], "reach": payloads[1][:200],
    }  # fmt: skip
    named = [("files", (f"{each[:100]}.pdf", b"%PDF", "text/html")) for each in payloads[third : third + 5]]
    where, cookies = _sent(desk, "/say/214/", typed, files=named)

    assert "/say/received/" in where
    return cookies


def test_in_the_form_its_files_and_names(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any], payloads: list[str]
) -> None:
    nina, customer = Watched(visit(desk, "attendant", viewport=WIDE), desk), Watched(anybody(), desk)
    for number in range(FORMS):
        some = payloads[number * EACH :][:EACH]
        customer.page.context.add_cookies(_filled(desk, some))
        case, person = _latest(desk)
        customer.at(f"/matter/{case}/")
        nina.at(f"/people/{person}/", f"/people/{person}/about/", f"/calls/new/?person={person}&case={case}")
    nina.at("/people/", "/people/table/")

    assert nina.ran + customer.ran == []


def test_in_a_chat(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any], payloads: list[str]
) -> None:
    nina, customer = Watched(visit(desk, "attendant", viewport=WIDE), desk), Watched(anybody(), desk)
    for number in range(CHATS):
        some = payloads[(FORMS + number) * EACH :][:EACH]
        where, _ = _sent(desk, "/chat/at/214/", {"text": "\n".join(some), "reach": some[0][:200]})
        customer.at(where.removeprefix(desk.address))
        nina.at(f"/people/{_latest(desk)[1]}/")

    assert nina.ran + customer.ran == []


LETTER = r"""
import base64, json
from email.message import EmailMessage
from email.header import Header
from leeway.channels.mail import commands as mail
server = mail.Server(host="127.0.0.1", port=1, security="none", user="help")
mail.add_mailbox(mail.Wanted(id="strangers", site="214", address="help@shop.example", brand="shop", send=server))
for number, some in enumerate(json.loads(base64.b64decode({packed!r}))):
    clean = [" ".join(each.split()) for each in some]
    name = "=?utf-8?B?" + base64.b64encode(clean[0].encode()).decode() + "?="
    subject = "=?utf-8?B?" + base64.b64encode(clean[1].encode()).decode() + "?="
    html = "".join(f'<p title="{{each}}">{{each}}</p><a href="{{each}}">x</a><img src="{{each}}">'
                   f'<img alt="{{each}}" src="https://203.0.113.9/{{each}}">' for each in some)
    shown = base64.b64encode(html.encode()).decode()
    raw = (
        f"From: {{name}} <s{{number}}@stranger.example>\r\nTo: help@shop.example\r\nSubject: {{subject}}\r\n"
        f"Message-ID: <{{number}}@stranger.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{{shown}}\r\n--b\r\nContent-Type: application/pdf\r\n"
        f"Content-Disposition: attachment; filename=\"{{name}}.pdf\"\r\n\r\n%PDF\r\n--b--\r\n"
    ).encode()
    mail.keep("strangers", [(raw, len(raw))], at=at)
mail.take_in_waiting(at=at)
from leeway.desk.cases.models import Entry
for person, entry in Entry.objects.filter(point_value__endswith="@stranger.example").values_list("person", "pk"):
    print(person, entry)
"""


def test_in_letters_their_subjects_names_and_files(
    desk: OpenDesk, visit: Callable[..., Any], payloads: list[str]
) -> None:
    import json

    begin, few = (FORMS + CHATS) * EACH, 4
    some = [payloads[begin + number * few :][:few] for number in range(LETTERS)]
    packed = base64.b64encode(json.dumps(some).encode()).decode()
    came = dict(line.split() for line in desk.run(LETTER.format(packed=packed)).splitlines())
    nina = Watched(visit(desk, "attendant", viewport=WIDE), desk)
    nina.at(*(f"/people/{person}/" for person in came), "/people/", "/people/table/")
    for entry in list(came.values())[:PICTURES]:
        nina.at(f"/messages/{entry}/as-sent/")
        if nina.page.locator("main form button").count():
            go(nina.page, "main form button")
            nina.look()

    assert "/letters/with-pictures/" in nina.page.url
    assert len(came) == LETTERS
    assert nina.ran == []


def test_in_articles_and_what_is_searched_for(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any], payloads: list[str]
) -> None:
    begin = (FORMS + CHATS) * EACH + LETTERS * 4
    oksana, customer = Watched(visit(desk, "supervisor", viewport=WIDE), desk), Watched(anybody(), desk)
    for number in range(ARTICLES):
        some = payloads[begin + number * EACH :][:EACH]
        oksana.at("/articles/new/")
        oksana.page.fill("#title", some[0][:200])
        oksana.page.fill("#article-text", "\n\n".join(some))
        oksana.page.check("[name=public]")
        go(oksana.page, "main button.primary")
        oksana.look()
    oksana.at("/articles/")
    customer.at("/answers/")
    for each in payloads[-12:]:
        address = httpx.URL(desk.address, path="/find/", params={"q": each})
        oksana.at(str(address).removeprefix(desk.address))

    assert oksana.ran + customer.ran == []
