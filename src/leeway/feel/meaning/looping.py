"""What are filters, `for`, `some` and `every` worth? Everything that runs over the items of a list.

Each function is handed the evaluation it is part of, and adds nothing but the running.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from leeway.feel import builtins, tree, weight
from leeway.feel.failure import Failed
from leeway.feel.meaning import operators
from leeway.feel.meaning.evaluating import Evaluating
from leeway.feel.meaning.marks import Marked, all_hold, mark_in, one_holds
from leeway.feel.meaning.scope import Scope
from leeway.feel.tree import Node
from leeway.feel.types import BOOLEAN
from leeway.feel.values import UNKNOWN, Marker, Value

_ANSWERING = (tree.And, tree.Or, tree.Compare, tree.Between, tree.In, tree.Quantified, tree.InstanceOf)


# -- filters -----------------------------------------------------------------------------------
def filtered(evaluating: Evaluating, node: tree.Filter, scope: Scope) -> Value:
    """`list[condition]`: the items it is true for; `list[3]`: the third item, `list[-1]`: the last."""
    of = evaluating.value(node.of, scope)
    if isinstance(of, Marker):
        return of
    items = _as_list(of)
    if not items:
        return _of_nothing(evaluating, node, scope)
    first = evaluating.value(node.condition, item_scope(items[0], scope))
    if isinstance(first, Decimal):
        return operators.item_at(items, first)
    rest = (evaluating.value(node.condition, item_scope(item, scope)) for item in items[1:])
    answers = [first, *rest]
    if evaluating.in_book:
        evaluating.walk(*answers)
        _be_decided(answers)
    return tuple(item for item, answer in zip(items, answers, strict=True) if answer is True)


def _as_list(value: Value) -> Sequence[Value]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def item_scope(item: Value, scope: Scope) -> Scope:
    """What a filter's condition sees for an item: its entries, then `item`, then the names around."""
    inside = Scope({"item": item}, scope)
    return Scope(item, inside) if isinstance(item, Mapping) else inside


def _of_nothing(evaluating: Evaluating, node: tree.Filter, scope: Scope) -> Value:
    """An empty list has no third item, but an empty selection; the condition alone tells which is meant."""
    if answers(node.condition):
        return ()
    condition = evaluating.quietly(node.condition, Scope({"item": None}, scope))
    if isinstance(condition, Decimal):
        return None
    return UNKNOWN if condition is UNKNOWN else ()


def answers(condition: Node) -> bool:
    """Whether a condition, by its form alone, is true or false if anything, and never the place of an item."""
    if isinstance(condition, tree.If):
        return answers(condition.yes) and answers(condition.no)
    if isinstance(condition, tree.Literal):
        return isinstance(condition.value, bool)
    if isinstance(condition, tree.Call) and isinstance(condition.function, tree.Name):
        builtin = builtins.lookup(condition.function.name)
        return builtin is not None and all(overload.result == BOOLEAN for overload in builtin.overloads)
    return isinstance(condition, _ANSWERING)


def _be_decided(answers: Sequence[Value]) -> None:
    mark = mark_in(answers)
    if mark is not None:
        raise Marked(mark)
    if not all(isinstance(answer, bool) for answer in answers):
        raise Failed("wrong-type", "the condition of a filter must be true or false for each item")


# -- loops -------------------------------------------------------------------------------------
def loop(evaluating: Evaluating, node: tree.For, scope: Scope) -> Value:
    """`for x in xs return …`: what the body is worth for each combination, the last iterator fastest."""
    results: list[Value] = []
    marks: list[Marker] = []
    sees_partial = sees_results(node.body)
    for inside in _rounds(evaluating, node.iterators, scope):
        if isinstance(inside, Marker):
            marks.append(inside)
            continue
        if sees_partial:
            evaluating.spend(1 + len(results) // 16)
            inside = Scope({"partial": tuple(results)}, inside)  # noqa: PLW2901
        results.append(evaluating.value(node.body, inside))
        if len(results) > operators.LIST_MAX:
            raise Failed("list-too-long", f"a list has at most {operators.LIST_MAX:,} items")
    mark = mark_in(marks)
    if mark is not None:
        return mark
    evaluating.spend(weight.gathering(made := tuple(results)))
    return made


def sees_results(body: Node) -> bool:
    """Whether the body of a `for` looks back at the results so far."""
    return any(isinstance(each, tree.Name) and each.name == "partial" for each in body.walk())


def quantified(evaluating: Evaluating, node: tree.Quantified, scope: Scope) -> Value:
    """`some` holds when one round does, `every` when all do; a round that is not known may not matter."""
    answers = (
        inside if isinstance(inside, Marker) else evaluating.value(node.body, inside)
        for inside in _rounds(evaluating, node.iterators, scope)
    )
    fold = one_holds if node.kind == "some" else all_hold
    return fold(answers, in_book=evaluating.in_book)


def _rounds(
    evaluating: Evaluating, iterators: Sequence[tree.Iterator_], scope: Scope
) -> Iterator[Scope | Marker]:
    """The scope of each round, or the mark of a source that is UNKNOWN or ERROR itself."""
    if not iterators:
        yield scope
        return
    first, *others = iterators
    source = evaluating.value(first.source, scope)
    until = evaluating.value(first.until, scope) if first.until is not None else None
    marks = [end for end in (source, until) if isinstance(end, Marker)]
    if marks:
        yield UNKNOWN if UNKNOWN in marks else marks[0]
        return
    items = operators.items_of(source) if first.until is None else operators.steps_between(source, until)
    evaluating.spend(weight.stepping(len(items)))
    for item in items:
        evaluating.spend(1)
        yield from _rounds(evaluating, others, Scope({first.name: item}, scope))
