"""What are `in` and unary tests worth? A value is equal to a test, lies in it, or the test reads it as `?`."""

from __future__ import annotations

from collections.abc import Sequence

from leeway.feel import tree
from leeway.feel.meaning import operators
from leeway.feel.meaning.evaluating import Evaluating
from leeway.feel.meaning.scope import Scope
from leeway.feel.tree import Node
from leeway.feel.values import Range, Value


def is_in(evaluating: Evaluating, node: tree.In, scope: Scope) -> Value:
    """`a in (b, c)`: the tests see the value as `?`."""
    value = evaluating.value(node.value, scope)
    return tests(evaluating, value, node.tests, scope)


def tests(evaluating: Evaluating, value: Value, tests: Sequence[Node], scope: Scope) -> Value:
    """Whether a value passes one of some unary tests."""
    inside = Scope({"?": value}, scope)
    asked = [_asked(evaluating, test, inside) for test in tests]
    evaluating.walk(value, *(worth for worth, _ in asked))
    evaluating.spread([value, *(worth for worth, _ in asked)])
    return operators.passes_one(value, asked)


def _asked(evaluating: Evaluating, test: Node, scope: Scope) -> tuple[Value, bool]:
    """What a test is worth, and whether it reads `?` and so answers by itevaluating."""
    if isinstance(test, tree.AnyValue):
        return True, True
    if isinstance(test, tree.NotTests):
        passed = tests(evaluating, scope.find("?"), test.tests, scope)
        return (not passed if isinstance(passed, bool) else passed), True
    return evaluating.value(test, scope), any(
        isinstance(each, tree.Name) and each.name == "?" for each in test.walk()
    )


def test(evaluating: Evaluating, node: tree.Test, scope: Scope) -> Value:
    """`< 5` alone is the range of all it holds for."""
    operand = evaluating.value(node.operand, scope)
    evaluating.walk(operand)
    evaluating.spread([operand])
    return Range.of_test(node.op, operand)
