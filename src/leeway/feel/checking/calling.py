"""Is this call sound? Functions that exist, arguments that fit, constants that can be converted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Never

from leeway.feel import builtins, tree
from leeway.feel.builtins import Builtin, Parameter, Signature
from leeway.feel.checking.kinds import alternatives, base, in_words, item_of, joined, without_null
from leeway.feel.coercion import conforms, type_of
from leeway.feel.errors import nearest
from leeway.feel.failure import Failed
from leeway.feel.form import format as written
from leeway.feel.patterns import compile_pattern
from leeway.feel.types import ANY, DATE, DATE_AND_TIME, NULL, FunctionOf, ListOf, RangeOf, Type
from leeway.feel.values import Function, Value

if TYPE_CHECKING:
    from leeway.feel.checking.checker import Checker
    from leeway.feel.checking.scope import Scope
    from leeway.feel.tree import Node

_OF_CONSTANTS = frozenset({"date", "time", "date and time", "duration", "number", "range"})
_WITH_PATTERN = {"matches": 2, "replace": 3, "split": 2}
"""The functions that take a pattern second, and where their flags stand."""


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
            return _of_builtin(checker, node, builtin, types)
        if declared is None:
            message = f"no function is called `{callee.name}`"
            checker.report("unknown-name", message, callee, advice=nearest(callee.name, builtins.names()))
            return ANY
    return _of_value(checker, node, checker.known(callee, scope), types)


def _of_value(checker: Checker, node: tree.Call, callee: Type, types: list[Type]) -> Type:
    """A call of a function that the expression or a fact defines."""
    if callee == ANY:
        return ANY
    if not isinstance(callee, FunctionOf):
        checker.report("wrong-type", f"{in_words(callee)} cannot be called", node.function)
        return ANY
    if len(types) != len(callee.parameters):
        message = f"`{written(node.function)}` takes {len(callee.parameters)} arguments, not {len(types)}"
        checker.report("wrong-arguments", message, node)
    elif node.names is None:
        for argument, found, wanted in zip(node.arguments, types, callee.parameters, strict=True):
            if not fits(found, wanted):
                message = f"the function takes {in_words(wanted)} here, not {in_words(found)}"
                checker.report("wrong-type", message, argument)
    return callee.result


def _of_builtin(checker: Checker, node: tree.Call, builtin: Builtin, types: list[Type]) -> Type:
    """A call of a function of the library."""
    matching = [
        (overload, bound) for overload in builtin.overloads if (bound := _bound(overload, node)) is not None
    ]
    if not matching:
        _wrong_arguments(checker, node, builtin)
        return joined(overload.result for overload in builtin.overloads)
    fitting = [(overload, bound) for overload, bound in matching if not _misfits(bound, types)]
    if not fitting:
        overload, bound = min(matching, key=lambda each: len(_misfits(each[1], types)))
        for index in _misfits(bound, types):
            wanted = f"`{bound[index].name}` of `{builtin.name}` is {in_words(bound[index].type)}"
            checker.report("wrong-type", f"{wanted}, not {in_words(types[index])}", node.arguments[index])
        return overload.result
    overload, bound = fitting[0]
    for parameter, argument, found in zip(bound, node.arguments, types, strict=True):
        if not (parameter.nullable or parameter.optional):
            checker.not_null(argument, found)
    constant = _constant(checker, node, builtin)
    if constant is not None:
        return constant
    known = [without_null(found) for found in types]
    results = {each.result for each, _ in fitting} if ANY in known else {overload.result}
    return (
        _RESULTS[builtin.name](known)
        if builtin.name in _RESULTS and known
        else joined(sorted(results, key=str))
    )


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


def _misfits(bound: list[Parameter], types: list[Type]) -> list[int]:
    """The places of the arguments that cannot be what the parameters ask for."""
    return [
        index
        for index, (parameter, found) in enumerate(zip(bound, types, strict=True))
        if not (fits(found, parameter.type) or (found == NULL and (parameter.nullable or parameter.optional)))
    ]


def fits(found: Type, wanted: Type) -> bool:
    """Whether some value of the first type may be given where the second is asked for."""
    choices = list(alternatives(wanted))
    return any(_one_fits(base(each), choice) for each in alternatives(found) for choice in choices)


def _one_fits(found: Type, wanted: Type) -> bool:
    if ANY in (found, wanted) or conforms(found, wanted):
        return True
    if isinstance(wanted, ListOf):
        return (
            fits(found.item, wanted.item) or found.item == NULL
            if isinstance(found, ListOf)
            else fits(found, wanted.item)
        )
    if isinstance(found, ListOf):  # a list of one item stands for the item
        return fits(found.item, wanted)
    if isinstance(found, FunctionOf) and isinstance(wanted, FunctionOf):
        return len(found.parameters) == len(wanted.parameters)
    if isinstance(found, RangeOf) and isinstance(wanted, RangeOf):
        return fits(found.item, wanted.item)
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
    return item_of(types[0]) if len(types) == 1 else joined(types)


def _flat(types: list[Type]) -> Type:
    item = item_of(types[0])
    while any(isinstance(each, ListOf) for each in alternatives(item)):
        item = item_of(item)
    return ListOf(item)


_RESULTS: dict[str, Callable[[list[Type]], Type]] = {
    **dict.fromkeys(("sublist", "reverse", "remove", "distinct values", "sort"), _same_list),
    **dict.fromkeys(("concatenate", "union"), _joined_lists),
    "append": _item_and(1),
    "insert before": _item_and(2),
    "list replace": _item_and(2),
    "flatten": _flat,
    "min": _extreme,
    "max": _extreme,
    "abs": lambda types: base(types[0]),
}
"""The results that follow from the arguments, by function."""
