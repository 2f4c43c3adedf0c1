"""Every way in which a text is no FEEL: what the problem is called, where it is, its sentence and what helps."""

from __future__ import annotations

import pytest

from leeway import feel
from leeway.feel.syntax import parse_type

# The part that the problem is about stands between « and »; with nothing between them the text goes on too early.
UNFINISHED = (
    ("«»", "something is missing at the end of the text"),
    ("1 +«»", "something is missing at the end of the text"),
    ("a.«»", "something is missing at the end of the text"),
    ("x instance of«»", "something is missing at the end of the text"),
    ("[1..«»", "something is missing at the end of the text"),
    ("(1«»", "the text ends where `)` of this bracket is expected"),
    ("[1, 2«»", "the text ends where `,` or `]` of this list is expected"),
    ("{a: 1«»", "the text ends where `,` or `}` of this context is expected"),
    ('{"a"«»', "the text ends where `:` of this entry is expected"),
    ("if a«»", "the text ends where `then` of `if` is expected"),
    ("if a then b«»", "the text ends where `else` of `if` is expected"),
    ("for x in [1]«»", "the text ends where `return` of `for` is expected"),
    ("for x in [1], y«»", "the text ends where `in` of `for` is expected"),
    ("some x in [1]«»", "the text ends where `satisfies` of `some` is expected"),
    ("every x in [1]«»", "the text ends where `satisfies` of `every` is expected"),
    ("every x«»", "the text ends where `in` of `every` is expected"),
    ("function«»", "the text ends where `(` of this function is expected"),
    ("function(a: number«»", "the text ends where `,` or `)` of this function is expected"),
    ("f(1«»", "the text ends where `,` or `)` of this call is expected"),
    ("a[1«»", "the text ends where `]` of this filter is expected"),
    ("x between 1«»", "the text ends where `and` of `between` is expected"),
    ("x in (1, 2«»", "the text ends where `)` of `in (…)` is expected"),
    ("x instance«»", "the text ends where `of` of `instance of` is expected"),
    ("x instance of list<number«»", "the text ends where `>` of `list<…>` is expected"),
    ("x instance of range<number«»", "the text ends where `>` of `range<…>` is expected"),
    ("x instance of context<a: number«»", "the text ends where `,` or `>` of `context<…>` is expected"),
    ("x instance of context<a«»", "the text ends where `:` of `context<name: type>` is expected"),
    ("x instance of function<number«»", "the text ends where `,` or `>` of `function<…>` is expected"),
    ("x instance of function<>«»", "the text ends where `->` of `function<…> -> …` is expected"),
    ("[1..2«»", "the text ends where `]` or `)` or `[` of this range is expected"),
    ("(1..2«»", "the text ends where `]` or `)` or `[` of this range is expected"),
    ("]1..2«»", "the text ends where `]` or `)` or `[` of this range is expected"),
    ("]1«»", "the text ends where `..` of this range is expected"),
)
OUT_OF_PLACE = (
    ("1 + «*» 2", "`*` does not belong here"),
    ("1 «2»", "`2` does not belong here"),
    ("a «;» b", "`;` does not belong here"),
    ("a «#» b", "`#` does not belong here"),
    ("«then»", "`then` does not belong here"),
    ("1 + «return»", "`return` does not belong here"),
    ("a«.3»", "`.3` does not belong here"),
    ("«@»soon", "`@` does not belong here"),
    ("x instance of «3»", "`3` does not belong here"),
    ("(1«]»", "`]` stands where `)` of this bracket is expected"),
    ("[1 «2»]", "`2` stands where `,` or `]` of this list is expected"),
    ("{a 1«}»", "`}` stands where `:` of this entry is expected"),
    ("{a: 1 «b»: 2}", "`b` stands where `,` or `}` of this context is expected"),
    ('{"a" «1»}', "`1` stands where `:` of this entry is expected"),
    ("for x of «[»1] return x", "`[` stands where `in` of `for` is expected"),
    ("some x in [1] «return» x", "`return` stands where `satisfies` of `some` is expected"),
    ("function «a»", "`a` stands where `(` of this function is expected"),
    ("f(1 «2»)", "`2` stands where `,` or `)` of this call is expected"),
    ("x between 1 «or» 2", "`or` stands where `and` of `between` is expected"),
    ("x in (1 «2»)", "`2` stands where `)` of `in (…)` is expected"),
    ("x instance «number»", "`number` stands where `of` of `instance of` is expected"),
    ("x instance of function<number> «number»", "`number` stands where `->` of `function<…> -> …` is expected"),
    ("{«:» 1}", "a name of this entry is missing here"),
    ("{«1»: 2}", "a name of this entry is missing here"),
    ("{a: 1, «2»}", "a name of this entry is missing here"),
    ("for «in» [1] return 1", "a name of `for` is missing here"),
    ("every «in» [1] satisfies 1", "a name of `every` is missing here"),
    ("function(a, «1») a", "a name of this function is missing here"),
    ("function(«:» number) a", "a name of this function is missing here"),
    ("f(a: 1, «2»)", "name all arguments of a call or none"),
    ("f(1, a: «2»)", "name all arguments of a call or none"),
    ("«1e9999»", "`1e9999` is too large"),
    ("1 + «-1e9999»", "`-1e9999` is too large"),
    ("1 + «§»", "`§` means nothing here"),
    (r'"ab«\UFFFFFF»c"', r"`\UFFFFFF` is no character"),
    (r'@ "ab«\U110000»"', r"`\U110000` is no character"),
)
WITH_HELP = (
    ('1 + «"abc»', "syntax", "this text is not closed", 'end it with `"`'),
    ('@«"abc»', "syntax", "this text is not closed", 'end it with `"`'),
    (r'«"abc\"»', "syntax", "this text is not closed", 'end it with `"`'),
    ("1 «/* abc»", "syntax", "this comment is not closed", "end it with `*/`"),
    (
        '1 + «@"soon"»',
        "syntax",
        '`@"soon"` is no date, time, date and time, or duration',
        'write for example @"2026-01-31" or @"PT8H"',
    ),
    ("x instance of «nummer»", "unknown-type", "no type is called `nummer`", "did you mean `number`?"),
    ("x instance of «lst»<number>", "unknown-type", "no type is called `lst`", "did you mean `list`?"),
    ("x instance of list<«strin»>", "unknown-type", "no type is called `strin`", "did you mean `string`?"),
    ("function(a: «dat») a", "unknown-type", "no type is called `dat`", "did you mean `date`?"),
    ("x instance of «zzz»", "unknown-type", "no type is called `zzz`", None),
    (
        "x instance of «list»",
        "unknown-type",
        "`list` alone is no type",
        "say what it holds, as in `list<number>`",
    ),
    (
        "x instance of «context»",
        "unknown-type",
        "`context` alone is no type",
        "say what it holds, as in `context<price: number>`",
    ),
    (
        "x instance of «range»",
        "unknown-type",
        "`range` alone is no type",
        "say what it holds, as in `range<number>`",
    ),
)


def problem(marked: str) -> tuple[feel.Problem, feel.Span]:
    before, _, rest = marked.partition("«")
    part, _, after = rest.partition("»")
    with pytest.raises(feel.FeelSyntaxError) as raised:
        feel.parse(before + part + after)
    return raised.value.problem, feel.Span(len(before), len(before) + len(part))


@pytest.mark.parametrize(("marked", "message"), [*UNFINISHED, *OUT_OF_PLACE])
def test_what_is_missing_or_out_of_place_is_named_with_what_is_expected(marked: str, message: str) -> None:
    found, span = problem(marked)

    assert found == feel.Problem("syntax", message, span)
    assert found.code == "FL001"


@pytest.mark.parametrize(("marked", "name", "message", "advice"), WITH_HELP)
def test_what_is_not_closed_or_not_known_says_what_helps(
    marked: str, name: str, message: str, advice: str | None
) -> None:
    found, span = problem(marked)

    assert found == feel.Problem(name, message, span, advice)
    assert found.code == {"syntax": "FL001", "unknown-type": "FL004"}[name]


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("< 5,«»", "something is missing at the end of the text"),
        ("-«,» 1", "`,` does not belong here"),
        ("not(1«»", "the text ends where `,` or `)` of this call is expected"),
        ("not(1,«)»", "`)` does not belong here"),
        ("not(1) «2»", "`2` does not belong here"),
        ("1 «2»", "`2` does not belong here"),
    ],
)
def test_a_cell_that_holds_no_tests_says_so(marked: str, message: str) -> None:
    before, _, rest = marked.partition("«")
    part, _, after = rest.partition("»")
    with pytest.raises(feel.FeelSyntaxError) as raised:
        feel.parse_tests(before + part + after)

    assert raised.value.problem == feel.Problem(
        "syntax", message, feel.Span(len(before), len(before) + len(part))
    )


@pytest.mark.parametrize(
    ("text", "message", "start", "end"),
    [
        ("", "something is missing at the end of the text", 0, 0),
        ("list<number> x", "`x` does not belong here", 13, 14),
        ("list<", "something is missing at the end of the text", 5, 5),
        ("list<number, string>", "`,` stands where `>` of `list<…>` is expected", 11, 12),
    ],
)
def test_a_text_that_is_no_type_says_so(text: str, message: str, start: int, end: int) -> None:
    with pytest.raises(feel.FeelSyntaxError) as raised:
        parse_type(text)

    assert raised.value.problem == feel.Problem("syntax", message, feel.Span(start, end))


@pytest.mark.parametrize(
    "text",
    [
        "number",
        "date and time",
        "days and time duration",
        "list<list<string>>",
        "range<date>",
        "context<a: number, b c: list<string>>",
        "function<number, string> -> boolean",
        "function<> -> number",
        "Any",
    ],
)
def test_a_type_is_read_as_it_is_written(text: str) -> None:
    assert str(parse_type(text)) == text


DEEP, LARGE = "parts stand in one another more than 32 deep", "an expression has at most 2000 parts"


def nested(times: int) -> str:
    return "(" * times + "1" + ")" * times


def summed(terms: int) -> str:
    return " + ".join(["1"] * terms)


def listed(items: int) -> str:
    return f"[{', '.join(['1'] * items)}]"


@pytest.mark.parametrize("text", [nested(31), summed(160), listed(1999)])
def test_just_within_its_bounds_an_expression_is_read(text: str) -> None:
    assert feel.parse(text)


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (nested(32), "too-deep", DEEP),
        ("-" * 40 + "(1)", "too-deep", DEEP),
        ("x in (" + "< " * 40 + "1)", "too-deep", DEEP),
        ("x instance of " + "list<" * 40 + "number" + ">" * 40, "too-deep", DEEP),
        (summed(161), "too-deep", "the expression is more than 160 steps deep"),
        (listed(2000), "too-large", LARGE),
        (listed(4001), "too-large", LARGE),
    ],
)
def test_just_beyond_its_bounds_it_is_refused(text: str, name: str, message: str) -> None:
    with pytest.raises(feel.FeelSyntaxError) as raised:
        feel.parse(text)
    found = raised.value.problem

    assert (name, message) == (found.name, found.message)
    assert found.code == {"too-deep": "FL002", "too-large": "FL003"}[name]
    assert str(raised.value) == message


def test_the_bounds_of_nesting_count_what_is_open_and_not_what_was_closed() -> None:
    assert feel.parse(" + ".join([nested(25)] * 20))
    assert feel.parse(" and ".join(["x in (< 1, > 2)"] * 50))
    assert feel.parse(" and ".join(["x instance of list<list<number>>"] * 50))
    assert feel.parse(" + ".join(["-a"] * 50))


@pytest.mark.parametrize(
    ("problem", "text", "shown"),
    [
        (feel.Problem("syntax", "wrong"), "", "FL001 syntax at 1:1: wrong\n  \n  ^"),
        (feel.Problem("syntax", "wrong", feel.Span(2, 3)), "a\nb", "FL001 syntax at 2:1: wrong\n  b\n  ^"),
        (
            feel.Problem("odd", "wrong", feel.Span(0, 9), "mend it"),
            "abc\ndefgh",
            "FL100 odd at 1:1: wrong\n  abc\n  ^^^\n  help: mend it",
        ),
        (feel.Problem("syntax", "wrong", feel.Span(4, 4)), "abc\n", "FL001 syntax at 1:1: wrong\n  abc\n  ^"),
    ],
)
def test_a_problem_is_shown_within_the_line_it_begins_in(problem: feel.Problem, text: str, shown: str) -> None:
    assert problem.render(text) == shown
