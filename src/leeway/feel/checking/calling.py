"""Is this call sound? Functions that exist, arguments that fit, constants that can be converted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Never

from leeway.feel import builtins, tree
from leeway.feel.builtins import Builtin, Parameter, Signature
from leeway.feel.checking import comparing
from leeway.feel.checking.kinds import alternatives, base, in_words, item_of, joined, may_be_null, without_null
from leeway.feel.coercion import conforms, type_of
from leeway.feel.errors import nearest
from leeway.feel.failure import Failed
from leeway.feel.form import format as written
from leeway.feel.patterns import compile_pattern
from leeway.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    NULL,
    FunctionOf,
    ListOf,
    RangeOf,
    Type,
    Union,
    optional,
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
            if not _always_fits(checker, found, [wanted]):
                message = f"the function takes {in_words(wanted)} here, not {in_words(found)}"
                checker.report("wrong-type", message, argument)
    return callee.result


def _of_literal(
    checker: Checker, node: tree.Call, function: tree.Function, types: list[Type], scope: Scope
) -> Type:
    """A call of a function that is written down right there: its body meets these arguments."""
    if len(types) != len(function.parameters):
        _wrong_number(checker, node, len(function.parameters))
        return checker.known(function, scope)
    by_name = dict(zip(node.names or function.parameters, types, strict=True))
    bound = {
        name: declared or by_name.get(name, ANY)
        for name, declared in zip(function.parameters, function.types, strict=True)
    }
    return checker.type_of(function.body, scope.with_types(bound))


def _wrong_number(checker: Checker, node: tree.Call, count: int) -> None:
    message = f"`{written(node.function)}` takes {count} arguments, not {len(node.arguments)}"
    checker.report("wrong-arguments", message, node)


def _of_builtin(checker: Checker, node: tree.Call, builtin: Builtin, types: list[Type]) -> Type:
    """A call of a function of the library."""
    matching = [
        (overload, bound) for overload in builtin.overloads if (bound := _bound(overload, node)) is not None
    ]
    if not matching:
        _wrong_arguments(checker, node, builtin)
        return ANY
    overload, bound = min(matching, key=lambda each: len(_misfits(checker, [each[1]], types)))
    wrong = _misfits(checker, [bound for _, bound in matching], types) or _misfits(
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
            checker.not_null(argument, item_of(found))
    return _constant(checker, node, builtin) or _result(
        builtin, [overload for overload, _ in matching], overload, types
    )


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
    if builtin.name in _RESULTS and types:
        return _RESULTS[builtin.name](types)
    if ANY in types:
        return joined(sorted({each.result for each in matching}, key=str))
    return ANY if isinstance(overload.result, Union) else overload.result


def _bound(overload: Signature, node: tree.Call) -> list[Parameter] | None:
    """The parameter of each argument, or None when number or names do not fit."""
    parameters = overload.parameters
    if node.names is not None:
        by_name = {parameter.name: parameter for parameter in parameters}
        known = all(name in by_name for name in node.names)
        return [by_name[name] for name in node.names] if known else None
    count = len(node.arguments)
    if not overload.required <= count <= overload.most:
        return None
    return [parameters[min(index, len(parameters) - 1)] for index in range(count)]


def _misfits(
    checker: Checker, bounds: list[list[Parameter]], types: list[Type], *, some: bool = False
) -> list[int]:
    """The places of the arguments that no way to call the function takes; with `some`, not in any case."""
    wrong = []
    for index, found in enumerate(types):
        parameters = [bound[index] for bound in bounds]
        takes_null = any(parameter.nullable or parameter.optional for parameter in parameters)
        wanted = [parameter.type for parameter in parameters]
        fits = _may_fit(checker, found, wanted) if some else _always_fits(checker, found, wanted)
        if not (fits or (found == NULL and takes_null)):
            wrong.append(index)
    return wrong


def _always_fits(checker: Checker, found: Type, wanted: list[Type]) -> bool:
    """Whether every kind of value that this may be is taken somewhere; null is asked about elsewhere."""
    return found != NULL and all(_may_fit(checker, each, wanted) for each in alternatives(found))


def _may_fit(checker: Checker, found: Type, wanted: list[Type]) -> bool:
    """Whether one kind of value that this may be is taken somewhere."""
    choices = [choice for each in wanted for choice in alternatives(each)]
    return any(
        _one_fits(base(each), choice, unwrapping=not checker.in_book)
        for each in alternatives(found)
        for choice in choices
    )


def _one_fits(found: Type, wanted: Type, *, unwrapping: bool) -> bool:
    """Whether a value of one kind is taken; with `unwrapping`, a list of one item for the item too."""
    if ANY in (found, wanted) or conforms(found, wanted):
        return True
    if isinstance(wanted, ListOf):
        item = found.item if isinstance(found, ListOf) else found
        return all(
            _one_fits(base(each), choice, unwrapping=unwrapping)
            for each in alternatives(item)
            for choice in alternatives(wanted.item)
        )
    if isinstance(found, ListOf):
        return unwrapping and any(
            _one_fits(base(each), wanted, unwrapping=False) for each in alternatives(found.item)
        )
    if isinstance(found, FunctionOf) and isinstance(wanted, FunctionOf):
        return len(found.parameters) == len(wanted.parameters)
    if isinstance(found, RangeOf) and isinstance(wanted, RangeOf):
        return _one_fits(found.item, wanted.item, unwrapping=False)
    return found == DATE and wanted == DATE_AND_TIME


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
    count = len(node.arguments)
    message = f"`{builtin.name}` does not take {count} {'argument' if count == 1 else 'arguments'}"
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


def _same_list(types: list[Type]) -> Type:
    return ListOf(item_of(types[0]))


def _joined_lists(types: list[Type]) -> Type:
    return ListOf(joined(map(item_of, types)))


def _item_and(index: int) -> Callable[[list[Type]], Type]:
    return lambda types: ListOf(joined((item_of(types[0]), *types[index:])))


def _extreme(types: list[Type]) -> Type:
    return without_null(item_of(types[0]) if len(types) == 1 else joined(types))


def _flat(types: list[Type]) -> Type:
    item = item_of(types[0])
    while any(isinstance(each, ListOf) for each in alternatives(item)):
        item = item_of(item)
    return ListOf(item)


def _truth(types: list[Type]) -> Type:
    """True or false, or null where one of the arguments, or of their items, may be null."""
    items = [
        item
        for each in types
        for item in (each, *(one.item for one in alternatives(each) if isinstance(one, ListOf)))
    ]
    return optional(BOOLEAN) if any(map(may_be_null, items)) else BOOLEAN


_RESULTS: dict[str, Callable[[list[Type]], Type]] = {
    **dict.fromkeys(("sublist", "reverse", "remove", "distinct values", "sort"), _same_list),
    **dict.fromkeys(("concatenate", "union"), _joined_lists),
    "append": _item_and(1),
    "insert before": _item_and(2),
    "list replace": _item_and(2),
    "flatten": _flat,
    "min": _extreme,
    "max": _extreme,
    "abs": lambda types: joined(map(base, alternatives(types[0]))),
    **dict.fromkeys(("not", "all", "any"), _truth),
}
"""The results that follow from the arguments, by function."""
