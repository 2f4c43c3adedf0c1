"""Which names are bound around a place in the code? One level for each loop, filter, context and function."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from leeway.feel import types
from leeway.feel.compiler.code import Code, call, function_of, name, written
from leeway.feel.compiler.code import item as subscript


@dataclass(slots=True, kw_only=True)
class Level:
    """Names bound by one node: `item` is what a filter looks at, whose entries come before the names.

    `later` are entries of a context that are not worked out yet, with the Python variables they will have: a
    function may read them when it is called. `scope` is the Python variable that tells this level's rounds
    apart, once a function needs it.
    """

    names: dict[str, Code] = field(default_factory=dict)
    item: Code | None = None
    later: dict[str, str] = field(default_factory=dict)
    is_function: bool = False
    scope: str | None = None


def named(
    name_: str, levels: Sequence[Level], outside: Callable[[], Code], *, in_function: bool = False
) -> Code:
    """What a name is worth below some levels, the innermost last; `outside` is asked when none binds it."""
    if not levels:
        return outside()
    *around, level = levels
    if name_ in level.names:
        found = level.names[name_]
    else:
        found = named(name_, around, outside, in_function=in_function or level.is_function)
        if in_function and name_ in level.later:
            late = function_of([], name(level.later[name_]))
            found = Code(call("_later", late, function_of([], found.expr)), read=True)
    return found if level.item is None else _entry_or(level.item, name_, found)


def is_bound(name_: str, levels: Sequence[Level]) -> bool:
    """Whether some level may bind the name; what entries an item has is not known."""
    return any(name_ in level.names or name_ in level.later for level in levels)


def items(levels: Sequence[Level]) -> list[ast.expr]:
    """The items of the filters around, but for those that hold no entries."""
    return [level.item.expr for level in levels if level.item is not None and not level.item.is_scalar]


def _entry_or(item: Code, name_: str, outside: Code) -> Code:
    """An entry of a filter's item comes before what the name is worth outside."""
    if item.is_scalar:
        return outside
    if isinstance(item.type, types.ContextOf) and name_ in dict(item.type.members):
        member = dict(item.type.members)[name_]
        type_ = member.base if isinstance(member, types.OneOf) else member
        return Code(subscript(item.expr, name_), type_, read=True)
    otherwise = function_of([], outside.expr)
    return Code(call("_entry_or", item.expr, written(name_), otherwise), read=True)
