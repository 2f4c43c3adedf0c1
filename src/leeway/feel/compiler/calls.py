"""How are functions and calls worked out in Python? A built-in whose signature is certain is run at once."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from leeway.feel import builtins, tree, types
from leeway.feel.builtins import Builtin, Signature
from leeway.feel.compiler import levels
from leeway.feel.compiler.code import Code, branch, call, function_of, name, negated, plain, written
from leeway.feel.compiler.levels import Level
from leeway.feel.compiler.loops import weight_of
from leeway.feel.compiler.surroundings import Surroundings
from leeway.feel.types import BOOLEAN, Type


class Calls(Surroundings):
    """The part of a translation that knows functions and calls."""

    def called(self, node: tree.Call) -> Code:
        """`function(arguments)`."""
        builtin = builtins.lookup(node.function.name) if isinstance(node.function, tree.Name) else None
        if builtin is None:
            function = self.certain(self.code(node.function))
            return Code(
                call("_invoked", self.steps(), function.expr, self._names(node), *self._given(node)), read=True
            )
        if builtin.name in self.types or levels.is_bound(builtin.name, self.levels):
            value = self.named(builtin.name, lambda: self._fact_or_null(builtin.name))
            given = [value.expr, self.kept(builtin), self._names(node), *self._given(node)]
            return Code(call("_called_by_name", self.steps(), *given), read=True)
        return self._not_shadowed(builtin, self._of_builtin(node, builtin))

    def _given(self, node: tree.Call) -> list[ast.expr]:
        return [self.certain(self.code(argument)).expr for argument in node.arguments]

    def _names(self, node: tree.Call) -> ast.expr:
        return written(None) if node.names is None else self.kept(node.names)

    def _fact_or_null(self, name_: str) -> Code:
        return Code(call("_fact_or", name("facts"), written(name_), function_of([], written(None))))

    def _not_shadowed(self, builtin: Builtin, code: Code) -> Code:
        """The call, given up when an item of a filter has a function of that name as an entry."""
        items = levels.items(self.levels)
        if not (items and self.may_be_shadowed(builtin.name)):
            return code
        shadowed = call("_shadowed", written(builtin.name), *items)
        expr = branch(shadowed, call("_give_up"), code.expr)
        return Code(expr, code.type, read=code.read, answers=code.answers, nullable=code.nullable)

    def _of_builtin(self, node: tree.Call, builtin: Builtin) -> Code:
        given = [self.certain(self.code(argument)) for argument in node.arguments]
        if builtin.name == "not" and node.names is None and len(given) == 1 and given[0].type == BOOLEAN:
            return Code(negated(given[0].expr), BOOLEAN, safe=given[0].safe)
        chosen = _certain_signature(builtin, given) if node.names is None else None
        if chosen is not None:
            expr = call("_ran", self.steps(), self.kept(chosen), *(each.expr for each in given))
            return _returned(expr, {chosen.result})
        arguments = [self.kept(builtin), self._names(node), *(each.expr for each in given)]
        expr = call("_called", self.steps(), *arguments)
        return _returned(expr, {overload.result for overload in builtin.overloads})

    def builtin_itself(self, builtin: Builtin) -> Code:
        """A built-in as a value, unless a fact is called like it."""
        function = function_of([], call("_as_function", self.kept(builtin), self.steps()))
        return Code(call("_fact_or", name("facts"), written(builtin.name), function), read=True)

    def function(self, node: tree.Function) -> Code:
        """`function(a, b) body`."""
        if node.external:
            return Code(call("_give_up"))
        variables = [self.fresh() for _ in node.parameters]
        scope = self.scope()
        bound = {
            each: Code(name(variable), read=True)
            for each, variable in zip(node.parameters, variables, strict=True)
        }
        level = Level(names=bound, is_function=True)
        with self.within(level):
            body = self.code(node.body)
        run = function_of(variables, self.scoped(level, body.expr))
        return Code(call("_function", self.steps(), self.kept(node), weight_of(node.body), scope, run))


def _returned(expr: ast.expr, results: set[Type]) -> Code:
    """A result may be null: a number or text is then compared as FEEL does, or it raises; an answer is not."""
    result = plain(results.pop()) if len(results) == 1 else types.ANY
    answers = result == BOOLEAN
    return Code(expr, types.ANY if answers else result, answers=answers, nullable=True)


def _certain_signature(builtin: Builtin, given: Sequence[Code]) -> Signature | None:
    """The signature that a call with such arguments surely picks, if every earlier one surely does not fit."""
    for overload in builtin.overloads:
        if not overload.required <= len(given) <= overload.most:
            continue
        if len(given) != len(overload.parameters):
            return None
        exact = all(
            code.is_scalar and not code.nullable and parameter.type in (code.type, types.ANY)
            for code, parameter in zip(given, overload.parameters, strict=True)
        )
        return overload if exact else None
    return None
