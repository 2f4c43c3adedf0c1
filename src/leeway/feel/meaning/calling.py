"""What are functions and calls worth? Definitions, built-ins, named arguments, functions as values."""

from __future__ import annotations

from collections.abc import Sequence

from leeway.feel import builtins, tree, weight
from leeway.feel.coercion import coerce
from leeway.feel.errors import nearest
from leeway.feel.failure import Failed
from leeway.feel.failure import arguments as counted
from leeway.feel.meaning import operators
from leeway.feel.meaning.evaluating import Evaluating
from leeway.feel.meaning.scope import ABSENT, Scope
from leeway.feel.tree import Node
from leeway.feel.values import Function, Marker, Value


def function(evaluating: Evaluating, node: tree.Function, scope: Scope) -> Value:
    """A function sees the names around the place where it is written."""
    if node.external:
        raise Failed("external-function", "functions of another language cannot be called")

    def call(arguments: Sequence[Value]) -> Value:
        bound = [
            value if type_ is None else coerce(value, type_)
            for value, type_ in zip(arguments, node.types, strict=True)
        ]
        return evaluating.value(node.body, Scope(dict(zip(node.parameters, bound, strict=True)), scope))

    return Function(node.parameters, node.types, call, body=node.body, scope=scope)


def call(evaluating: Evaluating, node: tree.Call, scope: Scope) -> Value:
    """Arguments are worked out first; a name of the scope comes before a built-in of that name."""
    callee = _callee(evaluating, node.function, scope)
    arguments = [evaluating.value(argument, scope) for argument in node.arguments]
    evaluating.walk(*arguments)
    evaluating.spread([callee, *arguments])
    if isinstance(callee, builtins.Builtin):
        result = operators.bounded(callee.call(evaluating, arguments, node.names))
        evaluating.spend(weight.gathering(result))
        return result
    return called(callee, arguments, node.names)


def _callee(evaluating: Evaluating, node: Node, scope: Scope) -> Value | builtins.Builtin:
    if isinstance(node, tree.Name):
        value = scope.find(node.name)
        builtin = builtins.lookup(node.name)
        if builtin is not None and not isinstance(value, Function):
            return builtin
        if value is ABSENT:
            raise _unknown_function(node.name)
    value = evaluating.value(node, scope)
    if not isinstance(value, Function | Marker):
        raise Failed("not-a-function", f"{operators.kind_of(value)} cannot be called")
    return value


def called(function: Function, arguments: Sequence[Value], names: Sequence[str] | None = None) -> Value:
    """What a function value returns for known arguments, in order or, with `names`, by name.

    Raises: Failed when they do not fit its parameters.
    """
    parameters = function.parameters
    if names is not None and function.body is not None:
        if sorted(names) != sorted(parameters):
            raise Failed("wrong-arguments", f"the function has the parameters {', '.join(parameters)}")
        by_name = dict(zip(names, arguments, strict=True))
        arguments = [by_name[parameter] for parameter in parameters]
    elif function.body is not None and len(arguments) != len(parameters):
        raise Failed("wrong-arguments", f"the function takes {counted(len(parameters))}")
    return function.call(arguments)


def as_function(builtin: builtins.Builtin, evaluating: Evaluating) -> Function:
    """A built-in function as a value."""
    first = builtin.overloads[0]
    parameters = first.parameters
    return Function(
        tuple(parameter.name for parameter in parameters),
        tuple(parameter.type for parameter in parameters),
        lambda arguments: builtin.call(evaluating, arguments),
        name=builtin.name,
        result=first.result,
    )


def _unknown_function(name: str) -> Failed:
    return Failed("unknown-name", f"no function is called `{name}`", nearest(name, builtins.names()))
