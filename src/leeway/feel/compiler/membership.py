"""How are `in` and ranges worked out in Python? Constant lists and ends become direct comparisons."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from leeway.feel import tree, types
from leeway.feel.compiler.code import (
    AT,
    PLAINLY_EQUAL,
    Code,
    call,
    compared,
    function_of,
    joined,
    name,
    negated,
    tuple_of,
    written,
)
from leeway.feel.compiler.levels import Level
from leeway.feel.compiler.surroundings import Surroundings
from leeway.feel.types import BOOLEAN, NUMBER, STRING, RangeOf
from leeway.feel.values import Range

_HASHED = frozenset({STRING, types.BOOLEAN})
"""Types whose constants are looked up faster in a set than one after the other."""


class Membership(Surroundings):
    """The part of a translation that knows tests."""

    def is_in(self, node: tree.In) -> Code:
        """`value in (test, …)`."""
        value = self.code(node.value)
        reads = any(map(_answers_itself, node.tests))
        if not reads and value.is_scalar and isinstance(value.expr, ast.Name | ast.Subscript | ast.Constant):
            direct = self._direct(value, node.tests)
            if direct is not None:
                return direct
        if not (reads or self.makes_functions):
            tests = [self.certain(self.code(test)).expr for test in node.tests]
            return Code(call("_passes", self.steps_if_counted(), value.expr, *tests), BOOLEAN)
        return self._asked(value, node.tests)

    def _asked(self, value: Code, tests: Sequence[tree.Node]) -> Code:
        """Tests that may read the value as `?`, in a level of their own."""
        variable = self.fresh()
        level = Level(names={"?": Code(name(variable), value.type, read=True)})
        with self.within(level):
            asked = [
                tuple_of([self.certain(self.code(test)).expr, written(_answers_itself(test))]) for test in tests
            ]
        body = self.scoped(level, call("_passes_asked", self.steps_if_counted(), name(variable), *asked))
        return Code(ast.Call(function_of([variable], body), [value.expr], [], **AT), BOOLEAN)

    def test(self, node: tree.Test) -> Code:
        """`< 5` alone is the range of all it holds for."""
        operand = self.certain(self.code(node.operand))
        made = call("_range_of_test", self.steps_if_counted(), written(node.op), operand.expr)
        return Code(made, RangeOf(types.ANY))

    def any_value(self, _node: tree.AnyValue) -> Code:
        """`-`: everything passes."""
        return Code(written(True), BOOLEAN, safe=True)

    def none_of(self, node: tree.NotTests) -> Code:
        """`not(…)` around tests of the value that `?` is."""
        value = self.named("?", lambda: Code(call("_give_up")))
        return Code(negated(self._asked(value, node.tests).expr), BOOLEAN)

    def _direct(self, value: Code, tests: Sequence[tree.Node]) -> Code | None:
        """One Python comparison a test, when no test can fail and all are of the type of the value."""
        equals: list[object] = []
        others: list[ast.expr] = []
        for test in tests:
            code = self.code(test.operand if isinstance(test, tree.Test) else test)
            if not code.constant:
                return None
            held = self._held(code)
            if isinstance(test, tree.Test):
                if code.type != value.type or value.type not in (NUMBER, STRING):
                    return None
                others.append(self._tested(test.op, value, code))
            elif isinstance(held, Range):
                inside = self._within(value, held)
                if inside is None:
                    return None
                others.append(inside)
            elif isinstance(held, tuple) and all(self.constant(each).type == value.type for each in held):
                equals.extend(held)
            elif code.type == value.type:
                equals.append(held)
            else:
                return None
        return self._any_of(value, equals, others)

    def _any_of(self, value: Code, equals: list[object], others: list[ast.expr]) -> Code | None:
        if not (equals or others) or (equals and value.type not in PLAINLY_EQUAL):
            return None
        guarded = self.certain(value)
        if equals:
            choices = frozenset(equals) if value.type in _HASHED else tuple(equals)
            others.insert(0, compared(guarded.expr, (ast.In(), self.kept(choices))))
        expr = joined(ast.Or(), others)
        return Code(expr, BOOLEAN, safe=value.safe)

    def _tested(self, op: str, value: Code, operand: Code) -> ast.expr:
        if op in ("=", "!="):
            equal = self.equal(value, operand).expr
            return equal if op == "=" else negated(equal)
        return self.ordered(op, value, operand).expr

    def _within(self, value: Code, range_: Range) -> ast.expr | None:
        low, high = self.constant(range_.low), self.constant(range_.high)
        if (
            range_.operator is not None
            or not low.type == high.type == value.type
            or value.type not in (NUMBER, STRING)
        ):
            return None
        above: ast.cmpop = ast.LtE() if range_.low_included else ast.Lt()
        below: ast.cmpop = ast.LtE() if range_.high_included else ast.Lt()
        return compared(low.expr, (above, value.expr), (below, high.expr))

    def _held(self, code: Code) -> object:
        """The value of a constant."""
        if isinstance(code.expr, ast.Constant):
            return code.expr.value
        assert isinstance(code.expr, ast.Name)
        return self.constants[code.expr.id]

    def range(self, node: tree.Range) -> Code:
        """`[low..high]`."""
        ends = [
            written(None) if end is None else self.certain(self.code(end)).expr for end in (node.low, node.high)
        ]
        included = [written(node.low_included), written(node.high_included)]
        return Code(call("_range", self.steps_if_counted(), *ends, *included), RangeOf(types.ANY))


def _answers_itself(test: tree.Node) -> bool:
    if isinstance(test, tree.AnyValue | tree.NotTests):
        return True
    return any(isinstance(each, tree.Name) and each.name == "?" for each in test.walk())
