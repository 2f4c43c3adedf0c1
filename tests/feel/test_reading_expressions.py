"""What texts say: operators and how tightly they bind, names with spaces, literals, and what is no FEEL."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leeway import feel
from leeway.feel import tree


def value(text: str, **given: object) -> object:
    return feel.evaluate(text, given).value


def problem(text: str, *names: str) -> feel.Problem:
    with pytest.raises(feel.FeelSyntaxError) as caught:
        feel.parse(text, names=names)
    return caught.value.problem


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("2**3**2", "2 ** 3 ** 2"),
        ("-x**2", "-x ** 2"),
        ("-(3)", "-(3)"),
        ("a or b and c", "a or b and c"),
        ("(a or b) and c", "(a or b) and c"),
        ("a=b and c!=d", "a = b and c != d"),
        ("x in(1,<5,[7..9])", "x in (1, < 5, [7..9])"),
        ("x in ]1..5[", "x in (1..5)"),
        ("x between 1 and y+2 or z", "x between 1 and y + 2 or z"),
        ("if a then b else if c then d else e", "if a then b else if c then d else e"),
        ("(if a then 1 else 2)+1", "(if a then 1 else 2) + 1"),
        ("for i in 1..3,j in xs return i*j", "for i in 1..3, j in xs return i * j"),
        ("some x in xs satisfies x>1", "some x in xs satisfies x > 1"),
        ("function(a:number,b)a+b", "function(a: number, b) a + b"),
        ("x instance of list<context<a:number>>", "x instance of list<context<a: number>>"),
        ("f instance of function<>->Any", "f instance of function<> -> Any"),
        ('{a:1,"b-c":2}', '{a: 1, "b-c": 2}'),
        ("xs[item>1][1].name", "xs[item > 1][1].name"),
        ("f(a:1,b:2)", "f(a: 1, b: 2)"),
        ('@"P1D"+@"2026-01-01"', '@"P1D" + @"2026-01-01"'),
        ("not(a)", "not(a)"),
        ("1 /* one */ + // two\n 2", "1 + 2"),
    ],
)
def test_an_expression_has_one_written_form_that_reads_the_same(text: str, form: str) -> None:
    node = feel.parse(text)

    assert (form, feel.parse(form)) == (feel.format(node), node)


def test_a_name_with_spaces_is_recognised_when_it_is_known() -> None:
    node = feel.parse("has receipt and not(in stock)", names=["has receipt", "in stock"])

    assert frozenset({"has receipt", "in stock"}) == feel.names_read(node)


def test_the_longest_known_name_wins() -> None:
    assert feel.parse("fuel.litres", names=["fuel.litres", "fuel"]) == tree.Name(
        name="fuel.litres", span=tree.Span(0, 11)
    )


def test_the_longest_name_wins_also_when_it_comes_from_further_out() -> None:
    assert value("{unit: 1, r: unit price}.r", **{"unit price": 7}) == Decimal(7)
    assert value("{unit price: 1, r: unit price}.r", unit=7) == Decimal(1)


def test_a_dot_is_a_path_when_no_such_name_is_known() -> None:
    assert isinstance(feel.parse("fuel.litres", names=["fuel"]), tree.Path)


def test_marks_belong_to_a_name_only_where_it_is_written_so() -> None:
    given = {"a-b": Decimal(7), "a": Decimal(5), "b": Decimal(2)}

    assert (Decimal(7), Decimal(3)) == (feel.evaluate("a-b", given).value, feel.evaluate("a - b", given).value)


def test_any_white_space_separates_the_words_of_a_name() -> None:
    assert feel.evaluate('string \n  length("abc")').value == Decimal(3)


def test_two_words_that_nobody_knows_are_one_unknown_name() -> None:
    (found,) = feel.evaluate("purchase dat", {"purchase date": 1}).problems

    assert (found.message, found.help) == ("nothing is called `purchase dat`", "did you mean `purchase date`?")


def test_entries_iterators_and_parameters_bring_their_names_along() -> None:
    assert value("{unit price: 2, total price: unit price * 3}.total price") == Decimal(6)
    assert value("for each item in [1, 2] return each item + 1") == (Decimal(2), Decimal(3))
    assert value("(function(first one, b) first one - b)(5, 3)") == Decimal(2)
    assert value("[{unit price: 1}, {unit price: 5}][unit price > 3].unit price") == (Decimal(5),)


def test_members_of_given_values_may_have_spaces() -> None:
    assert value("order.unit price", order={"unit price": 3}) == Decimal(3)


def test_a_variable_does_not_hide_a_function_of_that_name() -> None:
    assert value("date(date).year", date="2026-01-31") == Decimal(2026)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'"say \"hi\""', 'say "hi"'),
        (r'"\u00e9"', "é"),
        (r'"\uD83D\uDE00"', "😀"),
        (r'"\U01F40E"', "🐎"),
        (r'"\d+"', r"\d+"),
        (r'"a\\u0041"', r"a\u0041"),
        ('"a\\tb"', "a\tb"),
    ],
)
def test_escapes_of_a_text(text: str, expected: str) -> None:
    assert value(text) == expected


def test_numbers_are_exact_decimals() -> None:
    assert value("0.1 + 0.2") == Decimal("0.3")
    assert value(".5") == Decimal("0.5")
    assert value("1.2e3") == Decimal(1200)
    assert str(value("1/3")) == "0." + "3" * 34


def test_the_closing_bracket_of_a_range_may_look_like_a_filter() -> None:
    assert value("[1..10[ = [1..10)") is True
    assert value("5 in [1..10[ and true") is True
    assert value("[1, 2, 3][-1]") == Decimal(3)


@pytest.mark.parametrize(
    ("text", "message", "start"),
    [
        ("1 + * 2", "`*` does not belong here", 4),
        ("1 +", "something is missing at the end of the text", 3),
        ("(1", "the text ends where `)` of this bracket is expected", 2),
        ("if a then b", "the text ends where `else` of `if` is expected", 11),
        ("[1, 2", "the text ends where `,` or `]` of this list is expected", 5),
        ('"abc', "this text is not closed", 0),
        ("/* abc", "this comment is not closed", 0),
        ("a ; b", "`;` does not belong here", 2),
        ("f(a: 1, 2)", "name all arguments of a call or none", 8),
        ('@"soon"', '`@"soon"` is no date, time, date and time, or duration', 0),
        ("x instance of nummer", "no type is called `nummer`", 14),
        ("{a: 1, 2}", "a name of this entry is missing here", 7),
    ],
)
def test_what_is_no_feel_is_said_with_its_place(text: str, message: str, start: int) -> None:
    found = problem(text)

    assert (message, start) == (found.message, found.span and found.span.start)


def test_a_problem_shows_the_line_and_a_caret() -> None:
    text = "queue > 3\n  and tier instance of strin"

    assert problem(text, "queue", "tier").render(text) == (
        "FL004 unknown-type at 2:24: no type is called `strin`\n"
        "    and tier instance of strin\n"
        "                         ^^^^^\n"
        "  help: did you mean `string`?"
    )


def test_unary_tests_are_read_as_a_table_writes_them() -> None:
    def passes(number: str, tests: str) -> bool:
        return feel.passes_tests(Decimal(number), feel.parse_tests(tests))

    assert [passes(n, "< 5, [7..9], 20") for n in ("4", "6", "8", "20")] == [True, False, True, True]
    assert [passes(n, "not(1, > 10)") for n in ("1", "5", "11")] == [False, True, False]
    assert [passes(n, "? * 2 = 4") for n in ("2", "3")] == [True, False]
    assert passes("1", "-") is True


def test_names_that_are_bound_inside_are_not_read() -> None:
    text = (
        "every x in xs satisfies x > limit and count(ys[item > a]) > 0 and {b: 1, c: b}.c = 1 and now < now()"
    )

    assert frozenset({"xs", "limit", "ys", "a", "now"}) == feel.names_read(feel.parse(text))
