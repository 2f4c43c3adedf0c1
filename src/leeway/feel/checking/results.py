"""What type has the result of a function, where it follows from the arguments?"""

from __future__ import annotations

from collections.abc import Callable

from leeway.feel.checking.kinds import alternatives, base, item_of, joined, may_be_null, without_null
from leeway.feel.types import BOOLEAN, ListOf, Type, optional


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


RESULTS: dict[str, Callable[[list[Type]], Type]] = {
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
