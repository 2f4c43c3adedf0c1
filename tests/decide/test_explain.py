"""Why exactly? The trace of an answer."""

from __future__ import annotations

from leeway.decide import explain, plan
from tests.decide.counter import FORTY, STATION, request


def traced(action, **more):
    return {each.clause: each for each in explain(plan(STATION, request(action, **more)), {}).clauses}


def test_the_comparisons_that_decided_are_named_with_what_they_read():
    trace = traced("write off", uah=1500, facts=FORTY)["station/shortfall"]

    assert trace.worth == "false"
    assert [(each.text, each.worth) for each in trace.comparisons] == [("amount <= 1000", "false")]
    assert str(dict(trace.comparisons[0].read)["amount"]) == "1500.00"


def test_a_true_and_hangs_on_all_its_comparisons():
    trace = traced("write off", uah=150, facts=FORTY)["station/shortfall"]

    assert trace.decides is True
    assert [each.text for each in trace.comparisons] == ["litres > 0", "amount <= 1000"]


def test_an_unknown_condition_names_what_is_not_known():
    trace = traced("write off", uah=150)["station/shortfall"]

    assert (trace.worth, [each.text for each in trace.comparisons]) == ("unknown", ["litres > 0"])


def test_limits_are_shown_level_by_level():
    levels = traced("write off", uah=250, facts=FORTY)["station/shortfall"].levels

    assert [(each.authority, each.by, each.has_room) for each in levels] == [
        ("attendant", "decider", False),
        ("attendant", "somebody", False),
        ("supervisor", "somebody", True),
        ("manager", "somebody", True),
    ]


def test_rules_situations_and_own_judgement_are_part_of_it():
    found = traced("dispense", facts={"container": "bottle"})

    assert {each.kind for each in found.values()} == {
        "rule",
        "otherwise",
        "own judgement",
        "situation",
        "circumstance",
    }
    assert found["station/no bottle"].decides is True
