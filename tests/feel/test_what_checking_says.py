"""Every problem that checking reports: its name, the part it is about, its sentence and what helps, row by row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leeway import feel
from leeway.feel.types import (
    BOOLEAN,
    DAYS,
    MONTHS,
    NULL,
    NUMBER,
    STRING,
    TIME,
    ContextOf,
    FunctionOf,
    ListOf,
    OneOf,
    RangeOf,
    Type,
    optional,
)
from tests.feel import test_checking

SCHEMA: dict[str, Type] = {
    **test_checking.SCHEMA,
    "prices": ListOf(optional(NUMBER)),
    "late": optional(OneOf(STRING, ("gold", "silver"))),
    "at": TIME,
    "wait": DAYS,
    "term": MONTHS,
    "window": RangeOf(NUMBER),
    "rule": FunctionOf((NUMBER,), BOOLEAN),
    "order": ContextOf((("total", NUMBER), ("lines", ListOf(NUMBER)))),
    "nothing": NULL,
    "step": OneOf(NUMBER, (Decimal(1), Decimal(2))),
    "maybe list": optional(ListOf(NUMBER)),
}

# The part that the problem is about stands between « and ».
CALLS = (
    ("«cout»(basket)", "unknown-name", "no function is called `cout`", "did you mean `count`?"),
    ("«frobnicate»(1)", "unknown-name", "no function is called `frobnicate`", None),
    ("«queue»(1)", "wrong-type", "a number cannot be called", None),
    ("«order»(1)", "wrong-type", "a record cannot be called", None),
    ("«rule()»", "wrong-arguments", "`rule` takes 1 argument, not 0", None),
    ("«rule(1, 2)»", "wrong-arguments", "`rule` takes 1 argument, not 2", None),
    ("rule(«tier»)", "wrong-type", "the function takes a number here, not a text", None),
    (
        "(«function(a, b) a + b)(1)»",
        "wrong-arguments",
        "`function(a, b) a + b` takes 2 arguments, not 1",
        None,
    ),
    ('(function(a: number) a)(«"x"»)', "wrong-type", "the function takes a number here, not a text", None),
    (
        '(function(a, b: number) b)(b: «"x"», a: 1)',
        "wrong-type",
        "the function takes a number here, not a text",
        None,
    ),
    ("(function(a) «a + true»)(1)", "wrong-type", "`+` is not defined for a number and true or false", None),
    (
        "«substring(tier)»",
        "wrong-arguments",
        "`substring` does not take 1 argument",
        "it is called as `substring(string, start position, length?)`",
    ),
    (
        "«substring(tier, 1, 2, 3)»",
        "wrong-arguments",
        "`substring` does not take 4 arguments",
        "it is called as `substring(string, start position, length?)`",
    ),
    (
        "«floor()»",
        "wrong-arguments",
        "`floor` does not take 0 arguments",
        "it is called as `floor(n)` or `floor(n, scale)`",
    ),
    (
        "«append()»",
        "wrong-arguments",
        "`append` does not take 0 arguments",
        "it is called as `append(list, item…)`",
    ),
    ("«now(1)»", "wrong-arguments", "`now` does not take 1 argument", "it is called as `now()`"),
    ("«abs(number: queue)»", "wrong-arguments", "`abs` has no parameter `number`", "it is called as `abs(n)`"),
    (
        "«substring(strin: tier, start position: 1)»",
        "wrong-arguments",
        "`substring` has no parameter `strin`",
        "did you mean `string`?",
    ),
    ('substring(tier, «"1"»)', "wrong-type", "`start position` of `substring` is a number, not a text", None),
    (
        "substring(string: tier, start position: «tier»)",
        "wrong-type",
        "`start position` of `substring` is a number, not a text",
        None,
    ),
    ("upper case(«queue»)", "wrong-type", "`string` of `upper case` is a text, not a number", None),
    ("upper case(«late»)", "may-be-null", "`late` may be null here", "test it: `late != null and …`"),
    (
        "sum(«prices»)",
        "may-be-null",
        "an item of `prices` may be null here",
        "leave it out: `prices[item != null]`",
    ),
    (
        "sort(«prices»)",
        "may-be-null",
        "an item of `prices` may be null here",
        "leave it out: `prices[item != null]`",
    ),
    (
        "sum(«maybe list»)",
        "may-be-null",
        "`maybe list` may be null here",
        "test it: `maybe list != null and …`",
    ),
    (
        "max(1, «prices[1]»)",
        "may-be-null",
        "`prices[1]` may be null here",
        "test it: `prices[1] != null and …`",
    ),
    ("«min(has receipt, has receipt)»", "wrong-type", "`min` has no answer for true or false", None),
    ("«max([has receipt])»", "wrong-type", "`max` has no answer for true or false", None),
    ("«sort(basket)»", "wrong-type", "`sort` has no answer for a record", None),
    ("sort(basket, function(x, y) «x.price»)", "wrong-type", "`x.price` is a number, not true or false", None),
    ("list replace([1], function(a, b) «5», 3)", "wrong-type", "`5` is a number, not true or false", None),
    (
        'list replace([1], function(a, b) «b > a», "x")',
        "wrong-type",
        "a text cannot be compared with a number",
        None,
    ),
)
CONSTANTS = (
    ('«date("2026-02-30")»', "month 2 of 2026 has no day 30"),
    ("«date(2026, 13, 1)»", "there is no month 13"),
    ('«time("25:00:00")»', "there is no time 25:0:0"),
    ('«date and time("x")»', "`x` is not a date and time such as 2026-01-31T10:30:00"),
    ('«duration("P1Y1D")»', "`P1Y1D` is not a duration such as P3D, PT2H or P1Y6M"),
    ('«number("1,0", ",", ",")»', "the two separators are the same"),
    ('«number(from: "x")»', "`x` is not a number"),
    ('«range("[2..1]")»', "the start of a range is a value of the same kind, not after its end"),
    ('«matches(tier, "(")»', "`(` is no pattern: `(` is not closed"),
    ('«matches(tier, "a", "z")»', "`z` are not flags out of s, m, i, x and q"),
    ('«replace(tier, "(", "x")»', "`(` is no pattern: `(` is not closed"),
    ('«replace(tier, "a", "x", "z")»', "`z` are not flags out of s, m, i, x and q"),
    ('«split(tier, "(")»', "`(` is no pattern: `(` is not closed"),
    (
        r'«matches(tier, "(a)\1")»',
        "a book's patterns have no references, no large counts and no `^` per line",
    ),
    ('«matches(tier, "a b)", "x")»', "`ab)` is no pattern: `)` closes nothing"),
)
PARTS = (
    ("«quee» > 3", "unknown-name", "nothing is called `quee`", "did you mean `queue`?"),
    ("«zzz» > 3", "unknown-name", "nothing is called `zzz`", None),
    ("{a: 1, «a: 2»}", "duplicate-key", "there are two entries `a`", None),
    ('{a: 1, «"a": 2»}', "duplicate-key", "there are two entries `a`", None),
    ("«{a: 1}.b»", "unknown-member", "a record has no `b`", None),
    ("«order.totl»", "unknown-member", "a record has no `totl`", "did you mean `total`?"),
    ("«bought.yer»", "unknown-member", "a date has no `yer`", "did you mean `year`?"),
    ("«bought.hour»", "unknown-member", "a date has no `hour`", None),
    ("«at.day»", "unknown-member", "a time has no `day`", None),
    ("«wait.years»", "unknown-member", "a days and time duration has no `years`", None),
    ("«term.days»", "unknown-member", "a years and months duration has no `days`", None),
    ("«window.middle»", "unknown-member", "a range has no `middle`", None),
    ("«basket.prise»", "unknown-member", "a record has no `prise`", "did you mean `price`?"),
    ("«queue.x»", "unknown-member", "a number has no `x`", None),
    ("«nothing».a", "wrong-type", "`nothing` holds nothing to look into", None),
    ("«nothing»[1]", "wrong-type", "`nothing` holds nothing to look into", None),
    ("for i in «nothing» return i", "wrong-type", "`nothing` holds nothing to look into", None),
    ("some i in «null» satisfies true", "wrong-type", "`null` holds nothing to look into", None),
    ('basket[«"a"»]', "wrong-type", '`"a"` is a text, not true or false', None),
    ("basket[«bought»]", "wrong-type", "`bought` is a date, not true or false", None),
    ("some i in basket satisfies «i.price»", "wrong-type", "`i.price` is a number, not true or false", None),
    ("every i in basket satisfies «i.name»", "wrong-type", "`i.name` is a text, not true or false", None),
    ("if «queue» then 1 else 2", "wrong-type", "`queue` is a number, not true or false", None),
    ("true and «queue»", "wrong-type", "`queue` is a number, not true or false", None),
    ("«null» or true", "wrong-type", "`null` is not true or false", None),
    ("«function(a) external {}»", "external-function", "functions of another language cannot be called", None),
    ('for «i in 1.."a"» return i', "wrong-type", "a number cannot be compared with a text", None),
    ('for «i in "a".."b"» return i', "wrong-type", "only numbers and dates can be counted through", None),
    ("for «i in at..at» return i", "wrong-type", "only numbers and dates can be counted through", None),
    (
        "some «i in wait..wait» satisfies true",
        "wrong-type",
        "only numbers and dates can be counted through",
        None,
    ),
    ('«["a"..1]»', "wrong-type", "a text cannot be compared with a number", None),
    ("«[true..false]»", "wrong-type", "`..` has no answer for true or false", None),
    ("[«birthday»..bought]", "may-be-null", "`birthday` may be null here", "test it: `birthday != null and …`"),
)
COMPARISONS = (
    ("«queue < null»", "wrong-type", "`<` has no answer for null", None),
    ("«null >= queue»", "wrong-type", "`>=` has no answer for null", None),
    ("«basket < reverse(basket)»", "wrong-type", "`<` has no answer for a list", None),
    ("«tier = queue»", "wrong-type", "a text cannot be compared with a number", None),
    ("«basket != order»", "wrong-type", "a list cannot be compared with a record", None),
    ("«queue between null and 3»", "wrong-type", "`between` has no answer for null", None),
    ("«has receipt between true and false»", "wrong-type", "`between` has no answer for true or false", None),
    ('«queue between 1 and "a"»', "wrong-type", "a number cannot be compared with a text", None),
    ("queue in (1, «tier»)", "wrong-type", "a number cannot be compared with a text", None),
    ("queue in («[tier]»)", "wrong-type", "a number cannot be compared with a list of texts", None),
    ("tier in «[1..5]»", "wrong-type", "a text cannot be compared with a number", None),
    ('queue in («< "a"»)', "wrong-type", "a number cannot be compared with a text", None),
    ('queue in («= "a"»)', "wrong-type", "a number cannot be compared with a text", None),
    ("queue in («? + 1»)", "wrong-type", "`? + 1` is a number, not true or false", None),
    (
        "«birthday» in (< bought)",
        "may-be-null",
        "`birthday` may be null here",
        "test it: `birthday != null and …`",
    ),
    (
        "bought in (< «birthday»)",
        "may-be-null",
        "`birthday` may be null here",
        "test it: `birthday != null and …`",
    ),
)
ANSWERS = (
    ("«queue = null»", "always-false", "`queue` can never be null", None),
    ("«null = queue»", "always-false", "`queue` can never be null", None),
    ("«queue != null»", "always-true", "`queue` can never be null", None),
    ("«tier = size»", "always-false", "the two have no value in common", None),
    ("«tier != size»", "always-true", "the two have no value in common", None),
    ("«queue >= queue»", "always-true", "both sides are the same", None),
    ("«queue <= queue»", "always-true", "both sides are the same", None),
    ("«queue = queue»", "always-true", "both sides are the same", None),
    ("«queue > queue»", "always-false", "both sides are the same", None),
    ("«queue < queue»", "always-false", "both sides are the same", None),
    ("«queue != queue»", "always-false", "both sides are the same", None),
    ('«tier = "gld"»', "always-false", '`tier` is declared never to be "gld"', "did you mean `gold`?"),
    ('«"gld" != tier»', "always-true", '`tier` is declared never to be "gld"', "did you mean `gold`?"),
    (
        '«late = "bronze"»',
        "always-false",
        '`late` is declared never to be "bronze"',
        "it is one of `gold`, `silver`",
    ),
    ("«step = 3»", "always-false", "`step` is declared never to be 3", "it is one of `1`, `2`"),
    ("step in (1, «3»)", "always-false", "`step` is declared never to be 3", "it is one of `1`, `2`"),
    ("step in [1, «3»]", "always-false", "`step` is declared never to be 3", "it is one of `1`, `2`"),
    ("«step in (1, 2)»", "always-true", "these are all the values of `step`", None),
    ("«step in [2, 1]»", "always-true", "these are all the values of `step`", None),
    ("«queue between 5 and 3»", "always-false", "no value of `queue` fits both bounds", None),
    ("«queue in (3..3]»", "always-false", "no value of `queue` fits both bounds", None),
    ("«queue in [3..3)»", "always-false", "no value of `queue` fits both bounds", None),
    ("«queue > 5 and amount > 1 and queue < 3»", "always-false", "no value of `queue` fits both bounds", None),
    ("«queue < 3 and queue >= 3»", "always-false", "no value of `queue` fits both bounds", None),
    ("«queue <= 3 and queue > 3»", "always-false", "no value of `queue` fits both bounds", None),
    ("«5 < queue and 3 > queue»", "always-false", "no value of `queue` fits both bounds", None),
    ("«queue in (> 5) and queue in (< 3)»", "always-false", "no value of `queue` fits both bounds", None),
    ("«queue = 3 and queue > 3»", "always-false", "no value of `queue` fits both bounds", None),
    ("«queue < 3 or queue >= 3»", "always-true", "one of the two always holds for `queue`", None),
    ("«queue = 3 or queue != 3»", "always-true", "one of the two always holds for `queue`", None),
    ("«queue >= 3 or queue <= 3»", "always-true", "one of the two always holds for `queue`", None),
)
COMPUTING = (
    ("«-tier»", "`-` is not defined for a text"),
    ("«-bought»", "`-` is not defined for a date"),
    ("«tier + 1»", "`+` is not defined for a text and a number"),
    ("«tier - tier»", "`-` is not defined for a text and a text"),
    ("«queue - bought»", "`-` is not defined for a number and a date"),
    ("«bought - queue»", "`-` is not defined for a date and a number"),
    ("«bought + at»", "`+` is not defined for a date and a time"),
    ("«at + term»", "`+` is not defined for a time and a years and months duration"),
    ("«wait * wait»", "`*` is not defined for a days and time duration and a days and time duration"),
    ("«wait / term»", "`/` is not defined for a days and time duration and a years and months duration"),
    ("«queue / wait»", "`/` is not defined for a number and a days and time duration"),
    ("«tier ** 2»", "`**` is not defined for a text and a number"),
    ("«has receipt + 1»", "`+` is not defined for true or false and a number"),
    ("«[1] + [2]»", "`+` is not defined for a list of numbers and a list of numbers"),
)


def problems(marked: str, *, expect: Type | None = None) -> tuple[str, list[tuple[str, str, str, str | None]]]:
    """The part between the marks, and the problems of the text without them, each with its part."""
    before, _, rest = marked.partition("«")
    part, _, after = rest.partition("»")
    text = before + part + after
    found = feel.check(text, SCHEMA, in_book=True, expect=expect).problems
    spans = [each.span or feel.Span(0, 0) for each in found]
    return part, [
        (each.name, text[span.start : span.end], each.message, each.help)
        for each, span in zip(found, spans, strict=True)
    ]


@pytest.mark.parametrize(("marked", "name", "message", "advice"), [*CALLS, *PARTS, *COMPARISONS])
def test_a_problem_names_its_part_its_reason_and_what_helps(
    marked: str, name: str, message: str, advice: str | None
) -> None:
    part, found = problems(marked)

    assert found == [(name, part, message, advice)]


@pytest.mark.parametrize(("marked", "message"), CONSTANTS)
def test_a_constant_that_cannot_be_converted_is_found_before_anything_runs(marked: str, message: str) -> None:
    part, found = problems(marked)

    assert found == [("wrong-arguments", part, message, None)]


@pytest.mark.parametrize(("marked", "name", "message", "advice"), ANSWERS)
def test_an_answer_that_is_known_in_advance_is_reported(
    marked: str, name: str, message: str, advice: str | None
) -> None:
    part, found = problems(marked)
    word = {"always-true": "always true", "always-false": "never true"}[name]

    assert found == [(name, part, f"this is {word}: {message}", advice)]


@pytest.mark.parametrize(("marked", "message"), COMPUTING)
def test_what_cannot_be_computed_says_of_which_kinds(marked: str, message: str) -> None:
    part, found = problems(marked)

    assert found == [("wrong-type", part, message, None)]


@pytest.mark.parametrize("marked", ["1 + «2 / 0»", "«queue / 0.0»"])
def test_a_division_by_a_constant_zero_is_found_before_anything_runs(marked: str) -> None:
    part, found = problems(marked)

    assert found == [("division-by-zero", part, "a division by zero has no result", None)]


@pytest.mark.parametrize(
    ("marked", "expect", "message"),
    [
        ("«queue»", BOOLEAN, "`queue` is a number, not true or false"),
        ("«tier»", NUMBER, "`tier` is a text, not a number"),
        ("«null»", NUMBER, "`null` is not a number"),
        ("«[1]»", ListOf(STRING), "`[1]` is a list of numbers, not a list of texts"),
        ("«order»", TIME, "`order` is a record, not a time"),
        ("«window»", NUMBER, "`window` is a range, not a number"),
        ("«rule»", NUMBER, "`rule` is a function, not a number"),
    ],
)
def test_a_value_of_another_kind_than_expected_is_reported(marked: str, expect: Type, message: str) -> None:
    part, found = problems(marked, expect=expect)

    assert found == [("wrong-type", part, message, None)]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("sum(prices[item != null])", "number"),
        ("sum(prices[item != null and item > 1])", "number"),
        ("max(prices[item instance of number])", "number"),
        ("prices[item != null]", "list<number>"),
        ("prices[item = null]", "list<number or Null>"),
        ("(function(a: number, b) a)(b: 1, a: 2)", "number"),
        ("(function(a: list<number>) a)([])", "list<number>"),
        ("(function(a) a)(tier)", "string"),
        ("rule(queue)", "boolean"),
        ("for i in 1..queue return i", "list<number>"),
        ("for i in bought..bought return i", "list<date>"),
        ("for i in anything..3 return i", "list<Any>"),
        ("window.start", "number"),
        ("window.end included", "boolean"),
        ("at.time offset", "days and time duration or Null"),
        ("at.timezone", "string or Null"),
        ("opened.hour", "number"),
        ("opened.weekday", "number"),
        ("wait.seconds", "number"),
        ("term.months", "number"),
        ("-wait", "days and time duration"),
        ("-term", "years and months duration"),
        ("at - at", "days and time duration"),
        ("at + wait", "time"),
        ("wait + opened", "date and time"),
        ("bought - wait", "date"),
        ("2 * term", "years and months duration"),
        ("wait / 2", "days and time duration"),
        ("wait / wait", "number"),
        ("term / term", "number"),
        ("tier + tier", "string"),
        ("queue ** 2", "number"),
        ("not(vip)", "boolean or Null"),
        ("all([has receipt, vip])", "boolean or Null"),
        ("any([has receipt])", "boolean"),
        ("abs(step)", "number"),
        ("abs(term)", "years and months duration"),
        ("append([1], tier)", "list<number or string>"),
        ("append([1], 2)", "list<number>"),
        ("insert before([1], 1, tier)", "list<number or string>"),
        ("list replace([1], 1, tier)", "list<number or string>"),
        ("concatenate([1], [tier])", "list<number or string>"),
        ("union([1], [2])", "list<number>"),
        ("flatten([[queue], [[tier]]])", "list<number or string>"),
        ("reverse(basket).price", "list<number>"),
        ("distinct values([1, 1])", "list<number>"),
        ("(function(a: number) a)(null)", "number"),
        ("index of([1], 1)", "list<number>"),
        ("date(2026, 1, 1)", "date"),
        ('duration("P1D")', "days and time duration"),
        ('range("[1..2]")', "range<number>"),
        ("queue in (!= 3, = 4)", "boolean"),
        ("queue in []", "boolean"),
        ('late in ("gold", "silver")', "boolean"),
        ('tier in (null, "gold")', "boolean"),
        ("{a: queue, b: a > 1}", "context<a: number, b: boolean>"),
        ("if has receipt then 1 else null", "number or Null"),
        ("basket[-1]", "context<price: number, name: string, best before: date or Null>"),
        ("[1, tier]", "list<number or string>"),
        ("[]", "list<Null>"),
    ],
)
def test_a_sound_expression_has_the_type_of_what_it_makes(text: str, type_: str) -> None:
    checked = feel.check(text, SCHEMA, in_book=True)

    assert checked.problems == ()
    assert str(checked.type).replace("string<gold, silver, none>", "string") == type_
