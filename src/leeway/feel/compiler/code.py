"""What is a piece of compiled code? A Python expression, the type of what it yields, and how safe it is."""

from __future__ import annotations

import ast
from dataclasses import dataclass

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
    """

    expr: ast.expr
    type: Type = types.ANY
    read: bool = False
    safe: bool = False
    constant: bool = False

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


def name(identifier: str) -> ast.expr:
    """Read a Python variable."""
    return ast.Name(identifier, ast.Load())


def call(function: str, *arguments: ast.expr) -> ast.expr:
    """Call a function of `running.py`."""
    return ast.Call(name(function), list(arguments), [])


def item(of: ast.expr, key: str) -> ast.expr:
    """`of["key"]`."""
    return ast.Subscript(of, ast.Constant(key), ast.Load())


def compared(left: ast.expr, *pairs: tuple[ast.cmpop, ast.expr]) -> ast.expr:
    """`left < a <= b` and its like."""
    return ast.Compare(left, [op for op, _ in pairs], [right for _, right in pairs])


def negated(operand: ast.expr) -> ast.expr:
    """`not operand`."""
    return ast.UnaryOp(ast.Not(), operand)


def function_of(parameters: list[str], body: ast.expr) -> ast.expr:
    """`lambda parameters: body`."""
    listed = ast.arguments(posonlyargs=[], args=[ast.arg(each) for each in parameters], kwonlyargs=[],
                           kw_defaults=[], defaults=[])  # fmt: skip
    return ast.Lambda(listed, body)
