"""S2: the kitchen is late. S3: a spilled drink."""

from __future__ import annotations

import pytest

from tests.stories.cast import LENI, PAOLO, VERONIKA
from tests.stories.scene import Scene, answer, clause, instead, steps

LATE = {"matter": "kitchen late", "minutes late": 40, "bill": 96}


@pytest.fixture
def table() -> Scene:
    return Scene.of("restaurant")


# -- S2 -----------------------------------------------------------------------------------------------
def test_bread_comes_at_once_whoever_serves(table: Scene) -> None:
    for actor in (LENI, PAOLO, VERONIKA):
        decision = table.proposes(
            actor, "bread from the house", given={"matter": "kitchen late"}, customer=None
        )

        assert answer(decision) == "go ahead"


def test_a_drink_comes_meanwhile(table: Scene) -> None:
    assert clause(table.proposes(PAOLO, "free drink", 9, given=LATE)) == "a-drink-meanwhile"
    assert (
        answer(table.proposes(PAOLO, "free drink", 9, given={"matter": "kitchen late"}))
        == "find out minutes late"
    )


def test_the_bill_is_reduced_up_to_a_fifth(table: Scene) -> None:
    reduced = table.proposes(PAOLO, "reduce the bill", "19.20", given=LATE)
    too_much = table.proposes(PAOLO, "reduce the bill", "19.21", given=LATE)

    assert clause(reduced) == "less-to-pay"
    assert steps(reduced) == ["ask", "again"]
    assert "sorry, in your own words, without a list of reasons" in [point.point for point in reduced.points]
    assert answer(too_much) == "decline"
    assert instead(too_much) == ["free dish", "free drink", "bread from the house"]


def test_a_large_table_is_for_the_shift_lead(table: Scene) -> None:
    large = LATE | {"bill": 340}

    assert answer(table.proposes(PAOLO, "reduce the bill", 60, given=large)) == "ask shift lead"
    assert answer(table.proposes(VERONIKA, "reduce the bill", 60, given=large)) == "go ahead"


# -- S3 -----------------------------------------------------------------------------------------------
def test_a_spilled_drink_is_poured_again_by_a_trainee(table: Scene) -> None:
    decision = table.proposes(LENI, "free drink", 9, given={"matter": "spilled"}, customer=None)

    assert clause(decision) == "spilled-drink"
    assert decision.cost_minor == 270
    assert steps(decision) == ["cloth", "glass"]


def test_free_drinks_are_not_allowed_and_still_possible_on_own_judgement(table: Scene) -> None:
    nothing_happened = {"matter": "ordering", "minutes late": 0}
    plainly = table.proposes(PAOLO, "free drink", 18, given=nothing_happened)
    judged = table.judges(
        PAOLO,
        "free drink",
        18,
        given=nothing_happened,
        because="They have just got engaged.",
        serving="hosting",
    )

    assert answer(plainly) == "decline"
    assert plainly.own_judgement
    assert clause(judged) == "own judgement"


# -- safe at our table --------------------------------------------------------------------------------
def test_no_plate_to_an_allergic_guest_without_the_cooks_word(table: Scene) -> None:
    for actor in (LENI, PAOLO, VERONIKA):
        assert (
            answer(table.proposes(actor, "serve a dish", given={"allergy": True}))
            == "find out kitchen confirms"
        )
        refused = table.proposes(actor, "serve a dish", given={"allergy": True, "kitchen confirms": False})
        assert clause(refused) == "allergy"
        assert (
            answer(
                table.judges(
                    actor,
                    "serve a dish",
                    given={"allergy": True, "kitchen confirms": False},
                    because="She has eaten it before.",
                    serving="hosting",
                )
            )
            == "decline"
        )
