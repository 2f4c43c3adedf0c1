"""Is this call sound? Functions that exist, arguments that fit, constants that can be converted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Never

from leeway.feel import builtins, tree
from leeway.feel.builtins import Builtin, Parameter, Signature
from leeway.feel.checking import comparing
from leeway.feel.checking.fitting import always_fits, bound_parameters, misfits
from leeway.feel.checking.kinds import alternatives, in_words, item_of, joined, may_be_null, without_null
from leeway.feel.checking.results import RESULTS
from leeway.feel.coercion import type_of
from leeway.feel.errors import nearest
from leeway.feel.failure import Failed, arguments
from leeway.feel.form import format as written
from leeway.feel.patterns import compile_pattern
from leeway.feel.types import (
    ANY,
    BOOLEAN,
    NULL,
    FunctionOf,
    ListOf,
    Type,
    Union,
)
from leeway.feel.values import Function, Value

if TYPE_CHECKING:
    from leeway.feel.checking.checker import Checker
    from leeway.feel.checking.scope import Scope
    from leeway.feel.tree import Node

_OF_CONSTANTS = frozenset({"date", "time", "date and time", "duration", "number", "range"})
_WITH_PATTERN = {"matches": 2, "replace": 3, "split": 2}
"""The functions that take a pattern second, and where their flags stand."""


_OF_KNOWN_ITEMS = frozenset({"min", "max", "sum", "mean", "product", "median", "stddev", "mode", "sort"})
"""The functions that have no result when an item of their list is null."""


_ORDERING = frozenset({"min", "max", "sort"})
_TAKING_FUNCTION = {"sort": 2, "list replace": 2}
"""How many parameters the function has that some functions take second."""


class _Nowhere:
    """The environment of a conversion that is tried before anything runs."""

    now = None
    zone = "UTC"
    in_book = False

    def spend(self, _steps: int, /) -> None:
        """Conversions of literals are short."""

    def invoke(self, _function: Function, _arguments: Sequence[Value], /) -> Never:
        """No conversion calls a function."""
        raise Failed("not-a-function", "a conversion calls nothing")


def call(checker: Checker, node: tree.Call, scope: Scope) -> Type:
    """`function(a, b)`."""
    types = [checker.type_of(argument, scope) for argument in node.arguments]
    callee = node.function
    if isinstance(callee, tree.Name):
        declared = scope.types.get(callee.name)
        builtin = builtins.lookup(callee.name)
        if builtin is not None and not isinstance(declared, FunctionOf):
            result = _of_builtin(checker, node, builtin, types)
            _items_and_functions(checker, node, builtin.name, types, scope)
            return result
        if declared is None:
            message = f"no function is called `{callee.name}`"
            checker.report("unknown-name", message, callee, advice=nearest(callee.name, builtins.names()))
            return ANY
    if isinstance(callee, tree.Function):
        return _of_literal(checker, node, callee, types, scope)
    return _of_value(checker, node, checker.known(callee, scope), types)


def _of_value(checker: Checker, node: tree.Call, callee: Type, types: list[Type]) -> Type:
    """A call of a function that the expression or a fact defines."""
    if callee == ANY:
        return ANY
    if not isinstance(callee, FunctionOf):
        checker.report("wrong-type", f"{in_words(callee)} cannot be called", node.function)
        return ANY
    if len(types) != len(callee.parameters):
        _wrong_number(checker, node, len(callee.parameters))
    elif node.names is None:
        for argument, found, wanted in zip(node.arguments, types, callee.parameters, strict=True):
            _argument(checker, argument, found, wanted)
    return callee.result


def _argument(checker: Checker, argument: Node, found: Type, wanted: Type) -> None:
    """Report what a function that says which values it takes does not take."""
    if not (wanted in (ANY, found) or always_fits(checker, found, [wanted])):
        message = f"the function takes {in_words(wanted)} here, not {in_words(found)}"
        checker.report("wrong-type", message, argument)


def _of_literal(
    checker: Checker, node: tree.Call, function: tree.Function, types: list[Type], scope: Scope
) -> Type:
    """A call of a function that is written down right there: its body meets these arguments."""
    if len(types) != len(function.parameters):
        _wrong_number(checker, node, len(function.parameters))
        return checker.known(function, scope)
    by_name = dict(zip(node.names or function.parameters, types, strict=True))
    wanted = dict(zip(function.parameters, function.types, strict=True))
    for name, argument in zip(node.names or function.parameters, node.arguments, strict=True):
        if by_name[name] != NULL:  # which every parameter of such a function takes
            _argument(checker, argument, by_name[name], wanted.get(name) or ANY)
    bound = {
        name: declared or by_name.get(name, ANY)
        for name, declared in zip(function.parameters, function.types, strict=True)
    }
    return checker.type_of(function.body, scope.with_types(bound))


def _wrong_number(checker: Checker, node: tree.Call, count: int) -> None:
    message = f"`{written(node.function)}` takes {arguments(count)}, not {len(node.arguments)}"
    checker.report("wrong-arguments", message, node)


def _of_builtin(checker: Checker, node: tree.Call, builtin: Builtin, types: list[Type]) -> Type:
    """A call of a function of the library."""
    matching = [
        (overload, bound)
        for overload in builtin.overloads
        if (bound := bound_parameters(overload, node)) is not None
    ]
    if not matching:
        _wrong_arguments(checker, node, builtin)
        return ANY
    overload, bound = min(matching, key=lambda each: len(misfits(checker, [each[1]], types)))
    wrong = misfits(checker, [bound for _, bound in matching], types) or misfits(
        checker, [bound], types, some=True
    )
    for index in wrong:
        wanted = f"`{bound[index].name}` of `{builtin.name}` is {in_words(bound[index].type)}"
        checker.report("wrong-type", f"{wanted}, not {in_words(types[index])}", node.arguments[index])
    if wrong:
        return overload.result
    for parameter, argument, found in zip(bound, node.arguments, types, strict=True):
        if not (parameter.nullable or parameter.optional):
            checker.not_null(argument, found)
        if builtin.name in _OF_KNOWN_ITEMS:
            _known_items(checker, argument, found)
    return _constant(checker, node, builtin) or _result(
        builtin, [overload for overload, _ in matching], overload, types
    )


def _known_items(checker: Checker, argument: Node, found: Type) -> None:
    """Report a list in a book of which an item may be null."""
    if any(isinstance(each, ListOf) for each in alternatives(found)):
        if checker.in_book and may_be_null(item_of(found)):
            text = written(argument)
            message, advice = f"an item of `{text}` may be null here", f"leave it out: `{text}[item != null]`"
            checker.report("may-be-null", message, argument, advice=advice)
    else:
        checker.not_null(argument, found)


def _items_and_functions(checker: Checker, node: tree.Call, name: str, types: list[Type], scope: Scope) -> None:
    """What a function does with the items: orders them, or hands them to a function written in the call."""
    if not types or node.names is not None:
        return
    items = item_of(types[0]) if len(types) == 1 or name in _TAKING_FUNCTION else joined(types)
    if name in _ORDERING and (name != "sort" or len(types) == 1):
        items = without_null(items)
        comparing.order(checker, node, name, items, items)
    function = node.arguments[1] if name in _TAKING_FUNCTION and len(types) > 1 else None
    if isinstance(function, tree.Function) and len(function.parameters) == _TAKING_FUNCTION[name]:
        second = types[2] if name == "list replace" and len(types) > 2 else items
        inside = scope.with_types(dict(zip(function.parameters, (items, second), strict=True)))
        checker.expect(function.body, checker.type_of(function.body, inside), BOOLEAN)


def _result(builtin: Builtin, matching: list[Signature], overload: Signature, types: list[Type]) -> Type:
    """The type of a sound call."""
    if builtin.name in RESULTS and types:
        return RESULTS[builtin.name](types)
    if ANY in types:
        return joined(sorted({each.result for each in matching}, key=str))
    return ANY if isinstance(overload.result, Union) else overload.result


def _wrong_arguments(checker: Checker, node: tree.Call, builtin: Builtin) -> None:
    shown = (f"`{builtin.name}({', '.join(map(_shown, way))})`" for way in builtin.signatures)
    ways = " or ".join(dict.fromkeys(shown))
    known = {parameter.name for way in builtin.signatures for parameter in way}
    for name in node.names or ():
        if name not in known:
            message = f"`{builtin.name}` has no parameter `{name}`"
            checker.report(
                "wrong-arguments", message, node, advice=nearest(name, known) or f"it is called as {ways}"
            )
            return
    message = f"`{builtin.name}` does not take {arguments(len(node.arguments))}"
    checker.report("wrong-arguments", message, node, advice=f"it is called as {ways}")


def _shown(parameter: Parameter) -> str:
    return (
        f"{parameter.name}…" if parameter.variadic else f"{parameter.name}{'?' if parameter.optional else ''}"
    )


def _constant(checker: Checker, node: tree.Call, builtin: Builtin) -> Type | None:
    """The type of a conversion of literals, which is tried at once; patterns are read as well."""
    texts = [argument.value for argument in node.arguments if isinstance(argument, tree.Literal)]
    try:
        if builtin.name in _OF_CONSTANTS and texts and len(texts) == len(node.arguments):
            return type_of(builtin.call(_Nowhere(), texts, node.names))
        _read_pattern(checker, node, builtin)
    except Failed as failed:
        checker.report("wrong-arguments", failed.message, node)
    return None


def _read_pattern(checker: Checker, node: tree.Call, builtin: Builtin) -> None:
    if builtin.name not in _WITH_PATTERN or node.names is not None:
        return
    pattern = _text(node.arguments[1])
    flags_at = _WITH_PATTERN[builtin.name]
    flags = _text(node.arguments[flags_at]) if len(node.arguments) > flags_at else ""
    if pattern is not None and flags is not None:
        compile_pattern(pattern, flags, linear_only=checker.in_book)


def _text(node: Node) -> str | None:
    return node.value if isinstance(node, tree.Literal) and isinstance(node.value, str) else None
