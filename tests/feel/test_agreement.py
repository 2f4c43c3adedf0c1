"""The compiler agrees with the reference on whatever can be written, and whatever can be written is reached."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from leeway import feel
from leeway.feel import builtins, tree
from tests.feel.anything import GIVEN, NOW, Writer, given, parsed
from tests.feel.test_compiled import is_same

EXPRESSIONS = int(
    os.environ.get("LEEWAY_EXPRESSIONS", "200000" if os.environ.get("LEEWAY_FULL") == "1" else "4000")
)
PARTS = 2
KINDS = ("number", "text", "boolean", "boolean", "date", "time", "moment", "days", "months", "numbers", "contexts",
         "context", "range", "any")  # fmt: skip

FORMS = frozenset(
    {
        *(
            "Name",
            "Negate",
            "And",
            "Or",
            "Between",
            "In",
            "If",
            "List",
            "Context",
            "Filter",
            "Path",
            "InstanceOf",
        ),
        *(f"Arithmetic {op}" for op in ("+", "-", "*", "/", "**")),
        *(f"Compare {op}" for op in ("=", "!=", "<", "<=", ">", ">=")),
        *(f"Test {op}" for op in ("=", "!=", "<", "<=", ">", ">=")),
        *(f"Range {opening}{closing}" for opening in "[(" for closing in "])"),
        *("For", "For over several", "For from to", "For looking back", "Quantified some", "Quantified every"),
        *("Call", "Call by name", "Call of a function", "Function", "Function with types", "In reading ?"),
        *(f"Literal {kind}" for kind in ("NoneType", "bool", "str", "Decimal", "Date", "Time", "DateTime")),
        *("Literal DaysDuration", "Literal MonthsDuration"),
    }
)
"""Every form of the grammar, told apart as far as it is worked out differently."""


def forms_of(node: feel.Node) -> Iterator[str]:
    """The forms that one part of an expression has."""
    kind = type(node).__name__
    match node:
        case tree.Literal():
            yield f"Literal {type(node.value).__name__}"
        case tree.Arithmetic() | tree.Compare() | tree.Test():
            yield f"{kind} {node.op}"
        case tree.Range():
            yield f"Range {'[' if node.low_included else '('}{']' if node.high_included else ')'}"
        case tree.Quantified():
            yield f"Quantified {node.kind}"
        case tree.For():
            yield "For over several" if len(node.iterators) > 1 else "For"
            if node.iterators[0].until is not None:
                yield "For from to"
            if any(isinstance(each, tree.Name) and each.name == "partial" for each in node.body.walk()):
                yield "For looking back"
        case tree.Call():
            is_builtin = isinstance(node.function, tree.Name) and builtins.lookup(node.function.name)
            yield "Call by name" if node.names else "Call" if is_builtin else "Call of a function"
        case tree.Function():
            yield "Function with types" if any(node.types) else "Function"
        case tree.In():
            yield "In"
            if any(
                isinstance(each, tree.Name) and each.name == "?" for test in node.tests for each in test.walk()
            ):
                yield "In reading ?"
        case _:
            yield kind


def written(number: int) -> str:
    """The expression of that number; every third one calls a function, each in its turn."""
    choose = Random(number)
    writer = Writer(choose)
    if number // PARTS % 3 == 0:
        return writer.some_call(number // PARTS // 3, choose.choice((1, 2)))
    return writer.write(choose.choice(KINDS), choose.choice((1, 2, 3)))


@pytest.mark.parametrize("part", range(PARTS))
def test_code_and_reference_agree_on_everything_that_can_be_written(part: int) -> None:
    facts, reached, outcomes = given(), set[str](), Counter[bool]()
    in_book = {**facts, "now": NOW}
    for number in range(part, EXPRESSIONS, PARTS):
        text = written(number)
        node = parsed(text)
        expected = feel.evaluate(node, facts, now=NOW)
        outcome = feel.compile(node, names=GIVEN).evaluate(facts, now=NOW)

        assert is_same(outcome.value, expected.value), (
            f"{number}: {text}\nreference: {expected}\ncode: {outcome}"
        )
        assert outcome.problems == expected.problems, f"{number}: {text}"
        if number % 2:
            ruled = feel.evaluate(node, in_book, now=NOW, in_book=True).value

            assert is_same(feel.compile_python(node)(in_book), ruled), f"{number}: {text}\nreference: {ruled}"
        outcomes[expected.value is None] += 1
        for each in node.walk():
            reached.update(forms_of(each))
            if isinstance(each, tree.Call) and isinstance(each.function, tree.Name):
                reached.add(each.function.name)
    share = outcomes[False] / outcomes.total()
    functions = sorted(reached & builtins.names())
    print(
        f"{outcomes.total():,} expressions, {share:.0%} with a value; {len(functions)} functions: {', '.join(functions)}"
    )

    assert share >= 0.5
    assert set(functions) == builtins.names()
    assert reached >= FORMS


def test_every_form_of_the_grammar_is_told_apart() -> None:
    """A kind of node that is added to the tree without a form here would never be asked for."""
    kinds = {kind.__name__ for kind in tree.Node.__subclasses__()}
    inner = {"Iterator_", "Entry"}  # parts of For, Quantified and Context
    only_in_tables = {"AnyValue", "NotTests"}

    assert kinds - inner - only_in_tables == {form.split()[0] for form in FORMS}


@pytest.mark.parametrize(
    ("tests", "value", "passes"),
    [
        ("-", 1, True),
        ("not(1, 2)", 1, False),
        ("not(? > 4)", 3, True),
        ("not(> 4)", 3, True),
        ("< 5, > 9", 7, False),
    ],
)
def test_unary_tests_compile_too(tests: str, value: int, passes: bool) -> None:
    span = feel.Span(0, 0)
    name = tree.Name(name="given", span=span)
    node = tree.In(value=name, tests=feel.parse_tests(tests), span=span)

    assert feel.compile(node, names=["given"]).evaluate({"given": value}).value is passes
    assert feel.evaluate(node, {"given": value}).value is passes


@pytest.mark.parametrize(
    "text",
    [
        "{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(9)}.r",
        "{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(99)}.r",
        "{f: function(n) f(n), r: f(9)}.r",
        "{even: 1, f: function() even, g: f(), even2: even}.g",
        "{f: function() g, a: f(), g: 2, b: f()}.a",
        "{f: function() g, a: 1, g: 2, b: f()}.b",
        "{a: {f: function() b}, b: 3, r: a.f()}.r",
        "[{abs: function(x) 5}][abs(-1) = 5]",
        "[{abs: 5}][abs(-1) = 1]",
        "{abs: function(x) 5, r: abs(-1)}.r",
        "{count: 5, r: count([1])}.r",
        "for f in [abs, count] return f(-1)",
        "(for a in 1..2 return function() a)[2]()",
        "[function(a) a, function(a) a][1] = (function(a) a)",
        "(for a in 1..2 return (function() 1) = (function() 1))",
        "(function(f) f = f)(function() 1)",
        "[1, 2][item in ((function(x) x)(item), 3)]",
        "(function(x) x) in (function(x) x)",
        "{f: function(a) a, g: f = f, h: function(a) a, i: f = h}.i",
        "sort([3, 1], function(a, b) {c: a < b}.c)",
        "list replace([1, 2], function(a, b) a = count([b]), 9)",
        "function(a) a",
        "[abs]",
        "{f: function(a: number) a + 1, r: f(null)}.r",
        "{f: function(a: list<number>) a, r: f(1)}.r",
        "for i in 1..3 return for j in 1..2 return partial",
        "for partial in 1..3 return partial",
        "for i in [], j in 1..2 return partial",
        "[][queue]",
        "[][item > 1]",
        "null[item = null]",
        "[1, 2, 3][if item = 1 then 2 else true]",
        "[1, 2][null]",
        '["a"][item]',
        "if nothing then 1 else 2",
        'if "yes" then 1 else 2',
        "if 1 then 1 else 2",
        "{a: 1, a: 2}",
        "(function(x) external {java: 1})(1)",
        "queue(1)",
        "{x: 1, y: {x: 2, z: x}, w: y.z + x}.w",
        "[{x: 1}, {x: null}, {}][x < 2]",
        "[{x: 1}, {y: null}].x",
    ],
)
def test_code_and_reference_agree_where_names_are_tricky(text: str) -> None:
    facts, node = given(), parsed(text)
    expected = feel.evaluate(node, facts, now=NOW)
    outcome = feel.compile(node, names=GIVEN).evaluate(facts, now=NOW)

    assert is_same(outcome.value, expected.value), (outcome, expected)
    assert outcome.problems == expected.problems
    in_book = feel.evaluate(node, facts, now=NOW, in_book=True).value
    assert is_same(feel.compile_python(node)({**facts, "now": NOW}), in_book)


def test_a_function_that_outlives_its_run_is_the_references() -> None:
    made = feel.compile("function(a: number) a + 1").evaluate().value

    call = feel.compile("f(x)", names=["f", "x"])

    assert call.evaluate({"f": made, "x": None}).value is None
    assert call.evaluate({"f": made, "x": 1}).value == 2
