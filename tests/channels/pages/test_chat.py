"""Somebody talks with us on the site, leaves, and is answered by e-mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from leeway.channels.chat.due import do_what_is_due
from leeway.channels.chat.models import Talk
from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Saying
from leeway.desk.cases.models import Case, Entry
from leeway.desk.clock import held_at
from tests.channels.pages.conftest import NOON, stamp_of

LATER = NOON + timedelta(minutes=5)


def _talk(browser: Any, text: str = "Do you have diesel?", **typed: Any) -> str:
    """The address of a talk that has just begun."""
    with held_at(NOON - timedelta(seconds=3)):
        stamp = stamp_of(browser.get("/chat/at/214/"))
    return str(browser.post("/chat/at/214/", {"text": text, "stamp": stamp, **typed})["Location"])


def _answered(text: str = "Yes, at pump three.") -> Entry:
    cases.say(Saying(case=Case.objects.get().pk, text=text, key=text), by="nina", at=LATER)
    return Entry.objects.get(text=text)


def test_the_first_line_opens_a_matter_with_a_promise(browser: Any) -> None:
    page = browser()
    shown = page.get(_talk(page)).content.decode()
    case = Case.objects.get()

    assert (case.channel, case.kind, case.site) == ("chat", "question", "214")
    assert "Do you have diesel?" in shown
    assert "You hear from us by" in shown


def test_sent_twice_it_is_one_talk(browser: Any) -> None:
    page = browser()
    with held_at(NOON - timedelta(seconds=3)):
        stamp = stamp_of(page.get("/chat/at/214/"))
    places = {page.post("/chat/at/214/", {"text": "Diesel?", "stamp": stamp})["Location"] for _ in range(3)}

    assert len(places) == 1
    assert (Talk.objects.count(), Entry.objects.filter(direction="in").count()) == (1, 1)


def test_an_answer_is_in_the_frame_while_somebody_is_there(browser: Any) -> None:
    page = browser()
    talk = _talk(page, reach="maria@example.com")
    entry = _answered()
    with held_at(LATER):
        page.get(f"{talk}lines/")
        do_what_is_due(at=LATER)
        shown = page.get(f"{talk}lines/").content.decode()
    entry.refresh_from_db()

    assert (entry.channel, entry.state) == ("chat", "sent")
    assert "Yes, at pump three." in shown


@pytest.mark.usefixtures("mailbox")
@pytest.mark.parametrize("how", ["closes the frame", "is not seen any more"])
def test_who_has_left_is_answered_by_mail_once(browser: Any, how: str) -> None:
    page = browser()
    talk = _talk(page, reach="maria@example.com")
    if how == "closes the frame":
        with held_at(LATER):
            page.get(f"{talk}lines/")
            page.post(f"{talk}left/")
    entry = _answered()
    do_what_is_due(at=LATER)
    do_what_is_due(at=LATER)
    entry.refresh_from_db()

    assert (entry.channel, entry.point_value, entry.state) == ("mail", "maria@example.com", "to send")


def test_where_no_mailbox_sends_a_colleague_reads_plainly_that_they_left_and_the_answer_stays_there(
    browser: Any, nina: Any
) -> None:
    page = browser()
    talk = _talk(page, reach="maria@example.com")
    page.post(f"{talk}left/")
    entry = _answered()
    do_what_is_due(at=LATER)
    entry.refresh_from_db()
    shown = nina.get(f"/people/{entry.person}/").content.decode()

    assert (entry.channel, entry.state) == ("chat", "unknown")
    assert "They have left the chat, and there is no mailbox to write to them from." in shown
    assert "Send it again" in shown
    assert "Yes, at pump three." in page.get(talk).content.decode()
    assert (
        "there is no mailbox to write to them from" not in nina.get(f"/people/{entry.person}/").content.decode()
    )


WAITS = (
    "They have left the chat without an address. The answer stands there until the chat closes, "
    "should they come back."
)


def test_of_who_left_without_an_address_a_colleague_reads_that_the_answer_stands_in_the_chat(
    browser: Any, nina: Any
) -> None:
    page = browser()
    talk = _talk(page)
    page.post(f"{talk}left/")
    entry = _answered()
    do_what_is_due(at=LATER)
    entry.refresh_from_db()
    shown = nina.get(f"/people/{entry.person}/").content.decode()

    assert entry.state == "sent"
    assert WAITS in shown
    assert "Send it again" not in shown


@pytest.mark.parametrize("looked", ["", "lines/"])
def test_when_they_come_back_they_find_the_answer_and_a_colleague_reads_no_longer_that_they_were_away(
    browser: Any, nina: Any, looked: str
) -> None:
    page = browser()
    talk = _talk(page)
    page.post(f"{talk}left/")
    entry = _answered()
    do_what_is_due(at=LATER)
    with held_at(LATER + timedelta(hours=1)):
        found = page.get(f"{talk}{looked}").content.decode()
        shown = nina.get(f"/people/{entry.person}/").content.decode()
    entry.refresh_from_db()

    assert "Yes, at pump three." in found
    assert WAITS not in shown
    assert (entry.state, entry.sent_at) == ("sent", LATER + timedelta(hours=1))


@pytest.mark.parametrize("reach", ["", "maria@example.com"])
def test_after_the_chat_has_closed_a_colleague_reads_that_nobody_has_read_their_answer(
    browser: Any, nina: Any, reach: str
) -> None:
    page = browser()
    talk = _talk(page, reach=reach)
    page.post(f"{talk}left/")
    entry = _answered()
    do_what_is_due(at=NOON + timedelta(hours=12))
    entry.refresh_from_db()
    with held_at(NOON + timedelta(hours=12)):
        shown = nina.get(f"/people/{entry.person}/").content.decode()
        found = page.get(talk)

    assert found.status_code == 404
    assert entry.state == "failed"
    assert "there was no way to write to them. Nobody has read this." in shown
    assert "was not sent" in shown


@pytest.mark.usefixtures("mailbox")
def test_an_address_can_be_given_before_leaving_and_is_a_point_of_theirs(browser: Any) -> None:
    from leeway.desk.persons import queries as persons

    page = browser()
    talk = _talk(page)
    wrong = page.post(talk, {"reach": "somewhere"})
    page.post(talk, {"reach": "Maria@example.com"})
    page.post(f"{talk}left/")
    entry = _answered()
    do_what_is_due(at=LATER)
    entry.refresh_from_db()
    found = persons.find("maria@example.com")

    assert wrong.status_code == 422
    assert (entry.channel, entry.point_value) == ("mail", "maria@example.com")
    assert found is not None
    assert found.id == Case.objects.get().person


def test_each_line_is_in_the_conversation_once(browser: Any) -> None:
    page = browser()
    talk = _talk(page)
    for _ in range(2):
        page.post(talk, {"text": "Hello?", "key": "k1"})

    assert list(Entry.objects.filter(direction="in").order_by("pk").values_list("text", flat=True)) == [
        "Do you have diesel?", "Hello?"
    ]  # fmt: skip


def test_a_talk_is_only_for_who_holds_its_name(browser: Any) -> None:
    page = browser()
    talk = _talk(page)
    forged = f"{talk[:-5]}xxxx/"
    answers = [
        browser().get(forged),
        browser().post(forged, {"text": "I am you"}),
        browser().get(f"{forged}lines/"),
    ]
    with held_at(NOON + timedelta(hours=13)):
        old = page.get(talk)

    assert [each.status_code for each in answers] == [404, 404, 404]
    assert old.status_code == 404
    assert browser().get(f"/matter/{Case.objects.get().pk}/").status_code == 403


def test_only_pages_that_an_operator_named_may_show_it_in_a_frame(browser: Any, settings: Any) -> None:
    alone = browser().get("/chat/")
    settings.LEEWAY_CHAT_ORIGINS = ["https://shop.example"]
    framed = browser().get("/chat/")
    other = browser().get("/say/")

    assert "frame-ancestors 'none'" in alone["Content-Security-Policy"]
    assert alone["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'self' https://shop.example" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]


def test_a_robot_is_held_up_here_too(browser: Any) -> None:
    page = browser()
    quick = page.post("/chat/at/214/", {"text": "Spam", "stamp": stamp_of(page.get("/chat/at/214/"))})

    assert quick.status_code == 422
    assert Case.objects.count() == 0
