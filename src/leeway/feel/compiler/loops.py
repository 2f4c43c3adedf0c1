"""How are filters, `for`, `some` and `every` worked out in Python? As a function called for each item.

The steps that the reference would take are counted ahead, so that code never goes on where it would stop.
"""

from __future__ import annotations

import ast

from leeway.feel import tree, types
from leeway.feel.compiler.code import Code, call, function_of, name, plain, written
from leeway.feel.compiler.surroundings import Surroundings
from leeway.feel.meaning.looping import answers
from leeway.feel.types import BOOLEAN, NUMBER, ListOf, Type


class Loops(Surroundings):
    """The part of a translation that knows loops."""

    def filtered(self, node: tree.Filter) -> Code:
        """`of[condition]`, when it is certain whether items are selected or counted."""
        of = self.code(node.of)
        variable = self.fresh()
        with self.filtering(Code(name(variable), _item_type(of.type), read=True)):
            condition = self.code(node.condition)
        if condition.type == NUMBER and condition.constant:
            item_type = plain(of.type.item) if isinstance(of.type, ListOf) else types.ANY
            del item_type  # beyond either end there is null, so nothing is certain of the item
            return Code(call("_item_at", of.expr, condition.expr), read=True)
        if condition.type != BOOLEAN and not condition.answers:
            return self.delegated(node)
        holds = function_of([variable], condition.expr)
        sure = written(answers(node.condition))
        selected = call("_selected", self.steps(), of.expr, _weight(node.condition), holds, sure)
        return Code(selected, of.type if isinstance(of.type, ListOf) else types.ANY, read=True)

    def quantified(self, node: tree.Quantified) -> Code:
        """`some` and `every`."""
        fold = "any" if node.kind == "some" else "all"
        return Code(self._rounds(node.iterators, node.body, fold), BOOLEAN)

    def loop(self, node: tree.For) -> Code:
        """`for`, unless its body looks back at the results so far."""
        if any(isinstance(each, tree.Name) and each.name == "partial" for each in node.body.walk()):
            return self.delegated(node)
        return Code(self._rounds(node.iterators, node.body, "_flat" if len(node.iterators) > 1 else "_listed"))

    def _rounds(self, iterators: tuple[tree.Iterator_, ...], body: tree.Node, fold: str) -> ast.expr:
        first, *others = iterators
        variable = self.fresh()
        rest = tuple(others)
        source, item_type = self._source(first, _weight(body, *rest))
        with self.binding({first.name: Code(name(variable), item_type, read=True)}):
            if rest:
                inner = self._rounds(rest, body, "_listed" if fold == "_flat" and len(rest) == 1 else fold)
            else:
                code = self.code(body)
                inner = (code if fold in ("_listed", "_flat") else self.truth(code)).expr
        return call(fold, call("map", function_of([variable], inner), source))

    def _source(self, iterator: tree.Iterator_, weight: ast.expr) -> tuple[ast.expr, Type]:
        source = self.code(iterator.source)
        if iterator.until is None:
            return call("_items", self.steps(), source.expr, weight), _item_type(source.type)
        until = self.code(iterator.until)
        numbers = source.type == until.type == NUMBER
        ends = [self.certain(end).expr for end in (source, until)]
        return call("_steps", self.steps(), *ends, weight), NUMBER if numbers else types.ANY


def _item_type(of: Type) -> Type:
    return plain(of.item) if isinstance(of, ListOf) else types.ANY


def _weight(*nodes: tree.Node) -> ast.expr:
    """How many steps the reference takes at most for one round, loops within it left out."""
    return written(1 + sum(1 for node in nodes for _ in node.walk()))
