"""A small network of stations with colleagues, and mail that comes to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Contact, Incoming, Received
from leeway.desk.people import commands as people

NINE = datetime(2026, 6, 15, 6, tzinfo=UTC)
"""A Monday, nine in the morning in Kyiv."""


@pytest.fixture
def house(db: None) -> None:
    for id_, name, parent, zone in (("network", "All", None, "Europe/Kyiv"), ("north", "North", "network", ""),
                                    ("214", "Station 214", "north", ""), ("301", "Station 301", "north", "")):  # fmt: skip
        people.add_site(name=name, parent=parent, id_=id_, zone=zone)
    for id_, name, site in (("nina", "Nina Koval", "214"), ("radu", "Radu Popescu", "north")):
        people.add_colleague(name=name, at=NINE - timedelta(days=30), id_=id_)
        people.post(id_, site=site, authority="attendant", at=NINE - timedelta(days=30))


@pytest.fixture
def mail(house: None) -> Callable[..., Received]:
    def comes(key: str, text: str = "I was charged twice.", *, sender: str = "maria@example.com",
              at: datetime = NINE, **more: object) -> Received:  # fmt: skip
        contact = Contact(kind="email", value=sender, name=str(more.pop("name", "Maria Ionescu")))
        incoming = Incoming(key=key, channel="mail", site="network", sender=contact, text=text, **more)  # type: ignore[arg-type]
        return cases.receive(incoming, at=at)

    return comes
