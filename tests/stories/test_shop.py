"""S1: no receipt, a strict rule, and yet it was evidently bought here."""

from __future__ import annotations

import pytest

from tests.stories.cast import BIRGIT, JULE, KEMAL
from tests.stories.scene import Scene, answer, clause, instead, steps

OUR_LABEL = {"matter": "bring back", "evidence": "our label"}


@pytest.fixture
def shop() -> Scene:
    return Scene.of("shop")


def test_cash_without_proof_is_refused_to_everybody_and_two_ways_are_open(shop: Scene) -> None:
    facts = OUR_LABEL | {"days since purchase": 5, "unused": True, "faulty": False}
    for actor in (JULE, KEMAL, BIRGIT):
        decision = shop.proposes(actor, "refund", 80, given=facts)

        assert clause(decision) == "cash-needs-proof"
        assert instead(decision) == ["exchange", "gift card"]


def test_what_is_evidently_ours_is_exchanged_on_the_spot(shop: Scene) -> None:
    exchanged = shop.proposes(KEMAL, "exchange", 80, given=OUR_LABEL)
    gift_card = shop.proposes(KEMAL, "gift card", 80, given=OUR_LABEL, customer=None)

    assert (answer(exchanged), answer(gift_card)) == ("go ahead", "go ahead")
    assert clause(exchanged) == "evidently-ours"
    assert steps(exchanged) == ["ask"]


def test_even_a_trainee_exchanges_up_to_a_hundred(shop: Scene) -> None:
    assert answer(shop.proposes(JULE, "exchange", 100, given=OUR_LABEL)) == "go ahead"
    assert answer(shop.proposes(JULE, "exchange", "100.01", given=OUR_LABEL)) == "ask assistant"


def test_where_nothing_shows_it_people_are_believed_once_a_year(shop: Scene) -> None:
    nothing = {"matter": "bring back", "evidence": "none"}
    first = shop.proposes(KEMAL, "exchange", 40, given=nothing)
    again = shop.proposes(KEMAL, "exchange", 40, given=nothing)

    assert clause(first) == "benefit-of-the-doubt"
    assert answer(again) == "decline"
    assert instead(again) == ["small gift"]


def test_own_judgement_does_not_bend_the_rule(shop: Scene) -> None:
    decision = shop.judges(
        KEMAL, "refund", 30, given=OUR_LABEL, because="She asked so nicely.", serving="trust"
    )

    assert answer(decision) == "decline"


def test_cash_that_was_given_all_the_same_is_told_and_recorded(shop: Scene) -> None:
    told = shop.tells(KEMAL, "refund", 30, given=OUR_LABEL, because="Her train was leaving.", serving="dignity")

    assert told.told is not None
    assert told.told.departed_from == ("exchange/cash-needs-proof",)


def test_no_alcohol_under_eighteen_and_a_glance_is_not_a_document(shop: Scene) -> None:
    ages = [
        answer(shop.proposes(BIRGIT, "sell alcohol", given={"age": age, "drunk": False})) for age in (17, 18)
    ]

    assert ages == ["decline", "go ahead"]
    assert answer(shop.proposes(BIRGIT, "sell alcohol", given={"drunk": False})) == "find out age"
