"""What the checker says before anything runs: names, types, nulls, and answers that never change."""

from __future__ import annotations

import pytest

from leeway import feel
from leeway.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    DAYS,
    NUMBER,
    STRING,
    ContextOf,
    ListOf,
    OneOf,
    Type,
    optional,
)

SCHEMA: dict[str, Type] = {
    "queue": NUMBER,
    "amount": NUMBER,
    "other tier": OneOf(STRING, ("gold", "none")),
    "tier": OneOf(STRING, ("gold", "silver", "none")),
    "size": OneOf(STRING, ("small", "large")),
    "birthday": optional(DATE),
    "vip": optional(BOOLEAN),
    "bought": DATE,
    "opened": DATE_AND_TIME,
    "has receipt": BOOLEAN,
    "fuel.litres": NUMBER,
    "basket": ListOf(ContextOf((("price", NUMBER), ("name", STRING), ("best before", optional(DATE))))),
    "anything": ANY,
}


def found(text: str, *, in_book: bool = True, expect: Type | None = None) -> list[str]:
    return [problem.name for problem in feel.check(text, SCHEMA, in_book=in_book, expect=expect).problems]


def only(text: str, **how: bool) -> feel.Problem:
    (problem,) = feel.check(text, SCHEMA, **{"in_book": True, **how}).problems
    return problem


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("amount <= 0.5 * queue", "boolean"),
        ("bought + duration('P1M')", "date"),
        ("opened - bought", "days and time duration"),
        ("bought.year", "number"),
        ("basket.price", "list<number>"),
        ("basket[1].name", "string"),
        ("basket[price > 3]", "list<context<price: number, name: string, best before: date or Null>>"),
        ("sort(basket, function(x, y) x.price < y.price)[-1].price", "number"),
        ("max(basket.price)", "number"),
        ("concatenate([1], [2])", "list<number>"),
        ("flatten([[1], [[2]]])", "list<number>"),
        ("for item in basket return item.price * 2", "list<number>"),
        ("for i in 1..3 return i", "list<number>"),
        ("if queue > 3 then 1 else 2", "number"),
        ("{a: 1, b: a + 1}.b", "number"),
        ("(function(x: number) x + 1)(2)", "number"),
        ("anything + 1", "number"),
        ("anything.what.ever", "Any"),
        ("[1..3]", "range<number>"),
        ("duration('P1Y')", "years and months duration"),
        ("today() - bought > duration('P30D')", "boolean"),
    ],
)
def test_a_sound_expression_has_its_type_and_no_problem(text: str, type_: str) -> None:
    checked = feel.check(text.replace("'", '"'), SCHEMA, in_book=True)

    assert (str(checked.type), checked.problems) == (type_, ())


@pytest.mark.parametrize(
    ("text", "message", "help_"),
    [
        ("quee > 3", "nothing is called `quee`", "did you mean `queue`?"),
        ("cout(basket) > 3", "no function is called `cout`", "did you mean `count`?"),
        ("bought.yer = 1", "a date has no `yer`", "did you mean `year`?"),
        ("some i in basket satisfies i.prize > 1", "a record has no `prize`", "did you mean `price`?"),
        ('queue > "3"', "a number cannot be compared with a text", None),
        ("bought = opened", "a date cannot be compared with a date and time", None),
        ("has receipt > true", "`>` has no answer for true or false", None),
        ('queue + "a" > 1', "`+` is not defined for a number and a text", None),
        ("queue and has receipt", "`queue` is a number, not true or false", None),
        ("amount / 0 > 1", "a division by zero has no result", None),
        (
            "substring(tier) = tier",
            "`substring` does not take 1 argument",
            "it is called as `substring(string, start position, length?)`",
        ),
        ("upper case(queue) = tier", "`string` of `upper case` is a text, not a number", None),
        ("sum(basket.name) > 1", "`list` of `sum` is a list of numbers, not a list of texts", None),
        ("abs(number: queue) > 1", "`abs` has no parameter `number`", "it is called as `abs(n)`"),
        ('bought < date("2026-13-01")', "there is no month 13", None),
        ('matches(tier, "[")', "`[` is no pattern: `[` is not closed", None),
        ("{a: 1, a: 2}.a > 1", "there are two entries `a`", None),
        ('tier = "gld"', 'this is never true: `tier` is declared never to be "gld"', "did you mean `gold`?"),
        (
            'tier in ("gold", "platinum")',
            'this is never true: `tier` is declared never to be "platinum"',
            "it is one of `gold`, `silver`, `none`",
        ),
        ("queue != null", "this is always true: `queue` can never be null", None),
        ("queue > 5 and queue < 3", "this is never true: no value of `queue` fits both bounds", None),
        ("queue <= 5 or queue > 3", "this is always true: one of the two always holds for `queue`", None),
        ("queue >= queue", "this is always true: both sides are the same", None),
        ("birthday < today()", "`birthday` may be null here", "test it: `birthday != null and …`"),
    ],
)
def test_a_problem_says_what_is_wrong_and_what_helps(text: str, message: str, help_: str | None) -> None:
    problem = only(text)

    assert (problem.message, problem.help) == (message, help_)


def test_a_problem_has_the_place_of_the_part_it_is_about() -> None:
    text = "has receipt and (amount > 10 or quee > 3)"
    problem = only(text)

    assert problem.span is not None
    assert text[problem.span.start : problem.span.end] == "quee"


def test_all_problems_are_found_at_once_in_the_order_of_the_text() -> None:
    assert found('quee > 3 and amount < "x" and bought.yer = 1') == [
        "unknown-name",
        "wrong-type",
        "unknown-member",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "birthday != null and birthday < today()",
        "birthday < today() and birthday != null",
        "birthday = null or birthday < today()",
        "if birthday = null then false else birthday < today()",
        "not(birthday = null) and birthday < today()",
        "birthday instance of date and birthday < today()",
        "(birthday != null and has receipt) and birthday.year > 2000",
        "birthday = bought",
        "birthday = null",
        "vip = true and has receipt",
        "some item in basket satisfies item.best before != null and item.best before < today()",
        "list contains([bought], birthday)",
    ],
)
def test_a_null_test_makes_an_optional_fact_safe(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "birthday < today()",
        "birthday != null or birthday < today()",
        "birthday = null and birthday < today()",
        'birthday < today() and birthday > @"1900-01-01"',
        "has receipt and vip",
        "vip",
        "birthday.year > 2000",
        'day of week(birthday) = "Monday"',
        'birthday in [@"2000-01-01"..@"2001-01-01"]',
        "some item in basket satisfies item.best before < today()",
        "birthday != null and (some birthday in [birthday] satisfies birthday > bought) and basket[1].best before > bought",
    ],
)
def test_an_optional_fact_without_a_null_test_is_reported_in_a_book(text: str) -> None:
    assert "may-be-null" in found(text, expect=BOOLEAN)
    assert found(text, in_book=False, expect=BOOLEAN) == []


def test_the_expected_type_is_asked_for() -> None:
    assert found("queue", expect=BOOLEAN) == ["wrong-type"]
    assert found("anything", expect=BOOLEAN) == []
    assert found("null", expect=BOOLEAN) == ["wrong-type"]
    assert found('if has receipt then "gold" else "silver"', expect=SCHEMA["tier"]) == []


def test_a_books_patterns_are_linear() -> None:
    assert found(r'matches(tier, "(a)\1")') == ["wrong-arguments"]
    assert found(r'matches(tier, "(a)\1")', in_book=False) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("queue between 5 and 3", "always-false"),
        ("tier = size", "always-false"),
        ("tier != size", "always-true"),
        ("queue in [5..3]", "always-false"),
        ("queue in (3..3)", "always-false"),
        ("queue = 3 and queue != 3", "always-false"),
        ('tier = "gold" and tier = "silver"', "always-false"),
        ("3 > queue and queue >= 3", "always-false"),
        ('tier != "gold" or tier != "silver"', "always-true"),
        ('tier in ("gold", "silver", "none")', "always-true"),
        ('bought < @"2026-01-01" and bought > @"2026-06-01"', "always-false"),
    ],
)
def test_bounds_that_decide_by_themselves_are_reported(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "queue >= 3 and queue <= 3",
        "queue > 3 and amount < 3",
        "queue < 3 or queue > 3",
        "queue in [3..3]",
        'tier = "gold" or tier = "silver"',
        "true",
        "1 = 1 and has receipt",
        "queue != 3 and queue != 4",
        "queue < 3 and queue < 5",
        "queue <= 3 and queue != 3",
        "tier = other tier",
    ],
)
def test_bounds_that_leave_a_choice_are_not(text: str) -> None:
    assert found(text) == []


def test_days_are_no_months() -> None:
    assert found('duration("P1M") > duration("P30D")') == ["wrong-type"]
    assert feel.check("opened - opened", SCHEMA).type == DAYS
