"""How far could it go, and what else may be done? Leeway, alternatives, options."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from leeway.decide import Actor, Mode, Outcome, Request, decide, option_meters, options, plan
from tests.decide import worlds
from tests.decide.counter import FORTY, NINA, NOON, STATION, TARAS, VERA, ask, book, request


def test_leeway_is_the_largest_amount_that_goes_ahead():
    assert ask("write off", uah=10, facts=FORTY).leeway_minor == 20000
    assert ask("write off", uah=900, facts=FORTY).leeway_minor == 20000
    assert ask("write off", VERA, uah=10, facts=FORTY).leeway_minor == 100000
    assert ask("write off", TARAS, uah=10, facts=FORTY).leeway_minor == 0


def test_leeway_is_what_is_left_after_what_was_used():
    planned = plan(STATION, request("write off", uah=10, facts=FORTY))
    week = next(meter for meter in planned.meters if meter.window == "week")

    assert decide(STATION, planned.request, {week: 90000}).leeway_minor == 10000


def test_leeway_is_shown_as_amount_where_cost_is_less():
    text = (
        "book: b\ncurrency: EUR\nactions:\n  lend: {amount: money, max: 900, cost: 0.3 * amount}\n"
        "guidelines:\n  g: {allow: lend, limits: [20 EUR per case, 90 EUR per actor per day]}\n"
    )
    asked = Request(action="lend", actor=Actor(id="a", authority="staff"), at=NOON, amount_minor=100)

    assert decide(book(text), asked).leeway_minor == 6666


def test_an_action_without_an_amount_has_no_leeway():
    assert ask("pay by phone").leeway_minor is None


def test_without_any_ceiling_leeway_is_none():
    text = "book: b\ncurrency: EUR\nactions:\n  promise: {amount: money, cost: 0, otherwise: go ahead}\n"
    asked = Request(action="promise", actor=Actor(id="a", authority="staff"), at=NOON, amount_minor=100)

    assert decide(book(text), asked).leeway_minor is None


def test_alternatives_come_from_the_clause_then_from_the_situation():
    decision = ask("write off", uah=1500, facts={"litres": 140, "visits": 3, "receipt": True})

    assert decision.outcome is Outcome.DECLINE
    assert [each.action for each in decision.alternatives] == ["pay by phone", "pay later", "coffee"]
    assert [each.outcome for each in decision.alternatives] == [Outcome.GO_AHEAD] * 3


def test_an_alternative_says_how_far_it_goes():
    station = book(
        "book: b\ncurrency: EUR\nactions: {lend: {amount: money, max: 90, cost: amount}, shout: {otherwise: no}}\n"
        "guidelines:\n  g: {allow: lend, limits: [20 EUR per case, 90 EUR per actor per day]}\n"
        "rules:\n  r: {forbid: shout, when: true, instead: [lend]}\n"
    )
    decision = decide(station, Request(action="shout", actor=Actor(id="a", authority="staff"), at=NOON))

    assert [(each.action, each.most_minor) for each in decision.alternatives] == [("lend", 2000)]


def test_what_would_be_refused_is_not_offered():
    assert [each.action for each in ask("dispense", TARAS, facts={"container": "bottle"}).alternatives] == [
        "lend"
    ]
    assert ask("keep papers").alternatives == ()


def test_at_most_three_are_offered():
    others = ", ".join(f"a{number}" for number in range(5))
    station = book(
        f"book: b\ncurrency: EUR\nactions: {{act: {{}}, {', '.join(f'a{n}: {{otherwise: go ahead}}' for n in range(5))}}}\n"
        f"rules:\n  r: {{forbid: act, when: true, instead: [{others}]}}\n"
    )
    decision = decide(station, Request(action="act", actor=Actor(id="a", authority="staff"), at=NOON))

    assert [each.action for each in decision.alternatives] == ["a0", "a1", "a2"]


# -- options ---------------------------------------------------------------------------------------------
def option(name, actor=NINA, **facts):
    return next(each for each in options(STATION, request("", actor, facts=facts)) if each.action == name)


def test_options_list_every_action_with_what_comes_of_it():
    found = {
        each.action: each.outcome.value
        for each in options(STATION, request("", facts={**FORTY, "visits": 3, "receipt": True}))
    }

    assert found == {
        "coffee": "go_ahead", "write off": "go_ahead", "pay later": "go_ahead", "pay by phone": "go_ahead",
        "lend": "go_ahead", "something else": "go_ahead", "wash": "find_out", "dispense": "find_out", "keep papers": "decline",
    }  # fmt: skip


def test_the_cheapest_for_its_worth_comes_first():
    found = options(STATION, request("", VERA, facts={"visits": 3, "receipt": True, "container": "tank"}))

    assert [each.action for each in found][:2] == ["coffee", "wash"]


def test_an_option_says_which_amounts_go_ahead_and_which_are_asked():
    found = option("write off", **FORTY)

    assert [
        (each.outcome.value, each.authority, each.least_minor, each.most_minor) for each in found.intervals
    ] == [
        ("go_ahead", None, 1, 20000),
        ("ask", "supervisor", 20001, 100000),
    ]
    assert found.exact is True
    assert found.most_minor == 20000


def test_enumerated_choices_are_decided_one_by_one():
    station = book(
        "book: b\ncurrency: EUR\nactions:\n  rebook: {parameters: {cabin: {type: text, one of: [economy, business]}}}\n"
        "  move: {otherwise: go ahead, parameters: {seat: {type: text, one of: [aisle, window]}}}\n"
        'guidelines:\n  g: {allow: rebook, when: cabin = "economy"}\n'
    )
    found = options(station, Request(action="", actor=Actor(id="a", authority="staff"), at=NOON))

    assert [(each.action, each.parameters, each.outcome.value) for each in found] == [
        ("rebook", (("cabin", "economy"),), "go_ahead"),
        ("move", (), "go_ahead"),
        ("rebook", (("cabin", "business"),), "decline"),
    ]


def test_choices_that_are_too_many_stay_open():
    station = book(
        "book: b\ncurrency: EUR\nactions:\n  rebook: {parameters: {seat: number}}\n"
        "guidelines:\n  g: {allow: rebook, when: seat < 30}\n"
    )
    found = options(station, Request(action="", actor=Actor(id="a", authority="staff"), at=NOON))

    assert [(each.outcome.value, each.exact) for each in found] == [("find_out", False)]


def test_a_condition_that_is_not_linear_says_so():
    station = book(
        "book: b\ncurrency: EUR\nactions:\n  lend: {amount: money, max: 90, cost: 0}\n"
        "guidelines:\n  g: {allow: lend, when: amount * amount < 100}\n"
    )
    found = options(station, Request(action="", actor=Actor(id="a", authority="staff"), at=NOON))

    assert found[0].exact is False


def test_a_condition_linear_in_the_amount_is_solved():
    from leeway.decide import Given

    station = book(
        "book: b\ncurrency: EUR\nfacts: {total: number}\nactions:\n  lend: {amount: money, max: 90, cost: 0}\n"
        "guidelines:\n  g:\n    allow: lend\n"
        "    when: 3 * amount + 1 <= total and not(amount in (5, 7)) and amount between 2 and 80\n"
    )
    facts = {"total": Given(31)}
    asked = Request(action="", actor=Actor(id="a", authority="staff"), at=NOON, facts=facts)
    going = [(each.least_minor, each.most_minor) for each in options(station, asked)[0].intervals]

    assert going == [(200, 499), (501, 699), (701, 1000)]


def test_the_meters_of_options_are_told_beforehand():
    clauses = {meter.clause for meter in option_meters(STATION, request("", facts=FORTY))}

    assert clauses == {
        "station/shortfall",
        "station/a cup",
        "otherwise",
        "overall",
        "own judgement",
    }


# -- tried amount by amount -----------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(60))
def test_leeway_is_what_trying_every_amount_finds(seed):
    world = worlds.world(Random(seed))
    asked, action = world.request, world.book.actions[world.request.action]
    if action.max_minor is None or asked.mode is Mode.TOLD:
        return
    going = [
        amount
        for amount in range(1, action.max_minor + 1)
        if worlds.outcome(world.book, replace(asked, amount_minor=amount), world.balances) is Outcome.GO_AHEAD
    ]

    assert worlds.decided(world).leeway_minor == max(going, default=0)


@pytest.mark.parametrize("seed", range(40))
def test_intervals_are_what_trying_every_amount_finds(seed):
    world = worlds.world(Random(seed))
    balances = world.ledger.balances(option_meters(world.book, world.request), at=world.request.at)
    for each in options(world.book, world.request, balances):
        action = world.book.actions.get(each.action)
        if action is None or action.max_minor is None:
            continue
        for amount in range(1, action.max_minor + 1):
            asked = replace(
                world.request,
                action=each.action,
                amount_minor=amount,
                mode=Mode.ORDINARY,
                reason=None,
                principle=None,
            )
            inside = [one for one in each.intervals if one.least_minor <= amount <= one.most_minor]
            found = inside[0].outcome if inside else Outcome.DECLINE

            right = worlds.outcome(world.book, asked, balances)
            going = Outcome.GO_AHEAD in {found, right}

            assert found is right or (world.plan.facts.unknown and not going), (each.action, amount)
