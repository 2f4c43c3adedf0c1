"""S4 short of money, S16 the supervisor answers, S17 the newcomer."""

from __future__ import annotations

import pytest

from leeway.decide import AskKind, Given
from leeway.policy import Trust
from tests.stories.cast import HALYNA, IHOR, OKSANA, PETRO, TARAS, TARAS_IN_MAY
from tests.stories.scene import Scene, answer, clause, instead, steps

FORTY_LITRES = {"matter": "short of money", "fuel.litres": 40}


@pytest.fixture
def till() -> Scene:
    return Scene.of("forecourt")


# -- S4 -----------------------------------------------------------------------------------------------
def test_a_driver_is_150_short_and_drives_on(till: Scene) -> None:
    decision = till.proposes(HALYNA, "write off", 150, given=FORTY_LITRES)

    assert answer(decision) == "go ahead"
    assert clause(decision) == "small-shortfall"
    assert steps(decision) == ["phone", "aside"]
    assert "no blame, it happens to everyone" in [point.point for point in decision.points]


def test_the_limit_is_reached_and_not_passed(till: Scene) -> None:
    at_the_limit = till.proposes(HALYNA, "write off", 200, given=FORTY_LITRES)
    above = till.proposes(HALYNA, "write off", "200.01", given=FORTY_LITRES, customer="anton")

    assert answer(at_the_limit) == "go ahead"
    assert answer(above) == "ask supervisor"
    assert above.leeway_minor == 200_00
    assert instead(above) == ["pay later", "pay by phone"]


def test_the_second_time_in_a_month_is_for_the_supervisor_and_the_third_for_nobody(till: Scene) -> None:
    first = till.proposes(HALYNA, "write off", 150, given=FORTY_LITRES)
    till.later(days=29)
    second = till.proposes(IHOR, "write off", 150, given=FORTY_LITRES)
    by_the_supervisor = till.proposes(OKSANA, "write off", 150, given=FORTY_LITRES)
    third = till.proposes(IHOR, "write off", 150, given=FORTY_LITRES)

    assert [answer(each) for each in (first, second, by_the_supervisor)] == [
        "go ahead",
        "ask supervisor",
        "go ahead",
    ]
    assert answer(third) == "decline"
    assert third.own_judgement
    assert instead(third) == ["pay later", "pay by phone"]


def test_after_ninety_days_it_is_the_first_time_again(till: Scene) -> None:
    till.proposes(HALYNA, "write off", 150, given=FORTY_LITRES)
    till.later(days=90)

    assert answer(till.proposes(HALYNA, "write off", 150, given=FORTY_LITRES)) == "go ahead"


def test_somebody_unknown_is_helped_too_five_times_a_day(till: Scene) -> None:
    answers = [
        answer(till.proposes(actor, "write off", 100, given=FORTY_LITRES, customer=None))
        for actor in (HALYNA, HALYNA, IHOR, IHOR, IHOR, IHOR)
    ]
    till.later(days=1)
    tomorrow = till.proposes(HALYNA, "write off", 100, given=FORTY_LITRES, customer=None)

    assert answers == ["go ahead"] * 5 + ["decline"]
    assert answer(tomorrow) == "go ahead"


def test_what_the_customer_says_of_the_litres_has_to_be_looked_up(till: Scene) -> None:
    claimed = {"fuel.litres": Given(40, trust=Trust.CLAIMED)}

    said = till.proposes(HALYNA, "write off", 150, given=claimed)
    not_said = till.proposes(HALYNA, "write off", 150)

    assert answer(said) == answer(not_said) == "find out fuel.litres"


def test_nobody_keeps_a_passport_as_a_pledge(till: Scene) -> None:
    for actor in (TARAS, HALYNA, OKSANA, PETRO):
        decision = till.proposes(actor, "keep documents")

        assert answer(decision) == "decline"
        assert instead(decision)[:2] == ["pay later", "pay by phone"]


def test_on_own_judgement_the_limits_give_way_and_it_is_reviewed(till: Scene) -> None:
    for _ in range(2):
        till.proposes(OKSANA, "write off", 150, given=FORTY_LITRES)
    refused = till.proposes(HALYNA, "write off", 280, given=FORTY_LITRES)
    decided = till.judges(
        HALYNA, "write off", 280, given=FORTY_LITRES, because="The child had a fever.", serving="care"
    )

    assert answer(refused) == "decline"
    assert answer(decided) == "go ahead"
    assert clause(decided) == "own judgement"
    assert decided.review == "supervisor within 3 working days"


def test_own_judgement_ends_and_then_the_supervisor_is_asked(till: Scene) -> None:
    answers = [
        answer(till.judges(HALYNA, "small kindness", 200, because="It poured.", serving="care"))
        for _ in range(4)
    ]

    assert answers == ["go ahead"] * 3 + ["ask supervisor"]


def test_done_at_night_and_told_in_the_morning_is_never_refused(till: Scene) -> None:
    told = till.tells(
        HALYNA, "write off", 350, given=FORTY_LITRES, because="The line was busy.", serving="dignity"
    )
    next_day = till.proposes(HALYNA, "write off", 150, given=FORTY_LITRES, customer="anton")

    assert told.told is not None
    assert not told.told.ordinary
    assert told.told.charged_minor + told.told.excess_minor == 350_00
    assert told.review == "supervisor within 3 working days"
    assert answer(next_day) == "go ahead"


def test_what_was_ordinary_anyway_is_ordinary_when_told(till: Scene) -> None:
    told = till.tells(HALYNA, "write off", 150, given=FORTY_LITRES, because="No time.", serving="care")

    assert told.told is not None
    assert told.told.ordinary
    assert clause(told) == "small-shortfall"


# -- S16 ----------------------------------------------------------------------------------------------
def test_the_supervisor_answers_with_one_approval(till: Scene) -> None:
    request = till.request(HALYNA, "write off", 600, given=FORTY_LITRES)
    asked = till.settles(request)
    approved = till.approves(OKSANA, request)

    assert answer(asked) == "ask supervisor"
    assert asked.ask is not None
    assert asked.ask.kind is AskKind.AUTHORITY
    assert asked.meters == () or all(line.charge >= 0 for line in asked.meters)
    assert answer(approved) == "go ahead"
    assert clause(approved) == "small-shortfall"


def test_asking_costs_nothing_and_the_approval_is_charged_to_the_approver(till: Scene) -> None:
    request = till.request(HALYNA, "write off", 600, given=FORTY_LITRES)
    till.settles(request)
    before = till.proposes(HALYNA, "write off", 150, given=FORTY_LITRES, customer="anton")
    approved = till.approves(OKSANA, request)
    per_actor = [line.meter.subject for line in approved.meters if line.meter.scope == "actor"]

    assert answer(before) == "go ahead"
    assert answer(approved) == "go ahead"
    assert "halyna" not in per_actor


def test_a_colleague_of_the_same_level_cannot_approve_what_is_above_both(till: Scene) -> None:
    request = till.request(HALYNA, "write off", 600, given=FORTY_LITRES)

    assert answer(till.approves(IHOR, request)) == "ask supervisor"


# -- S17 ----------------------------------------------------------------------------------------------
def test_a_newcomer_never_has_to_ask_over_a_few_coins(till: Scene) -> None:
    decision = till.proposes(TARAS, "let coins go", 50)

    assert answer(decision) == "go ahead"
    assert clause(decision) == "a-few-hryvnias"


def test_a_certificate_gives_the_newcomer_more_leeway(till: Scene) -> None:
    before = till.proposes(TARAS, "write off", 100, given=FORTY_LITRES)
    after = till.proposes(TARAS_IN_MAY, "write off", 100, given=FORTY_LITRES)
    over_the_edge = till.proposes(TARAS_IN_MAY, "write off", 101, given=FORTY_LITRES, customer="anton")

    assert before.ask is not None
    assert before.ask.kind is AskKind.COLLEAGUE
    assert answer(after) == "go ahead"
    assert answer(over_the_edge) == "ask attendant"


def test_more_authority_is_never_worth_less(till: Scene) -> None:
    for actor in (TARAS_IN_MAY, HALYNA, OKSANA, PETRO):
        decision = till.proposes(
            actor, "write off", 100, given=FORTY_LITRES, customer=f"customer of {actor.id}"
        )

        assert answer(decision) == "go ahead"


def test_a_newcomer_without_the_certificate_fills_no_gas(till: Scene) -> None:
    safe = {"people inside": False, "gas vessel": "car tank"}

    assert clause(till.proposes(TARAS, "fill gas", given=safe)) == "gas-needs-the-certificate"
    assert answer(till.proposes(HALYNA, "fill gas", given=safe)) == "go ahead"


def test_a_newcomer_may_say_sorry_with_a_coffee(till: Scene) -> None:
    assert answer(till.proposes(TARAS, "free coffee")) == "go ahead"


def test_a_newcomer_who_follows_his_heart_asks_the_colleague_beside_him(till: Scene) -> None:
    decision = till.judges(TARAS, "small kindness", 60, because="She forgot the bottle.", serving="care")

    assert answer(decision) == "ask attendant"
