"""How are calls worked out in Python? A built-in whose signature is certain is run at once."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from leeway.feel import builtins, tree, types
from leeway.feel.builtins import Builtin, Signature
from leeway.feel.compiler.code import Code, call, negated, plain, written
from leeway.feel.compiler.surroundings import Surroundings
from leeway.feel.types import BOOLEAN, Type


class Calls(Surroundings):
    """The part of a translation that knows calls."""

    def called(self, node: tree.Call) -> Code:
        """`function(arguments)`; functions that are no built-ins are left to the reference."""
        builtin = builtins.lookup(node.function.name) if isinstance(node.function, tree.Name) else None
        if builtin is None or any(_is_function(argument) for argument in node.arguments):
            return self.delegated(node)
        assert isinstance(node.function, tree.Name)
        if node.function.name in self.types or self.bound(node.function.name) is not None or self.in_filter:
            return self.delegated(node)
        given = [self.certain(self.code(argument)) for argument in node.arguments]
        if builtin.name == "not" and node.names is None and len(given) == 1 and given[0].type == BOOLEAN:
            return Code(negated(given[0].expr), BOOLEAN, safe=given[0].safe)
        chosen = _certain_signature(builtin, given) if node.names is None else None
        if chosen is not None:
            expr = call("_ran", self.steps(), self.kept(chosen), *(each.expr for each in given))
            return _returned(expr, {chosen.result})
        names = written(None) if node.names is None else self.kept(node.names)
        expr = call("_called", self.steps(), self.kept(builtin), names, *(each.expr for each in given))
        return _returned(expr, {overload.result for overload in builtin.overloads})


def _is_function(argument: tree.Node) -> bool:
    if isinstance(argument, tree.Function):
        return True
    return (
        isinstance(argument, tree.Name)
        and argument.name != "now"
        and builtins.lookup(argument.name) is not None
    )


def _returned(expr: ast.expr, results: set[Type]) -> Code:
    """A result may be null: a number or text is then compared as FEEL does, or it raises; an answer is not."""
    result = plain(results.pop()) if len(results) == 1 else types.ANY
    answers = result == BOOLEAN
    return Code(expr, types.ANY if answers else result, answers=answers, nullable=True)


def _certain_signature(builtin: Builtin, given: Sequence[Code]) -> Signature | None:
    """The signature that a call with such arguments surely picks, if every earlier one surely does not fit."""
    for overload in builtin.overloads:
        most = overload.most
        if len(given) < overload.required or (most is not None and len(given) > most):
            continue
        if most is None or len(given) != len(overload.parameters):
            return None
        exact = all(
            code.is_scalar and not code.nullable and parameter.type in (code.type, types.ANY)
            for code, parameter in zip(given, overload.parameters, strict=True)
        )
        return overload if exact else None
    return None
