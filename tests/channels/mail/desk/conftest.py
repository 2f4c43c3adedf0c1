"""A shop with mailboxes, and letters that come to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from leeway.channels.mail import commands as mail
from leeway.channels.mail.commands import Server, Wanted
from leeway.channels.mail.models import Letter
from leeway.desk.cases import queries as cases
from leeway.desk.cases.queries import Said
from leeway.desk.people import commands as people

NINE = datetime(2026, 6, 15, 6, tzinfo=UTC)
"""A Monday, nine in the morning in Kyiv."""
SERVER = Server(host="127.0.0.1", port=1, security="none", user="help")


@pytest.fixture
def shop(db: None) -> None:
    people.add_site(name="Shop", parent=None, id_="shop", zone="Europe/Kyiv")
    people.add_colleague(name="Mira", at=NINE - timedelta(days=30), id_="mira")
    people.post("mira", site="shop", authority="attendant", at=NINE - timedelta(days=30))
    for name, brand in (("help", "shop"), ("sales", "shop"), ("garage", "garage")):
        mail.add_mailbox(
            Wanted(
                id=name, site="shop", address=f"{name}@shop.example", brand=brand, called="Harbour Shop",
                send=SERVER, trusted_server="mx.shop.example", answers=name == "sales",
            )
        )  # fmt: skip


@pytest.fixture
def comes(shop: None) -> Callable[..., Said]:
    """Let a letter come to a mailbox, and give the entry it became."""

    def letter(headers: str, text: str = "It leaks.", *, box: str = "help", at: datetime = NINE) -> Said:
        raw = f"{headers}\nContent-Type: text/plain; charset=utf-8\n\n{text}".encode()
        return received(raw, box=box, at=at)

    return letter


def received(raw: bytes, *, box: str = "help", at: datetime = NINE) -> Said:
    """Keep and take in a letter; give its entry."""
    mail.keep(box, [(raw, len(raw))], at=at)
    mail.take_in_waiting(at=at)
    row = Letter.objects.order_by("-pk").first()
    assert row is not None
    said = cases.entry(row.entry or 0)
    assert said is not None, row.problem
    return said
