"""Pictures from elsewhere are off until somebody asks for them, and then the desk shows them, not their server."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client

from leeway.channels.mail.carrying import pictures as carried
from leeway.channels.mail.carrying.pictures import NotShownError, Picture
from leeway.channels.mail.commands import drop_erased
from leeway.desk.cases import commands as cases
from leeway.desk.cases.queries import Said
from leeway.desk.people import commands as people
from leeway.desk.people.models import Colleague
from tests.channels.mail.desk.conftest import NINE, received
from tests.channels.mail.test_hostile import Active, payloads

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the package that holds the payloads
HTML = (
    '<p>Hello</p><img src="https://t.example/one.gif?who=maria" alt="our shop"><img src="http://t.example/two.png">'
    '<img src="http://t.example/two.png"><img src="cid:own"><img src="data:image/gif;base64,R0lGOD">'
)


def _letter(html: str, *, box: str = "help") -> Said:
    head = "From: Maria <maria@example.com>\nSubject: Sale\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    return received((head + html).encode(), box=box)


def _signed_in(colleague: str) -> Client:
    client = Client()
    client.force_login(
        Colleague.objects.get(pk=colleague), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


class _Pictures(HTMLParser):
    """Where pictures of a page are, as a browser reads it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [dict(attrs).get("src") or ""] if tag == "img" and "src" in dict(attrs) else []


def _pictures(page: str) -> list[str]:
    return _Pictures(page).found


@pytest.fixture
def mira(shop: None) -> Client:
    return _signed_in("mira")


@pytest.fixture
def fetches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was fetched from elsewhere."""
    heard: list[str] = []

    def fetched(address: str) -> Picture:
        heard.append(address)
        if "gone" in address:
            raise NotShownError("it is gone")
        return Picture("image/gif", b"GIF89a")

    monkeypatch.setattr(carried, "fetched", fetched)
    return heard


def test_a_letter_says_how_many_pictures_are_not_shown(mira: Client, fetches: list[str]) -> None:
    said, plain = _letter(HTML), _letter("<p>No pictures.</p>")
    conversation = mira.get(f"/people/{said.person}/").content.decode()
    as_sent = mira.get(f"/messages/{said.id}/as-sent/")

    assert said.details["pictures"] == 2
    assert "pictures" not in plain.details
    assert "2 pictures from elsewhere are not shown." in conversation
    assert "t.example" not in conversation
    assert conversation.count(f'action="/letters/{said.id}/pictures/"') == 1
    assert "2 pictures from elsewhere are not shown." in as_sent.content.decode()
    assert fetches == []


def test_whoever_asks_sees_them_through_the_desk_alone(mira: Client, fetches: list[str]) -> None:
    said = _letter(HTML)
    answer = mira.post(f"/letters/{said.id}/pictures/", follow=True)
    page = answer.content.decode()
    shown = _pictures(page)
    first = mira.get(shown[0])

    assert len(shown) == 3
    assert all(each.startswith("/letters/picture/") for each in shown)
    assert "t.example" not in page
    assert 'alt="our shop"' in page
    assert (first.content, first["Content-Type"], first["X-Content-Type-Options"]) == (
        b"GIF89a", "image/gif", "nosniff",
    )  # fmt: skip
    assert fetches == ["https://t.example/one.gif?who=maria"]
    assert answer["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form"
    )
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "<script" not in page


def test_no_link_shows_pictures_that_nobody_asked_for(mira: Client, fetches: list[str]) -> None:
    said = _letter(HTML)
    shown = mira.post(f"/letters/{said.id}/pictures/", follow=True)
    page, where = shown.content.decode(), shown.redirect_chain[-1][0]
    people.add_colleague(name="Oleg", at=NINE, id_="oleg")
    people.post("oleg", site="shop", authority="attendant", at=NINE)
    forger = Client(enforce_csrf_checks=True)
    forger.cookies = mira.cookies

    assert mira.get(f"/letters/{said.id}/pictures/").status_code == 405
    assert forger.post(f"/letters/{said.id}/pictures/").status_code == 403
    assert _signed_in("oleg").get(where).status_code == 404
    assert _signed_in("oleg").get(_pictures(page)[0]).status_code == 404
    assert mira.get(_pictures(page)[0][:-3] + "abc/").status_code == 404
    assert Client().get(_pictures(page)[0]).status_code == 302
    assert fetches == []


def test_somebody_who_may_not_see_the_letter_cannot_ask(shop: None, fetches: list[str]) -> None:
    said = _letter(HTML)
    people.add_site(name="Elsewhere", parent=None, id_="elsewhere")
    people.add_colleague(name="Oleg", at=NINE, id_="oleg")

    assert _signed_in("oleg").post(f"/letters/{said.id}/pictures/").status_code == 404


def test_what_cannot_be_had_is_not_there_and_its_words_stand_instead(mira: Client, fetches: list[str]) -> None:
    said = _letter('<img src="http://t.example/gone.png" alt="the map">')
    page = mira.post(f"/letters/{said.id}/pictures/", follow=True).content.decode()

    assert 'alt="the map"' in page
    assert mira.get(_pictures(page)[0]).status_code == 204
    assert fetches == ["http://t.example/gone.png"]


def test_an_erased_letter_has_no_pictures_any_more(mira: Client, fetches: list[str]) -> None:
    said = _letter(HTML)
    page = mira.post(f"/letters/{said.id}/pictures/", follow=True).content.decode()
    _erased(said)

    assert mira.post(f"/letters/{said.id}/pictures/").status_code == 404
    assert mira.get(_pictures(page)[0]).status_code == 404
    assert fetches == []


def _erased(said: Said) -> None:
    cases.erase([said.person], at=NINE)
    drop_erased(at=NINE)


def test_no_payload_is_active_where_pictures_are_shown(mira: Client, fetches: list[str]) -> None:
    every = payloads()
    active: list[str] = []
    for start in range(0, len(every), 400):
        some = every[start : start + 400]
        placed = (f'<div>{each}<img src="{each}" alt="{each}"><img src="https://t.example/{each}" title="{each}"></div>'
                  for each in some)  # fmt: skip
        said = _letter(f"<p>{start}</p>" + "\n".join(placed).replace("\0", ""))
        page = mira.post(f"/letters/{said.id}/pictures/", follow=True).content.decode() if said.html else ""
        seen = Active()
        seen.feed(page[page.index('<div class="card as-sent"') + 40 : page.index("</main>")])
        seen.close()
        active += [each for each in seen.found if not each.startswith("src=/letters/picture/")]
        active += [each for each in _pictures(page) if not each.startswith(("/letters/picture/", "/files/"))]

    assert active == []
    assert fetches == []
