"""What surrounds the code of a node? The types of facts, the names bound around it, and folded constants."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from leeway.feel import builtins, tree, types
from leeway.feel.compiler.code import (
    Code,
    branch,
    call,
    compared,
    dict_of,
    function_of,
    held,
    name,
    tuple_of,
    written,
)
from leeway.feel.compiler.code import (
    item as subscript,
)
from leeway.feel.meaning.marks import mark_of
from leeway.feel.meaning.scope import Scope
from leeway.feel.reference import Evaluator
from leeway.feel.types import Type

if TYPE_CHECKING:
    from leeway.feel.tree import Node

_CLOCKED = frozenset({"now", "today"})
_FOLDING_FUEL = 2_000


class Surroundings(ABC):
    """The state of a translation."""

    def __init__(self, fact_types: Mapping[str, Type], *, zone: str, known: bool = False) -> None:
        self.types = fact_types
        self.zone = zone
        self._known = known
        self.constants: dict[str, Any] = {}
        self._bound: list[dict[str, Code]] = []
        self._temporaries = 0
        self._constancy: dict[int, bool] = {}
        self.counts_steps = False

    @abstractmethod
    def code(self, node: Node) -> Code:
        """The code of a node."""

    @abstractmethod
    def constant(self, value: Any, type_: Type | None = None) -> Code:
        """The code of a value that is known now."""

    @abstractmethod
    def certain(self, code: Code) -> Code:
        """The same, raising when it is or holds UNKNOWN."""

    @abstractmethod
    def truth(self, code: Code) -> Code:
        """The same, raising when it is neither true nor false."""

    @abstractmethod
    def equal(self, left: Code, right: Code) -> Code:
        """`left = right`."""

    @abstractmethod
    def ordered(self, op: str, left: Code, right: Code) -> Code:
        """`left < right` and its like."""

    # -- names ------------------------------------------------------------------------------------
    def fresh(self) -> str:
        """The name of a Python variable that nothing else uses."""
        self._temporaries += 1
        return f"_t{self._temporaries}"

    def bound(self, name_: str) -> Code | None:
        """What a loop around this place binds the name to."""
        for level in reversed(self._bound):
            if name_ in level:
                return self.in_item(name_, level[name_], above=level)
        return None

    @contextmanager
    def binding(self, bound: Mapping[str, Code]) -> Iterator[None]:
        """Bind names for a while."""
        self._bound.append(dict(bound))
        yield
        self._bound.pop()

    @contextmanager
    def filtering(self, item: Code) -> Iterator[None]:
        """Let names mean entries of a filter's item first, and `item` the item itself."""
        self._bound.append({"item": item, _ITEM: item})
        yield
        self._bound.pop()

    def in_item(self, name_: str, outside: Code, *, above: Mapping[str, Code] | None = None) -> Code:
        """What a name is worth where filters stand around: an entry of an item comes before `outside`."""
        found = outside
        inner = self._bound
        if above is not None:
            place = next(i for i, level in enumerate(self._bound) if level is above)
            inner = self._bound[place if _ITEM in above else place + 1 :]
        for level in inner:
            if _ITEM in level:
                found = self._entry_or(level[_ITEM], name_, found)
        return found

    def _entry_or(self, item: Code, name_: str, outside: Code) -> Code:
        if item.is_scalar:
            return outside
        if isinstance(item.type, types.ContextOf) and name_ in dict(item.type.members):
            member = dict(item.type.members)[name_]
            type_ = member.base if isinstance(member, types.OneOf) else member
            return Code(subscript(item.expr, name_), type_, read=True)
        otherwise = function_of([], outside.expr)
        return Code(call("_entry_or", item.expr, written(name_), otherwise), types.ANY, read=True)

    def guarded(self, expr: ast.expr) -> ast.expr:
        """An expression that raises when it is UNKNOWN, at the price of one look where not all is known."""
        if self._known:
            return expr
        if self._bound:
            return call("_known", expr)
        variable = self.fresh()
        check = compared(held(variable, expr), (ast.IsNot(), name("_UNKNOWN")))
        return branch(check, name(variable), call("_known", name(variable)))

    @property
    def in_filter(self) -> bool:
        """Whether an item's entries may shadow any name here."""
        return any(_ITEM in level for level in self._bound)

    # -- parts left to the reference -----------------------------------------------------------------
    def steps(self) -> ast.expr:
        """The counter of steps, which is also what built-in functions see of the code."""
        self.counts_steps = True
        return name("steps")

    def delegated(self, node: Node) -> Code:
        """The code of a node that the reference works out, in the scopes around it."""
        scopes = tuple_of([_level(level) for level in self._bound])
        return Code(call("_delegated", name("facts"), self.steps(), self.kept(node), scopes), read=True)

    def kept(self, thing: Any) -> ast.expr:
        """A Python object that the code refers to."""
        key = f"_k{len(self.constants)}"
        self.constants[key] = thing
        return name(key)

    def folded(self, node: Node) -> Code | None:
        """The constant a node comes to, when it reads nothing and cannot fail."""
        if isinstance(node, tree.Literal):
            return self.constant(node.value)
        if not self._is_constant(node):
            return None
        evaluator = Evaluator(now=None, zone=self.zone, in_book=True, fuel=_FOLDING_FUEL)
        evaluation = evaluator.evaluation(node, Scope({}))
        if evaluation.problems or mark_of(evaluation.value) is not None:
            return None
        return self.constant(evaluation.value)

    def _is_constant(self, node: Node) -> bool:
        """Whether a node reads no name but those of built-in functions that it calls, and not the clock."""
        known = self._constancy.get(id(node))
        if known is None:
            if isinstance(node, tree.Call) and isinstance(node.function, tree.Name):
                function = node.function.name
                known = builtins.lookup(function) is not None and function not in _CLOCKED
                known = all(map(self._is_constant, node.arguments)) and known
            elif isinstance(node, tree.Name | tree.Function | tree.Test | tree.AnyValue | tree.NotTests):
                known = False
            else:
                known = all(map(self._is_constant, node.children()))
            self._constancy[id(node)] = known
        return known


_ITEM = ""
"""The key under which a level of bound names says that it is a filter's; no name of FEEL is empty."""


def _level(level: Mapping[str, Code]) -> ast.expr:
    if _ITEM in level:
        return tuple_of([written(True), level[_ITEM].expr])
    return tuple_of([written(False), dict_of({each: code.expr for each, code in level.items()})])
