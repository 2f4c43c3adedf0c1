"""Which meters would it charge? Scopes, windows, levels, anonymous customers, AI that acts for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from leeway.decide import Actor, Outcome, decide, plan
from leeway.ledger import MemoryLedger
from tests.decide.counter import FORTY, NINA, STATION, VERA, ask, request


def charges(actor=NINA, *, uah=150, **more):
    candidate = plan(STATION, request("write off", actor, uah=uah, facts=FORTY, **more)).grants[0].by_decider
    return {
        (one.meter.clause, one.meter.scope, one.meter.window): (one.meter.subject, one.amount, one.cap)
        for one in candidate.charges
    }


def test_every_meter_of_the_clause_and_the_overall_limits_are_charged():
    assert charges() == {
        ("station/shortfall", "case", "life"): ("case", 15000, 20000),
        ("station/shortfall", "customer", "rolling 2160h"): ("carol", 1, 1),
        ("station/shortfall", "actor", "week"): ("nina", 15000, 100000),
        ("station/shortfall", "site", "month"): ("site", 15000, 900000),
        ("overall", "site", "month"): ("site", 15000, 300000),
    }


def test_a_higher_level_inherits_what_it_does_not_change():
    found = charges(VERA)

    assert found["station/shortfall", "case", "life"][2] == 100000
    assert found["station/shortfall", "customer", "rolling 2160h"][2] == 1
    assert found["station/shortfall", "actor", "week"] == ("vera", 15000, None)


def test_an_unknown_customer_is_counted_on_a_meter_of_its_own():
    found = charges(customer=None)

    assert ("station/shortfall", "customer", "rolling 2160h") not in found
    assert found["station/shortfall (anonymous)", "site", "day"] == ("site", 1, 5)


def test_a_clause_per_customer_without_anonymous_limits_needs_to_know_who_it_is():
    rule = STATION.policies[0]
    closed = replace(rule, guidelines=tuple(replace(each, anonymous=()) for each in rule.guidelines))
    decision = decide(
        replace(STATION, policies=(closed,)), request("write off", uah=10, facts=FORTY, customer=None)
    )

    assert decision.outcome is Outcome.DECLINE
    assert decision.reasons[0].code == "anonymous"


def test_calendar_windows_begin_in_the_books_zone_or_the_sites():
    late = datetime(2026, 5, 31, 21, 30, tzinfo=UTC)

    def months(**more):
        planned = plan(STATION, request("write off", uah=10, facts=FORTY, at=late, **more))
        return {
            (meter.clause, meter.starts)
            for meter in planned.own_meters
            if meter.window == "month" and meter.scope == "site"
        }

    assert {starts for _, starts in months()} == {datetime(2026, 5, 31, 21, tzinfo=UTC)}
    assert {starts for _, starts in months(site_zone="Europe/London")} == {
        datetime(2026, 4, 30, 23, tzinfo=UTC)
    }


def test_a_share_of_the_amount_is_rounded_up():
    assert ask("pay later", uah=None, amount_minor=1).cost_minor == 1


def test_an_action_that_costs_nothing_takes_nothing_from_limits_on_money():
    assert ask("lend").meters == ()


def test_an_ai_that_acts_for_a_person_has_the_lower_authority_and_charges_both():
    robot = Actor(id="robot", authority="manager", certificates=NINA.certificates, ai=True, on_behalf_of=NINA)
    decision = ask("write off", robot, uah=150, facts=FORTY)
    actors = [line.meter.subject for line in decision.meters if line.meter.scope == "actor"]

    assert decision.outcome is Outcome.GO_AHEAD
    assert actors == ["robot", "nina"]
    assert ask("write off", robot, uah=250, facts=FORTY).ask.authority == "supervisor"


def test_an_ai_has_only_the_certificates_that_both_hold():
    robot = Actor(id="robot", authority="attendant", ai=True, on_behalf_of=NINA)

    assert ask("write off", robot, uah=150, facts=FORTY).outcome is Outcome.ASK


def test_the_proposal_and_the_decision_choose_the_same_clause():
    ledger, planned = MemoryLedger(), plan(STATION, request("write off", uah=150, facts=FORTY))
    receipt = ledger.commit(planned.proposal())

    assert (receipt.state, receipt.chosen) == ("posted", 0)
    second = ledger.commit(replace(planned.proposal(), id="r2", request_hash="other"))
    assert second.state == "refused"


def test_the_same_request_sent_later_is_the_same_request():
    from datetime import timedelta

    one = request("write off", uah=150, facts=FORTY)
    later = replace(one, at=one.at + timedelta(minutes=5))
    other = replace(one, amount_minor=15001)
    hashes = [plan(STATION, each).proposal().request_hash for each in (one, later, other)]

    assert hashes[0] == hashes[1] != hashes[2]


def test_alternatives_meters_are_asked_for_but_not_locked():
    planned = plan(STATION, request("write off", uah=10, facts={"litres": 140}))

    assert "station/a cup" in {meter.clause for meter in planned.meters}
    assert "station/a cup" not in {meter.clause for meter in planned.own_meters}
