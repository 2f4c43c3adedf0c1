"""Which facts count? Trust, presumption, null, types; and everything wrong with a request at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leeway import feel
from leeway.decide import Actor, Approval, Given, Mode, Outcome, Request, RequestError, decide
from leeway.decide.facts import check_facts, read_facts
from leeway.policy import Trust
from tests.decide.counter import NINA, NOON, STATION, TARAS, ask, book, request


def read(name, *, given=None, station=STATION, **more):
    facts = {} if given is None else {name: given}
    return read_facts(station, request("lend", facts=facts, **more)).values[name]


def problems(asked: Request, station=STATION):
    with pytest.raises(RequestError) as caught:
        decide(station, asked)
    return [(each.code, each.field) for each in caught.value.problems]


def test_a_missing_fact_is_unknown_and_not_null():
    assert read("litres") is feel.UNKNOWN


def test_a_fact_at_its_trust_counts():
    assert read("litres", given=Given(40, Trust.SYSTEM)) == Decimal(40)


def test_a_fact_below_its_trust_is_unknown():
    assert read("litres", given=Given(40, Trust.STAFF)) is feel.UNKNOWN


def test_a_missing_fact_is_presumed_where_the_book_says_so():
    assert read("queue") == Decimal(0)


def test_a_claim_that_agrees_with_the_presumed_value_changes_nothing():
    assert read("queue", given=Given(0, Trust.CLAIMED)) == Decimal(0)


def test_a_claim_that_contradicts_the_presumed_value_makes_it_unknown():
    assert read("queue", given=Given(5, Trust.CLAIMED)) is feel.UNKNOWN


def test_null_is_an_answer_only_where_the_book_says_so():
    assert read("birthday", given=Given(None)) is None
    assert problems(request("lend", facts={"receipt": Given(None)})) == [("null-not-optional", "facts.receipt")]


def test_dates_may_come_as_text():
    assert read("birthday", given=Given("2000-02-29")) == read("birthday", given=Given(date(2000, 2, 29)))


def test_a_declared_member_that_is_missing_is_unknown_inside():
    station = book(
        "book: b\ncurrency: EUR\nfacts:\n  order:\n    record of: {total: number, paid: boolean}\n"
        "guidelines:\n  g: {allow: lend, when: order.total > 10 and order.paid}\n"
    )
    facts = read_facts(
        station,
        Request(
            action="lend",
            actor=Actor(id="a", authority="staff"),
            at=NOON,
            facts={"order": Given({"total": 20})},
        ),
    )

    assert facts.values["order"]["paid"] is feel.UNKNOWN
    assert facts.unknown == {"order"}


def test_every_problem_of_a_request_is_told_at_once():
    asked = request(
        "write off", Actor(id="nina", authority="atendant"), uah=-1, currency="EUR",
        facts={"recipt": Given(True), "container": Given("bucket"), "visits": Given("many"), "now": Given("2026-01-01")},
    )  # fmt: skip

    assert problems(asked) == [
        ("unknown-authority", "actor"),
        ("other-currency", "currency"),
        ("unknown-fact", "facts.recipt"),
        ("reserved-name", "facts.now"),
        ("not-one-of", "facts.container"),
        ("wrong-type", "facts.visits"),
        ("amount-not-positive", "amount_minor"),
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"action": "writeoff"}, ("unknown-action", "action")),
        ({"amount_minor": None}, ("no-amount", "amount_minor")),
        ({"amount_minor": 500_001}, ("amount-too-large", "amount_minor")),
        ({"amount_minor": True}, ("wrong-type", "amount_minor")),
        ({"action": "lend"}, ("no-amount-wanted", "amount_minor")),
        ({"parameters": {"cabin": "economy"}}, ("unknown-parameter", "parameters.cabin")),
        ({"at": datetime(2026, 5, 4, 12)}, ("no-zone", "at")),  # noqa: DTZ001 - that is the point
        ({"site_zone": "Europe/Kiiv"}, ("unknown-zone", "site_zone")),
        ({"mode": Mode.JUDGEMENT, "principle": "care"}, ("no-reason", "reason")),
        ({"mode": Mode.JUDGEMENT, "reason": "x"}, ("no-principle", "principle")),
        ({"mode": Mode.JUDGEMENT, "reason": "x", "principle": "cure"}, ("unknown-principle", "principle")),
        ({"stopped": {"write off": "king"}}, ("unknown-authority", "stopped.write off")),
        ({"approval": Approval(approver=NINA)}, ("own-approval", "approval.approver")),
        ({"approval": Approval(approver=Actor(id="bot", authority="manager", ai=True))}, ("ai-approval", "approval.approver")),
        ({"approval": Approval(approver=TARAS, settles=frozenset({"x"}))}, ("no-reason", "approval.reason")),
        ({"mode": Mode.TOLD, "told_at": datetime(2026, 5, 4, 11, tzinfo=UTC)}, ("told-before-done", "told_at")),
        ({"actor": Actor(id="", authority="attendant")}, ("no-id", "actor")),
        ({"told_at": datetime(2026, 5, 4, 12)}, ("no-zone", "told_at")),  # noqa: DTZ001 - that is the point
        ({"actor": replace(NINA, on_behalf_of=Actor(id="x", authority="king"))}, ("unknown-authority", "actor.on_behalf_of")),
    ],
)  # fmt: skip
def test_a_wrong_request_is_no_decision(change, problem):
    assert problems(replace(request("write off", uah=10), **change)) == [problem]


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        object(),
        float("nan"),
        Decimal("Infinity"),
        {"a": 1},
        [1, [2]],
        nested(50_000),
        "x" * 100_000,
        b"bytes",
        10**400,
        10**6000,
        {1, 2},
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("name", ["litres", "container", "receipt", "birthday", "visits"])
def test_hostile_values_are_problems_and_never_break(name, value):
    asked = request("write off", uah=10, facts={name: Given(value, Trust.SYSTEM)})
    try:
        found = decide(STATION, asked).outcome.value
    except RequestError as error:
        found = error.problems[0].field

    assert found.startswith((f"facts.{name}", "find_out", "go_ahead", "ask"))


def test_the_nearest_name_is_suggested():
    with pytest.raises(RequestError) as caught:
        ask("lend", facts={"recipt": True})

    assert caught.value.problems[0].help == "did you mean `receipt`?"


def test_of_very_many_problems_a_hundred_are_listed_and_the_rest_is_counted():
    with pytest.raises(RequestError) as caught:
        ask("lend", facts={f"receipt {number}": True for number in range(1_234)})
    problems = caught.value.problems

    assert [each.code for each in problems] == ["unknown-fact"] * 100 + ["more-problems"]
    assert problems[-1].message == "1,134 more problems are not listed"


def test_the_nearest_of_the_allowed_values_is_suggested():
    with pytest.raises(RequestError) as caught:
        ask("lend", facts={"container": "canistr"})
    problem = caught.value.problems[0]

    assert (problem.message, problem.help) == (
        "`canistr` is none of: tank, canister, bottle",
        "did you mean `canister`?",
    )


def test_a_text_that_is_no_date_is_told_what_is_expected():
    with pytest.raises(RequestError) as caught:
        ask("lend", facts={"birthday": "the last of May"})

    assert "date" in caught.value.problems[0].message


def test_the_facts_of_a_case_are_read_without_a_request():
    values, presumed = check_facts(STATION, {"litres": Given(40, Trust.SYSTEM), "receipt": Given(True)})

    assert (values["litres"], values["receipt"], values["visits"]) == (Decimal(40), True, feel.UNKNOWN)
    assert [(each.fact, each.value) for each in presumed] == [("queue", Decimal(0))]


def test_a_parameter_is_always_known():
    station = book(
        "book: b\ncurrency: EUR\nactions:\n  rebook: {parameters: {cabin: {type: text, one of: [economy, business]}}}\n"
        'guidelines:\n  g: {allow: rebook, when: cabin = "economy"}\n'
    )
    asked = Request(
        action="rebook", actor=Actor(id="a", authority="staff"), at=NOON, parameters={"cabin": "economy"}
    )

    assert decide(station, asked).outcome is Outcome.GO_AHEAD
    assert problems(replace(asked, parameters={}), station) == [("no-parameter", "parameters.cabin")]
    assert problems(replace(asked, parameters={"cabin": "first"}), station) == [
        ("not-one-of", "parameters.cabin")
    ]
    assert problems(replace(asked, parameters={"cabin": feel.UNKNOWN}), station) == [
        ("no-parameter", "parameters.cabin")
    ]


def test_the_amount_is_read_in_major_units():
    assert read_facts(STATION, request("write off", uah=150)).values["amount"] == Decimal("150.00")


def test_the_request_says_what_time_it_is_and_where():
    facts = read_facts(STATION, request("lend", site_zone="Europe/London"))

    assert facts.zone == "Europe/London"
    assert facts.now.date.day == 4
    assert facts.now.time.hour == 13


def test_presumed_facts_are_shown_when_they_are_read():
    decision = ask("write off", uah=10, facts={"litres": 40})

    assert [(each.fact, each.value) for each in decision.presumed] == [("queue", Decimal(0))]
