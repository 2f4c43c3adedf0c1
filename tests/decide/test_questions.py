"""Which questions matter? Only facts whose answer leads somewhere, least effort first."""

from __future__ import annotations

from decimal import Decimal

from leeway import feel
from leeway.decide import Actor, AskKind, Given, Outcome, Request, decide
from leeway.policy import Trust
from tests.decide.counter import FORTY, NINA, NOON, VERA, approved, ask, book

STAFF = Actor(id="a", authority="staff")


def asked(text, action="act", *, actor=STAFF, used=None, **given):
    station = book(f"book: b\ncurrency: EUR\n{text}")
    facts = {name.replace("_", " "): Given(value, Trust.SYSTEM) for name, value in given.items()}
    decision = decide(station, Request(action=action, actor=actor, at=NOON, facts=facts), used or {})
    return decision.outcome.value, [question.fact for question in decision.questions]


def test_a_fact_that_cannot_help_is_not_asked():
    text = "guidelines:\n  g: {allow: act, when: a and b}\nfacts: {a: boolean, b: boolean}\n"

    assert asked(text, a=True) == ("find_out", ["b"])
    assert asked(text, a=False) == ("decline", [])


def test_a_fact_that_changes_nothing_is_not_asked():
    text = "guidelines:\n  g: {allow: act, when: a or b}\nfacts: {a: boolean, b: boolean}\n"

    assert asked(text, a=True) == ("go_ahead", [])


def test_least_effort_comes_first_then_the_order_of_the_book():
    text = (
        "guidelines:\n  g: {allow: act, when: a and b and c}\n"
        "facts: {a: {type: boolean, effort: 3}, b: boolean, c: boolean}\n"
    )

    assert asked(text) == ("find_out", ["b", "c", "a"])


def test_questions_of_rules_and_guidelines_come_together():
    text = (
        "guidelines:\n  g: {allow: act, when: a}\nrules:\n  r: {forbid: act, when: b}\n"
        "facts: {a: boolean, b: boolean}\n"
    )

    assert asked(text) == ("find_out", ["a", "b"])
    assert asked(text, a=True) == ("find_out", ["b"])
    assert asked(text, a=False) == ("decline", [])


def test_combinations_that_declared_values_rule_out_are_no_hope():
    text = (
        'guidelines:\n  g: {allow: act, when: \'colour = "red" and colour = "blue"\'}\n'
        "facts: {colour: {type: text, one of: [red, blue]}}\n"
    )

    assert asked(text) == ("decline", [])


def test_a_rule_that_no_value_escapes_leaves_nothing_to_ask():
    text = (
        "guidelines:\n  g: {allow: act, when: true}\n"
        'rules:\n  r: {forbid: act, when: \'colour = "red" or colour != "red"\'}\n'
        "facts: {colour: {type: text, one of: [red, blue]}}\n"
    )

    assert asked(text) == ("decline", [])


def test_an_alternative_of_two_values_is_still_a_question():
    text = (
        "guidelines:\n  g: {allow: act, when: 'colour = \"red\"'}\n  h: {allow: act, when: 'colour != \"red\"'}\n"
        "facts: {colour: {type: text, one of: [red, blue]}}\n"
    )

    assert asked(text) == ("find_out", ["colour"])


def test_a_clause_without_room_asks_nothing():
    assert [each.fact for each in ask("coffee", VERA).questions] == ["visits", "receipt"]
    from leeway.decide import plan
    from tests.decide.counter import STATION, request

    planned = plan(STATION, request("coffee", VERA))
    full = {meter: 9_999 for meter in planned.meters if meter.scope == "case"}

    assert decide(STATION, planned.request, full).outcome is Outcome.DECLINE


def test_beyond_twelve_comparisons_all_are_asked():
    names = [f"f{number}" for number in range(13)]
    text = f"guidelines:\n  g: {{allow: act, when: {' and '.join(names)}}}\nfacts: {{{', '.join(f'{name}: boolean' for name in names)}}}\n"

    assert asked(text) == ("find_out", names)


def test_a_question_says_how_it_is_answered():
    question = ask("write off", uah=10).questions[0]

    assert (question.fact, question.ask, question.type, question.unit) == (
        "litres",
        "How many litres?",
        "number",
        "l",
    )
    assert question.trust is Trust.SYSTEM
    assert question.attest == "manager"


def test_what_staff_can_find_out_needs_nobody_to_attest_it():
    assert ask("dispense").questions[0].attest is None


def test_what_was_tried_in_vain_is_handed_up():
    decision = ask("write off", uah=10, facts={"litres": Given(feel.UNKNOWN, Trust.STAFF)})

    assert decision.outcome is Outcome.ASK
    assert decision.ask.kind is AskKind.JUDGEMENT
    assert decision.ask.authority == "manager"
    assert decision.ask.obstacles == ("litres",)
    assert decision.reasons[0].code == "unattestable"


def test_everything_tried_in_vain_that_is_undecided_is_handed_up_together():
    station = book(
        "book: b\ncurrency: EUR\nfacts: {a: number, b: {type: text, one of: [red, blue]}, c: text}\n"
        "guidelines:\n  g: {allow: act, when: a > 3}\n"
        "rules:\n  r: {forbid: act, when: b = c}\n"
    )
    vain = {name: Given(feel.UNKNOWN, Trust.STAFF) for name in ("a", "b")} | {"c": Given("green")}
    decision = decide(station, Request(action="act", actor=STAFF, at=NOON, facts=vain))

    assert (decision.outcome, decision.ask.obstacles) == (Outcome.ASK, ("a", "b"))


def test_the_authority_attests_it():
    from tests.decide.counter import OLES

    decision = approved(
        "write off", OLES, settles=("litres",), uah=10, facts={"litres": Given(Decimal(40), Trust.CLAIMED)}
    )

    assert decision.outcome is Outcome.GO_AHEAD


def test_a_lower_authority_cannot_attest():
    decision = approved(
        "write off", VERA, settles=("litres",), uah=10, facts={"litres": Given(Decimal(40), Trust.CLAIMED)}
    )

    assert decision.outcome is Outcome.FIND_OUT


def test_a_claim_that_nothing_can_be_found_out_is_worth_nothing():
    decision = ask("write off", uah=10, facts={"litres": Given(feel.UNKNOWN, Trust.CLAIMED)})

    assert decision.outcome is Outcome.FIND_OUT


def test_a_record_is_asked_for_as_a_whole():
    text = (
        "facts:\n  order:\n    record of: {total: number, paid: boolean}\n"
        "guidelines:\n  g: {allow: act, when: order.total > 10 and order.paid}\n"
    )

    assert asked(text, order={"total": 20}) == ("find_out", ["order"])
    assert asked(text, order={"total": 5}) == ("decline", [])


def test_questions_come_before_asking_at_the_same_level():
    text = (
        "guidelines:\n  g: {allow: act, when: a, limits: {owner: [1 per actor per day]}}\n"
        "  h: {allow: act, when: true, limits: {owner: [1 per actor per day]}}\nfacts: {a: boolean}\n"
    )

    assert asked(text) == ("find_out", ["a"])
    assert asked(text, a=False) == ("ask", [])


def test_a_known_answer_at_the_own_level_needs_no_question():
    text = "guidelines:\n  g: {allow: act, when: a}\n  h: {allow: act, when: true}\nfacts: {a: boolean}\n"

    assert asked(text) == ("go_ahead", [])


def test_unknown_facts_of_others_do_not_matter():
    assert ask("write off", NINA, uah=10, facts=FORTY).outcome is Outcome.GO_AHEAD


def test_a_question_says_all_that_whoever_asks_it_needs():
    text = (
        "on error: ask owner\nauthorities: [staff, owner]\nguidelines:\n  g: {allow: act, when: litres > 1}\n"
        "facts:\n  litres: {type: number, unit: l, trust: system, effort: 4, ask: How many litres?}\n"
    )
    station = book(f"book: b\ncurrency: EUR\n{text}")
    question = decide(station, Request(action="act", actor=STAFF, at=NOON)).questions[0]

    assert (question.fact, question.ask, question.type, question.unit) == (
        "litres",
        "How many litres?",
        "number",
        "l",
    )
    assert (question.trust, question.effort, question.attest) == (Trust.SYSTEM, 4, "owner")
