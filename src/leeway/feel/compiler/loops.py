"""How are filters, `for`, `some` and `every` worked out in Python? As a function called for each item.

The steps that the reference would take are counted ahead, so that code never goes on where it would stop.
"""

from __future__ import annotations

import ast

from leeway.feel import tree, types
from leeway.feel.compiler.code import Code, call, function_of, name, plain, written
from leeway.feel.compiler.levels import Level
from leeway.feel.compiler.surroundings import Surroundings
from leeway.feel.meaning.looping import answers, sees_results
from leeway.feel.types import BOOLEAN, NUMBER, ListOf, Type


class Loops(Surroundings):
    """The part of a translation that knows loops."""

    def filtered(self, node: tree.Filter) -> Code:
        """`of[condition]`; its form alone may tell whether items are selected or counted."""
        of = self.code(node.of)
        variable = self.fresh()
        item = Code(name(variable), _item_type(of.type), read=True)
        level = Level(names={"item": item}, item=item)
        with self.within(level):
            condition = self.code(node.condition)
        if condition.type == NUMBER and condition.constant:
            return Code(call("_item_at", of.expr, condition.expr), read=True)
        holds = function_of([variable], self.scoped(level, condition.expr))
        weight, sure = weight_of(node.condition), written(answers(node.condition))
        if condition.type != BOOLEAN and not condition.answers:
            return Code(call("_filtered", self.steps(), of.expr, weight, holds, sure), read=True)
        selected = call("_selected", self.steps(), of.expr, weight, holds, sure)
        return Code(selected, of.type if isinstance(of.type, ListOf) else types.ANY, read=True)

    def quantified(self, node: tree.Quantified) -> Code:
        """`some` and `every`."""
        fold = "any" if node.kind == "some" else "all"
        return Code(self._rounds(node.iterators, node.body, fold), BOOLEAN)

    def loop(self, node: tree.For) -> Code:
        """`for`; when its body looks back, the results so far are kept at hand."""
        if not sees_results(node.body):
            fold = "_flat" if len(node.iterators) > 1 else "_listed"
            return Code(self._rounds(node.iterators, node.body, fold))
        kept = self.fresh()
        rounds = self._rounds(node.iterators, node.body, "all", kept=kept)
        return Code(call("_gathered", self.steps(), function_of([kept], rounds)))

    def _rounds(
        self, iterators: tuple[tree.Iterator_, ...], body: tree.Node, fold: str, *, kept: str | None = None
    ) -> ast.expr:
        first, *others = iterators
        variable = self.fresh()
        rest = tuple(others)
        source, item_type = self._source(first, weight_of(body, *rest))
        level = Level(names={first.name: Code(name(variable), item_type, read=True)})
        with self.within(level):
            if rest:
                innermost = "_listed" if fold == "_flat" and len(rest) == 1 else fold
                inner = self._rounds(rest, body, innermost, kept=kept)
            elif kept is not None:
                inner = self._looking_back(body, kept)
            else:
                code = self.code(body)
                inner = (code if fold in ("_listed", "_flat") else self.truth(code)).expr
        each = call("map", function_of([variable], self.scoped(level, inner)), source)
        return call(fold, self.steps(), each) if fold in ("_listed", "_flat") else call(fold, each)

    def _looking_back(self, body: tree.Node, kept: str) -> ast.expr:
        """A round that adds to the results, seeing those so far as `partial`."""
        variable = self.fresh()
        level = Level(names={"partial": Code(name(variable), types.ListOf(types.ANY), read=True)})
        with self.within(level):
            code = self.code(body)
        return call("_added", self.steps(), name(kept), function_of([variable], self.scoped(level, code.expr)))

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


def weight_of(*nodes: tree.Node) -> ast.expr:
    """How many steps the reference takes at most for one round, loops within it left out."""
    return written(1 + sum(1 for node in nodes for _ in node.walk()))
