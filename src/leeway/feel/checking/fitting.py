"""Does an argument fit a parameter? By the types alone, before anything runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.feel import tree
from leeway.feel.builtins import Parameter, Signature
from leeway.feel.checking.kinds import alternatives, base
from leeway.feel.coercion import conforms
from leeway.feel.types import ANY, DATE, DATE_AND_TIME, NULL, FunctionOf, ListOf, RangeOf, Type

if TYPE_CHECKING:
    from leeway.feel.checking.checker import Checker


def bound_parameters(overload: Signature, node: tree.Call) -> list[Parameter] | None:
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


def misfits(
    checker: Checker, bounds: list[list[Parameter]], types: list[Type], *, some: bool = False
) -> list[int]:
    """The places of the arguments that no way to call the function takes; with `some`, not in any case."""
    wrong = []
    for index, found in enumerate(types):
        parameters = [bound[index] for bound in bounds]
        takes_null = any(parameter.nullable or parameter.optional for parameter in parameters)
        wanted = [parameter.type for parameter in parameters]
        fits = _may_fit(checker, found, wanted) if some else always_fits(checker, found, wanted)
        if not (fits or (found == NULL and takes_null)):
            wrong.append(index)
    return wrong


def always_fits(checker: Checker, found: Type, wanted: list[Type]) -> bool:
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
