"""Every page is offered to whoever may open it, in the tabs and in the command bar, and to nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from leeway.desk.clock import held_at
from leeway.desk.demo import book_texts
from leeway.desk.people import commands as people
from leeway.desk.people import gates
from leeway.desk.people.models import Colleague
from leeway.desk.studio import commands as studio
from leeway.web.pages import PAGES, Link, fitting

NOON = datetime(2026, 6, 15, 9, tzinfo=UTC)
STAFF = {"nina": "attendant", "oksana": "supervisor", "vera": "manager", "olha": "trainee", "nobody": ""}
NOT_TO_GO_TO = {
    "alive", "tell-us", "chat",
    "not-set-up", "call-time", "call-whose", "begin", "tell", "draft_adopt", "draft_discard",
    "policy_text", "propose", "people_bulk", "keep_view", "open_matter", "language", "duty", "be-away",
    "praise_read", "book_download", "book_upload", "draft_undo", "report_csv", "goodwill_csv", "report_decisions",
    "stop", "resume", "read_all",
}  # fmt: skip
"""Not pages, or pages that one comes to from another."""
OPEN_BESIDES = {"/", "/sites/", "/questions/", "/decisions/"}
"""Open to whoever has nothing to do there, and says so; offered to those who have."""


@pytest.fixture
def desk(db: None, tmp_path: Any) -> Any:
    from leeway.desk import ledger
    from leeway.stores import open_store

    gates._known_to_be_set_up.cache_clear()
    people.add_site(name="All", parent=None, id_="network", zone="Europe/Kyiv")
    people.add_site(name="Station 214", parent="network", id_="214")
    for id_, authority in STAFF.items():
        people.add_colleague(name=id_.title(), at=NOON - timedelta(days=9), id_=id_)
        if authority:
            site = "network" if authority == "manager" else "214"
            people.post(id_, site=site, authority=authority, at=NOON - timedelta(days=9))
    for charge in ("operations", "people", "policies"):
        people.put_in_charge("vera", site="network", of=charge)
    studio.sign(book_texts("forecourt"), by="vera", at=NOON - timedelta(days=9))
    with open_store(f"sqlite:///{tmp_path / 'ledger.sqlite3'}") as opened, ledger.using(opened), held_at(NOON):
        yield


def _client(colleague: str) -> Client:
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(Colleague.objects.get(pk=colleague), backend)
    return client


def _offered(colleague: str, typed: str = "") -> list[str]:
    answer = _client(colleague).get("/find/", {"part": "list", "q": typed})
    return [each.split('"')[0] for each in answer.content.decode().split('<a href="')[1:]]


@pytest.mark.parametrize("colleague", STAFF)
def test_what_is_offered_opens_and_what_opens_is_offered(desk: None, colleague: str) -> None:
    client, offered = _client(colleague), _offered(colleague)
    closed = [path for path in offered if client.get(path).status_code != 200]
    opens = [
        reverse(page.url)
        for page in PAGES
        if not page.at_home and page.may != "anybody" and client.get(reverse(page.url)).status_code == 200
    ]

    assert closed == []
    shut = {path for path in opens if path not in offered}
    assert shut <= OPEN_BESIDES


def test_the_manager_is_offered_every_page_there_is_to_go_to(desk: None) -> None:
    resolver = get_resolver()
    there = {name for name in resolver.reverse_dict if isinstance(name, str) and _goes(name)}

    assert there - NOT_TO_GO_TO == {page.url for page in PAGES} - {"site_hours"}


def _goes(name: str) -> bool:
    from django.urls import NoReverseMatch

    try:
        return not reverse(name).startswith(("/account/", "/api/"))
    except NoReverseMatch:
        return False


def test_the_front_line_sees_no_tab_that_is_shut(desk: None) -> None:
    client = _client("olha")
    page = client.get("/people/").content.decode()
    nav = page[page.index('class="tabs"') : page.index("</nav>")]
    tabs = [each.split('"')[0] for each in nav.split('href="')[1:]]

    assert tabs == ["/people/", "/", "/mine/", "/listening/"]


def test_a_page_is_found_by_the_beginning_of_its_words(desk: None) -> None:
    assert "/imports/" in _offered("vera", "import")
    assert _offered("vera", "repo") == ["/reports/"]
    assert _offered("nina", "import") == []


def test_all_words_must_fit() -> None:
    link = Link(href="/x/", name="People waiting for me", key="", here=False, url="people")

    assert fitting((link,), "me peop") == [link]
    assert fitting((link,), "people us") == []
