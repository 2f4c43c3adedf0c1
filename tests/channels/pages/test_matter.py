"""Somebody sees the state of their matter at a link, and nobody else does."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from leeway.channels.page import commands as pages
from leeway.channels.page.due import do_what_is_due
from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Attached, NextNews, Saying
from leeway.desk.cases.models import Case, Entry
from leeway.desk.clock import held_at
from tests.channels.pages.conftest import NOON


def _written(browser: Any, write: Any, **typed: Any) -> tuple[Any, str]:
    """A browser that wrote, with the matter it opened."""
    page = browser()
    receipt = page.get(write(page, **typed)["Location"]).content.decode()
    return page, re.findall(r'href="/matter/(\w+)/"', receipt)[0]


def _link(case: str) -> str:
    return f"/m/{pages.make_link(case, at=NOON)}/"


def test_whoever_wrote_sees_what_we_promise_and_what_was_said(browser: Any, write: Any) -> None:
    page, case = _written(browser, write)
    cases.say(Saying(case=case, text="We look at the pump.", key="1"), by="nina", at=NOON)
    shown = page.get(f"/matter/{case}/").content.decode()

    assert "You hear from us by" in shown
    assert "The pump took my card" in shown
    assert "We look at the pump." in shown
    assert "Nina · " in shown


def test_a_look_at_a_link_does_not_use_it_up_but_opening_does(browser: Any, write: Any) -> None:
    _, case = _written(browser, write)
    link, mine, other = _link(case), browser(), browser()
    preview = mine.get(link)
    opened, again = mine.post(link), other.post(link)

    assert preview.status_code == 200
    assert "pump" not in preview.content.decode()
    assert opened["Location"] == f"/matter/{case}/"
    assert mine.get(f"/matter/{case}/").status_code == 200
    assert again.status_code == 410
    assert other.get(f"/matter/{case}/").status_code == 403


def test_a_link_that_is_not_ours_is_refused_without_a_look_into_the_database(
    browser: Any, write: Any, django_assert_num_queries: Any
) -> None:
    _, case = _written(browser, write)
    forged = _link(case)[:-4] + "xyz/"
    stranger = browser()
    stranger.get("/answers/")

    assert stranger.post(forged).status_code == 410
    with django_assert_num_queries(0):
        assert pages.open_link("made:up", at=NOON) is None


def test_a_link_expires_and_so_does_what_it_opened(browser: Any, write: Any) -> None:
    _, case = _written(browser, write)
    late, old = _link(case), browser()
    old.post(_link(case))

    with held_at(NOON + timedelta(days=31)):
        assert browser().post(late).status_code == 410
        assert old.get(f"/matter/{case}/").status_code == 200
    with held_at(NOON + timedelta(days=91)):
        assert old.get(f"/matter/{case}/").status_code == 403


def test_closing_it_everywhere_revokes_links_and_browsers(browser: Any, write: Any) -> None:
    page, case = _written(browser, write)
    unopened, elsewhere = _link(case), browser()
    elsewhere.post(_link(case))
    page.post(f"/matter/{case}/close/")

    assert page.get(f"/matter/{case}/").status_code == 403
    assert elsewhere.get(f"/matter/{case}/").status_code == 403
    assert browser().post(unopened).status_code == 410


@pytest.mark.parametrize("way", ["", "talk/", "reply/", "another/", "close/", "file/1/"])
def test_nobody_sees_or_changes_the_matter_of_another(browser: Any, write: Any, way: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile as File

    _, theirs = _written(browser, write, text="My secret bill.", files=[File("bill.pdf", b"secret")])
    file = Entry.objects.get(case=theirs).attachments.get().pk
    mine, _ = _written(browser, write, text="No change.")
    address = f"/matter/{theirs}/{way}".replace("file/1", f"file/{file}")
    before = Entry.objects.count()
    answers = [mine.get(address), mine.post(address, {"text": "hello", "key": "1"})]

    assert all(each.status_code in (403, 404, 405) for each in answers)
    assert all(b"secret" not in each.content for each in answers)
    assert Entry.objects.count() == before


def test_a_file_of_another_matter_is_not_reached_through_ones_own(browser: Any, write: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile as File

    _, theirs = _written(browser, write, files=[File("bill.pdf", b"secret")])
    file = Entry.objects.get(case=theirs).attachments.get().pk
    mine, own = _written(browser, write, text="No change.", files=[File("mine.pdf", b"mine")])
    my_file = Entry.objects.get(case=own).attachments.get().pk
    shown = mine.get(f"/matter/{own}/file/{my_file}/")

    assert mine.get(f"/matter/{own}/file/{file}/").status_code == 404
    assert (shown.content, shown["Content-Type"]) == (b"mine", "application/octet-stream")
    assert shown["Content-Disposition"].startswith("attachment")


def test_notes_facts_and_drafts_stay_inside(browser: Any, write: Any) -> None:
    page, case = _written(browser, write)
    cases.note(case, text="INSIDE he is a liar", by="nina", at=NOON)
    cases.find_fact(case, name="queue", value=3, by="nina", at=NOON, words="INSIDE queue")
    cases.draft(Saying(case=case, text="INSIDE draft"), by="nina", at=NOON)
    cases.assign(case, to="nina", by="nina", at=NOON, because="INSIDE")

    assert "INSIDE" not in page.get(f"/matter/{case}/").content.decode()


def test_an_answer_on_the_page_is_in_the_conversation_once_and_opens_a_settled_matter_again(
    browser: Any, write: Any
) -> None:
    page, case = _written(browser, write)
    cases.say(Saying(case=case, text="Money is back.", closes=True, key="1"), by="nina", at=NOON)
    settled = page.get(f"/matter/{case}/").content.decode()
    for _ in range(2):
        page.post(f"/matter/{case}/reply/", {"text": "It is not.", "key": "k1"})
    mine = Entry.objects.filter(case=case, direction="in").values_list("channel", "text")

    assert "This matter is settled." in settled
    assert list(mine)[1:] == [("page", "It is not.")]
    assert Case.objects.get(pk=case).state == "open"
    assert "You hear from us by" in page.get(f"/matter/{case}/").content.decode()


@pytest.mark.usefixtures("mailbox")
def test_an_answer_reaches_whoever_left_an_address_by_mail_and_others_on_the_page(
    browser: Any, write: Any
) -> None:
    _, with_address = _written(browser, write, reach="maria@example.com")
    page, without = _written(browser, write, text="No change.")
    for case in (with_address, without):
        cases.say(Saying(case=case, text="We look.", key=f"say {case}"), by="nina", at=NOON)
    do_what_is_due(at=NOON)
    do_what_is_due(at=NOON)
    said = {each.case_id: each for each in Entry.objects.filter(text="We look.")}

    assert (said[with_address].channel, said[with_address].state) == ("mail", "to send")
    assert (said[without].channel, said[without].state) == ("form", "sent")
    assert "We look." in page.get(f"/matter/{without}/").content.decode()


def test_where_no_mail_leaves_us_an_answer_is_on_the_page_though_they_left_an_address(
    browser: Any, write: Any
) -> None:
    page, case = _written(browser, write, reach="maria@example.com")
    cases.say(Saying(case=case, text="We look.", key="say"), by="nina", at=NOON)
    do_what_is_due(at=NOON)
    said = Entry.objects.get(text="We look.")

    assert (said.channel, said.state) == ("form", "sent")
    assert "We look." in page.get(f"/matter/{case}/").content.decode()


def test_a_promise_that_is_late_is_said_to_be_late(browser: Any, write: Any) -> None:
    page, case = _written(browser, write)
    news = NextNews(due_at=NOON + timedelta(hours=1), words="what the laboratory found")
    cases.say(Saying(case=case, text="We test it.", next_news=news, key="1"), by="nina", at=NOON)
    in_time = page.get(f"/matter/{case}/").content.decode()
    with held_at(NOON + timedelta(hours=2)):
        late = page.get(f"/matter/{case}/").content.decode()

    assert "what the laboratory found" in in_time
    assert "we are late" not in in_time
    assert "and we are late" in late


@pytest.mark.usefixtures("mailbox")
def test_a_new_link_goes_to_the_address_on_file_and_to_no_other(browser: Any, write: Any) -> None:
    _, case = _written(browser, write, reach="maria@example.com")
    before = Entry.objects.filter(direction="out").count()
    with held_at(NOON + timedelta(hours=1)):
        answers = [
            browser().post(f"/matter/{each}/again/", {"reach": "thief@example.com"})
            for each in (case, case, "nobody")
        ]
    sent = Entry.objects.filter(direction="out").order_by("pk")[before:]

    assert [each.point_value for each in sent] == ["maria@example.com"]
    assert len({each.status_code for each in answers}) == 1


def test_where_no_mail_leaves_us_a_locked_page_says_so_and_writes_no_letter(browser: Any, write: Any) -> None:
    _, case = _written(browser, write, reach="maria@example.com")
    before = Entry.objects.count()
    locked = browser().get(f"/matter/{case}/").content.decode()
    with held_at(NOON + timedelta(hours=1)):
        answers = [browser().post(f"/matter/{each}/again/") for each in (case, "nobody")]

    assert Entry.objects.count() == before
    assert "Send me a new link" not in locked
    assert "We cannot send a new one: no e-mail leaves us." in locked
    assert all("no e-mail leaves us" in each.content.decode() for each in answers)
    assert all("is on its way" not in each.content.decode() for each in answers)


def test_a_matter_joined_into_another_of_the_same_person_is_found_there(browser: Any, write: Any) -> None:
    page, first = _written(browser, write, reach="0671112233")
    _, second = _written(browser, write, text="And no receipt.", reach="0671112233")
    cases.join(first, into=second, by="nina", at=NOON)

    assert "And no receipt." in page.get(f"/matter/{first}/").content.decode()


def test_files_that_came_with_an_answer_of_ours_can_be_saved(browser: Any, write: Any) -> None:
    page, case = _written(browser, write)
    file = Attached(name="bill.pdf", type="application/pdf", size=3, body=b"pdf")
    cases.say(Saying(case=case, text="Your bill.", attachments=(file,), key="1"), by="nina", at=NOON)
    kept = Entry.objects.get(text="Your bill.").attachments.get().pk

    assert page.get(f"/matter/{case}/file/{kept}/").content == b"pdf"
