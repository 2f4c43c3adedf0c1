"""A region with two stations, the forecourt's book and a ledger of its own; the clock stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leeway.decide import Given, Mode, Request
from leeway.desk import ledger
from leeway.desk.decisions.queries import actor_at
from leeway.desk.demo import book_texts
from leeway.desk.people import commands as people
from leeway.desk.studio import commands as studio
from leeway.desk.studio import queries as versions
from leeway.policy import Trust
from leeway.stores import Store, open_store

NOON = datetime(2026, 6, 15, 9, tzinfo=UTC)
"""A Monday noon in Kyiv."""
STAFF = (
    ("nina", "Nina", "214", "attendant"),
    ("andrii", "Andrii", "214", "attendant"),
    ("sami", "Sami", "214", "trainee"),
    ("ihor", "Ihor", "301", "attendant"),
    ("oksana", "Oksana", "north", "supervisor"),
    ("radu", "Radu", "north", "supervisor"),
    ("vera", "Vera", "network", "manager"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A ledger in a file of its own."""
    with open_store(f"sqlite:///{tmp_path / 'ledger.sqlite3'}") as opened, ledger.using(opened):
        yield opened


@pytest.fixture
def region(db: None, store: Any) -> Region:
    """A region at noon: everybody but the trainee is on duty."""
    made = Region()
    made.build()
    return made


class Region:
    """The people of a region and what they ask for."""

    def __init__(self) -> None:
        self.at = NOON

    def build(self) -> None:
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

    @property
    def law(self) -> versions.InForce:
        found = versions.in_force(at=self.at)
        assert found is not None
        return found

    def later(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at

    def request(self, key: str = "k-1", **changed: Any) -> Request:
        """Nina wants to write off 480 UAH for a driver who is known."""
        actor, site = changed.pop("actor", "nina"), changed.pop("site", "214")
        made = actor_at(actor, site, book=self.law.book, at=self.at)
        assert made is not None
        return Request(**{
            "action": "write off", "actor": made, "at": self.at, "id": key, "amount_minor": 48_000,
            "facts": {"fuel.litres": Given(Decimal(40), Trust.STAFF, "seen")}, "customer": "maria",
            "case": key, "site": site, "network": "network", "mode": Mode.ORDINARY,
        } | changed)  # fmt: skip
