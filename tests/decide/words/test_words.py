"""What a decision says: in the second person, without blame, with what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from leeway import feel, policy
from leeway.decide import (
    Alternative,
    Asked,
    AskKind,
    Decision,
    MessageError,
    MeterLine,
    Outcome,
    Presumed,
    Question,
    Reason,
    Said,
    ShownPoint,
    ShownStep,
    Told,
    Versions,
    exposure,
    said_exposure,
    words,
)
from leeway.ledger import Meter
from leeway.policy import Trust

CLAUSE = "short-of-money/small-shortfall"


def _line(measure: str, scope: str, window: str, *, cap: int | None, before: int, charge: int) -> MeterLine:
    return MeterLine(meter=Meter(CLAUSE, measure, scope, window, "x"), cap=cap, before=before, charge=charge)


GO_AHEAD = Decision(
    outcome=Outcome.GO_AHEAD,
    action="write off",
    amount_minor=15000,
    cost_minor=15000,
    currency="UAH",
    charged=CLAUSE,
    leeway_minor=20000,
    reasons=(Reason(code="grants", clause=CLAUSE, because="A small debt costs less than a lost regular."),),
    meters=(
        _line("cost", "case", "life", cap=20000, before=0, charge=15000),
        _line("cost", "actor", "week", cap=100000, before=24000, charge=15000),
        _line("count", "customer", "rolling 2160h", cap=1, before=0, charge=1),
        _line("cost", "network", "rolling 7h", cap=None, before=0, charge=15000),
    ),
    steps=(
        ShownStep(id="phone", text="Note the phone number.", clause=CLAUSE),
        ShownStep(id="greet", text="Skip the offers.", clause=CLAUSE, condition="queue > 3"),
    ),
    points=(ShownPoint(point="no blame", words="This happens.", clause=CLAUSE),),
    presumed=(Presumed(fact="in-a hurry", value=False),),
    versions=Versions(book="b", engine="e", tzdata="t"),
)
TOO_MUCH = {
    "measure": "cost",
    "scope": "case",
    "window": "life",
    "cap": 20000,
    "used": 0,
    "charge": 48000,
    "of": CLAUSE,
}
ASK = GO_AHEAD._replace(
    outcome=Outcome.ASK,
    amount_minor=48000,
    ask=Asked(authority="supervisor", kind=AskKind.AUTHORITY),
    reasons=(Reason(code="limit", clause=CLAUSE, args=tuple(TOO_MUCH.items())),),
)


def _plain(text: str | None) -> str:
    return (text or "").replace("\u00a0", " ")


def test_going_ahead_says_what_and_how_far() -> None:
    said = words(GO_AHEAD)

    assert said.outcome == "Go ahead"
    assert _plain(said.sentences[0]) == "Write off 150 UAH. This is yours to decide."
    assert _plain(said.leeway) == "You decide up to 200 UAH."


def test_what_is_left_is_said_as_it_will_be_afterwards() -> None:
    assert [_plain(meter.sentence) for meter in words(GO_AHEAD).meters] == [
        "This matter: 50 of 200 UAH left",
        "You, this week: 610 of 1,000 UAH left",
        "This customer, 90 days: 0 of 1 time left",
        "The whole network, 7 hours: no ceiling",
    ]


def test_what_is_left_is_said_as_it_is_now_where_nothing_is_taken() -> None:
    assert [_plain(meter.sentence) for meter in words(ASK).meters][:2] == [
        "This matter: 200 of 200 UAH left",
        "You, this week: 760 of 1,000 UAH left",
    ]


def test_asking_names_what_is_yours_and_whom_to_ask() -> None:
    said = words(ASK)

    assert said.outcome == "Ask the supervisor"
    assert [_plain(each) for each in said.sentences] == [
        "Up to 200 UAH is yours to decide; above that, the supervisor can say yes."
    ]
    assert said.leeway is None


def test_a_limit_without_room_says_what_is_left_and_what_is_needed() -> None:
    assert _plain(words(ASK).reasons[0].sentence) == (
        "“small shortfall” has no room for this. This matter: 200 of 200 UAH left; this takes 480 UAH."
    )


def test_a_rule_is_nobodys_fault() -> None:
    forbidden = GO_AHEAD._replace(
        outcome=Outcome.DECLINE, reasons=(Reason(code="rule", clause="fuel/no-plastic"),)
    )
    said = words(forbidden)

    assert said.sentences == ("Nobody may do this, for anyone. It is not up to you or to them.",)
    assert said.reasons[0].sentence == "“no plastic” rules this out."


def test_a_refusal_names_own_judgement_and_who_may_raise_the_limit() -> None:
    full = ASK._replace(outcome=Outcome.DECLINE, ask=None, own_judgement=True, raise_limit="manager")

    assert words(full).sentences == (
        "What is left does not reach this far.",
        "If you see a good reason, your own judgement has room for it.",
        "The manager may raise the limit.",
    )


def test_somebody_asked_to_judge_is_told_what_stands_in_the_way() -> None:
    asked = Asked(authority="manager", kind=AskKind.JUDGEMENT, obstacles=("no plastic",))

    assert words(ASK._replace(ask=asked)).sentences[0].endswith(" It is about no plastic.")
    assert "It is about" not in words(ASK._replace(ask=replace(asked, obstacles=()))).sentences[0]


def test_a_question_without_words_of_the_book_is_made_from_its_type() -> None:
    questions = (
        Question(fact="has receipt", ask=None, type="boolean", trust=Trust.STAFF),
        Question(
            fact="fuel.litres", ask=None, type="number", unit="l", trust=Trust.SYSTEM, attest="supervisor"
        ),
        Question(
            fact="container",
            ask="What is being filled?",
            type="text",
            one_of=("tank", "can"),
            trust=Trust.STAFF,
        ),
    )
    said = words(GO_AHEAD._replace(outcome=Outcome.FIND_OUT, questions=questions))

    assert said.sentences == ("3 answers decide it.",)
    assert [each.text for each in said.questions] == [
        "Is this so: has receipt?",
        "Fuel litres: how many (l)?",
        "What is being filled?",
    ]
    assert said.questions[1].note == "as your system shows it"
    assert said.questions[1].attest == "If nobody here can say, the supervisor may vouch for it."
    assert said.questions[2].choices == ("tank", "can")


def test_a_step_that_hangs_on_something_unknown_says_if() -> None:
    assert words(GO_AHEAD).steps == ("Note the phone number.", "If queue > 3: Skip the offers.")


def test_alternatives_say_how_far_and_who_decides() -> None:
    other = (
        Alternative(action="pay by phone", outcome=Outcome.GO_AHEAD),
        Alternative(action="discount", outcome=Outcome.GO_AHEAD, most_minor=3000),
        Alternative(action="refund", outcome=Outcome.ASK, authority="manager"),
        Alternative(action="gift", outcome=Outcome.FIND_OUT),
    )

    assert [_plain(each) for each in words(ASK._replace(alternatives=other)).alternatives] == [
        "Pay by phone",
        "Discount, up to 30 UAH",
        "Refund: ask the manager",
        "Gift: find out first",
    ]


def test_what_was_told_is_thanked_for_and_read_to_learn() -> None:
    told = Told(ordinary=False, departed_from=(CLAUSE,), charged_minor=1000, excess_minor=500)
    said = words(ASK._replace(told=told, review="supervisor within 3 working days"))

    assert said.outcome == "Thank you for telling"
    assert [_plain(each) for each in said.told] == [
        "It left “small shortfall”.",
        "10 UAH came out of what you had left.",
        "5 UAH went beyond it and is kept apart, so nobody else has less.",
    ]
    assert said.review == "It will be read to learn from, not to punish: supervisor within 3 working days."


def test_a_presumed_fact_is_shown_as_people_say_it() -> None:
    assert words(GO_AHEAD).presumed == ("In a hurry: no",)


def test_a_presumed_date_is_a_date() -> None:
    presumed = (
        Presumed(fact="bought", value=feel.from_python(date(2026, 5, 4))),
        Presumed(fact="colours", value=("red", "blue")),
    )

    assert words(GO_AHEAD._replace(presumed=presumed)).presumed == (
        "Bought: 2026-05-04",
        "Colours: red and blue",
    )


def test_a_yes_from_above_names_who_said_it_and_whose_limits_it_takes() -> None:
    reasons = (Reason(code="grants", clause=CLAUSE), Reason(code="approved", args=(("approver", "Oksana"),)))
    said = words(GO_AHEAD._replace(reasons=reasons))

    assert _plain(said.sentences[0]) == "Write off 150 UAH. Oksana said yes."
    assert [each.sentence for each in said.reasons] == [
        "“small shortfall” allows it with a yes from above.",
        "Oksana said yes.",
    ]
    assert said.meters[1].label == "Oksana, this week"
    assert said.leeway is None


def test_what_a_clause_says_of_itself_is_said_once() -> None:
    twice = (
        Reason(code="limit", clause=CLAUSE, because="So it is.", args=tuple(TOO_MUCH.items())),
        Reason(code="grants", clause=CLAUSE, because="So it is."),
    )

    assert [each.because for each in words(ASK._replace(reasons=twice)).reasons] == ["So it is.", None]


def test_the_book_lends_its_titles_and_units() -> None:
    book = policy.load_texts({"book.yaml": BOOK}).book
    assert book is not None
    said = words(GO_AHEAD._replace(presumed=(Presumed(fact="queue", value=3),)), book=book)

    assert _plain(said.sentences[0]) == "Write off what is missing: 150 UAH. This is yours to decide."
    assert said.presumed == ("Queue: 3 people",)


BOOK = """
book: station
currency: UAH
facts:
  queue: {type: number, unit: people, presume: 0}
actions:
  write off: {amount: money, cost: amount, title: Write off what is missing}
guidelines:
  small-shortfall:
    allow: write off
    when: queue < 9
    limits: [200 UAH per case, 900 UAH per actor per week]
"""


def test_the_most_a_book_can_spend_is_one_sentence() -> None:
    book = policy.load_texts({"book.yaml": BOOK + "size: {sites: 3, actors per site: 2}\n"}).book
    assert book is not None

    assert _plain(said_exposure(exposure(book), book=book)[0]).startswith("At most ")
    assert _plain(said_exposure(exposure(book), book=book)[0]).endswith(" UAH a month, over all 3 sites.")
    assert said_exposure(exposure(book), language="uk", book=book)[0].endswith("на 3 точки разом.")


def test_a_meter_says_when_it_belongs_to_no_single_clause() -> None:
    overall = Meter("overall (anonymous)", "cost", "site", "day", "x")
    line = MeterLine(meter=overall, cap=10000, before=0, charge=0)

    assert (
        words(GO_AHEAD._replace(meters=(line,))).meters[0].label
        == "This site, today, in all, customers not known"
    )


def test_an_unknown_reason_still_makes_a_sentence() -> None:
    odd = GO_AHEAD._replace(reasons=(Reason(code="never heard of", clause=CLAUSE), Reason(code="nor of this")))

    assert [each.sentence for each in words(odd).reasons] == [
        "“small shortfall” had a say in this.",
        "The policy book had a say in this.",
    ]


@pytest.mark.parametrize("language", ["en", "ru", "ro", "uk"])
@pytest.mark.parametrize("decision", [GO_AHEAD, ASK], ids=["go ahead", "ask"])
def test_nothing_said_is_empty_or_has_an_unfilled_place(decision: Decision, language: str) -> None:
    said = words(decision, language=language)
    texts = [said.outcome, *said.sentences, *(meter.sentence for meter in said.meters), *said.steps]

    assert isinstance(said, Said)
    assert [text for text in texts if not text.strip() or "{" in text] == []


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(MessageError, match="no words in `xx`"):
        words(GO_AHEAD, language="xx")
