"""What does compiled code call while it runs? The few steps that are more than a Python operator.

Every function raises where the reference would have to say what UNKNOWN, ERROR or null means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, Final

from leeway.feel import weight
from leeway.feel.coercion import is_instance
from leeway.feel.compiler import invoking
from leeway.feel.compiler.invoking import Steps, known, walked
from leeway.feel.failure import Failed
from leeway.feel.meaning import calling, members, operators
from leeway.feel.meaning.marks import Marked
from leeway.feel.numbers import CONTEXT
from leeway.feel.temporal import Date
from leeway.feel.types import Type
from leeway.feel.values import UNKNOWN, Marker, Operator, Range, Value

PLAINLY_EQUAL: Final = frozenset({bool, Decimal, str, Date})
"""The kinds whose values are equal in FEEL exactly when they are in Python."""


def truth(value: Value) -> bool:
    """The value, when it is true or false."""
    if value is True or value is False:
        return bool(value)
    raise Failed("wrong-type", "this is not true or false")


def is_equal(steps: Steps | None, a: Value, b: Value) -> bool:
    """`a = b`."""
    if type(a) is type(b) and type(a) in PLAINLY_EQUAL:
        return bool(a == b)
    walked(steps, a, b)
    return operators.is_equal(a, b)


def is_instance_of(steps: Steps | None, value: Value, type_: Type) -> bool:
    """`value instance of type`."""
    walked(steps, value)
    return is_instance(value, type_)


def made(steps: Steps, value: Value) -> Value:
    """A list or context that is written down, of parts that may hold others."""
    steps.spend(weight.making(value if isinstance(value, tuple) else value.values()))
    return value


def _stepped(steps: Steps | None, count: int) -> None:
    """Take the steps of going over so many items once; where none are counted, only few may be met."""
    if count < weight.LIGHT:
        return
    if steps is None:
        raise Failed("not-certain", "the reference counts what is gone over")
    steps.spend(weight.stepping(count))


def member(steps: Steps | None, of: Value, name: str) -> Value:
    """`of.name`, also of each item of a list."""
    if isinstance(of, tuple):
        _stepped(steps, len(of))
        return tuple([members.member(item, name) for item in of])
    return members.member(of, name)


def member_or_null(steps: Steps | None, of: Value, name: str) -> Value:
    """`of.name`; in DMN an item of a list that has no such entry gives null."""
    if isinstance(of, tuple):
        _stepped(steps, len(of))
        return tuple([_member_or_null(item, name) for item in of])
    return members.member(of, name)


def _member_or_null(of: Value, name: str) -> Value:
    try:
        return members.member(of, name)
    except Failed:
        return None


def passes(steps: Steps | None, value: Value, *tests: Value) -> bool:
    """`value in (tests)`."""
    walked(steps, value, *tests)
    return operators.passes_one(known(value), [(known(test), False) for test in tests])


def passes_asked(steps: Steps | None, value: Value, *tests: tuple[Value, bool]) -> bool:
    """`value in (tests)` where each test says whether it answers by itself."""
    walked(steps, value, *(test for test, _ in tests))
    return operators.passes_one(known(value), tests)


def range_of_test(steps: Steps | None, operator: Operator, operand: Value) -> Range:
    """`< 5` alone."""
    walked(steps, operand)
    return Range.of_test(operator, operand)


def range_of(steps: Steps | None, low: Value, high: Value, low_included: bool, high_included: bool) -> Range:  # noqa: FBT001
    """`[low..high]`."""
    walked(steps, low, high)
    return operators.range_of(low, high, low_included=low_included, high_included=high_included)


def is_before(a: Date, b: Date) -> bool:
    """Whether one date comes before another."""
    return (a.year, a.month, a.day) < (b.year, b.month, b.day)


def items(steps: Steps, of: Value, round_: int) -> Sequence[Value]:
    """What a loop runs over; `round_` is how many steps a round takes."""
    if isinstance(of, Marker):
        raise Marked(of)
    found = operators.items_of(of)
    steps.spend(len(found) * round_ + weight.stepping(len(found)))
    return found


def steps_between(steps: Steps, low: Value, high: Value, round_: int) -> Sequence[Value]:
    """What a loop over `low..high` runs over."""
    found = operators.steps_between(low, high)
    steps.spend(len(found) * round_ + weight.stepping(len(found)))
    return found


def selected(
    steps: Steps,
    of: Value,
    round_: int,
    holds: Callable[[Value], Value],
    sure: bool,  # noqa: FBT001 - compiled code knows no keywords
) -> tuple[Value, ...]:
    """`of[condition]` for a condition that is true or false; `sure` when its form alone says so."""
    found = _as_list(of)
    if not (found or sure):
        raise Failed("not-certain", "nothing tells whether an item or a selection is meant")
    steps.spend(len(found) * round_)
    if not steps.in_book:
        return tuple([item for item in found if holds(item) is True])
    # A list, not a generator: an item that cannot be decided must be met even after others were selected.
    return tuple([item for item in found if truth(holds(item))])


def filtered(
    steps: Steps,
    of: Value,
    round_: int,
    holds: Callable[[Value], Value],
    sure: bool,  # noqa: FBT001
) -> Value:
    """`of[condition]` where only its value tells whether an item is counted or items are selected."""
    found = _as_list(of)
    if not found:
        return () if sure or not isinstance(known(holds(None)), Decimal) else None
    steps.spend(len(found) * round_)
    first = holds(found[0])
    if isinstance(first, Decimal):
        return operators.item_at(found, first)
    answers = [first, *map(holds, found[1:])]
    if steps.in_book:
        answers = [truth(answer) for answer in answers]
    return tuple([item for item, answer in zip(found, answers, strict=True) if answer is True])


def item_at(of: Value, index: Value) -> Value:
    """`of[3]`."""
    return operators.item_at(_as_list(of), index)


def _as_list(of: Value) -> tuple[Value, ...]:
    if isinstance(of, Marker):
        raise Marked(of)
    if isinstance(of, tuple):
        return of
    return () if of is None else (of,)


def entry_or(item: Value, name: str, otherwise: Callable[[], Value]) -> Value:
    """A name in a filter: the item's entry if it has one, else what the name is worth outside."""
    if isinstance(item, Mapping) and name in item:
        return item[name]
    return otherwise()


def listed(steps: Steps, found: Iterable[Value]) -> tuple[Value, ...]:
    """The results of a loop."""
    results = tuple(found)
    operators.bounded(results)
    steps.spend(weight.gathering(results))
    return results


def flat(steps: Steps, found: Iterable[Iterable[Value]]) -> tuple[Value, ...]:
    """The results of a loop of several iterators."""
    return listed(steps, chain.from_iterable(found))


def gathered(steps: Steps, run: Callable[[list[Value]], object]) -> tuple[Value, ...]:
    """The results of a loop that looks back at them."""
    results: list[Value] = []
    run(results)
    return listed(steps, results)


def added(steps: Steps, results: list[Value], body: Callable[[tuple[Value, ...]], Value]) -> bool:
    """One more result of such a loop."""
    steps.spend(1 + len(results) // 16)
    results.append(body(tuple(results)))
    if len(results) > operators.LIST_MAX:
        raise Failed("list-too-long", "the reference says how long a list may be")
    return True


RUNNING: Final[dict[str, Any]] = {
    "_UNKNOWN": UNKNOWN,
    "_add": CONTEXT.add,
    "_subtract": CONTEXT.subtract,
    "_multiply": CONTEXT.multiply,
    "_divide": CONTEXT.divide,
    "_minus": CONTEXT.minus,
    **{f"_op_{operation.__name__}": operation for operation in operators.ARITHMETIC.values()},
    "_op_negate": operators.negate,
    "_is_equal": is_equal,
    "_is_less": operators.is_less,
    "_is_between": operators.is_between,
    "_is_instance": is_instance_of,
    "_made": made,
    "_is_before": is_before,
    "_range": range_of,
    "_range_of_test": range_of_test,
    "_known": invoking.known,
    "_truth": truth,
    "_member": member,
    "_passes": passes,
    "_items": items,
    "_steps": steps_between,
    "_selected": selected,
    "_item_at": item_at,
    "_entry_or": entry_or,
    "_listed": listed,
    "_flat": flat,
    "_called": invoking.called,
    "_ran": invoking.ran,
    "_later": invoking.later,
    "_without_functions": invoking.without_functions,
    "_fact_or": invoking.fact_or,
    "_round": object,
    "_shadowed": invoking.shadowed,
    "_give_up": invoking.give_up,
    "_function": invoking.function,
    "_as_function": calling.as_function,
    "_invoked": invoking.invoked,
    "_called_by_name": invoking.called_by_name,
    "_filtered": filtered,
    "_gathered": gathered,
    "_added": added,
    "_passes_asked": passes_asked,
}
"""The names that compiled code may use, beside Python's own `any`, `all` and `map`."""

IN_DMN: Final[dict[str, Any]] = {"_member": member_or_null}
"""What is done otherwise in FEEL alone."""
