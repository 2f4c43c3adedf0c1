"""Which functions sum up a list? min, max, sum, mean, median, mode, stddev, product, all, any.

Source: DMN 1.5, 10.3.4.4. Each takes one list or the items themselves; a result that an empty list
has not is a failure.
"""

from __future__ import annotations

import decimal
import functools
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from leeway.feel.builtins.signature import Builtin, Environment, Parameter, signature
from leeway.feel.failure import Failed
from leeway.feel.numbers import CONTEXT
from leeway.feel.types import ANY, BOOLEAN, NUMBER, ListOf, Type
from leeway.feel.values import Value, less

type Numbers = tuple[Decimal, ...]


def _known(items: tuple[Value, ...]) -> tuple[Value, ...]:
    if not items:
        raise Failed("empty-list", "the list is empty")
    if None in items:
        raise Failed("null-argument", "the list holds null")
    return items


def _total(numbers: Numbers) -> Decimal:
    try:
        return functools.reduce(CONTEXT.add, numbers)
    except decimal.DecimalException:
        raise Failed("number-too-large", "the sum is too large") from None


def _sum(_env: Environment, *items: Value) -> Decimal:
    return _total(_known(items))


def _product(_env: Environment, *items: Value) -> Decimal:
    try:
        return Decimal(functools.reduce(CONTEXT.multiply, _known(items)))
    except decimal.DecimalException:
        raise Failed("number-too-large", "the product is too large") from None


def _mean(_env: Environment, *items: Value) -> Decimal:
    return CONTEXT.divide(_total(_known(items)), Decimal(len(items)))


def _median(_env: Environment, *items: Value) -> Decimal:
    ordered = sorted(_known(items))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Decimal(ordered[middle])
    return CONTEXT.divide(CONTEXT.add(ordered[middle - 1], ordered[middle]), Decimal(2))


def _stddev(_env: Environment, *items: Value) -> Decimal:
    numbers = _known(items)
    if len(numbers) < 2:
        raise Failed("empty-list", "a standard deviation needs two numbers")
    mean = CONTEXT.divide(_total(numbers), Decimal(len(numbers)))
    try:
        squares = tuple(CONTEXT.power(CONTEXT.subtract(number, mean), Decimal(2)) for number in numbers)
    except decimal.DecimalException:
        raise Failed("number-too-large", "the numbers are too large") from None
    return CONTEXT.sqrt(CONTEXT.divide(_total(squares), Decimal(len(numbers) - 1)))


def _mode(_env: Environment, *items: Value) -> Numbers:
    if not items:
        return ()
    counts = Counter(_known(items))
    most = max(counts.values())
    return tuple(sorted(number for number, count in counts.items() if count == most))


def _extreme(sign: int) -> Callable[..., Value]:
    def run(env: Environment, *items: Value) -> Value:
        env.spend(len(items))
        best, *others = _known(items)
        if less(best, best) is None:
            raise Failed("not-comparable", "values of this kind have no order")
        for item in others:
            is_less = less(item, best) if sign < 0 else less(best, item)
            if is_less is None:
                raise Failed("not-comparable", "the items are not of one kind that has an order")
            best = item if is_less else best
        return best

    return run


def _all(_env: Environment, *items: bool | None) -> bool | None:
    if False in items:
        return False
    return None if None in items else True


def _any(_env: Environment, *items: bool | None) -> bool | None:
    if True in items:
        return True
    return None if None in items else False


def _aggregate(
    name: str, run: Callable[..., Value], item: Type, result: Type, *, nullable: bool = False
) -> Builtin:
    """A function of one list, or of the items one by one; `nullable` when null is an item to it."""

    def of_list(env: Environment, items: tuple[Value, ...]) -> Value:
        return run(env, *items)

    one_by_one = (
        Parameter(f"{item}1", item, nullable=nullable),
        Parameter("more", item, variadic=True, nullable=nullable),
    )
    return Builtin(
        name,
        (signature(of_list, result, Parameter("list", ListOf(item))), signature(run, result, *one_by_one)),
    )


FUNCTIONS = (
    _aggregate("min", _extreme(-1), ANY, ANY),
    _aggregate("max", _extreme(1), ANY, ANY),
    _aggregate("sum", _sum, NUMBER, NUMBER),
    _aggregate("mean", _mean, NUMBER, NUMBER),
    _aggregate("product", _product, NUMBER, NUMBER),
    _aggregate("median", _median, NUMBER, NUMBER),
    _aggregate("stddev", _stddev, NUMBER, NUMBER),
    _aggregate("mode", _mode, NUMBER, ListOf(NUMBER)),
    _aggregate("all", _all, BOOLEAN, BOOLEAN, nullable=True),
    _aggregate("any", _any, BOOLEAN, BOOLEAN, nullable=True),
)
"""The functions of this module."""
