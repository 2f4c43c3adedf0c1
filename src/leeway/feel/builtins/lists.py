"""Which functions work on lists as lists? Searching, cutting, joining, sorting, replacing.

Source: DMN 1.5, 10.3.4.4 and 10.3.4.10. Positions count from 1, negative ones from the end. Sums and
averages are in `statistics.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from decimal import Decimal

from leeway.feel.builtins.signature import Builtin, Environment, Parameter, signature
from leeway.feel.failure import Failed
from leeway.feel.types import ANY, BOOLEAN, NUMBER, FunctionOf, ListOf, Type
from leeway.feel.values import Function, Value, equal, less
from leeway.feel.weight import walking

_ANYTHING = ListOf(ANY)
_LIST = Parameter("list", _ANYTHING)
_ITEM_FUNCTION = FunctionOf((ANY, ANY), ANY)

type Items = tuple[Value, ...]


def index_of_position(position: Decimal, length: int) -> int:
    """The index from 0 of a position that counts from 1, or from the end when negative.

    Raises: Failed when there is no such position.

    >>> index_of_position(Decimal(1), 3), index_of_position(Decimal(-1), 3)
    (0, 2)
    """
    if not 1 <= position.copy_abs() < length + 1:
        raise Failed("no-such-position", f"there is no position {position} among {length}")
    found = int(position)
    return found - 1 if found > 0 else length + found


def count_of(length: Decimal, most: int) -> int:
    """How many are asked for, or all there are when there are fewer.

    Raises: Failed when not even one is asked for.

    >>> count_of(Decimal("2.5"), 3), count_of(Decimal(9), 3)
    (2, 3)
    """
    if length < 1:
        raise Failed("no-such-length", f"a length of {length} takes nothing")
    return int(length) if length < most else most


def _contains(env: Environment, items: Items, element: Value) -> bool:
    env.spend(len(items))
    return any(equal(item, element) for item in items)


def _index_of(env: Environment, items: Items, match: Value) -> Items:
    env.spend(len(items))
    return tuple(Decimal(index) for index, item in enumerate(items, 1) if equal(item, match))


def _sublist(_env: Environment, items: Items, start: Decimal, length: Decimal | None) -> Items:
    first = index_of_position(start, len(items))
    if length is None:
        return items[first:]
    return items[first : first + count_of(length, len(items) - first)]


def _insert_before(_env: Environment, items: Items, position: Decimal, item: Value) -> Items:
    index = index_of_position(position, len(items))
    return (*items[:index], item, *items[index:])


def _remove(_env: Environment, items: Items, position: Decimal) -> Items:
    index = index_of_position(position, len(items))
    return items[:index] + items[index + 1 :]


def _concatenate(_env: Environment, *lists: Items) -> Items:
    return tuple(item for each in lists for item in each)


def _distinct(env: Environment, items: Items) -> Items:
    kept: list[Value] = []
    for item in items:
        env.spend(len(kept) * (1 + walking(item)))
        if not any(equal(item, each) for each in kept):
            kept.append(item)
    return tuple(kept)


def _union(env: Environment, *lists: Items) -> Items:
    return _distinct(env, _concatenate(env, *lists))


def _flatten(env: Environment, items: Items) -> Items:
    env.spend(len(items))
    flat: list[Value] = []
    for item in items:
        flat.extend(_flatten(env, item) if isinstance(item, tuple) else (item,))
    return tuple(flat)


def _truth(answer: Value) -> bool:
    if not isinstance(answer, bool):
        raise Failed("wrong-type", "the function does not answer true or false")
    return answer


def _of_two(function: Function) -> Function:
    if len(function.parameters) != 2:
        raise Failed("wrong-arguments", "the function does not take two arguments")
    return function


def _sort(env: Environment, items: Items, precedes: Function | None) -> Items:
    def comes_before(a: Value, b: Value) -> bool:
        if precedes is None:
            env.spend(1)
            answer = less(a, b)
            if answer is None:
                raise Failed("not-comparable", "the items are not of one kind that has an order")
            return answer
        return _truth(env.invoke(precedes, (a, b)))

    if precedes is not None:
        _of_two(precedes)

    def order(a: Value, b: Value) -> int:
        return -1 if comes_before(a, b) else int(comes_before(b, a))

    return tuple(sorted(items, key=functools.cmp_to_key(order)))


def _replace_at(_env: Environment, items: Items, position: Decimal, item: Value) -> Items:
    index = index_of_position(position, len(items))
    return (*items[:index], item, *items[index + 1 :])


def _replace_matching(env: Environment, items: Items, match: Function, new: Value) -> Items:
    _of_two(match)
    return tuple(new if _truth(env.invoke(match, (item, new))) else item for item in items)


def _of_list(name: str, run: Callable[..., Value], *more: Parameter, result: Type = _ANYTHING) -> Builtin:
    return Builtin(name, (signature(run, result, _LIST, *more),))


_POSITION = Parameter("position", NUMBER)
_NEW_ITEM = Parameter("newItem", ANY, nullable=True)
_LISTS = Parameter("list", _ANYTHING, variadic=True)

FUNCTIONS = (
    _of_list("list contains", _contains, Parameter("element", ANY, nullable=True), result=BOOLEAN),
    _of_list("count", lambda _env, items: Decimal(len(items)), result=NUMBER),
    _of_list(
        "sublist", _sublist, Parameter("start position", NUMBER), Parameter("length", NUMBER, optional=True)
    ),
    _of_list(
        "append", lambda _env, items, *more: items + more, Parameter("item", ANY, variadic=True, nullable=True)
    ),
    Builtin("concatenate", (signature(_concatenate, _ANYTHING, _LISTS),)),
    Builtin("union", (signature(_union, _ANYTHING, _LISTS),)),
    _of_list("insert before", _insert_before, _POSITION, _NEW_ITEM),
    _of_list("remove", _remove, _POSITION),
    _of_list("reverse", lambda _env, items: items[::-1]),
    _of_list("index of", _index_of, Parameter("match", ANY, nullable=True), result=ListOf(NUMBER)),
    _of_list("distinct values", _distinct),
    _of_list("flatten", _flatten),
    _of_list("sort", _sort, Parameter("precedes", _ITEM_FUNCTION, optional=True)),
    Builtin(
        "list replace",
        (
            signature(_replace_at, _ANYTHING, _LIST, _POSITION, _NEW_ITEM),
            signature(_replace_matching, _ANYTHING, _LIST, Parameter("match", _ITEM_FUNCTION), _NEW_ITEM),
        ),
    ),
)
"""The functions of this module."""
