"""What code and reference make of the same expression, value by value, in a book and outside of one."""

from __future__ import annotations

from typing import Any

import pytest

from leeway import feel
from leeway.feel import ERROR, types
from leeway.feel.values import freeze

FACTS: dict[str, Any] = {
    "n": 5,
    "tier": "gold",
    "yes": True,
    "day": feel.Date(2026, 1, 31),
    "list": [1, 2, 3],
    "basket": [{"price": 5, "name": "tea"}, {"price": 7, "name": "milk"}],
    "spans": [feel.Date(2026, 1, 1), feel.Date(2025, 12, 31)],
    "nothing": None,
}
TYPES = {"n": types.NUMBER, "tier": types.STRING, "yes": types.BOOLEAN, "day": types.DATE}
WORTH = (
    ("basket.price", [5, 7]),
    ("basket.name", ["tea", "milk"]),
    ("spans.year", [2026, 2025]),
    ("basket[1].price", 5),
    ("basket[-1].name", "milk"),
    ("basket[3]", None),
    ("basket[price > 5].name", ["milk"]),
    ("list[item >= 2]", [2, 3]),
    ("for i in list return i * 2", [2, 4, 6]),
    ("for i in [1..3] return i", [1, 2, 3]),
    ("for i in 3..1 return i", [3, 2, 1]),
    ("for i in list, j in 1..i return j", [1, 1, 2, 1, 2, 3]),
    ("for i in 1..4 return if i = 1 then 1 else partial[-1] * i", [1, 2, 6, 24]),
    ("for i in n return i", [5]),
    ("some i in list satisfies i > 2", True),
    ("some i in list satisfies i > 3", False),
    ("every i in list satisfies i > 0", True),
    ("every i in list satisfies i > 1", False),
    ("some i in [] satisfies true", False),
    ("every i in [] satisfies false", True),
    ("n in (1, 5)", True),
    ("n in (1, 6)", False),
    ("n in (5)", True),
    ("n in (< 5, > 9)", False),
    ("n in (< 5, 5)", True),
    ("n in (<= 5)", True),
    ("n in (!= 5)", False),
    ("n in [5..6]", True),
    ("n in (5..6]", False),
    ("n in [4..5)", False),
    ("n in [4..5]", True),
    ("n in ([1..2], [4..6])", True),
    ("n in ([1, 5], 7)", True),
    ('tier in ("gold", "silver")', True),
    ('tier in ("silver")', False),
    ('tier in ["a".."h"]', True),
    ('tier in (> "h")', False),
    ("yes in (true)", True),
    ("yes in (false)", False),
    ('day in (@"2026-01-31", @"2026-02-01")', True),
    ('day in [@"2026-01-01"..@"2026-01-30"]', False),
    ("n in (? > 4 and ? < 6)", True),
    ("n in (n, 1)", True),
    ("n between 5 and 5", True),
    ("n between 6 and 9", False),
    ("if n > 5 then 1 else 2", 2),
    ("{a: n, b: a + 1}.b", 6),
    ("(function(x, y) x - y)(y: 1, x: 3)", 2),
    ("{twice: function(x) x * 2, r: twice(n)}.r", 10),
    ("n instance of number", True),
    ("tier instance of number", False),
    ("-n + 7", 2),
    ("2 ** 3", 8),
    ('day + @"P1M"', feel.Date(2026, 2, 28)),
    ('day - @"P1D" = @"2026-01-30"', True),
    ("nothing = null", True),
    ("n = null", False),
    ("not(yes)", False),
    ("yes and n > 5", False),
    ("yes or 1 / 0 > 1", True),
    ("count(list) + sum(list)", 9),
    ("[1, n][2]", 5),
    ('"a" + tier', "agold"),
    ('tier < "h"', True),
    ('[n, tier] = [5, "gold"]', True),
    ("{a: n} = {a: 5}", True),
)


@pytest.mark.parametrize(("text", "value"), WORTH)
def test_code_and_reference_give_the_value_that_is_meant(text: str, value: Any) -> None:
    node, facts, expected = feel.parse(text, names=FACTS), freeze(FACTS), freeze(value)

    assert feel.same(expected, feel.evaluate(node, FACTS).value)
    assert feel.same(expected, feel.evaluate(node, FACTS, in_book=True).value)
    for known in ({}, TYPES):
        assert feel.same(expected, feel.compile_python(node, types=known)(facts))


@pytest.mark.parametrize(
    "text",
    [
        "n + tier",
        "n / 0",
        "n < tier",
        "list.a",
        "n.a",
        "for i in nothing return i",
        "for i in tier..n return i",
        "n in [tier..7]",
        "n in (< tier)",
        "tier(1)",
        "(function(x) x)(1, 2)",
        "-tier",
        "{a: 1, a: 2}",
        "substring(tier, 9)",
        "list[1.5]",
    ],
)
def test_where_there_is_no_value_both_say_error_in_a_book(text: str) -> None:
    node = feel.parse(text, names=FACTS)

    assert feel.evaluate(node, FACTS, in_book=True).value is ERROR
    for known in ({}, TYPES):
        assert feel.compile_python(node, types=known)(freeze(FACTS)) is ERROR
