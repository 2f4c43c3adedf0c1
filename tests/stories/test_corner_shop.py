"""The smallest book: a dozen lines, and the first one anybody reads."""

from __future__ import annotations

import pytest

from leeway.decide import Actor
from tests.stories.scene import BOOKS, Scene, answer

STAFF = Actor(id="ana", authority="staff")
OWNER = Actor(id="the owner", authority="owner")


@pytest.fixture
def shop() -> Scene:
    return Scene.of("corner-shop.yaml")


def test_it_is_understood_at_sight() -> None:
    lines = (BOOKS / "corner-shop.yaml").read_text("utf-8").splitlines()

    assert len(lines) <= 16


def test_sour_milk_is_paid_back_before_she_has_finished_the_sentence(shop: Scene) -> None:
    assert answer(shop.proposes(STAFF, "refund", "1.80")) == "go ahead"
    assert answer(shop.proposes(STAFF, "refund", 30)) == "go ahead"


def test_thirty_euros_are_the_end_of_it_and_a_hundred_the_end_of_the_week(shop: Scene) -> None:
    assert answer(shop.proposes(STAFF, "refund", "30.01")) == "decline"

    answers = [answer(shop.proposes(STAFF, "refund", 30)) for _ in range(4)]
    shop.later(days=7)

    assert answers == ["go ahead"] * 3 + ["ask owner"]
    assert answer(shop.proposes(STAFF, "refund", 30)) == "go ahead"


def test_a_beer_at_seventeen_is_refused_also_by_the_owner(shop: Scene) -> None:
    for actor in (STAFF, OWNER):
        assert answer(shop.proposes(actor, "sell alcohol", given={"age": 17})) == "decline"
        assert answer(shop.proposes(actor, "sell alcohol", given={"age": 18})) == "go ahead"
        assert answer(shop.proposes(actor, "sell alcohol")) == "find out age"
