"""From what it is about to the answer: questions, what is presumed, who the customer is, asking, telling."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from leeway.stores import Sought, Store
from tests.desk.counter.conftest import Counter
from tests.desk.counter.test_once import short_of_money

type At = Callable[[str], Counter]
WIRE_BYTES_MAX = 40_000


def test_what_is_chosen_often_here_comes_first(nina: Counter) -> None:
    nina.begin(situation="torn-hose/torn-hose")
    page = nina.get("/").page

    assert page.index("The hose is torn off") < page.index("We did something wrong")


def test_the_search_works_without_scripts_and_takes_an_amount_along(nina: Counter) -> None:
    found = nina.get("/?q=coins").text

    assert "A few coins are missing" in found
    assert "The hose is torn off" not in found
    assert 'value="15"' in nina.begin(q="let coins go 15").page or nina.outcome == "Go ahead"


def test_what_nobody_knows_is_an_answer_too(nina: Counter) -> None:
    nina.begin(situation="short-of-money/short-of-money")
    nina.enter(action="write off").enter(amount="150")
    asked = nina.text
    answered = nina.enter(**{"fact__fuel.litres": "?"})

    assert "How many litres does the pump show?" in asked
    assert answered.outcome != "Go ahead"
    assert 'name="fact:fuel.litres" value="?"' not in answered.page


def test_what_is_presumed_is_corrected_and_changes_what_is_to_be_done(nina: Counter) -> None:
    nina.begin(situation="queue/arrival") if "queue/arrival" in nina.get("/").page else nina.begin(
        q="comes to the till"
    )
    nina.enter(action="serve")
    calm = nina.text
    hurried = nina.enter(fact__queue="4").text

    assert "Look up, nod, a short friendly greeting." not in calm
    assert "Look up, nod, a short friendly greeting." in hurried


def test_who_the_customer_is_is_asked_only_where_it_matters(nina: Counter) -> None:
    for _ in range(5):
        nina.begin(situation="short-of-money/short-of-money")
        nina.enter(action="write off").enter(amount="10").enter(**{"fact__fuel.litres": "40"})
        assert nina.outcome == "Go ahead"  # five a day for people nobody knows
        nina.do()
    nina.begin(situation="short-of-money/short-of-money")
    nina.enter(action="write off").enter(amount="10").enter(**{"fact__fuel.litres": "40"})

    assert "Who is the customer?" in nina.text
    assert nina.enter(customer="AA 1234 BB").outcome == "Go ahead"


def test_the_answer_names_who_decides_above(nina: Counter) -> None:
    answer = short_of_money(nina).text

    assert "You decide up to 200" in answer
    assert "above that: Oksana, on duty" in answer


def test_a_tried_amount_is_answered_and_not_kept(nina: Counter) -> None:
    short_of_money(nina)
    tried = nina.client.get(f"{nina.matter}?amount=600").content.decode()
    kept = nina.get(nina.matter).outcome

    assert "Ask Oksana" in tried
    assert kept == "Go ahead"


def test_a_question_is_handed_up_once_and_waits(nina: Counter) -> None:
    short_of_money(nina, amount="600")
    carried, matter = nina.hidden, nina.matter
    first = nina.post(f"{matter}ask/", **carried, amount="600").path
    shown = nina.text
    again = nina.post(f"{matter}ask/", **carried, amount="600").path

    assert again == first
    assert first.startswith("/waiting/")
    assert "Oksana Shevchenko is asked" in shown
    assert "You hear by 12:05." in shown  # the clock on the wall in Kyiv
    assert "600" in shown


def test_a_colleague_with_the_certificate_is_named(at: At) -> None:
    sami = short_of_money(at("sami"), amount="80")

    assert sami.outcome in ("Ask Nina", "Ask Andrii")


def test_own_judgement_needs_a_reason_and_a_principle_and_is_done_once(nina: Counter, store: Store) -> None:
    short_of_money(nina, amount="280")
    without = nina.post(f"{nina.matter}judge/", reason="").status
    nina.post(f"{nina.matter}judge/", reason="The child had a fever.", principle="care")
    judged = nina.outcome
    done = nina.do()

    assert without == 422
    assert judged == "Go ahead"
    assert done.outcome == "Done"
    assert store.count(Sought(mode="own judgement", state="posted")) == 1


def test_what_was_done_already_is_written_down_once_and_never_refused(nina: Counter, store: Store) -> None:
    form = nina.get("/counter/tell/").page
    case = form.split('name="case" value="')[1][:12]
    deed = {
        "case": case,
        "key": f"{case}-1",
        "what": "write off",
        "amount": "350",
        "reason": "The line was busy.",
    }
    first = nina.post("/counter/tell/", **deed)
    thanked, path = first.outcome, first.path
    again = nina.post("/counter/tell/", **deed)

    assert thanked == "Thank you for telling"
    assert again.path == path
    assert store.count(Sought(mode="told afterwards")) == 1


def test_a_deed_in_own_words_is_told_as_it_was_said(nina: Counter) -> None:
    form = nina.get("/counter/tell/").page
    case = form.split('name="case" value="')[1][:12]
    told = nina.post("/counter/tell/", case=case, what="held her umbrella", reason="It poured.", when="20")

    assert told.outcome == "Thank you for telling"
    assert "Held her umbrella" in told.text


def test_pages_are_light_enough_for_a_bad_network(nina: Counter) -> None:
    pages = [nina.get("/").page, short_of_money(nina).page, nina.do().page]

    assert max(len(gzip.compress(page.encode())) for page in pages) < WIRE_BYTES_MAX
