"""Points and ranges: the functions agree with plain sets of points on a fine grid."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import product

import pytest

from leeway.feel.values import Range
from tests.feel.calls import call, fails

GRID = [Decimal(step) / 4 for step in range(17)]  # 0 … 4 in quarters; ends are whole, so no gap is missed
RANGES = [
    Range(Decimal(low), Decimal(high), low_included, high_included)
    for low, high in product(range(5), repeat=2)
    for low_included, high_included in product((True, False), repeat=2)
    if low < high or (low == high and low_included and high_included)
]
POINTS = [Decimal(point) for point in range(5)]


def points(of: Range | Decimal) -> frozenset[Decimal]:
    if isinstance(of, Decimal):
        return frozenset({of})
    above = {point for point in GRID if point > of.low or (of.low_included and point == of.low)}
    return frozenset(point for point in above if point < of.high or (of.high_included and point == of.high))


type Points = frozenset[Decimal]


def _ends_together(a: Points, b: Points) -> bool:
    return max(a) == max(b)


def _starts_together(a: Points, b: Points) -> bool:
    return min(a) == min(b)


SAME: dict[str, Callable[[Points, Points], bool]] = {
    "before": lambda a, b: max(a) < min(b),
    "after": lambda a, b: min(a) > max(b),
    "meets": lambda a, b: max(a) == min(b),
    "met by": lambda a, b: min(a) == max(b),
    "overlaps": lambda a, b: bool(a & b),
    "overlaps before": lambda a, b: min(a) < min(b) <= max(a) <= max(b),
    "overlaps after": lambda a, b: min(b) < min(a) <= max(b) <= max(a),
    "finishes": lambda a, b: _ends_together(a, b) and a <= b,
    "finished by": lambda a, b: _ends_together(a, b) and b <= a,
    "includes": lambda a, b: b <= a,
    "during": lambda a, b: a <= b,
    "starts": lambda a, b: _starts_together(a, b) and a <= b,
    "started by": lambda a, b: _starts_together(a, b) and b <= a,
    "coincides": lambda a, b: a == b,
}


@pytest.mark.parametrize("name", SAME)
def test_two_ranges_lie_as_their_points_do(name: str) -> None:
    wrong = [(a, b) for a in RANGES for b in RANGES if call(name, a, b) is not SAME[name](points(a), points(b))]

    assert wrong == []


@pytest.mark.parametrize("name", ["before", "after", "finishes", "during", "starts"])
def test_a_point_lies_to_a_range_as_its_points_do(name: str) -> None:
    wrong = [(a, b) for a in POINTS for b in RANGES if call(name, a, b) is not SAME[name](points(a), points(b))]

    assert wrong == []


@pytest.mark.parametrize("name", ["before", "after", "finished by", "includes", "started by"])
def test_a_range_lies_to_a_point_as_its_points_do(name: str) -> None:
    wrong = [(a, b) for a in RANGES for b in POINTS if call(name, a, b) is not SAME[name](points(a), points(b))]

    assert wrong == []


@pytest.mark.parametrize("name", ["before", "after", "coincides"])
def test_two_points_lie_as_they_do(name: str) -> None:
    wrong = [(a, b) for a in POINTS for b in POINTS if call(name, a, b) is not SAME[name](points(a), points(b))]

    assert wrong == []


def test_an_open_end_lies_beyond_every_point() -> None:
    above_ten, up_to_ten = Range.of_test(">", Decimal(10)), Range.of_test("<=", Decimal(10))

    assert call("includes", above_ten, Decimal(10**9)) is True
    assert call("includes", above_ten, Decimal(10)) is False
    assert call("before", up_to_ten, above_ten) is True
    assert call("overlaps", above_ten, Range(Decimal(0), Decimal(11))) is True


def test_what_has_no_order_has_no_place() -> None:
    assert fails("before", 1, "a")
    assert fails("before", True, False)
    assert fails("includes", Range("a", "b"), 1)
    assert fails("meets", 1, 2)
    assert fails("during", 1, Range.of_test("!=", Decimal(1)))
