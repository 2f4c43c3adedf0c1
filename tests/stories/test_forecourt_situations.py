"""S5 torn hose, S6 small change, S7 and S8 queue, S9 safety, S10 doubts."""

from __future__ import annotations

import pytest

from tests.stories.cast import HALYNA, OKSANA, PETRO, TARAS
from tests.stories.scene import Scene, answer, clause, instead, steps

EVERYBODY = (TARAS, HALYNA, OKSANA, PETRO)


@pytest.fixture
def till() -> Scene:
    return Scene.of("forecourt")


# -- S5 -----------------------------------------------------------------------------------------------
def test_a_torn_hose_has_the_same_steps_at_every_station(till: Scene) -> None:
    torn = {"matter": "torn hose", "fuel on ground": False}
    shown = [
        steps(till.proposes(actor, "let drive on", given=torn, site=site))
        for actor, site in ((TARAS, "station 3"), (HALYNA, "station 214"), (OKSANA, "station 400"))
    ]

    assert shown == [["stop", "people", "look", "write", "call"]] * 3


def test_the_driver_goes_on_unless_fuel_is_on_the_ground(till: Scene) -> None:
    torn = {"matter": "torn hose"}

    assert answer(till.proposes(HALYNA, "let drive on", given=torn)) == "find out fuel on ground"
    assert answer(till.proposes(HALYNA, "let drive on", given=torn | {"fuel on ground": False})) == "go ahead"
    assert answer(till.proposes(PETRO, "let drive on", given=torn | {"fuel on ground": True})) == "decline"


def test_the_driver_is_never_charged_for_the_hose(till: Scene) -> None:
    for actor in EVERYBODY:
        decision = till.proposes(actor, "charge the driver", given={"matter": "torn hose"})

        assert clause(decision) == "the-driver-never-pays-at-the-till"


def test_a_bent_flap_is_paid_on_the_spot(till: Scene) -> None:
    torn = {"matter": "torn hose"}

    assert answer(till.proposes(HALYNA, "settle damage", 500, given=torn)) == "go ahead"
    assert answer(till.proposes(HALYNA, "settle damage", 501, given=torn)) == "ask supervisor"
    assert answer(till.proposes(HALYNA, "settle damage", 3001, given=torn)) == "ask manager"


# -- S6 -----------------------------------------------------------------------------------------------
def test_without_coins_everybody_rounds_down(till: Scene) -> None:
    for actor in EVERYBODY:
        decision = till.proposes(actor, "round down", "3.40", given={"matter": "small change"}, customer=None)

        assert answer(decision) == "go ahead"


def test_rounding_ends_at_ten_and_never_goes_up(till: Scene) -> None:
    too_much = till.proposes(HALYNA, "round down", "10.01")

    assert answer(too_much) == "decline"
    assert instead(too_much) == ["pay by phone"]
    assert clause(till.proposes(PETRO, "round up")) == "never-round-up"
    assert instead(till.proposes(PETRO, "give sweets for change")) == ["round down"]


# -- S7 -----------------------------------------------------------------------------------------------
def test_a_recurring_queue_is_counted_and_proposed_as_a_change_by_anybody(till: Scene) -> None:
    decision = till.proposes(TARAS, "propose a change", given={"matter": "long wait", "queue": 8})

    assert answer(decision) == "go ahead"
    assert "count" in steps(decision)


def test_the_terminal_goes_to_the_cars_meanwhile(till: Scene) -> None:
    decision = till.proposes(HALYNA, "card terminal to the car", given={"matter": "long wait", "queue": 8})

    assert answer(decision) == "go ahead"


# -- S8 -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("queue", "greeting", "shown"),
    [
        (0, "Look up, greet, and ask how the day is going.", ["greet", "offers", "card"]),
        (3, "Look up, greet, and ask how the day is going.", ["greet", "offers", "card"]),
        (4, "Look up, nod, a short friendly greeting.", ["greet"]),
    ],
)
def test_with_more_than_three_waiting_the_greeting_is_short_and_nothing_is_sold(
    till: Scene, queue: int, greeting: str, shown: list[str]
) -> None:
    decision = till.proposes(HALYNA, "serve", given={"matter": "arrival", "queue": queue})

    assert steps(decision) == shown
    assert decision.steps[0].text == greeting


def test_in_danger_nobody_is_greeted(till: Scene) -> None:
    assert steps(till.proposes(HALYNA, "serve", given={"matter": "arrival", "emergency": True})) == []


# -- S9 -----------------------------------------------------------------------------------------------
def test_no_fuel_into_plastic_by_nobody_for_nobody(till: Scene) -> None:
    plastic = {"container": "plastic canister", "ignition risk": False}
    for actor in EVERYBODY:
        decision = till.proposes(actor, "dispense fuel", given=plastic)
        on_own_judgement = till.judges(
            actor, "dispense fuel", given=plastic, because="His generator runs a fridge.", serving="care"
        )

        assert clause(decision) == "no-plastic-canister"
        assert instead(decision) == ["lend metal canister"]
        assert answer(on_own_judgement) == "decline"


def test_no_gas_with_people_in_the_car_by_nobody_for_nobody(till: Scene) -> None:
    family = {"people inside": True, "gas vessel": "car tank"}
    for actor in (HALYNA, OKSANA, PETRO):
        decision = till.proposes(actor, "fill gas", given=family)

        assert clause(decision) == "gas-only-into-an-empty-car"
        assert steps(decision) == ["out"]


def test_not_having_looked_is_not_safe(till: Scene) -> None:
    nothing = till.proposes(HALYNA, "dispense fuel")
    half = till.proposes(HALYNA, "dispense fuel", given={"container": "tank"})

    assert answer(nothing) == "find out container, ignition risk"
    assert answer(half) == "find out ignition risk"


def test_instead_of_plastic_a_metal_canister_is_lent_without_asking(till: Scene) -> None:
    assert answer(till.proposes(TARAS, "lend metal canister", customer=None)) == "go ahead"


# -- S10 ----------------------------------------------------------------------------------------------
def test_a_doubt_about_the_fuel_goes_to_the_laboratory_with_two_sealed_bottles(till: Scene) -> None:
    decision = till.proposes(HALYNA, "send to laboratory", given={"matter": "engine trouble"})

    assert answer(decision) == "go ahead"
    assert steps(decision) == ["sample", "bottle", "promise", "listen"]


def test_a_doubt_about_the_measure_is_settled_together_with_the_customer(till: Scene) -> None:
    measured = till.proposes(TARAS, "check the measure", given={"matter": "short measure"})
    paid_back = till.proposes(HALYNA, "refund fuel", 320, given={"matter": "short measure", "missing": 130})

    assert answer(measured) == "go ahead"
    assert steps(measured)[0] == "can"
    assert clause(paid_back) == "missing-litres"


def test_a_short_pump_stops_selling(till: Scene) -> None:
    for missing, expected in ((100, "go ahead"), (101, "decline")):
        decision = till.proposes(PETRO, "keep selling", given={"complaints today": 0, "missing": missing})

        assert answer(decision) == expected


def test_no_doubt_is_closed_without_an_answer(till: Scene) -> None:
    assert answer(till.proposes(PETRO, "close the matter")) == "find out answer given"
    assert answer(till.proposes(PETRO, "close the matter", given={"answer given": False})) == "decline"
    assert answer(till.proposes(TARAS, "close the matter", given={"answer given": True})) == "go ahead"


def test_bad_fuel_is_paid_at_once_and_large_repairs_go_up_by_amount(till: Scene) -> None:
    bad = {"matter": "engine trouble", "laboratory": "bad"}
    answers = [
        answer(till.proposes(HALYNA, "repair the car", amount, given=bad)) for amount in (4000, 4001, 15001)
    ]

    assert answers == ["go ahead", "ask supervisor", "ask manager"]


def test_before_the_result_the_supervisor_may_trust_first(till: Scene) -> None:
    waiting = {"matter": "engine trouble", "missing": 0, "laboratory": "not yet"}

    assert answer(till.proposes(HALYNA, "refund fuel", 1800, given=waiting)) == "ask supervisor"
    assert answer(till.proposes(OKSANA, "refund fuel", 1800, given=waiting)) == "go ahead"
