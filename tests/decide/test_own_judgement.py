"""How far does own judgement go, asked or told afterwards?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from leeway.decide import Actor, Mode, Outcome, decide, plan, telling
from leeway.ledger import EXCESS, MemoryLedger
from tests.decide.counter import FORTY, NOON, STATION, TARAS, VERA, book, judged, request, told


def taken(decision):
    return {(line.meter.clause, line.meter.measure, line.meter.scope): line.charge for line in decision.meters}


def test_own_judgement_gives_way_to_no_guideline():
    decision = judged("write off", uah=250, facts=FORTY)

    assert decision.outcome is Outcome.GO_AHEAD
    assert decision.charged == "own judgement"
    assert decision.review == "supervisor within 3 working days"
    assert [(each.code, each.clause) for each in decision.reasons] == [
        ("own judgement", "own judgement"), ("departs", "station/shortfall"), ("principle", None),
    ]  # fmt: skip


def test_own_judgement_needs_no_guideline_to_hold():
    assert judged("write off", uah=100).outcome is Outcome.GO_AHEAD


def test_rules_still_bind():
    assert judged("dispense", facts={"container": "bottle"}).outcome is Outcome.DECLINE


def test_an_undecided_rule_is_found_out_first():
    assert judged("dispense").outcome is Outcome.FIND_OUT


def test_own_judgement_charges_its_own_meters_and_the_overall_limits():
    assert taken(judged("write off", uah=250, facts=FORTY)) == {
        ("own judgement", "cost", "case"): 25000,
        ("own judgement", "count", "actor"): 1,
        ("overall", "cost", "site"): 25000,
    }


def test_without_room_the_lowest_level_that_has_some_is_asked():
    assert judged("write off", uah=400, facts=FORTY).ask.authority == "supervisor"


def test_below_the_first_entry_somebody_is_asked():
    assert judged("coffee", TARAS, facts={"visits": 5}).ask.authority == "attendant"


def test_something_else_is_for_own_judgement_only():
    from tests.decide.counter import ask

    taxi = judged("something else", uah=120, text="A taxi home.")

    assert (taxi.outcome, taxi.cost_minor) == (Outcome.GO_AHEAD, 12000)
    plain = ask("something else", uah=120)
    assert (plain.outcome, plain.own_judgement) == (Outcome.DECLINE, True)


def test_an_ai_has_none_unless_it_is_listed():
    robot = Actor(id="robot", authority="attendant", ai=True)
    listed = replace(STATION, own_judgement=replace(STATION.own_judgement, ai=("robot",)))
    asked = request("write off", robot, uah=100, mode=Mode.JUDGEMENT, reason="kind", principle="care")

    assert decide(STATION, asked).ask.authority == "supervisor"
    assert decide(listed, asked).outcome is Outcome.GO_AHEAD


def test_a_book_without_own_judgement_declines_it():
    small = book("book: b\ncurrency: EUR\nactions:\n  act: {}\n")
    asked = replace(
        request("act", Actor(id="a", authority="staff")), facts={}, mode=Mode.JUDGEMENT, reason="kind"
    )
    decision = decide(small, asked)

    assert decision.outcome is Outcome.DECLINE
    assert decision.reasons[0].code == "no own judgement"


def test_a_refusal_names_own_judgement_where_it_has_room():
    from tests.decide.counter import ask

    decision = ask("keep papers")

    assert (decision.outcome, decision.own_judgement) == (Outcome.DECLINE, True)


# -- told afterwards ---------------------------------------------------------------------------------
def test_a_deed_within_the_guidelines_is_ordinary():
    decision = told("write off", uah=150, facts=FORTY)

    assert decision.outcome is Outcome.GO_AHEAD
    assert decision.told.ordinary is True
    assert decision.charged == "station/shortfall"
    assert decision.review is None


def test_a_deed_beyond_them_is_never_refused():
    decision = told("write off", uah=350, facts=FORTY)

    assert decision.outcome is Outcome.GO_AHEAD
    assert decision.told.ordinary is False
    assert decision.told.departed_from == ("station/shortfall",)
    assert (decision.told.charged_minor, decision.told.excess_minor) == (30000, 5000)
    assert decision.review == "supervisor within 3 working days"


def test_the_excess_is_kept_on_a_meter_of_that_actor_alone():
    excess = [line for line in told("write off", uah=350, facts=FORTY).meters if line.meter.clause == EXCESS]

    assert [(line.meter.subject, line.cap, line.charge) for line in excess] == [("nina", None, 5000)]


def test_a_level_without_own_judgement_is_all_excess():
    decision = told("coffee", TARAS, facts={"visits": 5, "receipt": False})

    assert (decision.told.charged_minor, decision.told.excess_minor) == (0, 1200)
    assert taken(decision)[EXCESS, "count", "actor"] == 1


def test_a_deed_against_a_rule_is_recorded_and_declined():
    decision = told("dispense", facts={"container": "bottle"})

    assert decision.outcome is Outcome.DECLINE
    assert decision.told.departed_from == ("station/no bottle",)


def test_a_deed_above_the_actions_maximum_can_still_be_told():
    decision = told("pay later", uah=1000)

    assert decision.told.ordinary is False


def test_a_deed_counts_in_the_window_in_which_it_is_told():
    asked = request(
        "write off", uah=150, facts=FORTY, mode=Mode.TOLD, at=NOON - timedelta(days=7), told_at=NOON
    )
    weeks = {meter.starts for meter in plan(STATION, asked).own_meters if meter.window == "week"}

    assert [str(each) for each in weeks] == ["2026-05-03 21:00:00+00:00"]


def test_a_deed_is_ordinary_only_with_the_balances_of_then_and_of_now():
    asked = request(
        "write off", uah=150, facts=FORTY, mode=Mode.TOLD, at=NOON - timedelta(days=7), told_at=NOON
    )
    customer = next(meter for meter in plan(STATION, asked).own_meters if meter.scope == "customer")

    def ordinary(now, then):
        return decide(STATION, asked, now, then=then).told.ordinary

    assert ordinary({}, {}) is True
    assert ordinary({customer: 1}, {}) is False
    assert ordinary({}, {customer: 1}) is False


@pytest.mark.parametrize("uah", [150, 350, 990])
def test_the_ledger_takes_what_the_decision_says(uah):
    ledger = MemoryLedger()
    planned = plan(STATION, request("write off", uah=uah, facts=FORTY, mode=Mode.TOLD))
    decision = told("write off", uah=uah, facts=FORTY)

    receipt = ledger.tell(telling(planned, {}))

    charged = {meter: amount for meter, amount in receipt.charged.items() if amount}
    assert {**charged, **receipt.excess} == {line.meter: line.charge for line in decision.meters}


def test_own_judgement_is_charged_by_the_ledger_too():
    planned = plan(
        STATION,
        request("write off", VERA, uah=600, facts=FORTY, mode=Mode.JUDGEMENT, reason="kind", principle="care"),
    )
    receipt = MemoryLedger().commit(planned.proposal())

    assert (receipt.state, receipt.chosen) == ("posted", 0)
