"""Values as texts: read from raw text of a known type, written as FEEL writes them, and as JSON takes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from leeway import feel
from leeway.feel import form, temporal, types
from leeway.feel.types import ListOf, OneOf, Type, Union, optional
from leeway.feel.values import Range, Value, freeze, same

TIERS = OneOf(types.STRING, ("gold", "silver"))
STEPS = OneOf(types.NUMBER, (Decimal(1), Decimal(2)))


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (types.BOOLEAN, "true", True),
        (types.BOOLEAN, "false", False),
        (types.NUMBER, "-10.10", Decimal("-10.10")),
        (types.STRING, "", ""),
        (types.STRING, "null", "null"),
        (types.DATE, "2024-02-29", temporal.parse("2024-02-29")),
        (types.TIME, "10:30:00", temporal.parse("10:30:00")),
        (types.DATE_AND_TIME, "2026-01-31T10:30:00Z", temporal.parse("2026-01-31T10:30:00Z")),
        (types.DAYS, "P1DT2H", temporal.parse("P1DT2H")),
        (types.MONTHS, "P1Y2M", temporal.parse("P14M")),
        (optional(types.NUMBER), "", None),
        (optional(types.NUMBER), "~", None),
        (optional(types.NUMBER), "null", None),
        (optional(types.NUMBER), "7", Decimal(7)),
        (Union((types.NUMBER, types.STRING)), "7", Decimal(7)),
        (Union((types.NUMBER, types.STRING)), "null", "null"),
        (Union((types.NUMBER, types.DATE)), "2026-01-01", temporal.parse("2026-01-01")),
        (TIERS, "gold", "gold"),
        (STEPS, "2.0", Decimal(2)),
        (optional(TIERS), "", None),
        (optional(TIERS), "silver", "silver"),
    ],
)
def test_a_raw_text_is_the_value_that_its_type_makes_of_it(type_: Type, text: str, value: Value) -> None:
    found = feel.value_of_text(type_, text)

    assert not isinstance(found, feel.Problem)
    assert same(value, found)


@pytest.mark.parametrize(
    ("type_", "text", "message"),
    [
        (types.NUMBER, "ten", "`ten` is not a number"),
        (types.DATE, "2026-02-30", "month 2 of 2026 has no day 30"),
        (types.DATE, "soon", "`soon` is not a date such as 2026-01-31"),
        (types.TIME, "soon", "`soon` is not a time such as 10:30:00"),
        (types.DATE_AND_TIME, "soon", "`soon` is not a date and time such as 2026-01-31T10:30:00"),
        (types.DAYS, "P1M", "`P1M` is no days and time duration"),
        (types.MONTHS, "P1D", "`P1D` is no years and months duration"),
        (types.DAYS, "soon", "`soon` is not a duration such as P3D, PT2H or P1Y6M"),
        (ListOf(types.NUMBER), "[1]", "`[1]` is no list<number>"),
        (optional(types.NUMBER), "ten", "`ten` is not a number"),
        (Union((types.NUMBER, types.DATE)), "soon", "`soon` is no number or date"),
        (Union((types.NULL, types.NUMBER, types.DATE)), "soon", "`soon` is no Null or number or date"),
        (STEPS, "ten", "`ten` is not a number"),
    ],
)
def test_a_raw_text_of_another_kind_is_refused_with_the_reason(type_: Type, text: str, message: str) -> None:
    assert feel.value_of_text(type_, text) == feel.Problem("wrong-type", message)


@pytest.mark.parametrize("text", ["TRUE", "yes", "", "1"])
def test_true_and_false_are_written_in_one_way_only(text: str) -> None:
    assert feel.value_of_text(types.BOOLEAN, text) == feel.Problem(
        "wrong-type", f"`{text}` is not true or false", help="write `true` or `false`"
    )


@pytest.mark.parametrize(
    ("type_", "text", "allowed"),
    [
        (TIERS, "bronze", "allowed: `gold`, `silver`"),
        (optional(TIERS), "bronze", "allowed: `gold`, `silver`"),
        (STEPS, "3", "allowed: `1`, `2`"),
    ],
)
def test_a_value_that_was_not_declared_is_refused_with_those_that_were(
    type_: Type, text: str, allowed: str
) -> None:
    assert feel.value_of_text(type_, text) == feel.Problem(
        "not-allowed", f"`{text}` is not one of the declared values", help=allowed
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (Decimal("1.50"), "1.50"),
        (Decimal("1E+3"), "1000"),
        ('say "hi"\\\n\r\t', r'"say \"hi\"\\\n\r\t"'),
        ("є", '"є"'),
        (temporal.parse("2026-01-31"), '@"2026-01-31"'),
        (temporal.parse("10:00:00@Europe/Kyiv"), '@"10:00:00@Europe/Kyiv"'),
        (temporal.parse("PT90M"), '@"PT1H30M"'),
        ((Decimal(1), "a", None), '[1, "a", null]'),
        ({"a": Decimal(1), "b c": True, "d:": "x"}, '{a: 1, b c: true, "d:": "x"}'),
        (Range(Decimal(1), Decimal(2), True, False), "[1..2)"),
        (Range(None, Decimal(2), False, True), "(..2]"),
    ],
)
def test_a_value_is_written_as_feel_writes_it(value: Any, text: str) -> None:
    assert feel.literal(freeze(value)) == text


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        ("a", "a"),
        (Decimal(7), 7),
        (Decimal("7.0"), 7),
        (Decimal("0.5"), 0.5),
        (Decimal("-1E+3"), -1000),
        (Decimal(2**53), 2**53),
        (Decimal(2**53 + 1), "9007199254740993"),
        (Decimal(-(2**53) - 1), "-9007199254740993"),
        (Decimal(2**53 + 2), float(2**53 + 2)),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
        (temporal.parse("2026-01-31"), "2026-01-31"),
        ((Decimal(1), (None, "a")), [1, [None, "a"]]),
        ({"a": (Decimal("0.25"),)}, {"a": [0.25]}),
        (Range(Decimal(1), Decimal(2)), "[1..2]"),
    ],
)
def test_a_value_is_as_exact_in_json_as_its_readers_are(value: Any, plain: Any) -> None:
    found = form.to_json(freeze(value))

    assert (type(plain), plain) == (type(found), found)


WRITTEN = (
    "a + b * c",
    "(a + b) * c",
    "a - (b - c)",
    "a - b - c",
    "a / (b * c)",
    "-a ** b",
    "-(3)",
    "-a",
    "a ** b ** c",
    "a ** (b ** c)",
    "a < b and c or a",
    "a and (b or c)",
    "(a or b) and c",
    "a = b",
    "a between b and c + 1",
    "a in (b, < c, [b..c])",
    "a in < b",
    "a in [b..c)",
    "(a and b) in c",
    "not(a)",
    "if a then b else c",
    "(if a then b else c) + 1",
    "for x in a, y in 1..x return x + y",
    "some x in a satisfies x > b",
    "every x in a, y in x satisfies y",
    "[a, b, c]",
    "[]",
    "{}",
    '{a: 1, "b:": 2, "if": 3}',
    "(a..b]",
    "a.x",
    "(a + b).x",
    "a[item > 1]",
    "a[(> 1)]",
    "(a + b)[1]",
    "f(a, b)",
    "f(x: a, y: b)",
    "(function(x) x)(a)",
    "function(x, y: list<number>) x + y",
    "function(x) external {}",
    "a instance of number",
    "(a + b) instance of list<string>",
    '"say \\"hi\\""',
    '@"2026-01-31"',
    "null",
    "1.50",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_written_in_the_one_form_is_written_so_again(text: str) -> None:
    names = ["a", "b", "c", "f"]

    assert feel.format(feel.parse(text, names=names)) == text


@pytest.mark.parametrize(
    ("text", "form_"),
    [
        ("((a))", "a"),
        ("(a*b)+c", "a * b + c"),
        ("a+(b*c)", "a + b * c"),
        ("(a and b) or c", "a and b or c"),
        ("a in (b)", "a in b"),
        ("(f)(a)", "f(a)"),
        ("(a.x).y", "a.x.y"),
        ("if(a)then(b)else(c)", "if a then b else c"),
        ("[ 1,2 ,3 ]", "[1, 2, 3]"),
        ('{ "a" : 1 }', "{a: 1}"),
        ("]a..b[", "(a..b)"),
        ("1e3", "1000"),
    ],
)
def test_superfluous_brackets_and_spaces_are_left_out(text: str, form_: str) -> None:
    assert feel.format(feel.parse(text, names=["a", "b", "c", "f"])) == form_


@pytest.mark.parametrize("text", ["-", "not(1, > 2)", "< 5, [7..9], 20", '"a", "b"', "? > 3"])
def test_the_tests_of_a_cell_are_written_as_they_are_read(text: str) -> None:
    assert feel.format_tests(feel.parse_tests(text)) == text
