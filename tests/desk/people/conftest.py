"""People of a small region. Their journeys in a browser are in `tests/browser/test_people.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from leeway.desk.clock import held_at
from leeway.desk.demo import book_texts
from leeway.desk.people import commands as people
from leeway.desk.studio import commands as studio

NOON = datetime(2026, 6, 15, 9, tzinfo=UTC)
"""A Monday noon in Kyiv."""
STAFF = (
    ("nina", "Nina Koval", "214", "attendant"),
    ("andrii", "Andrii Bondar", "214", "attendant"),
    ("sami", "Sami Haddad", "215", "trainee"),
    ("oksana", "Oksana Shevchenko", "north", "supervisor"),
    ("vera", "Vera Lysenko", "network", "manager"),
    ("lidia", "Lidia South", "south", "supervisor"),
)


@pytest.fixture
def region(db: None) -> Iterator[datetime]:
    """Two regions at noon: Vera looks after everything, Lidia after the people of the south."""
    for id_, name, parent in (
        ("network", "All stations", None), ("north", "North", "network"), ("south", "South", "network"),
        ("214", "Station 214", "north"), ("215", "Station 215", "north"), ("301", "Station 301", "south"),
    ):  # fmt: skip
        people.add_site(name=name, parent=parent, id_=id_)
    for id_, name, site, authority in STAFF:
        people.add_colleague(name=name, at=NOON, id_=id_, email=f"{id_}@example.com")
        people.post(id_, site=site, authority=authority, at=NOON)
    for kind in ("policies", "people", "operations"):
        people.put_in_charge("vera", site="network", of=kind)
    people.put_in_charge("lidia", site="south", of="people")
    with held_at(NOON):
        studio.sign(book_texts("forecourt"), by="vera", at=NOON)
        yield NOON


@pytest.fixture
def signed_in(region: datetime, client: Any) -> Any:
    """A browser without scripts, as the colleague it is told."""
    from leeway.desk.people.models import Colleague

    def as_(colleague: str) -> Any:
        client.force_login(
            Colleague.objects.get(pk=colleague), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return as_
