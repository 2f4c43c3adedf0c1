"""What type has a list, a record, a range, a part of them, a loop over them, a function? One function each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from leeway.feel import tree
from leeway.feel.checking import comparing
from leeway.feel.checking.kinds import alternatives, base, in_words, item_of, joined, without_null
from leeway.feel.checking.presence import if_true
from leeway.feel.errors import nearest
from leeway.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    TIME,
    ContextOf,
    FunctionOf,
    ListOf,
    RangeOf,
    Type,
    optional,
    told,
)

if TYPE_CHECKING:
    from leeway.feel.checking.checker import Checker
    from leeway.feel.checking.scope import Scope

_DATE_PARTS = {"year": NUMBER, "month": NUMBER, "day": NUMBER, "weekday": NUMBER}
_TIME_PARTS: dict[str, Type] = {
    **dict.fromkeys(("hour", "minute", "second"), NUMBER),
    "time offset": optional(DAYS),
    "timezone": optional(STRING),
}
MEMBERS: dict[Type, Mapping[str, Type]] = {
    DATE: _DATE_PARTS,
    TIME: _TIME_PARTS,
    DATE_AND_TIME: {**_DATE_PARTS, **_TIME_PARTS},
    DAYS: dict.fromkeys(("days", "hours", "minutes", "seconds"), NUMBER),
    MONTHS: {"years": NUMBER, "months": NUMBER},
}
"""The named parts of dates, times and durations, with their types."""


def items(checker: Checker, node: tree.List, scope: Scope) -> Type:
    """A list of whatever its items are."""
    return told(ListOf(joined([checker.type_of(item, scope) for item in node.items])))


def context(checker: Checker, node: tree.Context, scope: Scope) -> Type:
    """A record; each entry sees the ones before it."""
    members: dict[str, Type] = {}
    for entry in node.entries:
        if entry.key in members:
            checker.report("duplicate-key", f"there are two entries `{entry.key}`", entry)
        members[entry.key] = checker.type_of(entry.value, scope.with_types(members))
    return told(ContextOf(tuple(members.items())))


def interval(checker: Checker, node: tree.Range, scope: Scope) -> Type:
    """A range of what its ends are."""
    ends = [end for end in (node.low, node.high) if end is not None]
    types = [checker.known(end, scope) for end in ends]
    if len(types) == 2:
        comparing.order(checker, node, "..", *types)
    return told(RangeOf(joined(types)))


def path(checker: Checker, node: tree.Path, scope: Scope) -> Type:
    """`a.b`; of a list, a list of the members."""
    of = checker.something(node.of, scope)
    found = [
        ListOf(joined(_member(checker, node, inner) for inner in alternatives(each.item)))
        if isinstance(each, ListOf)
        else _member(checker, node, each)
        for each in alternatives(of)
    ]
    return joined(found) if found else ANY


def _member(checker: Checker, node: tree.Path, of: Type) -> Type:
    of = base(of)
    known: Mapping[str, Type] = MEMBERS.get(of, {})
    if isinstance(of, RangeOf):
        known = {"start": of.item, "end": of.item, "start included": BOOLEAN, "end included": BOOLEAN}
    elif isinstance(of, ContextOf):
        known = dict(of.members)
    if node.member in known:
        return known[node.member]
    if of != ANY and of != ContextOf(()):
        message = f"{in_words(of)} has no `{node.member}`"
        checker.report("unknown-member", message, node, advice=nearest(node.member, known))
    return ANY


def filtered(checker: Checker, node: tree.Filter, scope: Scope) -> Type:
    """`list[condition]` is a list, `list[3]` an item."""
    item = item_of(checker.something(node.of, scope))
    inside = scope.with_types({"item": item, **_entries(item)})
    condition = checker.type_of(node.condition, inside)
    if base(condition) == NUMBER:
        return item
    checker.expect(node.condition, condition, BOOLEAN)
    kept = tree.Name(name="item", span=node.span) in if_true(node.condition)
    return ListOf(without_null(item) if kept else item)


def loop(checker: Checker, node: tree.For, scope: Scope) -> Type:
    """`for`: a list of what the body is."""
    inside = _iterating(checker, node.iterators, scope).binding(partial=ListOf(ANY))
    return ListOf(checker.type_of(node.body, inside))


def quantified(checker: Checker, node: tree.Quantified, scope: Scope) -> Type:
    """`some`, `every`: the body is a condition."""
    inside = _iterating(checker, node.iterators, scope)
    checker.expect(node.body, checker.type_of(node.body, inside), BOOLEAN)
    return BOOLEAN


def _iterating(checker: Checker, iterators: Iterable[tree.Iterator_], scope: Scope) -> Scope:
    for each in iterators:
        source = checker.something(each.source, scope)
        if each.until is not None:
            until = checker.known(each.until, scope)
            comparing.order(checker, each, "..", source, until)
            _counted_through(checker, each, joined((source, until)))
        scope = scope.with_types({each.name: item_of(source)})
    return scope


def _counted_through(checker: Checker, node: tree.Iterator_, found: Type) -> None:
    """Report ends of `1..10` that have nothing between them to count."""
    kinds = {base(each) for each in alternatives(found)}
    if len(kinds) == 1 and not kinds <= {NUMBER, DATE, ANY}:
        checker.report("wrong-type", "only numbers and dates can be counted through", node)


def function(checker: Checker, node: tree.Function, scope: Scope) -> Type:
    """A function written down; parameters without a type may be anything."""
    if node.external:
        checker.report("external-function", "functions of another language cannot be called", node)
    types = tuple(each or ANY for each in node.types)
    inside = scope.with_types(dict(zip(node.parameters, types, strict=True)))
    return FunctionOf(types, checker.type_of(node.body, inside))


def _entries(item: Type) -> dict[str, Type]:
    """The members of items that are records, which a filter may name without `item.`."""
    records = [base(each) for each in alternatives(item)]
    return {name: type_ for each in records if isinstance(each, ContextOf) for name, type_ in each.members}
