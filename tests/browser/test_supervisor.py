"""A supervisor's phone: questions answered while the asker waits, two at once, deadlines, exceptions."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from tests.browser.opened import OpenDesk
from tests.browser.walking import Walk, go, plain


@pytest.fixture(scope="module")
def desk(open_desk: Any) -> OpenDesk:
    return open_desk(None, fresh=True)


@pytest.fixture(scope="module")
def links(desk: OpenDesk) -> None:
    """Links for those whom the demonstration does not introduce; their pages speak English here."""
    code = """
from datetime import timedelta
from leeway.desk.people.commands import choose_language, make_sign_in_link
for who in ("radu", "ihor"):
    choose_language(who, language="en")
    print(make_sign_in_link(who, expires_at=at + timedelta(hours=1)))
"""
    tokens = desk.run(code).split()
    desk.links |= {
        who: f"{desk.address}/enter/{token}/" for who, token in zip(("radu", "ihor"), tokens, strict=True)
    }


@pytest.fixture
def at_the_till(desk: OpenDesk, visit: Any, links: None) -> Walk:
    """Nina, who wants to let a customer pay 2,000 UAH later, which is more than she decides."""
    return Walk(visit(desk, "attendant"), desk)


@pytest.fixture
def phone(desk: OpenDesk, visit: Any, links: None) -> Any:
    """Oksana's phone with her questions open."""
    page = visit(desk, "supervisor")
    page.goto(f"{desk.address}/questions/")
    return page


def ask(walk: Walk) -> str:
    """Ask, and give the id of the question."""
    walk.situation("Short of money").action("pay later").amount("2000").say("fuel.litres", "40").go_on()
    walk.page.click(".actions button.primary")
    walk.page.wait_for_url("**/waiting/**")
    found = re.search(r"/waiting/(\w+)/", walk.page.url)
    assert found is not None
    return found[1]


def card_of(page: Any, question: str) -> Any:
    card = page.locator(f"#q-{question}")
    card.wait_for()
    return card


def heard(walk: Walk, word: str) -> str:
    """What the asker's page says once the answer is there; nobody loads it again."""
    walk.page.evaluate("window.untouched = true")
    walk.page.locator(f'.outcome strong:text-is("{word}")').wait_for()
    assert walk.page.evaluate("window.untouched") is True
    return walk.text


def test_s16_a_question_from_a_station_is_answered_on_the_phone_in_under_a_minute(
    at_the_till: Walk, phone: Any
) -> None:
    began = time.monotonic()
    card = card_of(phone, ask(at_the_till))

    assert "Nina Koval asks" in card.inner_text()
    assert "answer in" in card.locator("time").inner_text()
    assert "You have" in plain(card.inner_text())
    card.locator("button:has-text('Yes, 2,000')").click()
    assert "Oksana Shevchenko said yes." in heard(at_the_till, "Yes")
    assert time.monotonic() - began < 60
    assert phone.locator(".notice").inner_text() == "Your yes is there already."


@pytest.mark.usefixtures("one_database")
def test_the_whole_question_fits_on_one_phone_screen(at_the_till: Walk, phone: Any) -> None:
    question = ask(at_the_till)
    box = card_of(phone, question).bounding_box()

    assert box["height"] < 740
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    at_the_till.tap("button:has-text('Withdraw')")
    phone.locator(f"#q-{question}").wait_for(state="detached")


@pytest.mark.usefixtures("one_database")
def test_less_is_chosen_on_a_slider_that_stops_at_ones_own_leeway(at_the_till: Walk, phone: Any) -> None:
    card = card_of(phone, ask(at_the_till))
    card.locator("button:has-text('Less…')").click()
    slider = card.locator("input[type=range]")
    assert slider.get_attribute("max") == "1999"
    slider.fill("1500")
    assert card.locator("input[name=amount]").input_value() == "1500"
    card.locator("button:has-text('Yes, this much')").click()

    assert "1,500 UAH" in plain(heard(at_the_till, "Yes, but less"))


@pytest.mark.usefixtures("one_database")
def test_an_extra_step_stands_on_the_askers_page(at_the_till: Walk, phone: Any) -> None:
    card = card_of(phone, ask(at_the_till))
    card.locator("button:has-text('Yes, with something more')").click()
    card.locator("textarea[name=step]").fill("Ring me on Friday.")
    card.locator("button:has-text('Yes, and this')").click()

    assert "Ring me on Friday." in heard(at_the_till, "Yes")


@pytest.mark.usefixtures("one_database")
def test_a_no_comes_with_its_sentence(at_the_till: Walk, phone: Any) -> None:
    card = card_of(phone, ask(at_the_till))
    card.locator("button:has-text('No, because…')").click()
    card.locator("[popover]:popover-open textarea").fill("He can pay by phone, show him how.")
    card.locator("button:has-text('Send this')").click()

    assert "He can pay by phone, show him how." in heard(at_the_till, "Not this")


@pytest.mark.usefixtures("one_database")
def test_whoever_takes_it_is_named_to_the_asker(at_the_till: Walk, phone: Any) -> None:
    card_of(phone, ask(at_the_till)).locator("button:has-text('I take it')").click()

    heard(at_the_till, "Oksana Shevchenko sees to it")


def test_two_supervisors_at_the_same_moment_give_it_once(
    at_the_till: Walk, phone: Any, visit: Any, desk: OpenDesk
) -> None:
    question = ask(at_the_till)
    other = visit(desk, "radu")
    other.goto(f"{desk.address}/questions/")
    send = """(id) => {
        const form = document.querySelector(`#q-${id} button[value=yes]`).form;
        const body = new FormData(form); body.set("kind", "yes");
        window.told = fetch(form.action, {method: "POST", body}).then((answer) => answer.text());
    }"""
    for page in (phone, other):
        card_of(page, question)
    for page in (phone, other):
        page.evaluate(send, question)
    told = [page.evaluate("window.told") for page in (phone, other)]

    assert sum("Your yes is there already." in each for each in told) == 1
    assert sum("was first. That answer stands" in each for each in told) == 1
    heard(at_the_till, "Yes")


@pytest.mark.usefixtures("one_database")
def test_what_somebody_types_stays_while_new_questions_come_in(
    at_the_till: Walk, phone: Any, visit: Any, desk: OpenDesk
) -> None:
    first = card_of(phone, ask(at_the_till))
    first.locator("button:has-text('No, because…')").click()
    sentence = first.locator("[popover]:popover-open textarea")
    sentence.fill("He can pay")
    ihor = Walk(visit(desk, "ihor"), desk)
    second = ask(ihor)
    card_of(phone, second)

    assert sentence.input_value() == "He can pay"
    assert phone.evaluate("document.activeElement.tagName") == "TEXTAREA"
    ihor.tap("button:has-text('Withdraw')")
    at_the_till.tap("button:has-text('Withdraw')")


def test_a_question_that_nobody_answers_goes_to_the_next_in_line(
    at_the_till: Walk, phone: Any, visit: Any, desk: OpenDesk
) -> None:
    question = ask(at_the_till)
    other = visit(desk, "radu")
    other.goto(f"{desk.address}/questions/")
    assert "Oksana Shevchenko has been asked" in card_of(other, question).inner_text()
    desk.run(
        f"from leeway.desk.decisions.models import Question\nQuestion.objects.filter(pk={question!r}).update(due_at=at)",
    )

    heard(at_the_till, "Radu Popescu is asked")
    other.locator(f"#q-{question}:not(.theirs)").wait_for()
    assert "Radu Popescu has been asked" in phone.locator(f"#q-{question}.theirs").inner_text()


@pytest.mark.usefixtures("one_database")
def test_without_a_script_or_a_live_line_the_queue_still_answers(
    at_the_till: Walk, visit: Any, desk: OpenDesk
) -> None:
    question = ask(at_the_till)
    bare = visit(desk, "supervisor", java_script_enabled=False)
    bare.goto(f"{desk.address}/questions/")
    go(bare, f"#q-{question} button[value=taken]")

    assert "It is yours now" in bare.inner_text("main")


EXCEPTIONS = """
from leeway.decide import Mode, Request
from leeway.desk.decisions import commands
from leeway.desk.decisions.queries import actor_at
from leeway.desk.studio import queries as studio
law = studio.in_force(at=at)
for key, text, amount in (("s12", "wrote to his family from the company's page", None), ("s14", "called a taxi", 18_000)):
    commands.decide(Request(
        action="something else", actor=actor_at("nina", "214", book=law.book, at=at), at=at, told_at=at, id=key, case=key,
        amount_minor=amount, site="214", network="network", mode=Mode.TOLD, text=text, principle="dignity",
        reason="He was stranded without credit on his phone.",
    ), law=law)
"""


@pytest.fixture(scope="module")
def told(desk: OpenDesk) -> None:
    """Nina told two deeds afterwards."""
    desk.run(EXCEPTIONS)


def test_s14_a_taxi_is_found_fine_with_one_tap(phone: Any, told: None, visit: Any, desk: OpenDesk) -> None:
    phone.goto(f"{desk.address}/reviews/")
    assert "Called a taxi" in phone.inner_text("#ex-s14")
    go(phone, "#ex-s14 button[value=fine]")

    nina = visit(desk, "attendant")
    nina.goto(f"{desk.address}/mine/")
    assert "Oksana Shevchenko finds: that was fine." in nina.inner_text("#an-s14")
    go(nina, "#an-s14 button")
    assert nina.locator("#an-s14").count() == 0


def test_s12_a_message_from_the_companys_page_is_a_lesson_told_kindly(
    phone: Any, told: None, visit: Any, desk: OpenDesk
) -> None:
    phone.goto(f"{desk.address}/reviews/")
    phone.click("#ex-s12 button:has-text('Lesson')")
    phone.fill("#ex-s12 :popover-open textarea", "Ring me next time, I lend you my phone. It was kind of you.")
    go(phone, "#ex-s12 :popover-open button")
    nina = visit(desk, "attendant")
    nina.goto(f"{desk.address}/mine/")

    assert "Ring me next time" in nina.inner_text("#an-s12")
    assert "Nothing more." in nina.inner_text("#an-s12")


def test_what_is_paused_on_the_phone_asks_at_the_till_at_once(
    at_the_till: Walk, phone: Any, desk: OpenDesk
) -> None:
    phone.goto(f"{desk.address}/stopped/")
    phone.select_option("#name", "short-of-money/pay-when-you-can")
    phone.select_option("#where", "214")
    go(phone, "button:has-text('Pause now')")
    try:
        at_the_till.situation("Short of money").action("pay later").amount("100").say(
            "fuel.litres", "40"
        ).go_on()
        assert "Ask" in at_the_till.outcome
    finally:
        go(phone, "button:has-text('Go on')")

    assert "Nothing is paused." in phone.inner_text("main")
