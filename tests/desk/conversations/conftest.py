"""A region of stations by the forecourt's book, people who write to it, and colleagues who open pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leeway.desk import clock, ledger
from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Contact, Incoming, Received
from leeway.desk.demo import book_texts
from leeway.desk.people import commands as people
from leeway.desk.people.models import Colleague
from leeway.desk.studio import commands as studio
from leeway.stores import Store, open_store

NOON = datetime(2026, 6, 15, 9, tzinfo=UTC)
"""A Monday noon in Kyiv."""
STAFF = (
    ("nina", "Nina Koval", "214", "attendant"),
    ("andrii", "Andrii Bondar", "214", "attendant"),
    ("ihor", "Ihor Melnyk", "301", "attendant"),
    ("oksana", "Oksana Shevchenko", "north", "supervisor"),
    ("vera", "Vera Lysenko", "network", "manager"),
)


class Desk:
    """A colleague at the desk: pages as they are sent, forms as they are filled in."""

    def __init__(self, colleague: str) -> None:
        self.client, self.at = Client(), NOON
        self.client.force_login(
            Colleague.objects.get(pk=colleague), "allauth.account.auth_backends.AuthenticationBackend"
        )
        self.page, self.path, self.status = "", "", 0

    def get(self, path: str) -> Desk:
        return self._seen(lambda: self.client.get(path, follow=True))

    def post(self, path: str, **fields: Any) -> Desk:
        return self._seen(lambda: self.client.post(path, fields, follow=True))

    def fields(self, form: str) -> dict[str, str]:
        """The hidden fields of the form that goes to an address."""
        start = self.page.index(f'action="{form}"')
        part = self.page[start : self.page.index("</form>", start)]
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', part))

    @property
    def text(self) -> str:
        main = self.page[self.page.find("<main") :]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())

    def _seen(self, send: Callable[[], Any]) -> Desk:
        with clock.held_at(self.at):
            response = send()
        self.status, self.page = response.status_code, response.content.decode()
        chain = getattr(response, "redirect_chain", [])
        self.path = chain[-1][0] if chain else response.request["PATH_INFO"]
        return self


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'ledger.sqlite3'}") as opened, ledger.using(opened):
        yield opened


@pytest.fixture
def desk(db: None, store: Store) -> Callable[[str], Desk]:
    for id_, name, parent, zone in (("network", "All", None, "Europe/Kyiv"), ("north", "North", "network", ""),
                                    ("214", "Station 214", "north", ""), ("301", "Station 301", "north", "")):  # fmt: skip
        people.add_site(name=name, parent=parent, id_=id_, zone=zone)
    before = NOON - timedelta(days=30)
    for id_, name, site, authority in STAFF:
        people.add_colleague(name=name, at=before, id_=id_)
        people.post(id_, site=site, authority=authority, at=before)
        people.certify(id_, name="cash desk", at=before)
        if id_ != "andrii":
            people.go_on_duty(id_, site=site, at=before)
    people.put_in_charge("vera", site="network", of="operations")
    studio.sign(book_texts("forecourt"), by="vera", at=before)
    return Desk


@pytest.fixture
def mail(desk: object) -> Callable[..., Received]:
    def comes(key: str, text: str = "I was charged twice.", *, sender: str = "maria@example.com", site: str = "214",
              at: datetime = NOON - timedelta(hours=1), name: str = "Maria Ionescu", **more: Any) -> Received:  # fmt: skip
        contact = Contact(kind="email", value=sender, name=name)
        return cases.receive(
            Incoming(key=key, channel="mail", site=site, sender=contact, text=text, **more), at=at
        )

    return comes
