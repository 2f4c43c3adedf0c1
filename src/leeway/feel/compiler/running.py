"""What does compiled code call while it runs? The few steps that are more than a Python operator.

Every function raises where the reference would have to say what UNKNOWN, ERROR or null means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from leeway.feel.builtins import Builtin, Signature
from leeway.feel.coercion import is_instance
from leeway.feel.failure import Failed
from leeway.feel.meaning import operators
from leeway.feel.meaning.looping import item_scope
from leeway.feel.meaning.marks import Marked, mark_of
from leeway.feel.meaning.scope import Scope
from leeway.feel.numbers import CONTEXT
from leeway.feel.reference import Evaluator, OutOfFuel
from leeway.feel.temporal import Date, DateTime
from leeway.feel.tree import Node
from leeway.feel.values import UNKNOWN, Function, Marker, Range, Value


def known(value: Value) -> Value:
    """The value, when nothing in it is UNKNOWN or ERROR."""
    mark = mark_of(value)
    if mark is not None:
        raise Marked(mark)
    return value


def truth(value: Value) -> bool:
    """The value, when it is true or false."""
    if value is True or value is False:
        return bool(value)
    raise Failed("wrong-type", "this is not true or false")


def member(of: Value, name: str) -> Value:
    """`of.name`, also of each item of a list."""
    if isinstance(of, tuple):
        return tuple(operators.member(item, name) for item in of)
    return operators.member(of, name)


def passes(value: Value, *tests: Value) -> bool:
    """`value in (tests)`."""
    return operators.passes_one(known(value), [(known(test), False) for test in tests])


def range_of(low: Value, high: Value, low_included: bool, high_included: bool) -> Range:  # noqa: FBT001
    """`[low..high]`."""
    return operators.range_of(low, high, low_included=low_included, high_included=high_included)


def is_before(a: Date, b: Date) -> bool:
    """Whether one date comes before another."""
    return (a.year, a.month, a.day) < (b.year, b.month, b.day)


class Steps:
    """The steps that compiled code may still take, and what built-in functions see of it.

    As many are counted as the reference would take at most, so that code ends wherever the reference would.
    """

    __slots__ = ("left", "now", "zone")

    in_book = True

    def __init__(self, facts: Mapping[str, Value], *, zone: str, left: int) -> None:
        now = facts.get("now")
        self.now = now if isinstance(now, DateTime) else None
        self.zone = zone
        self.left = left

    def spend(self, steps: int, /) -> None:
        """Take steps."""
        self.left -= steps
        if self.left < 0:
            raise OutOfFuel

    def invoke(self, _function: Function, _arguments: Sequence[Value], /) -> Value:
        """Functions as values are left to the reference."""
        raise Failed("not-defined", "function values are called by the reference evaluator")


def items(steps: Steps, of: Value, weight: int) -> Sequence[Value]:
    """What a loop runs over; `weight` is what a round takes."""
    if isinstance(of, Marker):
        raise Marked(of)
    found = operators.items_of(of)
    steps.spend(len(found) * weight)
    return found


def steps_between(steps: Steps, low: Value, high: Value, weight: int) -> Sequence[Value]:
    """What a loop over `low..high` runs over."""
    found = operators.steps_between(low, high)
    steps.spend(len(found) * weight)
    return found


def selected(
    steps: Steps,
    of: Value,
    weight: int,
    holds: Callable[[Value], Value],
    sure: bool,  # noqa: FBT001 - compiled code knows no keywords
) -> tuple[Value, ...]:
    """`of[condition]` for a condition that is true or false; `sure` when its form alone says so."""
    found = _as_list(of)
    if not (found or sure):
        raise Failed("not-certain", "nothing tells whether an item or a selection is meant")
    steps.spend(len(found) * weight)
    # A list, not a generator: an item that cannot be decided must be met even after others were selected.
    return tuple([item for item in found if truth(holds(item))])


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


def listed(found: Iterable[Value]) -> tuple[Value, ...]:
    """The results of a loop."""
    results = tuple(found)
    operators.bounded(results)
    return results


def flat(found: Iterable[Iterable[Value]]) -> tuple[Value, ...]:
    """The results of a loop of several iterators."""
    return listed(chain.from_iterable(found))


def called(steps: Steps, builtin: Builtin, names: Sequence[str] | None, *given: Value) -> Value:
    """Call a built-in whose signature is found when it is called."""
    return operators.bounded(builtin.call(steps, given, names))


def ran(steps: Steps, signature: Signature, *given: Value) -> Value:
    """Call a built-in whose signature is known to fit."""
    return operators.bounded(signature.run(steps, *given))


def delegated(
    facts: Mapping[str, Value], steps: Steps, node: Node, levels: Sequence[tuple[bool, Any]]
) -> Value:
    """Have the reference work out a part; a part that fails makes it work out the whole."""
    scope = Scope(facts)
    for is_item, bound in levels:
        scope = item_scope(bound, scope) if is_item else Scope(bound, scope)
    evaluator = Evaluator(now=steps.now, zone=steps.zone, in_book=True, fuel=steps.left)
    value = evaluator.value(node, scope)
    steps.left = evaluator.fuel
    if isinstance(value, Marker):
        raise Marked(value)
    return value


RUNNING: Final[dict[str, Any]] = {
    "_UNKNOWN": UNKNOWN,
    "_add": CONTEXT.add,
    "_subtract": CONTEXT.subtract,
    "_multiply": CONTEXT.multiply,
    "_divide": CONTEXT.divide,
    "_minus": CONTEXT.minus,
    **{f"_op_{operation.__name__}": operation for operation in operators.ARITHMETIC.values()},
    "_op_negate": operators.negate,
    "_is_equal": operators.is_equal,
    "_is_less": operators.is_less,
    "_is_between": operators.is_between,
    "_is_instance": is_instance,
    "_is_before": is_before,
    "_range": range_of,
    "_range_of_test": Range.of_test,
    "_known": known,
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
    "_called": called,
    "_ran": ran,
    "_delegated": delegated,
}
"""The names that compiled code may use, beside Python's own `any`, `all` and `map`."""
