"""Somebody complains in two fields: with an address, without one, twice, too fast, as a robot, with files."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from leeway.channels.form.brakes import PER_ADDRESS_MAX
from leeway.desk.cases import queries as cases
from leeway.desk.cases.models import Case, Entry
from leeway.desk.clock import held_at
from tests.channels.pages.conftest import NOON, stamp_of


def test_a_complaint_in_two_fields_opens_a_matter_with_a_promise(browser: Any, write: Any) -> None:
    answer = write(browser(), "No fuel.", reach="maria@example.com")
    case = Case.objects.get()

    assert answer.status_code == 302
    assert (case.kind, case.site, case.channel, case.state) == ("complaint", "214", "form", "open")
    assert cases.participants(case.pk) == {("email", "maria@example.com")}
    assert cases.open_promises([case.pk])[case.pk].due_at == NOON + timedelta(hours=4)


def test_the_receipt_says_the_promise_and_gives_a_link(browser: Any, write: Any) -> None:
    page = browser()
    shown = page.get(write(page)["Location"]).content.decode()

    assert "You hear from us by" in shown
    assert "/m/" in shown


def test_the_receipt_needs_no_cookies(browser: Any, write: Any) -> None:
    address = write(browser())["Location"]

    assert "You hear from us by" in browser().get(address).content.decode()


def test_a_receipt_is_gone_after_a_while(browser: Any, write: Any, monkeypatch: Any) -> None:
    from leeway.channels.form import views

    address = write(browser())["Location"]
    monkeypatch.setattr(views, "RECEIPT_SECONDS", -1)

    assert browser().get(address)["Location"] == "/say/"


def test_a_double_tap_is_one_matter(browser: Any, write: Any) -> None:
    page = browser()
    with held_at(NOON - timedelta(seconds=3)):
        stamp = stamp_of(page.get("/say/214/"))
    sent = {"text": "No fuel.", "reach": "0671112233", "stamp": stamp}
    answers = [page.post("/say/214/", sent) for _ in range(3)]

    assert Entry.objects.filter(direction="in").count() == 1
    assert all("/say/received/" in each["Location"] for each in answers)


def test_the_same_words_from_the_same_person_are_one_matter_but_open_it_for_nobody_else(
    browser: Any, write: Any
) -> None:
    write(browser(), "No fuel.", reach="maria@example.com")
    other = browser()
    answer = write(other, "no  fuel.", reach="Maria@example.com")

    assert Case.objects.count() == 1
    assert other.get(answer["Location"]).status_code == 403


def test_nothing_written_is_told_and_nothing_is_lost(browser: Any, write: Any) -> None:
    answer = write(browser(), " ", reach="maria@example.com")

    assert answer.status_code == 422
    assert "maria@example.com" in answer.content.decode()
    assert Case.objects.count() == 0


def test_whoever_is_too_fast_sees_the_words_again_and_sends_them_with_one_more_tap(browser: Any) -> None:
    page = browser()
    stamp = stamp_of(page.get("/say/214/"))
    held = page.post("/say/214/", {"text": "No fuel.", "stamp": stamp})
    again = stamp_of(held)
    with held_at(NOON + timedelta(seconds=5)):
        sent = page.post("/say/214/", {"text": "No fuel.", "stamp": again})

    assert (held.status_code, sent.status_code) == (422, 302)
    assert ">No fuel.<" in held.content.decode()
    assert Case.objects.count() == 1


def test_a_robot_that_fills_every_field_is_held_up(browser: Any, write: Any) -> None:
    answer = write(browser(), website="https://spam.example")

    assert answer.status_code == 422
    assert Case.objects.count() == 0


def test_a_stamp_that_is_not_ours_or_of_another_form_takes_nothing_in(browser: Any) -> None:
    page = browser()
    with held_at(NOON - timedelta(seconds=3)):
        other = stamp_of(page.get("/say/215/"))
    answers = [page.post("/say/214/", {"text": "No fuel.", "stamp": each}) for each in ("", "forged", other)]

    assert [each.status_code for each in answers] == [422, 422, 422]
    assert Case.objects.count() == 0


def test_an_address_that_writes_without_end_is_asked_to_wait_and_another_is_not(
    browser: Any, write: Any
) -> None:
    answers = [write(browser(), f"No fuel at pump {number}.") for number in range(PER_ADDRESS_MAX + 2)]
    other = browser()
    other.defaults["REMOTE_ADDR"] = "203.0.113.9"

    assert [each.status_code for each in answers] == [302] * PER_ADDRESS_MAX + [429] * 2
    assert f"No fuel at pump {PER_ADDRESS_MAX + 1}." in answers[-1].content.decode()
    assert write(other, "Nobody was there.").status_code == 302


def test_whoever_leaves_no_address_is_a_person_of_their_own(browser: Any, write: Any) -> None:
    write(browser(), "No fuel.")
    write(browser(), "No change.", reach="Maria")
    persons = set(Case.objects.values_list("person", flat=True))

    assert len(persons) == 2
    assert "" not in persons


def test_the_wish_and_the_kind_are_kept_where_they_are_given(browser: Any, write: Any) -> None:
    write(browser(), "Nina was kind.", kind="praise", wish="Tell her so.")
    case = Case.objects.get()

    assert (case.kind, case.wish) == ("praise", "Tell her so.")


@pytest.mark.usefixtures("mailbox")
def test_whoever_left_an_e_mail_address_is_told_there_without_a_word_of_theirs(
    browser: Any, write: Any
) -> None:
    write(browser(), "BUY GOLD https://spam.example", reach="victim@example.com", name="BUY GOLD")
    told = Entry.objects.get(direction="out")

    assert (told.channel, told.point_value, told.state) == ("mail", "victim@example.com", "to send")
    assert told.details["automatic"] is True
    assert "GOLD" not in told.text + told.subject
    assert "/m/" in told.text


def test_where_no_mail_leaves_us_nothing_is_written_and_the_receipt_says_to_keep_the_link(
    browser: Any, write: Any
) -> None:
    page = browser()
    receipt = page.get(write(page, "The pump is dry.", reach="maria@example.com")["Location"]).content.decode()

    assert not Entry.objects.filter(direction="out").exists()
    assert "Our answer is on your page. Save this link" in receipt
    assert "to your e-mail address" not in receipt


def test_files_of_other_kinds_are_refused_by_name_and_the_words_stay(browser: Any, write: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile as File

    answer = write(browser(), files=[File("bill.pdf", b"%PDF"), File("../../evil.html", b"<script>")])
    kept = write(browser(), files=[File("bill.pdf", b"%PDF")])
    entry = Entry.objects.get(direction="in")

    assert answer.status_code == 422
    assert "evil.html" in answer.content.decode()
    assert kept.status_code == 302
    assert [each.name for each in entry.attachments.all()] == ["bill.pdf"]


def test_the_poster_is_for_who_serves_there(browser: Any, nina: Any) -> None:
    ours, theirs = nina.get("/say/214/poster/"), nina.get("/say/215/poster/")

    assert b"<svg" in ours.content
    assert theirs.status_code == 404
    assert browser().get("/say/214/poster/").status_code == 302
