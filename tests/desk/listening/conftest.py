"""A small network, mail that comes to it, and matters that are settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from leeway.channels.mail import commands as letters
from leeway.channels.mail.models import Mailbox
from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Saying
from leeway.desk.cases.models import Entry
from tests.desk.cases.conftest import NINE, house, mail

__all__ = ["NINE", "house", "mail"]


@pytest.fixture(autouse=True)
def mailbox(house: None) -> None:
    """A mailbox by which letters leave."""
    server = letters.Server(host="127.0.0.1", port=1, security="none", user="help")
    letters.add_mailbox(
        letters.Wanted(id="help", site="network", address="help@shop.example", brand="shop", send=server)
    )


@pytest.fixture
def no_mailbox(mailbox: None) -> None:
    """None that sends."""
    Mailbox.objects.update(enabled=False)


@pytest.fixture
def settled(mail: Callable[..., object]) -> Callable[..., str]:
    """A matter that came by mail and was settled with a word; gives its id."""

    def settle(key: str = "1", *, sender: str = "maria@example.com", at: datetime = NINE, by: str = "nina",
               **more: object) -> str:  # fmt: skip
        case: str = mail(key, sender=sender, at=at, **more).case  # type: ignore[attr-defined]
        cases.say(Saying(case=case, text="It is back on your card.", closes=True), by=by, at=at)
        return case

    return settle


@pytest.fixture
def secrets() -> Callable[[], list[str]]:
    """The secrets of the links that were written, oldest first."""

    def found() -> list[str]:
        texts = (
            Entry.objects.filter(key__startswith="said survey").order_by("pk").values_list("text", flat=True)
        )
        return [text.split("/how-was-it/")[1].split("/")[0] for text in texts]

    return found
