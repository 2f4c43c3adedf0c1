"""The pages of the silent: who would be written to, who is left out for want of consent, what they hear next."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client

from leeway.desk.cases import commands as cases
from leeway.desk.clock import held_at
from leeway.desk.listening.models import Outreach
from leeway.desk.people import gates
from leeway.desk.people.models import Colleague
from leeway.desk.persons import commands as persons

from .conftest import NINE


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
