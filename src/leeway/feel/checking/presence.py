"""Which parts are known not to be null? What a null test says about the rest of the expression.

`birthday != null and birthday < today()` is sound although a birthday may be missing: the two are read
together. Only tests that are safe on null themselves count; an order comparison is not.
"""

from __future__ import annotations

from functools import reduce

from leeway.feel import tree
from leeway.feel.tree import Node

type Present = frozenset[Node]

NOTHING: Present = frozenset()


def if_true(node: Node) -> Present:
    """The parts that are not null whenever a condition is true."""
    if isinstance(node, tree.And):
        return NOTHING.union(*map(if_true, node.operands))
    if isinstance(node, tree.Or):
        return reduce(frozenset.intersection, map(if_true, node.operands))
    if isinstance(node, tree.InstanceOf):
        return frozenset({node.value})
    negand = _negand(node)
    if negand is not None:
        return if_false(negand)
    return _of_comparison(node, whether=True)


def if_false(node: Node) -> Present:
    """The parts that are not null whenever a condition is false."""
    if isinstance(node, tree.Or):
        return NOTHING.union(*map(if_false, node.operands))
    if isinstance(node, tree.And):
        return reduce(frozenset.intersection, map(if_false, node.operands))
    negand = _negand(node)
    if negand is not None:
        return if_true(negand)
    return _of_comparison(node, whether=False)


def _of_comparison(node: Node, *, whether: bool) -> Present:
    if not isinstance(node, tree.Compare) or node.op not in ("=", "!="):
        return NOTHING
    is_equal = (node.op == "=") is whether
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(other, tree.Literal) and (other.value is not None) is is_equal:
            return frozenset({one})
    return NOTHING


def _negand(node: Node) -> Node | None:
    is_not = isinstance(node, tree.Call) and node.function == tree.Name(name="not", span=node.span)
    return node.arguments[0] if isinstance(node, tree.Call) and is_not and len(node.arguments) == 1 else None
