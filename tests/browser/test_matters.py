"""The stories of matters that go on for days, played by those whom they are about: S10, S13, S15, S18–S21."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.opened import OpenDesk
from tests.browser.talking import WIDE, answered, connected, done, opened, situated, wrote, wrote_in
from tests.browser.walking import Walk, go, plain

type Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def desk(open_desk: Callable[..., OpenDesk]) -> OpenDesk:
    """Stations where people talk with us."""
    return open_desk(None, use="talks")


@pytest.fixture
def mailbox(desk: OpenDesk) -> Iterator[None]:
    """Stations from which letters leave meanwhile."""
    with connected(desk):
        yield


@pytest.fixture(scope="module")
def operator(open_desk: Callable[..., OpenDesk]) -> OpenDesk:
    """A mobile operator."""
    return open_desk("mobile")


def test_s10_doubtful_fuel_goes_to_the_laboratory_and_a_doubtful_measure_is_checked_together(
    desk: OpenDesk, visit: Visit, anybody: Visit
) -> None:
    driver, other = anybody(), anybody()
    wrote_in(driver, desk, "214", "Since I filled up here my engine stutters.", reach="driver@example.com")
    wrote_in(other, desk, "214", "My tank holds 50 litres, your pump says 53.", reach="other@example.com")
    nina = visit(desk, "attendant", viewport=WIDE)

    opened(nina, desk, "engine stutters")
    situated(nina, "The customer doubts the fuel")
    to_do = nina.inner_text(".leeway-pane")
    done(nina, "laboratory")
    assert "Let the customer tell it to the end" in to_do
    assert "Send a sample to the laboratory" in nina.inner_text(".lines")
    answered(nina, "You keep one sealed bottle, the laboratory gets the other.", news="the laboratory's result")

    opened(nina, desk, "My tank holds 50 litres")
    situated(nina, "The customer doubts the measure")
    done(nina, "measure")
    answered(nina, "Come whenever you like: we measure 20 litres, you read the scale.", news="what we read")
    nina.wait_for_selector(".lines .msg:has-text('you read the scale')")

    for page, words, promised in (
        (driver, "the laboratory gets the other", "the laboratory's result"),
        (other, "you read the scale", "what we read"),
    ):
        page.wait_for_selector(f".talk .ours:has-text('{words}')")
        assert promised in page.inner_text(".promise")
    nina.goto(f"{desk.address}/people/")
    waiting = nina.locator(".list-pane .p").all_inner_texts()
    assert [each for each in waiting if "engine stutters" in each or "50 litres" in each] != []
    assert desk.run(UNANSWERED) == "0"


UNANSWERED = """
from leeway.desk.cases.models import Case, Promise
doubts = Case.objects.filter(state="open", situation__startswith="doubts/")
print(sum(not (case.owner and Promise.objects.filter(case=case).exclude(state="withdrawn").exists()) for case in doubts))
"""


def test_s13_messages_of_a_strangers_phone_are_a_matter_of_two_people_helped_with_the_maker(
    operator: OpenDesk, visit: Visit
) -> None:
    nina = visit(operator, "consultant", viewport=WIDE)
    nina.goto(f"{operator.address}/calls/new/")
    nina.fill("[name=who]", "77015550001")
    nina.fill("[name=text]", "My phone was stolen. I set its alarm to a number I no longer know.")
    go(nina, "button[value=open]")
    opened(nina, operator, "A stranger's phone keeps writing")
    steps = nina.inner_text(".leeway-pane")
    done(nina, "pass a message on")
    done(nina, "Write to the maker")
    answered(
        nina,
        "Tom, the maker has switched the alarm off. Nobody was angry with you.",
        news="whether it stays quiet",
    )
    said = nina.locator(".msg.us").all_inner_texts()
    events = nina.inner_text(".lines")
    named = Walk(nina, operator).start().action("Tell whose number it is")

    assert "Call the other customer, ask for consent" in steps
    assert "Write to the maker" in events
    assert not any("77015550001" in each for each in said)
    assert named.outcome == "Not this"
    assert "Nobody may do this" in named.text


def test_s15_a_roaming_bill_is_understood_explained_and_not_defended(
    operator: OpenDesk, visit: Visit, anybody: Visit
) -> None:
    customer = anybody()
    wrote(customer, operator, "/chat/at/house/", "I was away for four days and you want 48,000 from me?")
    nina = visit(operator, "consultant", viewport=WIDE)
    opened(nina, operator, "away for four days")
    situated(nina, "A high bill after a journey")
    panel, points = nina.inner_text(".leeway-pane"), nina.inner_text(".points")
    done(nina, "Explain the bill")
    done(nina, "Reduce the bill", "14400")
    walk = Walk(nina, operator).say("warned", "yes").say("roaming bill", "48000").go_on()
    outcome = walk.outcome
    walk.do()
    opened(nina, operator, "away for four days")
    answered(nina, "That is a lot for four days. Here is each day; I take 14,400 of it off.")
    customer.wait_for_selector(".talk .ours:has-text('Here is each day')")

    assert "Do not open with the message that was sent." in panel
    assert "Understanding first" in points
    assert outcome == "Go ahead"
    assert "14,400" in plain(nina.inner_text(".lines"))


AGED = """
from datetime import timedelta
from leeway.desk.cases.models import Promise
row = Promise.objects.filter(case__summary__startswith={summary!r}, state="open").get()
row.made_at, row.due_at, row.look_at = at - timedelta(days=1), at + timedelta(minutes=40), at
row.save()
row.case.due_at = row.due_at
row.case.save()
"""
DRAFTED = """
import time
from leeway.desk.cases.models import Entry
until = time.monotonic() + 30
while not Entry.objects.filter(happened="still working", case__summary__startswith={summary!r}).exists():
    assert time.monotonic() < until, "no honest word was prepared"
    time.sleep(0.2)
"""


def test_s18_when_it_takes_longer_the_customer_hears_so_before_having_to_ask(
    desk: OpenDesk, visit: Visit, anybody: Visit
) -> None:
    customer = anybody()
    wrote_in(customer, desk, "214", "The vending machine kept my coins.", reach="coins@example.com")
    desk.run(AGED.format(summary="The vending machine") + DRAFTED.format(summary="The vending machine"))
    nina = visit(desk, "attendant", viewport=WIDE)
    opened(nina, desk, "The vending machine")
    honest = nina.input_value("#text")
    advice = nina.inner_text(".honest")
    nina.click(".more-of-it summary")
    nina.fill("#news-words", "what the technician found")
    only_later = nina.is_checked("[name=nothing_new]")
    go(nina, "button[value=send]")
    customer.wait_for_selector(".talk .ours")

    assert "before they have to ask" in advice
    assert only_later
    assert honest.split(".")[0] in customer.inner_text(".talk .ours")
    assert "what the technician found" in customer.inner_text(".promise")
    assert customer.locator(".talk .mine").count() == 1


AGREED = """
from leeway.desk.persons import commands as persons
from leeway.desk.persons.queries import id_of
for each in ("maria.ionescu@example.com", "o.bondar@example.com"):
    persons.agree(id_of(each), purpose="outreach", given=True, at=at, source="asked at the till")
"""
WRITTEN = """
import time
from leeway.desk.cases.models import Entry
until = time.monotonic() + 30
while not (found := Entry.objects.filter(text__startswith="At pump 4")).exists():
    assert time.monotonic() < until, "nobody was written to"
    time.sleep(0.2)
time.sleep(2)
print(found.count(), found.get().details["stop"].partition("/no-more/")[2])
"""


@pytest.mark.usefixtures("mailbox")
def test_s19_a_silent_customer_of_a_known_fault_is_written_to_first(
    desk: OpenDesk, visit: Visit, anybody: Visit
) -> None:
    nina, oksana = visit(desk, "attendant", viewport=WIDE), visit(desk, "supervisor", viewport=WIDE)
    desk.run(AGREED)
    opened(nina, desk, "Двигун троїть")
    nina.click(".arrange summary")
    nina.fill("[name=tags]", "pump 4")
    go(nina, "form[action$='/tags/'] button")

    oksana.goto(f"{desk.address}/listening/")
    go(oksana, "a:has-text('Write first')")
    go(oksana, "a.primary")
    oksana.fill("[name=title]", "Pump 4 measured short on Friday")
    oksana.select_option("[name=site]", "north")
    oksana.click("summary:has-text('list from elsewhere')")
    oksana.fill(
        "[name=listed]",
        "maria.ionescu@example.com\nandrei.popa@example.com\no.bondar@example.com\nstranger@example.com",
    )
    oksana.fill("[name=about]", "pump 4")
    oksana.fill("[name=subject]", "You got too little at pump 4")
    oksana.fill(
        "[name=text]", "At pump 4 every tank was two litres short on Friday. The difference is on your card."
    )
    go(oksana, "button.primary")
    before = oksana.inner_text("main")
    go(oksana, "button:has-text('Write to 1 person')")
    written, stop = desk.run(WRITTEN).split()
    maria = anybody()
    maria.goto(f"{desk.address}/no-more/{stop}")
    go(maria, "main button.primary")
    oksana.reload()

    assert "1\nperson would be written to" in before or "1 person would be written to" in before
    assert "Maria Ionescu" in before
    assert "1 wrote to us already" in before
    assert "1 is left out because we may not write first" in before
    assert "1 on your list is nobody we know" in before
    assert written == "1"
    assert "1 person was written to" in plain(oksana.inner_text("main")).replace("\n", " ")
    assert "We do not write to you first any more." in maria.inner_text("main")


ASKED = """
import re, time
from leeway.desk.cases.models import Entry
from leeway.desk.listening.models import Survey
until = time.monotonic() + 30
found = ""
while not found:
    Survey.objects.filter(kind={kind!r}, state="waiting").update(ask_at=at)
    texts = Entry.objects.filter(key__startswith="said survey ", case__summary__startswith="The car wash").order_by("pk")
    links = [re.search(r"/how-was-it/([^/]+)/\\n", each.text)[1] for each in texts]
    found = links[{number}] if len(links) > {number} else ""
    assert time.monotonic() < until, "nobody was asked"
    time.sleep(0.2)
print(found)
"""
NIGHT = """
from datetime import time
from zoneinfo import ZoneInfo
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries
here = at.astimezone(ZoneInfo(queries.calendar_of("214").zone))
cases.set_hours("214", week={day: ((time(8), time(20)),) for day in range(7)})
if here.hour >= 8:
    cases.set_holiday("214", day=here.date(), name="night")
"""
MORNING = """
from leeway.desk.cases import commands as cases
from leeway.desk.cases.models import Holiday
cases.set_hours("214", week={})
Holiday.objects.filter(site="214").delete()
"""
DUE = """
from zoneinfo import ZoneInfo
from leeway.desk.cases import queries
from leeway.desk.listening.models import FollowUp
row = FollowUp.objects.latest("opened_at")
print(row.due_at.astimezone(ZoneInfo(queries.calendar_of("214").zone)).strftime("%H:%M"), row.owner)
"""


def unhappy(anybody: Visit, desk: OpenDesk, secret: str, score: str, words: str) -> str:
    """Answer the one question on a phone; give what the page says then."""
    page = anybody()
    page.goto(f"{desk.address}/how-was-it/{secret}/")
    page.check(f"input[name=score][value='{score}']")
    page.fill("[name=words]", words)
    go(page, "button.primary")
    return str(page.inner_text("main"))


@pytest.mark.usefixtures("mailbox")
def test_s20_a_bad_score_at_night_has_an_owner_a_cause_a_call_and_a_recovery(
    desk: OpenDesk, visit: Visit, anybody: Visit
) -> None:
    wrote_in(anybody(), desk, "214", "The car wash scratched my door.", reach="wash@example.com")
    nina = visit(desk, "attendant", viewport=WIDE)
    opened(nina, desk, "The car wash scratched")
    answered(nina, "We are sorry. The brushes are old.", closes="yes")
    secret = desk.run(ASKED.format(kind="content", number=0))

    desk.run(NIGHT)
    try:
        thanks = unhappy(anybody, desk, secret, "1", "Sorry does not paint my door.")
        due, owner = desk.run(DUE).split()
    finally:
        desk.run(MORNING)
    oksana = visit(desk, "supervisor", viewport=WIDE)
    oksana.goto(f"{desk.address}/listening/")
    heard = oksana.inner_text("section:has(#follow)")
    go(oksana, "li:has-text('Sorry does not paint') a:has-text('See to it')")
    if oksana.locator("button:has-text('I see to it')").count():
        go(oksana, "button:has-text('I see to it')")
    mine = oksana.inner_text("main")
    survey_page = oksana.url
    go(oksana, "a:has-text('To the whole conversation')")
    oksana.fill("#text", "I called: the painter comes on Monday, we pay.")
    oksana.click(".more-of-it summary")
    oksana.select_option("#channel", "phone")
    go(oksana, "button[value=send]")
    called = oksana.inner_text(".lines")
    oksana.goto(survey_page)
    oksana.select_option("[name=cause]", "process")
    oksana.fill("[name=action]", "Painter paid, brushes changed.")
    go(oksana, "button.primary")
    again = desk.run(ASKED.format(kind="recovered", number=1))
    unhappy(anybody, desk, again, "5", "")
    oksana.goto(f"{desk.address}/listening/")

    assert "We let you down, and somebody sees to it now." in thanks
    assert due == "10:00"
    assert owner not in ("", "nina")
    assert "nobody sees to it yet" not in heard
    assert "Oksana Shevchenko sees to it." in mine
    assert "I called: the painter comes on Monday" in called
    assert "asked again: Very content" in plain(oksana.inner_text("section:has(#follow)")).replace("\n", " ")


def test_s21_who_writes_calls_and_comes_in_is_not_asked_twice(
    desk: OpenDesk, visit: Visit, anybody: Visit
) -> None:
    wrote_in(anybody(), desk, "214", "The tyre pump burst my valve.", reach="+380672223344", wish="a new valve")
    nina = visit(desk, "attendant", viewport=WIDE)
    nina.goto(f"{desk.address}/calls/new/")
    nina.fill("[name=who]", "+380 67 222 33 44")
    nina.fill("[name=text]", "It is the left front wheel.")
    nina.wait_for_selector("label:has-text('tyre pump') >> input:checked")
    go(nina, "button[value=open]")
    nina.goto(f"{desk.address}/people/")
    nina.fill("#who-calls", "0672 223 344")
    go(nina, "form.begin button.primary")
    go(nina, "main button.primary")
    everything = nina.inner_text(".lines")
    go(nina, ".matters a:has-text('tyre pump')")
    panel = nina.inner_text(".leeway-pane")

    assert "The tyre pump burst my valve." in everything
    assert "It is the left front wheel." in everything
    assert "a new valve" in panel
