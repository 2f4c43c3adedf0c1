"""When a matter opens, the book in force promises; where it is silent, the terms of the site do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Contact, Incoming
from leeway.desk.cases.models import Promise
from leeway.desk.people import commands as people
from leeway.desk.studio.commands import sign

NINE = datetime(2026, 6, 15, 6, tzinfo=UTC)
"""A Monday, nine in the morning in Kyiv."""
BOOK = """book: harbour
currency: EUR
zone: Europe/Kyiv
promises:
  hurt:
    of: complaint
    when: channel = "mail"
    hear: what we found out
    within: 4 opening hours
"""


@pytest.fixture
def house(db: None) -> None:
    people.add_site(name="All", parent=None, id_="network", zone="Europe/Kyiv")
    cases.set_hours("network", week={day: ((time(9), time(12)),) for day in range(7)})
    cases.set_term("network", minutes=60, words="an answer", while_open=False)


def _opened(key: str, *, matter: str, channel: str = "mail") -> tuple[datetime, str, str]:
    contact = Contact(kind="email", value=f"{key}@example.com")
    came = Incoming(key=key, channel=channel, site="network", sender=contact, text="Broken.", matter=matter)
    row = Promise.objects.get(case=cases.receive(came, at=NINE).case)
    return row.due_at, row.words, row.source


def test_the_book_in_force_promises_in_its_words_and_opening_hours(house: None) -> None:
    sign({"book.yaml": BOOK}, by="olga", at=NINE - timedelta(days=1))

    assert _opened("a", matter="complaint") == (
        datetime(2026, 6, 16, 7, tzinfo=UTC), "what we found out", "harbour/hurt",
    )  # fmt: skip


@pytest.mark.parametrize(("matter", "channel"), [("praise", "mail"), ("complaint", "form")])
def test_where_the_book_is_silent_the_site_promises(house: None, matter: str, channel: str) -> None:
    sign({"book.yaml": BOOK}, by="olga", at=NINE - timedelta(days=1))

    assert _opened("a", matter=matter, channel=channel) == (NINE + timedelta(hours=1), "an answer", "")


def test_a_book_that_begins_tomorrow_promises_nothing_today(house: None) -> None:
    sign({"book.yaml": BOOK}, by="olga", at=NINE + timedelta(days=1))

    assert _opened("a", matter="complaint")[2] == ""
