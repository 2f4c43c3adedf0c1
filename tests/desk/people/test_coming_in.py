"""The first start, signing in, languages: what strangers may do, which is little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from leeway import policy
from leeway.desk.clock import held_at, now
from leeway.desk.people import commands, gates, queries
from leeway.desk.people.first_book import first_book
from leeway.desk.people.models import Colleague
from leeway.desk.studio import queries as studio

PASSWORD = "a calm blue kettle"
SAID = {
    "business": "Corner", "currency": "uah", "zone": "Europe/Kyiv", "allowance": "200", "name": "Maria",
    "email": "maria@example.com", "password": PASSWORD, "language": "uk",
}  # fmt: skip


@pytest.fixture
def empty(db: None) -> Iterator[str]:
    """A desk that nobody has set up; its link's token."""
    gates._known_to_be_set_up.cache_clear()
    token = commands.make_set_up_link(at=now())
    assert token is not None
    yield token
    gates._known_to_be_set_up.cache_clear()


def test_until_it_is_set_up_every_page_says_how(empty: str, client: Any) -> None:
    for path in ("/", "/sites/", "/account/login/", "/enter/x/", "/join/x/", "/nothing/"):
        assert client.get(path).headers["Location"] == "/set-up/"
    page = client.get("/set-up/")

    assert "Open the link that “leeway serve” printed" in page.content.decode()
    assert client.post("/account/login/").status_code == 503
    assert client.get("/alive/").status_code == 200


def test_a_guessed_link_sets_nothing_up(empty: str, client: Any) -> None:
    assert client.post("/set-up/guessed/", SAID).status_code == 410
    assert queries.root() is None


def test_one_form_opens_the_desk(empty: str, client: Any) -> None:
    answer = client.post(f"/set-up/{empty}/", SAID)
    root, law = queries.root(), studio.in_force(at=now())
    owner = Colleague.objects.get()

    assert answer.headers["Location"] == "/"
    assert root is not None
    assert (root.name, root.zone) == ("Corner", "Europe/Kyiv")
    assert law is not None
    assert (law.book.currency, law.book.zone, law.book.authorities) == (
        "UAH",
        "Europe/Kyiv",
        ("staff", "owner"),
    )
    assert queries.authorities_held(owner.pk, at=now()) == {"owner"}
    assert all(queries.may_look_after(each, owner.pk, root.id) for each in ("policies", "people", "operations"))
    assert client.get("/me/").status_code == 200


def test_the_link_works_once_and_no_other_is_made(empty: str, client: Any) -> None:
    second = commands.make_set_up_link(at=now())
    client.post(f"/set-up/{empty}/", SAID)
    for token in (empty, second):
        assert Client().post(f"/set-up/{token}/", {**SAID, "email": "x@example.com"}).status_code == 410

    assert commands.make_set_up_link(at=now()) is None
    assert Colleague.objects.count() == 1


def test_the_link_is_good_for_a_day(empty: str, client: Any) -> None:
    with held_at(now() + timedelta(hours=25)):
        assert client.post(f"/set-up/{empty}/", SAID).status_code == 410
    assert queries.root() is None


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("currency", "XXQ", "no such currency"), ("zone", "Mars/Base", "no such time zone"),
        ("password", "short", "at least 12"), ("email", "maria", "valid email"), ("business", " ", "required"),
        ("allowance", "0", "greater than or equal to 1"), ("language", "xx", "valid choice"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_set_up(
    empty: str, client: Any, field: str, typed: str, problem: str
) -> None:
    page = client.post(f"/set-up/{empty}/", {**SAID, field: typed})

    assert page.status_code == 422
    assert problem in page.content.decode()
    assert queries.root() is None
    assert not Colleague.objects.exists()


@pytest.mark.parametrize(
    "title", ['The "corner" shop', "a: b", "#1", "- x", "ресторан «Тиша»", "مخبز", "{x}", "'"]
)
def test_any_name_makes_a_valid_first_book(title: str) -> None:
    loaded = policy.load_texts(first_book(title=title, currency="EUR", zone="Europe/Kyiv", allowance=50))

    assert loaded.diagnostics == ()
    assert loaded.book is not None
    assert loaded.book.title == title


def test_the_first_book_lets_own_judgement_go_so_far_each_matter_and_week(db: None) -> None:
    loaded = policy.load_texts(first_book(title="x", currency="EUR", zone="Europe/Kyiv", allowance=50))
    assert loaded.book is not None
    limits = {name: [policy.format_limit(each, currency="EUR", digits=2) for each in found]
              for name, found in loaded.book.own_judgement.limits.items()}  # fmt: skip

    assert limits == {
        "staff": ["50 EUR per case", "250 EUR per actor per week"],
        "owner": ["500 EUR per case", "2500 EUR per actor per week"],
    }


def sign_in(browser: Any, *, email: str = "nina@example.com", password: str = PASSWORD) -> Any:
    return browser.post("/account/login/", {"login": email, "password": password})


def test_the_password_signs_in_and_a_wrong_one_does_not(region: datetime) -> None:
    commands.set_password("nina", password=PASSWORD)

    assert sign_in(Client(), password="a calm red kettle").status_code == 200
    assert sign_in(Client()).headers["Location"] == "/"


def test_a_stranger_cannot_tell_which_addresses_are_known(region: datetime) -> None:
    def said(email: str) -> str:
        text = sign_in(Client(), email=email, password="a wrong old kettle").content.decode()
        return re.sub(r'value="[^"]*"', "", text)

    assert said("nina@example.com") == said("nobody@example.com")


def test_guessing_passwords_is_slowed_down(region: datetime, settings: Any) -> None:
    from django.core.cache import cache

    cache.clear()
    commands.set_password("nina", password=PASSWORD)
    for number in range(6):
        sign_in(Client(), password=f"guess number {number}")
    answer = sign_in(Client())
    cache.clear()

    assert "Location" not in answer.headers, "not even the right one, for a while"


@pytest.mark.parametrize(
    "credential", ["{}", "[]", "null", "1", '{"id": 1}', "no json", '{"response": {"userHandle": "QQ"}}']
)
def test_an_invented_passkey_signs_nobody_in_and_breaks_nothing(region: datetime, credential: str) -> None:
    browser = Client()
    browser.get("/account/2fa/webauthn/login/", HTTP_ACCEPT="application/json")
    answer = browser.post("/account/2fa/webauthn/login/", {"credential": credential})

    assert answer.headers["Location"] == "/account/login/"


def test_what_a_desk_does_not_offer_says_so(region: datetime, client: Any) -> None:
    assert "by an invitation" in client.get("/account/signup/").content.decode()
    assert "Whoever looks after people" in client.get("/account/password/reset/").content.decode()
    assert client.get("/account/email/").status_code == 302


def test_secrets_of_second_keys_are_not_kept_as_they_are(region: datetime) -> None:
    from leeway.desk.people.signing_in import KeptSecret

    keeper = KeptSecret()
    kept = keeper.encrypt("NNP4YWVRTAHU")

    assert "NNP4YWVRTAHU" not in kept
    assert keeper.decrypt(kept) == "NNP4YWVRTAHU"


def test_everybody_reads_in_their_own_language(signed_in: Any) -> None:
    browser = signed_in("nina")
    browser.post("/language/", {"language": "ar", "next": "/me/"})

    assert 'lang="ar" dir="rtl"' in browser.get("/me/", HTTP_ACCEPT_LANGUAGE="ro").content.decode()
    assert queries.who("nina").language == "ar"  # type: ignore[union-attr]


def test_a_stranger_reads_what_the_browser_says_or_what_they_chose(region: datetime, client: Any) -> None:
    assert 'lang="ro"' in client.get("/account/login/", HTTP_ACCEPT_LANGUAGE="ro").content.decode()

    client.post("/language/", {"language": "uk"})

    assert 'lang="uk"' in client.get("/account/login/", HTTP_ACCEPT_LANGUAGE="ro").content.decode()


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_choosing_a_language_leads_nowhere_else(region: datetime, client: Any, wanted: str) -> None:
    assert client.post("/language/", {"language": "ru", "next": wanted}).headers["Location"] == "/"


def test_a_language_that_there_is_not_changes_nothing(signed_in: Any) -> None:
    signed_in("nina").post("/language/", {"language": "../../etc"})

    assert queries.who("nina").language == "en"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "path", ["/me/", "/sites/", "/sites/214/", "/colleagues/nina/", "/sites/214/where-to/"]
)
def test_a_stranger_sees_no_page_about_people(region: datetime, client: Any, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/account/login/")
