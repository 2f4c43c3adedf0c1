"""The pages of the silent: who would be written to, who is left out for want of consent, what they hear next."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client

from leeway.channels.mail.models import Mailbox
from leeway.desk.cases import commands as cases
from leeway.desk.clock import held_at
from leeway.desk.listening.models import Outreach
from leeway.desk.people import gates
from leeway.desk.people.models import Colleague
from leeway.desk.persons import commands as persons

from .conftest import NINE

TYPED = {"title": "Pump 4", "site": "north", "facts": "pump = 4", "subject": "The fuel", "text": "Sorry."}


@pytest.fixture
def radu(house: None) -> Any:
    """A browser in which Radu, who looks after the north, is signed in."""
    gates._known_to_be_set_up.cache_clear()
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(Colleague.objects.get(pk="radu"), backend)
    return client


def _touched(name: str, *, agreed: bool | None) -> str:
    person = persons.know_at("email", f"{name.casefold()}@example.com", at=NINE, name=name)
    if agreed is not None:
        persons.agree(person, purpose="outreach", given=agreed, at=NINE)
    case = cases.open_case(site="214", by="nina", at=NINE, person=person).id
    cases.find_fact(case, name="pump", value=4, by="nina", at=NINE)
    return person


def test_it_says_who_is_left_out_for_want_of_consent_and_what_is_promised(radu: Any) -> None:
    _touched("Agreed", agreed=True)
    refused, unasked = _touched("Refused", agreed=False), _touched("Unasked", agreed=None)
    with held_at(NINE):
        made = radu.post(
            "/listening/silent/new/",
            {
                "title": "Pump 4", "site": "north", "facts": "pump = 4", "subject": "The fuel", "text": "Sorry.",
                "next_at": "2026-06-18", "next_words": "what the laboratory found",
            },
        )  # fmt: skip
        page = unescape(radu.get(made["Location"]).content.decode())
        again = radu.get(f"{made['Location']}change/").content.decode()
    kept = Outreach.objects.get()

    assert f'href="/people/{unasked}/about/"><bdi>Unasked</bdi></a> · not asked yet' in page
    assert f'href="/people/{refused}/about/"><bdi>Refused</bdi></a> · does not want it' in page
    assert "2 are left out because we may not write first" in page
    assert "what the laboratory found" in page
    assert kept.next_at.isoformat() == "2026-06-18T20:59:00+00:00"
    assert 'name="next_at" value="2026-06-18"' in again


def test_where_no_mailbox_sends_it_says_so_and_offers_nothing_that_would_fail(
    radu: Any, no_mailbox: None
) -> None:
    _touched("Agreed", agreed=True)
    with held_at(NINE):
        made = radu.post("/listening/silent/new/", TYPED)["Location"]
        page = unescape(radu.get(made).content.decode())
        tried = unescape(radu.post(f"{made}begin/", follow=True).content.decode())

    assert "No mailbox sends from this site, so nobody can be written to." in page
    assert "Write to 1 person" not in page
    assert "No mailbox sends from this site, so nobody can be written to." in tried
    assert Outreach.objects.get().state == "draft"


def test_where_the_mailbox_went_away_meanwhile_it_says_who_waits_and_that_it_goes_on(
    radu: Any, mailbox: None
) -> None:
    _touched("Agreed", agreed=True)
    with held_at(NINE):
        made = radu.post("/listening/silent/new/", TYPED)["Location"]
        offered = unescape(radu.get(made).content.decode())
        radu.post(f"{made}begin/")
        Mailbox.objects.update(enabled=False)
        page = unescape(radu.get(made).content.decode())

    assert "Write to 1 person" in offered
    assert "Who still waits is written to as soon as one does." in page
    assert "1 waits." in page
