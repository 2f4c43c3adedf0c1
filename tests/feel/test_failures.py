"""Every way in which an operation can fail, by the name of the problem and its sentence; both are shown to people."""

from __future__ import annotations

import pytest

from leeway import feel

FAILURES = (
    ('"a" - 1', "not-defined", "`-` is not defined for these kinds of values"),
    ('-"a"', "not-defined", "`-` is not defined for these kinds of values"),
    ('"a" * 2', "not-defined", "`*` is not defined for these kinds of values"),
    ('2 / @"P1D"', "not-defined", "`/` is not defined for these kinds of values"),
    ('"a" ** 2', "not-defined", "`**` is defined for numbers only"),
    ('@"10:00:00Z" - @"09:00:00"', "one-without-zone", "only one of the two times has a time zone"),
    (
        '@"2026-01-01T10:00:00Z" - @"2026-01-01T09:00:00"',
        "one-without-zone",
        "only one of the two moments has a time zone",
    ),
    ('@"P1D" / 0', "division-by-zero", "division by zero"),
    ('@"P1D" / @"PT0S"', "division-by-zero", "division by zero"),
    ('@"P1M" / @"P0M"', "division-by-zero", "division by zero"),
    ('@"P1M" / 0', "division-by-zero", "division by zero"),
    ('@"P1M" * 1e31', "duration-too-long", "the duration is too long"),
    ('@"P1D" * 1e40', "duration-too-long", "the duration is too long"),
    ('@"P1D" * 9e6144', "number-too-large", "the result is too large"),
    ("9e6144 + 9e6144", "number-too-large", "the result is too large"),
    ("9e6144 * 10", "number-too-large", "the result is too large"),
    ('@"999999999-12-31" + @"P1D"', "date-out-of-range", "the year 1000000000 is out of range"),
    ('@"999999999-12-31" + @"P1M"', "date-out-of-range", "the year 1000000000 is out of range"),
    ('1 < "a"', "not-comparable", "a number cannot be compared with a text"),
    ("true < false", "not-comparable", "a boolean cannot be compared with a boolean"),
    ('2 in ("a", ? + 1)', "not-comparable", "a number cannot be compared with a text"),
    ("2 in (? + 1)", "wrong-type", "a test is a number, not true or false"),
    ("for i in (< 5) return i", "not-a-list", "a range without two ends cannot be looped over"),
    ("for i in [2..1] return i", "not-a-list", "the range ends before it starts"),
    ("for i in null return i", "not-a-list", "null cannot be looped over"),
    ("for i in 1..20000 return i", "list-too-long", "a list has at most 10,000 items"),
    ('for i in "a".."b" return i', "not-a-list", "only numbers and dates can be counted through"),
    ("[1, 2][1.5]", "not-whole", "`1.5` is not the place of an item"),
    ("[1..3].middle", "unknown-member", "a range has no `middle`"),
    ("{a: 1}.b", "unknown-member", "the context has no entry `b`"),
    ('@"2026-01-01".hour', "no-such-property", "it has no property `hour`"),
    ("1.x", "no-such-property", "it has no property `x`"),
    ("null(1)", "not-a-function", "null cannot be called"),
    ("{a: 1, a: 2}", "duplicate-key", "the context has two entries `a`"),
    ("(function(a) a)()", "wrong-arguments", "the function takes 1 argument"),
    ('(function(a: number) a)("x")', "wrong-type", "the value is a string, not a number"),
    ('substring("abc", 0)', "no-such-position", "there is no position 0 among 3"),
    ('substring("abc", 4)', "no-such-position", "there is no position 4 among 3"),
    ('substring("abc", 1, 0)', "no-such-length", "a length of 0 takes nothing"),
    ("sublist([1], 2)", "no-such-position", "there is no position 2 among 1"),
    ("sublist([1], 1, 0)", "no-such-length", "a length of 0 takes nothing"),
    ("remove([1], 2)", "no-such-position", "there is no position 2 among 1"),
    ("insert before([1], 0, 2)", "no-such-position", "there is no position 0 among 1"),
    ("list replace([1], 2, 3)", "no-such-position", "there is no position 2 among 1"),
    (
        "list replace([1], function(a) true, 3)",
        "wrong-type",
        "`position` of `list replace` is not of type number",
    ),
    ("list replace([1], function(a, b) 5, 3)", "wrong-type", "the function does not answer true or false"),
    ('sort([1, "a"])', "not-comparable", "the items are not of one kind that has an order"),
    (
        "sort([1, 2], function(a) true)",
        "wrong-type",
        "`precedes` of `sort` is not of type function<Any, Any> -> Any",
    ),
    ("sort([1, 2], function(a, b) 1)", "wrong-type", "the function does not answer true or false"),
    ("min([])", "empty-list", "the list is empty"),
    ("min([1, null])", "null-argument", "the list holds null"),
    ("min([true])", "not-comparable", "values of this kind have no order"),
    ('min([1, "a"])', "not-comparable", "the items are not of one kind that has an order"),
    ("sum([9e6144, 9e6144])", "number-too-large", "the sum is too large"),
    ("product([9e6144, 9e6144])", "number-too-large", "the product is too large"),
    ("stddev([1])", "empty-list", "a standard deviation needs two numbers"),
    ("stddev([9e6144, 1])", "number-too-large", "the numbers are too large"),
    ("decimal(1, 7000)", "scale-out-of-range", "the scale 7000 is not in -6111 … 6176"),
    ("modulo(1, 0)", "division-by-zero", "division by zero"),
    ("sqrt(-1)", "negative-number", "a negative number has no square root"),
    ("log(0)", "negative-number", "only a number above zero has a logarithm"),
    ("exp(1e6)", "number-too-large", "the result is no number of 34 digits"),
    ('number("x")', "not-a-number", "`x` is not a number"),
    (
        'number("1", "x", ".")',
        "wrong-separator",
        "groups are parted by a space, comma or period, decimals by comma or period",
    ),
    ('number("1", ".", ".")', "wrong-separator", "the two separators are the same"),
    ('number("1e9999")', "number-too-large", "`1e9999` is too large"),
    ('date("x")', "not-a-date", "`x` is not a date such as 2026-01-31"),
    ("date(2026, 13, 1)", "no-such-date", "there is no month 13"),
    ("date(2026, 2, 30)", "no-such-date", "month 2 of 2026 has no day 30"),
    ("date(1e10, 1, 1)", "date-out-of-range", "the year 10000000000 is out of range"),
    ("date(2026.5, 1, 1)", "not-whole", "the year 2026.5 is not a whole number"),
    ('time("x")', "not-a-time", "`x` is not a time such as 10:30:00"),
    ("time(25, 0, 0)", "no-such-time", "there is no time 25:0:0"),
    ('time("10:00:00+15:00")', "no-such-time", "an offset is at most 14 hours"),
    ('time("10:00:00+10:60")', "not-a-time", "the minutes and seconds of an offset end at 59"),
    ('time("10:00:00@Nowhere/Else")', "unknown-zone", "`Nowhere/Else` is no IANA time zone"),
    ('date and time("x")', "not-a-date-and-time", "`x` is not a date and time such as 2026-01-31T10:30:00"),
    ('duration("P1Y1D")', "not-a-duration", "`P1Y1D` is not a duration such as P3D, PT2H or P1Y6M"),
    ('range("x")', "not-a-range", "`x` is not a range such as [1..10]"),
    ('range("[1..2..3]")', "not-a-range", "`[1..2..3]` is not a range such as [1..10]"),
    ('range("(..)")', "not-a-range", "a range has at least one end"),
    ('range("[2..1]")', "not-a-range", "the start of a range is a value of the same kind, not after its end"),
    (r'range("[\"a..2]")', "not-a-range", '`"a` is not a text in quotes'),
    ('range("[a..b]")', "not-a-number", "`a` is not a number"),
    ("context([{key: null, value: 1}])", "null-argument", "an entry has no key"),
    ('context([{key: "a", value: 1}, {key: "a", value: 1}])', "duplicate-key", "the key `a` appears twice"),
    ("context put({a: 1}, [], 2)", "null-argument", "there is no key"),
    ('context put({a: 1}, ["a", "b"], 2)', "wrong-type", "the value of `a` is not a context"),
    ("context merge([{a: 1}, null])", "null-argument", "one of the contexts is null"),
    ("string length(null)", "null-argument", "`string` of `string length` is null"),
    ("string length(1)", "wrong-type", "`string` of `string length` is not of type string"),
    ("string length()", "wrong-arguments", "`string length` does not take 0 arguments"),
    ('string length(text: "a")', "wrong-arguments", "`string length` has no parameter `text`"),
    ("now()", "no-clock", "the time of the request is not known"),
    ('before([1..2], "a")', "not-comparable", "the two are not of one kind that has an order"),
    ("before([1..2], (!= 3))", "not-an-interval", "`!=` leaves a gap and is no interval"),
    ('matches("a", "(")', "wrong-pattern", "`(` is no pattern: `(` is not closed"),
    ('matches("a", "a", "z")', "wrong-pattern", "`z` are not flags out of s, m, i, x and q"),
    ('replace("a", "x*", "b")', "wrong-pattern", "the pattern matches the empty text"),
    ('replace("a", "a", "$")', "wrong-replacement", "`$` in a replacement stands before the number of a group"),
    (
        r'replace("a", "a", "\\n")',
        "wrong-replacement",
        "a backslash in a replacement stands before `$` or a backslash",
    ),
    ('split("a", "")', "wrong-pattern", "the pattern matches the empty text"),
    ("nobody", "unknown-name", "nothing is called `nobody`"),
    ("conut([1])", "unknown-name", "no function is called `conut`"),
    ("function() external {}", "external-function", "functions of another language cannot be called"),
    ("for i in 1..3, j in 1..5000 return i", "list-too-long", "a list has at most 10,000 items"),
    ("{f: function(n) f(n), r: f(1)}.r", "too-deep", "functions call one another too deep"),
    ('[1.."a"]', "not-comparable", "a number cannot be compared with a text"),
    ("null in [1..2]", "not-comparable", "null cannot be compared with a number"),
)


@pytest.mark.parametrize(("text", "name", "message"), FAILURES)
def test_what_fails_says_how_and_why(text: str, name: str, message: str) -> None:
    problem = feel.evaluate(text).problems[0]

    assert (name, message) == (problem.name, problem.message)
    assert problem.span is not None


def test_functions_show_what_may_be_left_out_and_what_may_go_on() -> None:
    forms = feel.function_forms()

    assert forms["string join"] == "string join(list, delimiter?)"
    assert forms["append"] == "append(list, item, …)"
    assert forms["now"] == "now()"
    assert forms["date"].splitlines() == ["date(from)", "date(from)", "date(year, month, day)"]


def test_each_way_to_call_says_how_many_arguments_it_takes() -> None:
    takes = {name: [(way.required, way.most) for way in builtin.overloads] for name, builtin in _functions()}

    assert takes["substring"] == [(2, 3)]
    assert takes["append"] == [(1, float("inf"))]
    assert takes["floor"] == [(1, 1), (2, 2)]


def _functions() -> list[tuple[str, feel.builtins.Builtin]]:
    found = [(name, feel.builtins.lookup(name)) for name in feel.builtins.names()]
    return [(name, builtin) for name, builtin in found if builtin is not None]
