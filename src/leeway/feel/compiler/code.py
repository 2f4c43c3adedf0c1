"""What is a piece of compiled code? A Python expression, the type of what it yields, and how safe it is."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from leeway.feel import types
from leeway.feel.types import OneOf, Type

SCALARS = frozenset(
    {
        types.NUMBER, types.STRING, types.BOOLEAN, types.DATE, types.TIME, types.DATE_AND_TIME, types.DAYS,
        types.MONTHS,
    }
)  # fmt: skip
"""Types whose values hold no others, so that UNKNOWN cannot hide in them."""

PLAINLY_EQUAL = frozenset({types.NUMBER, types.STRING, types.BOOLEAN, types.DATE, types.DAYS, types.MONTHS})
"""Types for which FEEL's equality is Python's."""


@dataclass(frozen=True, slots=True)
class Code:
    """A Python expression; `type` is ANY unless more is certain.

    `read` marks what was read from facts: it may be UNKNOWN, which Python's `==` would not notice.
    `safe` marks what cannot raise for known facts, so that it does not matter whether it is worked out.
    `answers` marks what yields true, false or null, and never a number; `nullable` what may be null after all.
    """

    expr: ast.expr
    type: Type = types.ANY
    read: bool = False
    safe: bool = False
    constant: bool = False
    answers: bool = False
    nullable: bool = False

    @property
    def is_scalar(self) -> bool:
        """Whether it is certain to yield a value that holds no others."""
        return self.type in SCALARS


def plain(type_: Type) -> Type:
    """A type without its allowed values; what may be null counts as anything.

    >>> str(plain(OneOf(types.STRING, ("a", "b"))))
    'string'
    """
    return type_.base if isinstance(type_, OneOf) else type_


AT: Final[dict[str, Any]] = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 0}
"""Python wants a place for every node; given at birth, none has to be looked for later."""


def name(identifier: str) -> ast.expr:
    """Read a Python variable."""
    return ast.Name(identifier, ast.Load(), **AT)


def held(identifier: str, value: ast.expr) -> ast.expr:
    """`(identifier := value)`."""
    return ast.NamedExpr(ast.Name(identifier, ast.Store(), **AT), value, **AT)


def written(value: str | bool | int | None) -> ast.expr:  # noqa: FBT001
    """A constant of Python."""
    return ast.Constant(value, **AT)


def call(function: str, *arguments: ast.expr) -> ast.expr:
    """Call a function of `running.py`."""
    return ast.Call(name(function), list(arguments), [], **AT)


def item(of: ast.expr, key: str) -> ast.expr:
    """`of["key"]`."""
    return ast.Subscript(of, written(key), ast.Load(), **AT)


def part(of: ast.expr, attribute: str) -> ast.expr:
    """`of.attribute`."""
    return ast.Attribute(of, attribute, ast.Load(), **AT)


def compared(left: ast.expr, *pairs: tuple[ast.cmpop, ast.expr]) -> ast.expr:
    """`left < a <= b` and its like."""
    return ast.Compare(left, [op for op, _ in pairs], [right for _, right in pairs], **AT)


def negated(operand: ast.expr) -> ast.expr:
    """`not operand`."""
    return ast.UnaryOp(ast.Not(), operand, **AT)


def joined(op: ast.boolop, operands: Sequence[ast.expr]) -> ast.expr:
    """`a and b`, `a or b`; a single operand alone."""
    return operands[0] if len(operands) == 1 else ast.BoolOp(op, list(operands), **AT)


def branch(condition: ast.expr, yes: ast.expr, no: ast.expr) -> ast.expr:
    """`yes if condition else no`."""
    return ast.IfExp(condition, yes, no, **AT)


def tuple_of(items: Sequence[ast.expr]) -> ast.expr:
    """`(a, b, …)`."""
    return ast.Tuple(list(items), ast.Load(), **AT)


def dict_of(entries: Mapping[str, ast.expr]) -> ast.expr:
    """`{"key": value, …}`."""
    return ast.Dict([written(key) for key in entries], list(entries.values()), **AT)


def numbered(of: ast.expr, index: int) -> ast.expr:
    """`of[1]`."""
    return ast.Subscript(of, written(index), ast.Load(), **AT)


def function_of(parameters: list[str], body: ast.expr) -> ast.expr:
    """`lambda parameters: body`."""
    return ast.Lambda(_parameters(parameters), body, **AT)


def _parameters(names: list[str]) -> ast.arguments:
    arguments = [ast.arg(each, **AT) for each in names]
    return ast.arguments(posonlyargs=[], args=arguments, kwonlyargs=[], kw_defaults=[], defaults=[])


def attempt(body: ast.expr, *, counts: bool) -> ast.Module:
    """`def compiled(facts)`: the fast code within a `try` that costs nothing until something is raised."""
    slow: list[ast.stmt] = [ast.Return(call("_slow", name("facts")), **AT)]
    handler = ast.ExceptHandler(name("_GIVING_UP"), None, slow, **AT)
    tried = ast.Try(_worked_out(body, "facts", counts=counts), [handler], [], [], **AT)
    return _defined(["facts"], [tried])


def plainly(body: ast.expr, *, counts: bool) -> ast.Module:
    """`def compiled(facts, now)`: the fast code alone."""
    return _defined(["facts", "now"], _worked_out(body, "now", counts=counts))


def _worked_out(body: ast.expr, counted: str, *, counts: bool) -> list[ast.stmt]:
    result: ast.stmt = ast.Return(body, **AT)
    if not counts:
        return [result]
    steps = ast.Name("steps", ast.Store(), **AT)
    return [ast.Assign([steps], call("_count", name(counted)), lineno=1, col_offset=0), result]


def _defined(parameters: list[str], body: list[ast.stmt]) -> ast.Module:
    return ast.Module(
        [ast.FunctionDef("compiled", _parameters(parameters), body, [], lineno=1, col_offset=0)], []
    )
