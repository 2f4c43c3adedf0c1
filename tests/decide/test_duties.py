"""What is to be done and said along with it? Steps and points, changed by circumstances."""

from __future__ import annotations

from leeway.decide import Actor, Given, Outcome, Request, decide
from tests.decide.counter import FORTY, NOON, ask, book

RUSH = """
book: b
currency: EUR
facts: {queue: number, rain: boolean, calm: boolean}
actions: {serve: {otherwise: go ahead}}
situations:
  greeting:
    when: true
    do: {greet: Greet them., offer: Mention one offer.}
    say: [welcome]
  wet:
    when: rain
    do: {towel: Offer a towel.}
"""


def steps(circumstances="", **given):
    small = book(RUSH + (f"circumstances:\n{circumstances}" if circumstances else ""))
    facts = {name: Given(value) for name, value in given.items()}
    decision = decide(
        small, Request(action="serve", actor=Actor(id="a", authority="staff"), at=NOON, facts=facts)
    )
    return [(step.id, step.text, step.condition) for step in decision.steps]


def test_steps_and_points_of_the_clause_that_grants_are_shown():
    decision = ask("write off", uah=10, facts=FORTY)

    assert [step.id for step in decision.steps] == ["phone", "greet"]
    assert [(point.point, point.words) for point in decision.points] == [("no blame", "No problem.")]
    assert decision.good == ("She came back.",)
    assert decision.bad == ("Sending her away.",)


def test_an_ask_shows_no_steps_of_what_is_not_granted_yet():
    decision = ask("write off", uah=900, facts=FORTY)

    assert decision.outcome is Outcome.ASK
    assert decision.steps == ()


def test_a_circumstance_skips_and_rewords():
    decision = ask("write off", uah=10, facts={**FORTY, "queue": 7})

    assert [(step.id, step.text) for step in decision.steps] == [("greet", "A short word.")]


def test_steps_of_true_situations_are_shown_with_everything():
    assert steps(rain=True) == [
        ("greet", "Greet them.", None),
        ("offer", "Mention one offer.", None),
        ("towel", "Offer a towel.", None),
    ]


def test_an_unknown_situation_shows_its_steps_with_an_if():
    assert steps()[-1] == ("towel", "Offer a towel.", "rain")


def test_skipping_wins_over_rewording():
    rules = "  a: {when: queue > 3, instead: {greet: Nod.}}\n  b: {when: queue > 2, skip: [greet]}\n"

    assert [step for step, *_ in steps(rules, queue=5, rain=False)] == ["offer"]


def test_of_two_that_reword_the_first_clause_counts():
    rules = "  a: {when: queue > 2, instead: {greet: Nod.}}\n  b: {when: queue > 3, instead: {greet: Wave.}}\n"

    assert steps(rules, queue=5, rain=False)[0] == ("greet", "Nod.", None)


def test_an_unknown_circumstance_shows_both_ways():
    rules = "  a: {when: queue > 3, skip: [offer], instead: {greet: Nod.}}\n"

    assert steps(rules, rain=False) == [
        ("greet", "Greet them.", "not(queue > 3)"),
        ("greet", "Nod.", "queue > 3"),
        ("offer", "Mention one offer.", "not(queue > 3)"),
    ]


def test_a_circumstance_may_concern_named_clauses_only():
    twice = RUSH.replace("towel: Offer a towel.", "greet: Greet them under the roof.")
    small = book(twice + "circumstances:\n  a: {when: queue > 3, for: [wet], skip: [greet]}\n")
    facts = {"queue": Given(5), "rain": Given(value=True)}
    decision = decide(
        small, Request(action="serve", actor=Actor(id="a", authority="staff"), at=NOON, facts=facts)
    )

    assert [step.text for step in decision.steps] == ["Greet them.", "Mention one offer."]
