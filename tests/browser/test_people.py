"""Journeys of people in a real browser: the first start, an invitation, passkeys, a second key, the keyboard."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import PHONE
from tests.browser.opened import OpenDesk
from tests.browser.walking import speak

PASSWORD = "a calm blue kettle"
SIGNED_IN_NOW = """
from datetime import timedelta
from leeway.desk.people.commands import make_sign_in_link
print(make_sign_in_link("oksana", expires_at=at + timedelta(hours=1)))
"""


@pytest.fixture(scope="session")
def desk(open_desk: Callable[..., OpenDesk]) -> OpenDesk:
    """The stations of the demonstration."""
    return open_desk(None)


def with_authenticator(page: Any) -> Any:
    """Give the browser a phone's own authenticator, with a finger that always fits."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    return page


def press(page: Any, button: str) -> None:
    """Press a button that leads to another page, and wait for that page."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def set_up(page: Any, link: str) -> None:
    page.goto(link)
    page.get_by_label("Name of the business").fill('The "corner" shop')
    page.get_by_label("Currency").fill("eur")
    page.get_by_label("Your name").fill("Maria")
    page.get_by_label("Your e-mail address").fill("maria@example.com")
    page.get_by_label("A password to come back with").fill(PASSWORD)
    page.get_by_role("button", name="Open the desk").click()
    page.wait_for_url(re.compile(r":\d+/$"))


def invite(page: Any, desk: OpenDesk, name: str, *, language: str = "English") -> str:
    """Invite somebody to station 214 as an attendant; give the link that is shown."""
    page.goto(f"{desk.address}/sites/214/")
    page.get_by_text("Invite somebody").click()
    form = page.locator("#invite")
    form.get_by_label("Name").fill(name)
    form.get_by_label("Authority").select_option("attendant")
    form.get_by_label("Language").select_option(language)
    with page.expect_navigation():
        form.get_by_role("button", name="Make the link").click()
    return str(page.get_by_label("The link").input_value())


def test_from_the_first_start_to_the_counter(empty_desk: OpenDesk, anybody: Callable[..., Any]) -> None:
    page, link = anybody(timezone_id="Europe/Kyiv"), empty_desk.links["set up"]
    page.goto(f"{empty_desk.address}/counter/anything/")

    assert page.get_by_role("heading", name="This desk is not set up yet").is_visible()

    set_up(page, link)

    assert page.get_by_role("heading", name="What is it about?").is_visible()
    assert page.get_by_text('The "corner" shop').is_visible()
    assert page.goto(link).status == 410, "the link has done its work"
    assert "/set-up/" not in page.goto(f"{empty_desk.address}/set-up/").url

    page.context.clear_cookies()
    page.goto(f"{empty_desk.address}/account/login/")
    page.get_by_label("E-mail address").fill("maria@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    page.wait_for_url(re.compile(r":\d+/$"))

    assert page.get_by_role("heading", name="What is it about?").is_visible()


def test_from_an_invitation_to_the_counter(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any]
) -> None:
    link = invite(visit(desk, "policy owner"), desk, "Petro Lysenko")
    page = anybody()
    page.goto(link)
    page.get_by_label("Your e-mail address").fill("petro@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Join")

    assert page.get_by_role("heading", name="What is it about?").is_visible()
    assert anybody().goto(link).status == 410, "an invitation works once"


@pytest.mark.usefixtures("one_database")
def test_a_newcomer_reads_the_invitation_in_the_language_it_was_made_in(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any]
) -> None:
    link = invite(visit(desk, "policy owner"), desk, "Layla", language="العربية")
    page = anybody()
    page.goto(link)

    assert page.locator("html").get_attribute("lang") == "ar"
    assert page.locator("html").get_attribute("dir") == "rtl"


@pytest.mark.usefixtures("one_database")
def test_joining_and_coming_back_with_a_passkey(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any]
) -> None:
    link = invite(visit(desk, "policy owner"), desk, "Daria")
    page = with_authenticator(anybody())
    page.goto(link)
    page.get_by_role("button", name="Join with a passkey").click()
    page.get_by_role("heading", name="What is it about?").wait_for()

    page.goto(f"{desk.address}/account/logout/")
    press(page, "Sign out")
    page.goto(f"{desk.address}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="What is it about?").wait_for()

    assert page.get_by_role("link", name="Daria").is_visible()


@pytest.mark.usefixtures("one_database")
def test_adding_a_passkey_later(desk: OpenDesk, visit: Callable[..., Any]) -> None:
    link = desk.run(SIGNED_IN_NOW)  # a key is added only by who has signed in a moment ago
    desk.links["just now"] = f"{desk.address}/enter/{link}/"
    page = with_authenticator(visit(desk, "just now"))
    page.goto(f"{desk.address}/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    with page.expect_navigation():
        page.get_by_role("link", name="I have kept them").click()

    assert page.get_by_text("You have 1 passkey.").is_visible()


CODE_SECONDS = 30


@pytest.mark.usefixtures("one_database")
def test_a_code_is_asked_for_once_the_authenticator_is_on(
    desk: OpenDesk, visit: Callable[..., Any], anybody: Callable[..., Any]
) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    def code(secret: str) -> str:
        left = CODE_SECONDS - time.time() % CODE_SECONDS
        if left < CODE_SECONDS / 2:  # it must still hold when it is typed and sent
            time.sleep(left)
        return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    link = invite(visit(desk, "policy owner"), desk, "Olena")
    page = anybody()
    page.goto(link)
    page.get_by_label("Your e-mail address").fill("olena@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Join")
    page.goto(f"{desk.address}/account/2fa/totp/activate/")
    secret = page.get_by_label("Secret").input_value()
    page.get_by_label("Authenticator code").fill(code(secret))
    press(page, "Turn it on")
    recovery = page.locator("#recovery_codes").inner_text().split()

    page.context.clear_cookies()
    page.goto(f"{desk.address}/account/login/")
    page.get_by_label("E-mail address").fill("olena@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")

    assert page.get_by_role("heading", name="The second key").is_visible()

    page.get_by_label("Code").fill(recovery[0])
    press(page, "Sign in")

    assert page.get_by_role("heading", name="What is it about?").is_visible()


@pytest.mark.usefixtures("one_database")
def test_duty_is_one_tap_away_and_so_are_languages_where_there_is_room(
    desk: OpenDesk, visit: Callable[..., Any]
) -> None:
    page = visit(desk, "attendant", viewport={"width": 1600, "height": 900})
    page.get_by_role("button", name="on duty").click()

    assert page.get_by_role("button", name="I am on duty here").is_visible()

    press(page, "I am on duty here")
    press(page, "العربية")

    assert page.locator("html").get_attribute("dir") == "rtl"

    press(page, "English")

    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.usefixtures("one_database")
def test_on_a_small_screen_languages_are_on_the_page_about_me(
    desk: OpenDesk, visit: Callable[..., Any]
) -> None:
    page = visit(desk, "attendant", viewport={"width": 360, "height": 740})
    speak(page, desk, "ar")
    direction = page.get_attribute("html", "dir")
    speak(page, desk, "en")

    assert direction == "rtl"
    assert page.get_attribute("html", "dir") == "ltr"


@pytest.mark.usefixtures("one_database")
def test_an_invitation_by_keyboard_only(desk: OpenDesk, visit: Callable[..., Any]) -> None:
    page = visit(desk, "policy owner")
    page.goto(f"{desk.address}/sites/214/")
    for reached in ("Invite somebody", None):
        for _ in range(60):
            page.keyboard.press("Tab")
            if reached is None or reached in (page.evaluate("document.activeElement.textContent") or ""):
                break
        if reached:
            page.keyboard.press("Enter")
    page.keyboard.type("Ihor Keys")
    page.keyboard.press("Enter")

    assert "/join/" in page.get_by_label("The link").input_value()


@pytest.mark.usefixtures("one_database")
@pytest.mark.parametrize("path", ["/sites/", "/sites/214/", "/colleagues/sami/", "/me/", "/account/2fa/"])
def test_pages_fit_a_phone_and_have_no_known_hurdles(
    desk: OpenDesk, visit: Callable[..., Any], path: str
) -> None:
    from axe_core_python.sync_playwright import Axe

    page = visit(desk, "policy owner")
    page.goto(desk.address + path)
    found = Axe().run(page)["violations"]

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
