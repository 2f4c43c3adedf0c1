"""Conditions looked up all at once hold exactly where each holds by itself, at the edges of spans too."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

import pytest

from leeway import feel
from leeway.decide.engine.conditions.boxes import Boxes
from leeway.decide.engine.conditions.needs import day_key
from leeway.decide.engine.conditions.straight import Straight
from leeway.feel import types

TYPES = {
    "tier": types.STRING, "late": types.BOOLEAN, "queue": types.NUMBER, "total": types.NUMBER,
    "day": types.DATE, "tags": types.ListOf(types.STRING)}  # fmt: skip
TIERS = ("new", "silver", "gold")
EDGES = tuple(map(Decimal, ("-1", "0", "0.1", "1", "1.5", "2", "9007199254740993", "1E+400")))
DAYS = ("2025-12-31", "2026-02-28", "2026-03-01", "2028-02-29")
BESIDE = (Decimal("1E-20"), Decimal("-1E-20"), Decimal(0))


def part(random: Random) -> str:
    number = format(random.choice(EDGES), "f")
    other = format(random.choice(EDGES), "f")
    return random.choice(
        (
            f'tier = "{random.choice(TIERS)}"', f'tier != "{random.choice(TIERS)}"', 'tier in ("new", "gold")',
            '"gold" = tier', "late", "not(late)", "late = false", f"queue < {number}", f"queue <= {number}",
            f"{number} < queue", f"queue >= {number}", f"queue = {number}", f"queue != {number}",
            f"queue between {number} and {other}", f"queue in [{number}..{other})", f"queue in ({number}..{other}]",
            f"queue in ({number}, {other})", f"total > {number}", "total < queue", "late or queue > 1",
            f"total <= {number}", f"total in (< {number}, > {other})",
            f'day < date("{random.choice(DAYS)}")', f'day = @"{random.choice(DAYS)}"', f'day >= date("{random.choice(DAYS)}")',
            f'day in [date("2026-02-28")..date("{random.choice(DAYS)}"))',
            f'list contains(tags, "{random.choice(TIERS)}")', f'not(list contains(tags, "{random.choice(TIERS)}"))',
        )
    )  # fmt: skip


def condition(random: Random) -> feel.Node:
    text = " and ".join(part(random) for _ in range(random.randint(1, 4)))
    return feel.parse(text, names=tuple(TYPES))


def given(random: Random) -> dict[str, Any]:
    return {
        "tier": random.choice((*TIERS, "other")),
        "late": random.random() < 0.5,
        "queue": random.choice(EDGES) + random.choice(BESIDE),
        "total": random.choice(EDGES) + random.choice(BESIDE),
        "day": feel.from_python(date.fromisoformat(random.choice((*DAYS, "2026-03-02")))),
        "tags": tuple(random.sample(TIERS, random.randrange(4))),
    }


@pytest.mark.parametrize("seed", range(30))
def test_what_holds_together_is_what_holds_alone(seed: int) -> None:
    random = Random(seed)
    conditions = [condition(random) for _ in range(random.choice((1, 5, 60, 200)))]
    compiled = partial(feel.compile_python, types=TYPES, known=True)
    boxes = Boxes(conditions, types=TYPES, compiled=compiled)
    straight = Straight(conditions[:12], types=TYPES, compiled=compiled)
    for _ in range(40):
        values = given(random)
        expected = [
            place
            for place, each in enumerate(conditions)
            if feel.evaluate(each, values, in_book=True).value is True
        ]

        assert boxes.places(boxes.holding(values)) == expected, values
        assert straight.places(straight.holding(values)) == [place for place in expected if place < 12], values


@pytest.mark.parametrize("seed", range(30))
def test_whole_numbers_of_python_hold_what_the_same_numbers_of_feel_hold(seed: int) -> None:
    random = Random(seed)
    conditions = [condition(random) for _ in range(random.choice((1, 5, 60, 200)))]

    def compiled(each: feel.Node) -> Any:
        worth = feel.compile_python(each, types=TYPES, known=True)
        return lambda values: worth({name: _of_feel(value) for name, value in values.items()})

    boxes = Boxes(conditions, types=TYPES, compiled=compiled)
    for _ in range(40):
        plain = given(random)
        for name in ("queue", "total"):
            plain[name] = int(random.choice(EDGES).to_integral_value()) + random.choice((-1, 0, 1))
        values = {name: _of_feel(value) for name, value in plain.items()}

        assert boxes.holding(values) == boxes.holding(plain), plain


def _of_feel(value: Any) -> feel.Value:
    return Decimal(value) if type(value) is int else value


def test_each_day_lies_beyond_the_one_before_of_either_kind() -> None:
    first = date(2023, 12, 1).toordinal()
    days = [date.fromordinal(number) for number in range(first, first + 1_000)]
    places = [day_key(day) for day in days]

    assert places == sorted(set(places))
    assert places == [day_key(feel.Date(day.year, day.month, day.day)) for day in days]
