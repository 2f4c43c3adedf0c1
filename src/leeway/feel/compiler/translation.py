"""How is each node worked out in Python? One method for each kind; types make the code direct.

The rule that keeps it in agreement with the reference evaluator: code may skip a part only if that part is
safe, or the reference would not look at it either.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from leeway.feel import builtins, tree, types
from leeway.feel.coercion import type_of
from leeway.feel.compiler.calls import Calls
from leeway.feel.compiler.code import (
    PLAINLY_EQUAL,
    Code,
    branch,
    call,
    compared,
    dict_of,
    held,
    item,
    joined,
    name,
    negated,
    numbered,
    part,
    plain,
    tuple_of,
    written,
)
from leeway.feel.compiler.levels import Level
from leeway.feel.compiler.loops import Loops
from leeway.feel.compiler.membership import Membership
from leeway.feel.meaning import operators
from leeway.feel.tree import Node
from leeway.feel.types import BOOLEAN, NUMBER, STRING, ContextOf, Type

_OPS: dict[str, type[ast.cmpop]] = {
    "=": ast.Eq, "!=": ast.NotEq, "<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE,
}  # fmt: skip
_SUMS = {"+": "_add", "-": "_subtract", "*": "_multiply", "/": "_divide", "**": "_op_power"}

_LENGTHS = {types.DAYS: "seconds", types.MONTHS: "months"}
_RESULTS: dict[tuple[Type, str, Type], Type] = {
    (STRING, "+", STRING): STRING,
    (types.DATE, "-", types.DATE): types.DAYS,
    (types.DATE_AND_TIME, "-", types.DATE_AND_TIME): types.DAYS,
    **{
        (moment, op, length): moment
        for moment in (types.DATE, types.DATE_AND_TIME)
        for op in "+-"
        for length in _LENGTHS
    },
    **{(length, op, length): length for length in _LENGTHS for op in "+-"},
    **{(length, op, NUMBER): length for length in _LENGTHS for op in "*/"},
}
"""The types of what is computed, where a result there is."""


class Translation(Membership, Loops, Calls):
    """The translation of one expression: the constants it needs, and what is bound where."""

    def code(self, node: Node) -> Code:
        """The code of a node."""
        constant = self.folded(node)
        if constant is not None:
            return constant
        method: Callable[[Translation, Any], Code] = _METHODS[type(node)]
        return method(self, node)

    def constant(self, value: Any, type_: Type | None = None) -> Code:
        """The code of a value that is known now."""
        type_ = type_ or type_of(value)
        if value is None or isinstance(value, bool | str):
            return Code(written(value), type_, safe=True, constant=True)
        key = f"_k{len(self.constants)}"
        self.constants[key] = value
        return Code(name(key), type_, safe=True, constant=True)

    # -- leaves ---------------------------------------------------------------------------------
    def _name(self, node: tree.Name) -> Code:
        return self.named(node.name, lambda: self._fact(node.name))

    def _fact(self, name_: str) -> Code:
        builtin = builtins.lookup(name_)
        if builtin is not None and name_ not in self.types and not (self.in_book and name_ == "now"):
            return self.builtin_itself(builtin)
        type_ = plain(self.types.get(name_, types.ANY))
        return Code(item(name("facts"), name_), type_, read=True, safe=type_ != types.ANY)

    # -- operators --------------------------------------------------------------------------------
    def _negate(self, node: tree.Negate) -> Code:
        operand = self.code(node.operand)
        if operand.type == NUMBER:
            return Code(call("_minus", operand.expr), NUMBER)
        return Code(call("_op_negate", self.certain(operand).expr), operand.type)

    def _arithmetic(self, node: tree.Arithmetic) -> Code:
        left, right = self.code(node.left), self.code(node.right)
        if left.type == right.type == NUMBER:
            return Code(call(_SUMS[node.op], left.expr, right.expr), NUMBER)
        type_ = _RESULTS.get((left.type, node.op, right.type), types.ANY)
        operation = f"_op_{operators.ARITHMETIC[node.op].__name__}"
        return Code(call(operation, self.certain(left).expr, self.certain(right).expr), type_)

    def _compare(self, node: tree.Compare) -> Code:
        left, right = self.code(node.left), self.code(node.right)
        if node.op in ("=", "!="):
            equal = self.equal(left, right)
            return equal if node.op == "=" else Code(negated(equal.expr), BOOLEAN, safe=equal.safe)
        return self.ordered(node.op, left, right)

    def equal(self, left: Code, right: Code) -> Code:
        """`left = right`."""
        for this, other in ((left, right), (right, left)):
            if this.constant and isinstance(this.expr, ast.Constant) and this.expr.value is None:
                return Code(compared(self.certain(other).expr, (ast.Is(), this.expr)), BOOLEAN, safe=other.safe)
        left, right = self.certain(left), self.certain(right)
        safe = left.safe and right.safe
        if left.type == right.type and left.type in PLAINLY_EQUAL:
            return Code(compared(left.expr, (ast.Eq(), right.expr)), BOOLEAN, safe=safe)
        return Code(call("_is_equal", self.steps_if_counted(), left.expr, right.expr), BOOLEAN)

    def ordered(self, op: str, left: Code, right: Code) -> Code:
        """`left < right` and its like."""
        if left.type == right.type and left.type in (NUMBER, STRING):
            return Code(compared(left.expr, (_OPS[op](), right.expr)), BOOLEAN, safe=left.safe and right.safe)
        if left.type == right.type and left.type in _LENGTHS:
            length = _LENGTHS[left.type]
            return Code(compared(part(left.expr, length), (_OPS[op](), part(right.expr, length))), BOOLEAN)
        less = "_is_before" if left.type == right.type == types.DATE else "_is_less"
        first, second = (left, right) if op in ("<", ">=") else (right, left)
        # Whichever is asked for first, both are worked out, and either may be what fails.
        is_less = call(less, self.certain(first).expr, self.certain(second).expr)
        return Code(negated(is_less) if op in ("<=", ">=") else is_less, BOOLEAN)

    def _between(self, node: tree.Between) -> Code:
        value, low, high = self.code(node.value), self.code(node.low), self.code(node.high)
        if (
            value.type == low.type == high.type
            and value.type in (NUMBER, STRING)
            and low.safe
            and high.constant
        ):
            ends = compared(low.expr, (ast.LtE(), value.expr), (ast.LtE(), high.expr))
            return Code(ends, BOOLEAN, safe=value.safe)
        parts = [self.certain(part).expr for part in (value, low, high)]
        return Code(call("_is_between", *parts), BOOLEAN)

    def _logic(self, node: tree.And | tree.Or) -> Code:
        op: ast.boolop = ast.And() if isinstance(node, tree.And) else ast.Or()
        operands = [self.truth(self.code(operand)) for operand in node.operands]
        return Code(joined(op, [each.expr for each in operands]), BOOLEAN, safe=all(o.safe for o in operands))

    def _branch(self, node: tree.If) -> Code:
        condition, yes, no = self._decided(self.code(node.condition)), self.code(node.yes), self.code(node.no)
        type_ = yes.type if yes.type == no.type else types.ANY
        safe = condition.safe and yes.safe and no.safe
        return Code(
            branch(condition.expr, yes.expr, no.expr),
            type_,
            read=yes.read or no.read,
            safe=safe,
            nullable=yes.nullable or no.nullable,
        )

    def _decided(self, condition: Code) -> Code:
        """The condition of a branch: in DMN anything but true takes the second one."""
        if self.in_book or condition.type == BOOLEAN:
            return self.truth(condition)
        if condition.constant:  # Python warns of `is` beside a constant
            return Code(written(False), BOOLEAN, safe=True)
        return Code(compared(condition.expr, (ast.Is(), written(True))), BOOLEAN)

    def _instance_of(self, node: tree.InstanceOf) -> Code:
        value = self.certain(self.code(node.value))
        type_ = self.constant(node.type, types.ANY).expr
        return Code(call("_is_instance", self.steps_if_counted(), value.expr, type_), BOOLEAN)

    # -- structure --------------------------------------------------------------------------------
    def _list(self, node: tree.List) -> Code:
        parts = [self.code(part) for part in node.items]
        kinds = {part.type for part in parts}
        type_ = types.told(types.ListOf(kinds.pop() if len(kinds) == 1 else types.ANY))
        made = self._made(tuple_of([part.expr for part in parts]), parts)
        return Code(made, type_, safe=all(part.safe and part.is_scalar for part in parts))

    def _made(self, expr: ast.expr, parts: Iterable[Code]) -> ast.expr:
        """A list or context; what may hold others is counted, for it may hold one of them many times over."""
        return expr if all(part.is_scalar for part in parts) else call("_made", self.steps(), expr)

    def _context(self, node: tree.Context) -> Code:
        """Each entry is a Python variable, which the ones after it read."""
        variables = {entry.key: self.fresh() for entry in node.entries}
        if len(variables) < len(node.entries):
            return Code(call("_give_up"))
        level = Level(later=dict(variables))
        parts: list[ast.expr] = []
        with self.within(level):
            for entry in node.entries:
                code = self.code(entry.value)
                parts.append(held(variables[entry.key], code.expr))
                type_ = types.ANY if code.nullable else code.type
                level.names[entry.key] = Code(name(variables[entry.key]), type_, read=True)
                del level.later[entry.key]
        entries = dict_of({key: name(variable) for key, variable in variables.items()})
        made = self._made(entries, level.names.values())
        members = tuple((key, code.type) for key, code in level.names.items())
        return Code(
            self.scoped(level, numbered(tuple_of([*parts, made]), len(parts))),
            types.told(ContextOf(members)),
            read=True,
        )

    def _path(self, node: tree.Path) -> Code:
        of = self.code(node.of)
        if isinstance(of.type, ContextOf):
            member = plain(dict(of.type.members).get(node.member, types.ANY))
            return Code(item(of.expr, node.member), member, read=True)
        return Code(
            call("_member", self.steps_if_counted(), of.expr, written(node.member)),
            self._member_type(of.type, node.member),
            read=True,
        )

    def _member_type(self, of: Type, member: str) -> Type:
        if isinstance(of, types.ListOf) and isinstance(of.item, ContextOf):
            return types.ListOf(dict(of.item.members).get(member, types.ANY))
        return types.ANY

    # -- certainty --------------------------------------------------------------------------------
    def certain(self, code: Code) -> Code:
        """The same, raising when it is or holds UNKNOWN: operators do not see through it."""
        if not self.in_book or code.constant or (code.is_scalar and not code.read):
            return code
        if code.is_scalar:
            return Code(self.guarded(code.expr), code.type, safe=code.safe)
        return Code(call("_known", code.expr), code.type)

    def truth(self, code: Code) -> Code:
        """The same, raising when it is neither true nor false; a fact that is UNKNOWN raises by itself."""
        return code if code.type == BOOLEAN else Code(call("_truth", code.expr), BOOLEAN)


_METHODS: Mapping[type[Node], Callable[[Translation, Any], Code]] = {
    tree.Name: Translation._name,  # noqa: SLF001 - the table belongs to the class
    tree.Negate: Translation._negate,  # noqa: SLF001
    tree.Arithmetic: Translation._arithmetic,  # noqa: SLF001
    tree.Compare: Translation._compare,  # noqa: SLF001
    tree.Between: Translation._between,  # noqa: SLF001
    tree.In: Translation.is_in,
    tree.And: Translation._logic,  # noqa: SLF001
    tree.Or: Translation._logic,  # noqa: SLF001
    tree.If: Translation._branch,  # noqa: SLF001
    tree.InstanceOf: Translation._instance_of,  # noqa: SLF001
    tree.Test: Translation.test,
    tree.AnyValue: Translation.any_value,
    tree.NotTests: Translation.none_of,
    tree.List: Translation._list,  # noqa: SLF001
    tree.Context: Translation._context,  # noqa: SLF001
    tree.Range: Translation.range,
    tree.Path: Translation._path,  # noqa: SLF001
    tree.Filter: Translation.filtered,
    tree.For: Translation.loop,
    tree.Quantified: Translation.quantified,
    tree.Call: Translation.called,
    tree.Function: Translation.function,
}
