"""UNKNOWN is not null: what is not known, or failed, spreads in a policy book through all that reads it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leeway import feel
from leeway.feel import ERROR, UNKNOWN

KNOWN = {
    "yes": True,
    "no": False,
    "five": Decimal(5),
    "name": "Ada",
    "nothing": None,
    "unknown": UNKNOWN,
    "order": {"total": Decimal(5), "paid": UNKNOWN},
    "basket": ({"price": Decimal(5), "gift": True}, {"price": UNKNOWN, "gift": False}),
}


def worth(text: str) -> object:
    node = feel.parse(text, names=[*KNOWN, "missing"])
    reference = feel.evaluate(node, KNOWN, in_book=True).value
    compiled = feel.compile_python(node)(KNOWN)

    assert reference is compiled or feel.same(reference, compiled), f"compiled: {compiled!r}"
    return reference


@pytest.mark.parametrize(
    "text",
    [
        "unknown",
        "missing",
        "missing = null",
        "missing != null",
        'unknown = "x"',
        'unknown != "x"',
        "unknown > 3",
        "unknown + 1",
        "-unknown",
        "five in (1, unknown)",
        "five in (5, unknown)",
        "unknown in (1, 2)",
        "five between 10 and unknown",
        "five in [1..unknown]",
        "not(unknown)",
        "unknown instance of number",
        "contains(name, unknown)",
        "count([five, unknown])",
        "[five, unknown] = [1, 2]",
        "order = {total: 1}",
        "order.paid",
        "order.never given",
        "order.paid = true",
        "unknown.year",
        "unknown[1]",
        "basket[price > 3]",
        "sum(basket.price)",
        "for b in unknown return b",
        "for i in 1 / 0..unknown return i",
        "for i in unknown..1 / 0 return i",
        "for i in [1, 2], j in (if i = 1 then 1 / 0 else unknown) return j",
        "some b in unknown satisfies true",
        "(function(x) 1)(unknown)",
        "sort([3, 1], function(a, b) unknown)",
        "unknown + 1 / 0",
        "1 / 0 + unknown",
        "now",
    ],
)
def test_what_reads_an_unknown_is_unknown(text: str) -> None:
    assert worth(text) is UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "1 / 0",
        "1 / 0 > 5",
        "nothing < 5",
        "name > five",
        "five = name",
        'number("x", null, null) > 3',
        "not(five)",
        "yes and five",
        "no or nothing",
        "if five then 1 else 2",
        "if nothing then 1 else 2",
        "nothing.year",
        "name.length",
        "five(1)",
        "[1, 2][item]  = 1 / 0",
        "basket[five + name]",
        "count([1 / 0])",
        "every x in [1, 2] satisfies x / 0 = 1",
        "max(1, name)",
        "now()",
    ],
)
def test_a_failure_is_an_error(text: str) -> None:
    assert worth(text) is ERROR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no and unknown", False),
        ("unknown and no", False),
        ("yes and unknown", UNKNOWN),
        ("yes or unknown", True),
        ("unknown or yes", True),
        ("no or unknown", UNKNOWN),
        ("no and 1 / 0 > 1", False),
        ("1 / 0 > 1 and no", False),
        ("1 / 0 > 1 and yes", ERROR),
        ("1 / 0 > 1 or yes", True),
        ("1 / 0 > 1 or unknown", UNKNOWN),
        ("unknown and 1 / 0 > 1", UNKNOWN),
        ("some x in [1, unknown, 3] satisfies x > 2", True),
        ("some x in [1, unknown, 3] satisfies x > 3", UNKNOWN),
        ("every x in [1, unknown, 3] satisfies x > 2", False),
        ("every x in [4, unknown] satisfies x > 2", UNKNOWN),
        ("some x in [0, 1] satisfies 1 / x > 0", True),
        ("every x in [0, 1] satisfies 1 / x > 0", ERROR),
        ("some b in basket satisfies b.price > 3", True),
        ("some b in basket satisfies b.gift and b.price > 9", False),
        ("some b in basket satisfies not(b.gift) and b.price > 9", UNKNOWN),
    ],
)
def test_only_logic_and_quantifiers_decide_in_spite_of_it(text: str, expected: object) -> None:
    assert worth(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if unknown then 1 else 2", UNKNOWN),
        ("if unknown then five else 5.0", Decimal(5)),
        ("if unknown then unknown else unknown", UNKNOWN),
        ("if unknown then 1 / 0 else 1 / 0", UNKNOWN),
        ("if unknown then null else nothing", None),
        ("if 1 / 0 > 1 then 1 else 1", ERROR),
        ("if yes then 1 else unknown", Decimal(1)),
        ("if no then 1 / 0 else 2", Decimal(2)),
    ],
)
def test_a_branch_is_known_when_both_ways_lead_to_the_same(text: str, expected: object) -> None:
    assert worth(text) == expected or worth(text) is expected


def test_a_failure_is_told_once_where_it_happened() -> None:
    evaluation = feel.evaluate("if 1 / 0 > 1 then 1 else 1", in_book=True)

    assert [problem.name for problem in evaluation.problems] == ["division-by-zero"]


def test_reading_one_member_does_not_read_the_others() -> None:
    assert worth("order.total > 3") is True
    assert worth("basket[1].price") == Decimal(5)
    assert worth("basket[gift].price") == (Decimal(5),)


def test_nothing_can_be_selected_from_an_empty_list() -> None:
    assert worth("[][item > unknown]") == ()
    assert worth("[][not(item.paid)]") == ()
    assert worth("[][if unknown then item > 1 else true]") == ()
    assert worth("[][unknown]") is UNKNOWN  # it might be the place of an item, and then there is null


def test_null_is_a_value_of_its_own() -> None:
    assert worth("nothing = null") is True
    assert worth('nothing = "x"') is False
    assert worth('nothing != "x"') is True
    assert worth("five = null") is False


def test_outside_a_book_there_is_neither() -> None:
    assert feel.evaluate("missing > 3").value is None
    assert feel.evaluate("1 / 0").value is None


def test_unknown_has_no_truth_of_its_own() -> None:
    with pytest.raises(TypeError):
        bool(UNKNOWN)
