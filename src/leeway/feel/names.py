"""Which names does an expression read? Those that nothing inside it binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.feel import builtins, tree
from leeway.feel.tree import Node

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOCK = "now"
"""In a book the request's time is a name as well as a function."""


def names_read(node: Node) -> frozenset[str]:
    """The free names of an expression: neither bound inside it nor built-in functions.

    A name in a filter may be a member of the items as well as a name of the scope, and is included.

    >>> from leeway.feel.syntax import parse
    >>> sorted(names_read(parse("some item in basket satisfies item.price > limit")))
    ['basket', 'limit']
    """
    found: set[str] = set()
    _collect(node, frozenset(), found)
    return frozenset(found)


def _collect(node: Node, bound: frozenset[str], found: set[str]) -> None:
    if isinstance(node, tree.Literal):
        return
    if isinstance(node, tree.Name):
        if node.name not in bound and (node.name == _CLOCK or builtins.lookup(node.name) is None):
            found.add(node.name)
    elif isinstance(node, tree.For | tree.Quantified):
        inside = _collect_iterators(node.iterators, bound, found)
        _collect(node.body, inside | {"partial"} if isinstance(node, tree.For) else inside, found)
    elif isinstance(node, tree.Function):
        _collect(node.body, bound | set(node.parameters), found)
    elif isinstance(node, tree.Context):
        for entry in node.entries:
            _collect(entry.value, bound, found)
            bound |= {entry.key}
    elif isinstance(node, tree.Call):
        if not (isinstance(node.function, tree.Name) and builtins.lookup(node.function.name)):
            _collect(node.function, bound, found)
        _collect_all(node.arguments, bound, found)
    else:
        _collect_parts(node, bound, found)


def _collect_parts(node: Node, bound: frozenset[str], found: set[str]) -> None:
    if isinstance(node, tree.Filter):
        _collect(node.of, bound, found)
        _collect(node.condition, bound | {"item"}, found)
    elif isinstance(node, tree.In):
        _collect(node.value, bound, found)
        _collect_all(node.tests, bound | {"?"}, found)
    else:
        _collect_all(node.children(), bound, found)


def _collect_all(nodes: Sequence[Node], bound: frozenset[str], found: set[str]) -> None:
    for each in nodes:
        _collect(each, bound, found)


def _collect_iterators(
    iterators: tuple[tree.Iterator_, ...], bound: frozenset[str], found: set[str]
) -> frozenset[str]:
    for each in iterators:
        _collect(each.source, bound, found)
        if each.until is not None:
            _collect(each.until, bound, found)
        bound |= {each.name}
    return bound
