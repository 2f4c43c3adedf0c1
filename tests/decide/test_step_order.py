"""In which order is it decided? Rules, then clauses level by level, then obstacles, then no."""

from __future__ import annotations

from dataclasses import replace

from leeway.decide import Actor, AskKind, Outcome, Request, decide, plan
from tests.decide.counter import FORTY, NINA, NOON, OLES, STATION, TARAS, VERA, approved, ask, book, request


def codes(decision):
    return [(reason.code, reason.clause) for reason in decision.reasons]


def test_an_attendant_writes_off_within_the_limit():
    decision = ask("write off", uah=150, facts=FORTY)

    assert decision.outcome is Outcome.GO_AHEAD
    assert decision.charged == "station/shortfall"
    assert codes(decision) == [("grants", "station/shortfall")]
    assert decision.cost_minor == 15000


def test_a_trainee_asks_before_writing_off():
    decision = ask("write off", TARAS, uah=150, facts=FORTY)

    assert decision.outcome is Outcome.ASK
    assert decision.ask.authority == "attendant"
    assert decision.ask.kind is AskKind.AUTHORITY
    assert codes(decision)[0] == ("no limit for level", "station/shortfall")


def test_the_lowest_level_whose_limit_fits_is_asked():
    assert ask("write off", uah=250, facts=FORTY).ask.authority == "supervisor"


def test_beyond_every_limit_it_is_declined_and_says_who_could_raise_it():
    text = """
book: b
currency: EUR
guidelines:
  g: {allow: refund, limits: [10 EUR per case, 100 EUR per actor per day]}
actions:
  refund: {amount: money, cost: amount}
"""
    decision = decide(
        book(text), Request(action="refund", actor=Actor(id="a", authority="staff"), at=NOON, amount_minor=1100)
    )

    assert decision.outcome is Outcome.DECLINE
    assert decision.raise_limit == "owner"


def test_a_true_rule_declines_even_the_manager():
    decision = ask("dispense", OLES, facts={"container": "bottle"})

    assert decision.outcome is Outcome.DECLINE
    assert codes(decision) == [("rule", "station/no bottle")]
    assert decision.reasons[0].because == "Static charge ignites vapour."
    assert decision.own_judgement is False
    assert [point.point for point in decision.points] == ["It would burn."]


def test_nobody_can_approve_past_a_rule():
    decision = approved("dispense", VERA, settles=("station/no bottle",), facts={"container": "bottle"})

    assert decision.outcome is Outcome.DECLINE


def test_an_unknown_fact_of_a_rule_is_asked_first():
    decision = ask("dispense")

    assert decision.outcome is Outcome.FIND_OUT
    assert [question.fact for question in decision.questions] == ["container"]
    assert codes(decision) == [("rule unknown", "station/no bottle")]


def test_without_the_certificate_a_colleague_of_the_same_level_is_asked():
    decision = ask("write off", replace(NINA, certificates=frozenset()), uah=150, facts=FORTY)

    assert decision.ask.authority == "attendant"
    assert decision.ask.kind is AskKind.COLLEAGUE
    assert dict(decision.reasons[0].args)["certificates"] == ("cash desk",)


def test_what_no_guideline_names_goes_by_otherwise():
    assert ask("lend").charged == "otherwise"
    assert ask("pay by phone").charged == "otherwise"
    assert ask("keep papers").outcome is Outcome.DECLINE


def test_below_the_first_entry_of_otherwise_somebody_is_asked():
    assert ask("lend", TARAS).ask.authority == "attendant"


def test_by_default_the_owner_is_asked_and_the_owner_may():
    small = book("book: b\ncurrency: EUR\nactions:\n  paint: {}\n")
    asked = Request(action="paint", actor=Actor(id="a", authority="staff"), at=NOON)

    assert decide(small, asked).ask.authority == "owner"
    assert decide(small, replace(asked, actor=Actor(id="o", authority="owner"))).outcome is Outcome.GO_AHEAD


def test_the_overall_limit_stops_what_the_clause_lets():
    request_ = request("write off", VERA, uah=900, facts=FORTY)
    overall = next(meter for meter in plan(STATION, request_).meters if meter.clause == "overall")

    decision = decide(STATION, request_, {overall: 250_000})

    assert decision.outcome is Outcome.DECLINE
    assert dict(decision.reasons[0].args)["of"] == "overall"


def test_a_policy_that_is_not_yet_or_no_longer_in_force_says_nothing():
    rule = STATION.policies[0].rules[0]
    policy = replace(STATION.policies[0], rules=(rule,))
    from datetime import date

    outcomes = [
        decide(
            replace(STATION, policies=(replace(policy, since=since, until=until),)),
            request("dispense", facts={"container": "bottle"}),
        ).outcome
        for since, until in (
            (None, None),
            (date(2026, 5, 4), date(2026, 5, 4)),
            (date(2026, 5, 5), None),
            (None, date(2026, 5, 3)),
        )
    ]

    assert outcomes == [Outcome.DECLINE, Outcome.DECLINE, Outcome.GO_AHEAD, Outcome.GO_AHEAD]


def test_something_wrong_inside_asks_and_never_goes_ahead(monkeypatch):
    from leeway.decide import reference

    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(reference, "grants_on", broken)
    decision = ask("pay by phone")

    assert decision.outcome is Outcome.ASK
    assert decision.ask.authority == "manager"
    assert decision.reasons[0].code == "on error"


def test_something_wrong_while_dressing_asks_too(monkeypatch):
    from leeway.decide.shown import dress

    monkeypatch.setattr(dress, "presumed_facts", lambda plan: 1 / 0 if plan.failure is None else ())

    assert ask("pay by phone").outcome is Outcome.ASK


def test_an_expression_out_of_fuel_asks(monkeypatch):
    heavy = book(
        "book: b\ncurrency: EUR\nguidelines:\n  g:\n    allow: paint\n"
        "    when: every a in 1..1000 satisfies (every b in 1..1000 satisfies a + b + n > 0)\n"
    )
    from leeway.decide import Given

    decision = decide(
        heavy, Request(action="paint", actor=Actor(id="a", authority="staff"), at=NOON, facts={"n": Given(1)})
    )

    assert decision.outcome is Outcome.ASK
    assert decision.reasons[0].code == "on error"
