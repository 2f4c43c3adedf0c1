"""The one question stands on the page of the matter too; answered there or by its link, it counts once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from leeway.channels.mail.commands import send_waiting
from leeway.channels.mail.models import Mailbox
from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Saying
from leeway.desk.cases.models import Case, Entry
from leeway.desk.clock import held_at
from leeway.desk.listening.commands import do_what_is_due
from leeway.desk.listening.models import FollowUp, Survey
from tests.channels.pages.conftest import NOON
from tests.channels.pages.test_matter import _written

pytestmark = pytest.mark.usefixtures("mailbox")
ASKED = NOON + timedelta(hours=2)
LATER = NOON + timedelta(days=1)


@pytest.fixture
def settle(browser: Any, write: Any) -> Callable[..., tuple[Any, str]]:
    """Somebody's browser and their matter, which was settled and asked about."""

    def settled(**typed: Any) -> tuple[Any, str]:
        page, case = _written(browser, write, **typed)
        cases.say(Saying(case=case, text="Money is back.", closes=True, key=f"1 {case}"), by="nina", at=NOON)
        do_what_is_due(at=ASKED)
        return page, case

    return settled


def _shown(page: Any, case: str) -> str:
    with held_at(LATER):
        return str(page.get(f"/matter/{case}/").content.decode())


def _answer(page: Any, case: str, **typed: str) -> Any:
    with held_at(LATER):
        return page.post(f"/matter/{case}/how-was-it/", typed)


def _link() -> str:
    text = Entry.objects.filter(key__startswith="said survey").get().text
    return re.findall(r"(/how-was-it/[^/]+/)\n", text)[0]


def test_the_question_stands_on_the_page_once_it_was_asked_and_is_answered_there(settle: Any) -> None:
    page, case = settle(reach="maria@example.com")
    before = _shown(page, case)
    answer = _answer(page, case, score="5", words="Nina was kind.")
    after = _shown(page, case)
    row = Survey.objects.get()

    assert "How was it for you?" in before
    assert answer["Location"] == f"/matter/{case}/"
    assert (row.state, row.score, row.words) == ("answered", 5, "Nina was kind.")
    assert "How was it for you?" not in after
    assert "We have your answer" in after


def test_answered_on_the_page_the_link_is_used_up_and_the_other_way_round(settle: Any, browser: Any) -> None:
    page, case = settle(reach="maria@example.com")
    link = _link()
    _answer(page, case, score="4")
    with held_at(LATER):
        by_link = browser().post(link, {"score": "1"})
    _answer(page, case, score="2")

    assert by_link.status_code in (200, 410)
    assert [(row.state, row.score) for row in Survey.objects.all()] == [("answered", 4)]
    assert FollowUp.objects.count() == 0


def test_answered_by_the_link_the_page_asks_no_more(settle: Any, browser: Any) -> None:
    page, case = settle(reach="maria@example.com")
    with held_at(LATER):
        browser().post(_link(), {"score": "4"})
    _answer(page, case, score="1")

    assert "We have your answer" in _shown(page, case)
    assert Survey.objects.get().score == 4


def test_somebody_whom_no_letter_reaches_is_asked_on_the_page(settle: Any) -> None:
    page, case = settle()
    before = Survey.objects.get()
    asked = _shown(page, case)
    _answer(page, case, score="3")
    row = Survey.objects.get()

    assert (before.state, before.skipped_because) == ("skipped", "unreachable")
    assert "How was it for you?" in asked
    assert (row.state, row.score, row.skipped_because, row.asked_at) == ("answered", 3, "", LATER)


def test_where_no_mailbox_sends_whoever_left_an_address_is_asked_on_the_page_and_no_letter_fails(
    settle: Any, nina: Any
) -> None:
    Mailbox.objects.update(enabled=False)
    page, case = settle(reach="maria@example.com")
    send_waiting(worker="w", at=LATER)
    asked = _shown(page, case)
    with held_at(LATER):
        shown = nina.get(f"/people/{Case.objects.get().person}/?case={case}").content.decode()
    _answer(page, case, score="5")

    assert "How was it for you?" in asked
    assert "was not sent" not in shown
    assert Entry.objects.filter(state="failed").count() == 0
    assert Survey.objects.get().score == 5


def test_an_unhappy_answer_opens_the_matter_and_says_who_sees_to_it(settle: Any) -> None:
    page, case = settle()
    _answer(page, case, score="1", words="Nobody rang.")
    shown = _shown(page, case)

    assert Case.objects.get(pk=case).state == "open"
    assert FollowUp.objects.count() == 1
    assert "We let you down, and somebody sees to it now." in shown
    assert "How was it for you?" not in shown


def test_nobody_is_asked_before_it_is_over_nor_twice_nor_for_another(
    settle: Any, browser: Any, write: Any
) -> None:
    open_page, open_case = _written(browser, write, text="No change.")
    page, case = settle()
    stranger = browser()

    assert "How was it for you?" not in _shown(open_page, open_case)
    assert _answer(open_page, open_case, score="5").status_code == 404
    assert _answer(stranger, case, score="5").status_code == 404
    assert _answer(open_page, case, score="5").status_code == 404
    assert _answer(page, case, score="9")["Location"] == f"/matter/{case}/"
    assert Survey.objects.filter(score__isnull=False).count() == 0


def test_the_question_goes_after_a_month(settle: Any) -> None:
    page, case = settle()
    with held_at(ASKED + timedelta(days=31)):
        shown = page.get(f"/matter/{case}/").content.decode()

    assert "How was it for you?" not in shown
