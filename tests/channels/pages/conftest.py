"""A region of stations with somebody in front of a browser who has no account. The clock stands at a Monday noon."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from leeway.channels.mail import commands as mail
from leeway.desk.clock import held_at
from leeway.desk.demo import book_texts
from leeway.desk.people import commands as people
from leeway.desk.studio import commands as studio

NOON = datetime(2026, 6, 15, 9, tzinfo=UTC)


@pytest.fixture
def stations(db: None) -> Iterator[datetime]:
    """Two stations by the forecourt's book; Nina serves at one of them."""
    from leeway.desk.people import gates

    for id_, name, parent in (
        ("network", "All stations", None),
        ("214", "Station 214", "network"),
        ("215", "Station 215", "network"),
    ):
        people.add_site(name=name, parent=parent, id_=id_)
    people.add_colleague(name="Nina Koval", at=NOON, id_="nina", email="nina@example.com")
    people.post("nina", site="214", authority="attendant", at=NOON)
    gates._known_to_be_set_up.cache_clear()
    with held_at(NOON):
        studio.sign(book_texts("forecourt"), by="nina", at=NOON)
        yield NOON


@pytest.fixture
def mailbox(stations: datetime) -> None:
    """A mailbox that sends for one of the stations."""
    server = mail.Server(host="127.0.0.1", port=1, security="none", user="help")
    mail.add_mailbox(mail.Wanted(id="help", site="214", address="help@shop.example", brand="shop", send=server))


@pytest.fixture
def browser(stations: datetime) -> Callable[[], Any]:
    """A browser of somebody without an account; each call gives another one."""
    from django.test import Client

    return Client


@pytest.fixture
def nina(stations: datetime) -> Any:
    """A browser in which Nina is signed in."""
    from django.test import Client

    from leeway.desk.people.models import Colleague

    client = Client()
    client.force_login(
        Colleague.objects.get(pk="nina"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def write(stations: datetime) -> Callable[..., Any]:
    """Fill in the form in a browser and send it, three seconds after it was opened."""

    def writer(
        browser: Any, text: str = "The pump took my card and gave no fuel.", site: str = "214", **typed: Any
    ) -> Any:
        with held_at(NOON - timedelta(seconds=3)):
            stamp = stamp_of(browser.get(f"/say/{site}/"))
        return browser.post(f"/say/{site}/", {"text": text, "stamp": stamp, **typed})

    return writer


def stamp_of(answer: Any) -> str:
    """The stamp of a form."""
    found = re.search(r'name="stamp" value="([^"]+)"', answer.content.decode())

    assert found is not None, answer.content.decode()[:400]
    return found[1]


@pytest.fixture
def ledger(tmp_path: Any, stations: datetime) -> Iterator[None]:
    """A ledger of its own, in which nothing is used yet."""
    from leeway.desk import ledger as desk_ledger
    from leeway.stores import open_store

    with open_store(f"sqlite:///{tmp_path / 'ledger.sqlite3'}") as opened, desk_ledger.using(opened):
        yield
