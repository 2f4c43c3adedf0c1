"""What stands in the way, and who puts it aside? Errors, stop switches, approvals."""

from __future__ import annotations

from leeway.decide import Actor, AskKind, Outcome
from tests.decide.counter import FORTY, NINA, OLES, TARAS, VERA, approved, ask

VISITED_NEVER = {"visits": 0, "receipt": True}
"""`10 / visits` fails."""


def test_a_rule_in_error_asks_the_authority_for_errors():
    decision = ask("coffee", facts=VISITED_NEVER)

    assert decision.outcome is Outcome.ASK
    assert decision.ask.authority == "manager"
    assert decision.ask.kind is AskKind.JUDGEMENT
    assert decision.ask.obstacles == ("station/never on wheels",)
    assert decision.reasons[0].code == "rule in error"


def test_one_approval_that_settles_it_goes_ahead():
    decision = approved("coffee", OLES, settles=("station/never on wheels",), facts=VISITED_NEVER)

    assert decision.outcome is Outcome.GO_AHEAD


def test_an_approval_that_does_not_name_it_settles_nothing():
    assert approved("coffee", OLES, facts=VISITED_NEVER).outcome is Outcome.ASK


def test_an_approver_below_the_obstacles_authority_settles_nothing():
    decision = approved("coffee", VERA, settles=("station/never on wheels",), facts=VISITED_NEVER)

    assert (decision.outcome, decision.ask.authority) == (Outcome.ASK, "manager")


def test_nobody_stands_above_the_manager():
    decision = ask("coffee", OLES, facts=VISITED_NEVER)

    assert decision.outcome is Outcome.DECLINE
    assert decision.reasons[0].code == "nobody above"


def test_a_colleague_of_the_requester_settles_nothing():
    petro = Actor(id="petro", authority="manager")

    assert (
        approved("coffee", petro, settles=("station/never on wheels",), actor=OLES, facts=VISITED_NEVER).outcome
        is Outcome.DECLINE
    )


def test_what_is_unknown_is_found_out_before_an_error_is_handed_up():
    decision = ask("coffee", facts={"visits": 0})

    assert decision.outcome is Outcome.FIND_OUT
    assert [each.fact for each in decision.questions] == ["receipt"]


def test_a_clause_in_error_is_an_obstacle_too():
    from leeway.decide import Given, Request, decide
    from tests.decide.counter import NOON, book

    small = book(
        "book: b\ncurrency: EUR\nguidelines:\n  g: {allow: act, when: 1 / n > 2}\nfacts: {n: number}\n"
    )
    asked = Request(action="act", actor=Actor(id="a", authority="staff"), at=NOON, facts={"n": Given(0)})
    decision = decide(small, asked)

    assert (decision.outcome, decision.ask.obstacles) == (Outcome.ASK, ("b/g",))
    assert decision.reasons[0].code == "in error"


def test_a_stopped_clause_asks_the_authority_it_names():
    decision = ask("write off", uah=10, facts=FORTY, stopped={"station/shortfall": "supervisor"})

    assert (decision.outcome, decision.ask.authority, decision.ask.kind) == (
        Outcome.ASK,
        "supervisor",
        AskKind.JUDGEMENT,
    )
    assert decision.ask.obstacles == ("station/shortfall",)


def test_a_clause_may_be_stopped_by_its_name():
    assert ask("write off", uah=10, facts=FORTY, stopped={"shortfall": "supervisor"}).ask.obstacles == (
        "station/shortfall",
    )


def test_of_several_stop_switches_the_highest_authority_is_asked():
    decision = ask(
        "write off", uah=10, facts=FORTY, stopped={"shortfall": "supervisor", "write off": "manager"}
    )

    assert decision.ask.authority == "manager"
    assert set(decision.ask.obstacles) == {"write off", "station/shortfall"}


def test_a_stop_switch_is_settled_with_limits_still_charged():
    decision = approved(
        "write off",
        VERA,
        settles=("station/shortfall",),
        uah=10,
        facts=FORTY,
        stopped={"shortfall": "supervisor"},
    )

    assert decision.outcome is Outcome.GO_AHEAD
    assert decision.charged == "station/shortfall"


def test_a_stopped_action_asks_even_where_nothing_speaks_against_it():
    assert ask("pay by phone", stopped={"pay by phone": "supervisor"}).ask.authority == "supervisor"


def test_a_rule_cannot_be_stopped():
    decision = ask("dispense", facts={"container": "bottle"}, stopped={"station/no bottle": "trainee"})

    assert decision.outcome is Outcome.DECLINE


def test_the_one_who_approves_pays_from_their_own_allowance():
    decision = approved("write off", VERA, uah=900, facts=FORTY)
    own = [line.meter.subject for line in decision.meters if line.meter.scope == "actor"]

    assert decision.outcome is Outcome.GO_AHEAD
    assert own == ["vera"]


def test_an_approval_beyond_the_approvers_own_limit_asks_further():
    from dataclasses import replace

    trainee_of_all = replace(TARAS, id="ira", authority="attendant")

    assert (
        approved("write off", trainee_of_all, uah=900, actor=TARAS, facts=FORTY).ask.authority == "supervisor"
    )


def test_conditions_of_an_approval_become_steps():
    decision = approved("write off", VERA, uah=900, facts=FORTY)

    assert decision.steps[-1].text == "Ring me after."
    assert decision.steps[-1].clause == "approval"


def test_the_facts_about_the_actor_stay_the_requesters():
    from leeway.decide import Approval, Request, decide
    from tests.decide.counter import NOON, book

    small = book(
        "book: b\ncurrency: EUR\nrules:\n  r: {forbid: act, when: actor.ai}\n"
        "guidelines:\n  g: {allow: act, when: true, limits: {owner: [1 per actor per day]}}\n"
    )
    robot = Actor(id="robot", authority="staff", ai=True)
    approval = Approval(approver=Actor(id="o", authority="owner"))

    assert (
        decide(small, Request(action="act", actor=robot, at=NOON, approval=approval)).outcome is Outcome.DECLINE
    )


def test_asking_goes_to_the_requester_from_above():
    assert (
        ask("write off", NINA, uah=10, facts=FORTY, stopped={"shortfall": "trainee"}).ask.authority
        == "supervisor"
    )
