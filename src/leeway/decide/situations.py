"""What is certain once a typical situation is at hand? Facts that its condition states outright.

Start reading at `implied`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.policy import Trust

if TYPE_CHECKING:
    from leeway.policy import Book, Situation


def implied(situation: Situation, *, book: Book) -> dict[str, Any]:
    """What is certain once a situation is at hand: `matter = "torn hose" and not(drove off)` says two facts.

    Only what staff can see counts: facts that need more trust are left to be asked.
    """
    found: dict[str, Any] = {}
    for part in _parts(situation.when.tree):
        name, value = _certain(part)
        fact = book.facts.get(name)
        if fact is not None and fact.trust <= Trust.STAFF and (not fact.one_of or value in fact.one_of):
            found[name] = value
    return found


def _parts(node: feel.Node) -> tuple[feel.Node, ...]:
    return node.operands if isinstance(node, feel.tree.And) else (node,)


def _certain(node: feel.Node) -> tuple[str, Any]:
    match node:
        case feel.tree.Name(name=name):
            return name, True
        case feel.tree.Call(function=feel.tree.Name(name="not"), arguments=(feel.tree.Name(name=name),)):
            return name, False
        case feel.tree.Compare(op="=", left=feel.tree.Name(name=name), right=feel.tree.Literal(value=value)):
            return name, value
    return "", None
