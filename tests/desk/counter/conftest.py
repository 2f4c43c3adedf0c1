"""One station by the forecourt's book, its ledger in a file, and colleagues who tap through pages."""

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
    ("sami", "Sami Haddad", "214", "trainee"),
    ("ihor", "Ihor Melnyk", "301", "attendant"),
    ("oksana", "Oksana Shevchenko", "north", "supervisor"),
    ("vera", "Vera Lysenko", "network", "manager"),
)


class Hands:
    """The clock of a test, moved by hand."""

    def __init__(self) -> None:
        self.at = NOON

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)


class Counter:
    """A colleague at the counter: pages as they are sent, forms as they are filled in."""

    def __init__(self, colleague: str, hands: Hands) -> None:
        self.client, self.hands = Client(), hands
        self.client.force_login(
            Colleague.objects.get(pk=colleague), "allauth.account.auth_backends.AuthenticationBackend"
        )
        self.page, self.path = "", "/"

    def get(self, path: str, **how: Any) -> Counter:
        """Open a page."""
        return self._seen(self._asked(lambda: self.client.get(path, follow=True, **how)))

    def post(self, path: str, **fields: str) -> Counter:
        """Send a form and follow to the next page."""
        return self._seen(self._asked(lambda: self.client.post(path, fields, follow=True)))

    def enter(self, **fields: str) -> Counter:
        """Enter something on the page of the matter; `fact__queue` is the field `fact:queue`."""
        named = {
            name.replace("__", ":").replace("_", " ") if "__" in name else name: v for name, v in fields.items()
        }
        return self._seen(self._asked(lambda: self.client.post(f"{self.matter}learn/", named, follow=True)))

    def begin(self, **chosen: str) -> Counter:
        """Begin a matter with a situation or an action."""
        return self.post("/counter/open/", **chosen)

    @property
    def matter(self) -> str:
        """The path of the matter at hand."""
        found = re.search(r"/counter/\w{12}/", self.path + self.page)
        assert found is not None, self.page
        return found[0]

    @property
    def hidden(self) -> dict[str, str]:
        """What the form that does it carries along."""
        form = self.page[self.page.index('id="doing"') :]
        return dict(re.findall(r'type="hidden" name="(key|shown)" value="([^"]*)"', form))

    def do(self, **changed: str) -> Counter:
        """Tap the button that does it."""
        amount = re.search(r'id="amount" name="amount"[^>]*value="([^"]*)"', self.page)
        carried = self.hidden | ({"amount": amount[1]} if amount else {}) | changed
        return self.post(f"{self.matter}do/", **carried)

    def ask(self, **changed: str) -> Counter:
        """Tap the button that asks."""
        amount = re.search(r'id="amount" name="amount"[^>]*value="([^"]*)"', self.page)
        carried = self.hidden | ({"amount": amount[1]} if amount else {}) | changed
        return self.post(f"{self.matter}ask/", **carried)

    @property
    def outcome(self) -> str:
        """The large word."""
        found = re.search(r'class="outcome [^>]*><strong>(.*?)</strong>', self.page, re.DOTALL)
        return unescape(found[1]) if found else ""

    @property
    def text(self) -> str:
        """All that the page says, without marks."""
        main = self.page[self.page.find("<main") :]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())

    def _asked(self, send: Callable[[], Any]) -> Any:
        with clock.held_at(self.hands.at):
            return send()

    def _seen(self, response: Any) -> Counter:
        self.status, self.page = response.status_code, response.content.decode()
        chain = getattr(response, "redirect_chain", [])
        self.path = chain[-1][0] if chain else response.request["PATH_INFO"]
        return self


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A ledger in a file of its own."""
    with open_store(f"sqlite:///{tmp_path / 'ledger.sqlite3'}") as opened, ledger.using(opened):
        yield opened


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def at(db: None, store: Store, hands: Hands) -> Callable[[str], Counter]:
    """A colleague at the counter of the station: `at("nina")`."""
    for id_, name, parent in (("network", "All", None), ("north", "North", "network"),
                              ("214", "Station 214", "north"), ("301", "Station 301", "north")):  # fmt: skip
        people.add_site(name=name, parent=parent, id_=id_)
    before = NOON - timedelta(days=30)
    for id_, name, site, authority in STAFF:
        people.add_colleague(name=name, at=before, id_=id_)
        people.post(id_, site=site, authority=authority, at=before)
        if authority != "trainee":
            people.certify(id_, name="cash desk", at=before)
            people.go_on_duty(id_, site=site, at=before)
    studio.sign(book_texts("forecourt"), by="vera", at=before)
    return lambda colleague: Counter(colleague, hands)


@pytest.fixture
def nina(at: Callable[[str], Counter]) -> Counter:
    return at("nina")
