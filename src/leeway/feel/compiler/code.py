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


_AT: Final[dict[str, Any]] = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 0}
"""Python wants a place for every node; given at birth, none has to be looked for later."""


def name(identifier: str) -> ast.expr:
    """Read a Python variable."""
    return ast.Name(identifier, ast.Load(), **_AT)


def held(identifier: str, value: ast.expr) -> ast.expr:
    """`(identifier := value)`."""
    return ast.NamedExpr(ast.Name(identifier, ast.Store(), **_AT), value, **_AT)


def written(value: str | bool | int | None) -> ast.expr:  # noqa: FBT001
    """A constant of Python."""
    return ast.Constant(value, **_AT)


def call(function: str, *arguments: ast.expr) -> ast.expr:
    """Call a function of `running.py`."""
    return ast.Call(name(function), list(arguments), [], **_AT)


def item(of: ast.expr, key: str) -> ast.expr:
    """`of["key"]`."""
    return ast.Subscript(of, written(key), ast.Load(), **_AT)


def part(of: ast.expr, attribute: str) -> ast.expr:
    """`of.attribute`."""
    return ast.Attribute(of, attribute, ast.Load(), **_AT)


def compared(left: ast.expr, *pairs: tuple[ast.cmpop, ast.expr]) -> ast.expr:
    """`left < a <= b` and its like."""
    return ast.Compare(left, [op for op, _ in pairs], [right for _, right in pairs], **_AT)


def negated(operand: ast.expr) -> ast.expr:
    """`not operand`."""
    return ast.UnaryOp(ast.Not(), operand, **_AT)


def joined(op: ast.boolop, operands: Sequence[ast.expr]) -> ast.expr:
    """`a and b`, `a or b`; a single operand alone."""
    return operands[0] if len(operands) == 1 else ast.BoolOp(op, list(operands), **_AT)


def branch(condition: ast.expr, yes: ast.expr, no: ast.expr) -> ast.expr:
    """`yes if condition else no`."""
    return ast.IfExp(condition, yes, no, **_AT)


def tuple_of(items: Sequence[ast.expr]) -> ast.expr:
    """`(a, b, …)`."""
    return ast.Tuple(list(items), ast.Load(), **_AT)


def dict_of(entries: Mapping[str, ast.expr]) -> ast.expr:
    """`{"key": value, …}`."""
    return ast.Dict([written(key) for key in entries], list(entries.values()), **_AT)


def function_of(parameters: list[str], body: ast.expr) -> ast.expr:
    """`lambda parameters: body`."""
    return ast.Lambda(_parameters(parameters), body, **_AT)


def _parameters(names: list[str]) -> ast.arguments:
    arguments = [ast.arg(each, **_AT) for each in names]
    return ast.arguments(posonlyargs=[], args=arguments, kwonlyargs=[], kw_defaults=[], defaults=[])


def attempt(body: ast.expr, *, counts: bool) -> ast.Module:
    """`def compiled(facts)`: the fast code within a `try` that costs nothing until something is raised."""
    count = ast.Assign(
        [ast.Name("steps", ast.Store(), **_AT)], call("_count", name("facts")), lineno=1, col_offset=0
    )
    fast: list[ast.stmt] = [ast.Return(body, **_AT)]
    slow: list[ast.stmt] = [ast.Return(call("_slow", name("facts")), **_AT)]
    handler = ast.ExceptHandler(name("_GIVING_UP"), None, slow, **_AT)
    tried = ast.Try([count, *fast] if counts else fast, [handler], [], [], **_AT)
    function = ast.FunctionDef("compiled", _parameters(["facts"]), [tried], [], lineno=1, col_offset=0)
    return ast.Module([function], [])
