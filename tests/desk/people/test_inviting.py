"""Invitations: once, for a time, and never again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from leeway.desk.clock import held_at
from leeway.desk.people import commands, queries
from leeway.desk.people.models import Colleague, Invitation

PETRO = commands.Invitee(
    name="Petro", site="214", authority="attendant", email="petro@example.com", language="uk"
)


def test_whoever_accepts_serves_where_and_as_what_they_were_invited(region: datetime) -> None:
    token = commands.invite(PETRO, by="vera", at=region)
    joined = commands.accept_invitation(token, at=region)

    assert joined is not None
    assert queries.who(joined) == queries.Who(id=joined, name="Petro", language="uk", email="petro@example.com")
    assert [each.authority for each in queries.authorities_at("214", at=region, colleague=joined)] == [
        "attendant"
    ]


def test_an_invitation_works_once(region: datetime) -> None:
    token = commands.invite(PETRO, by="vera", at=region)
    commands.accept_invitation(token, at=region)

    assert commands.accept_invitation(token, at=region, email="other@example.com") is None


def test_an_invitation_lasts_seven_days(region: datetime) -> None:
    token = commands.invite(PETRO, by="vera", at=region)

    assert queries.invitation_by_link(token, at=region + timedelta(days=6, hours=23)) is not None
    assert queries.invitation_by_link(token, at=region + timedelta(days=7)) is None
    assert commands.accept_invitation(token, at=region + timedelta(days=7)) is None


def test_a_withdrawn_invitation_leads_nowhere(region: datetime) -> None:
    token = commands.invite(PETRO, by="vera", at=region)
    (open_one,) = queries.open_invitations("214", at=region)
    commands.withdraw_invitation(open_one.id, at=region)

    assert commands.accept_invitation(token, at=region) is None
    assert queries.open_invitations("214", at=region) == ()


def test_a_made_up_link_leads_nowhere(region: datetime) -> None:
    assert commands.accept_invitation("made-up", at=region) is None
    assert queries.invitation_by_link("made-up", at=region) is None


def test_the_token_is_not_kept(region: datetime) -> None:
    token = commands.invite(PETRO, by="vera", at=region)
    kept = Invitation.objects.values().get()

    assert token not in str(kept)


def test_nobody_is_invited_or_joins_with_the_address_of_another(region: datetime) -> None:
    token = commands.invite(PETRO, by="vera", at=region)

    with pytest.raises(commands.EmailTakenError):
        commands.accept_invitation(token, at=region, email="NINA@example.com")
    with pytest.raises(commands.EmailTakenError):
        commands.invite(
            commands.Invitee(name="N", site="214", authority="trainee", email="Nina@Example.com"),
            by="vera", at=region,
        )  # fmt: skip
    assert commands.accept_invitation(token, at=region) is not None, "the link stays good"


def link_from(page: Any) -> str:
    return re.search(r"/join/([\w-]+)/", page.content.decode())[1]  # type: ignore[index]


def invited(browser: Any, **said: str) -> str:
    return link_from(
        browser.post("/sites/214/invite/", {"name": "P", "authority": "attendant", "language": "en", **said})
    )


def test_the_link_is_shown_once_to_whoever_made_it(signed_in: Any) -> None:
    browser = signed_in("vera")
    token = invited(browser)

    assert token not in browser.get("/sites/214/").content.decode()


def test_an_authority_that_the_book_does_not_have_is_not_given(signed_in: Any) -> None:
    said = {"name": "P", "authority": "emperor", "language": "en"}

    assert signed_in("vera").post("/sites/214/invite/", said).status_code == 422
    assert not Invitation.objects.exists()


def test_looking_at_an_invitation_does_not_use_it_up(signed_in: Any) -> None:
    browser = signed_in("vera")
    token = invited(browser)
    browser.logout()
    for _ in range(3):
        assert browser.get(f"/join/{token}/").status_code == 200


@pytest.mark.parametrize(
    ("password", "problem"), [("short", "at least 12"), ("password1234", "too common"), ("", "required")]
)
def test_a_weak_password_is_said_so_and_the_link_stays_good(
    signed_in: Any, password: str, problem: str
) -> None:
    browser = signed_in("vera")
    token = invited(browser)
    browser.logout()
    page = browser.post(f"/join/{token}/", {"name": "P", "email": "p@example.com", "password": password})

    assert page.status_code == 422
    assert problem in page.content.decode()
    assert not Colleague.objects.filter(email="p@example.com").exists()
    assert browser.get(f"/join/{token}/").status_code == 200


def test_an_expired_link_says_whom_to_ask(region: datetime, client: Any) -> None:
    token = commands.invite(PETRO, by="vera", at=region)

    with held_at(region + timedelta(days=8)):
        page = client.get(f"/join/{token}/")

    assert page.status_code == 410
    assert "Ask whoever invited you" in page.content.decode()


def test_an_invented_passkey_lets_nobody_in(signed_in: Any) -> None:
    browser = signed_in("vera")
    token = invited(browser)
    browser.logout()
    browser.get(f"/join/{token}/passkey/")
    for credential in ("{}", "[]", '{"id": "x", "response": {}}', "not json", "null"):
        page = browser.post(f"/join/{token}/passkey/", {"name": "P", "credential": credential})

        assert page.status_code == 422, credential
    assert browser.get(f"/join/{token}/").status_code == 200


def test_an_invitation_of_a_foreign_site_cannot_be_withdrawn(signed_in: Any, region: datetime) -> None:
    commands.invite(PETRO, by="vera", at=region)
    (open_one,) = queries.open_invitations("214", at=region)

    assert signed_in("lidia").post(f"/invitations/{open_one.id}/withdraw/").status_code == 404
    assert len(queries.open_invitations("214", at=region)) == 1


def test_nobody_signs_up_without_an_invitation(region: datetime, client: Any) -> None:
    said = {"email": "me@example.com", "password1": "a calm blue kettle"}

    assert client.post("/account/signup/", said).status_code in (200, 405)
    assert not Colleague.objects.filter(email="me@example.com").exists()
