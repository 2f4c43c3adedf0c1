"""What surrounds the code of a node? The types of facts, the names bound around it, and folded constants."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from leeway.feel import builtins, tree
from leeway.feel.compiler import levels
from leeway.feel.compiler.code import Code, branch, call, compared, held, name, numbered, tuple_of, written
from leeway.feel.compiler.levels import Level
from leeway.feel.meaning.marks import mark_of
from leeway.feel.meaning.scope import Scope
from leeway.feel.reference import Evaluator
from leeway.feel.types import Type

if TYPE_CHECKING:
    from leeway.feel.tree import Node

_CLOCKED = frozenset({"now", "today"})
_FOLDING_FUEL = 2_000


class Surroundings(ABC):
    """The state of a translation of one expression."""

    def __init__(
        self, whole: Node, fact_types: Mapping[str, Type], *, zone: str, known: bool, in_book: bool
    ) -> None:
        self.types = fact_types
        self.zone = zone
        self.in_book = in_book
        self._known = known or not in_book
        self.constants: dict[str, Any] = {}
        self.levels: list[Level] = []
        self._temporaries = 0
        self._constancy: dict[int, bool] = {}
        self.counts_steps = False
        self.makes_functions = _makes_functions(whole, clock=in_book)
        self._may_shadow = self.makes_functions or not in_book
        self.height = _height(whole)
        self._counting = any(map(_counts, whole.walk()))

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

    def named(self, name_: str, outside: Callable[[], Code]) -> Code:
        """What a name is worth here; `outside` is asked when nothing around binds it."""
        return levels.named(name_, self.levels, outside)

    def may_be_shadowed(self, name_: str) -> bool:
        """Whether the name of a built-in function may mean another function here."""
        if name_ in self.types or levels.is_bound(name_, self.levels):
            return True
        return self._may_shadow and bool(levels.items(self.levels))

    @contextmanager
    def within(self, level: Level) -> Iterator[None]:
        """Bind what a level binds for a while."""
        self.levels.append(level)
        yield
        self.levels.pop()

    def scope(self) -> ast.expr:
        """What tells the innermost round from every other, for functions that are written in it."""
        if not self.levels:
            return name("facts")
        level = self.levels[-1]
        level.scope = level.scope or self.fresh()
        return name(level.scope)

    def scoped(self, level: Level, body: ast.expr) -> ast.expr:
        """The code of a level's round, which marks the round first if a function in it needs that."""
        if level.scope is None:
            return body
        return numbered(tuple_of([held(level.scope, call("_round")), body]), 1)

    def guarded(self, expr: ast.expr) -> ast.expr:
        """An expression that raises when it is UNKNOWN, at the price of one look where not all is known."""
        if self._known:
            return expr
        if self.levels:
            return call("_known", expr)
        variable = self.fresh()
        check = compared(held(variable, expr), (ast.IsNot(), name("_UNKNOWN")))
        return branch(check, name(variable), call("_known", name(variable)))

    # -- steps and constants -----------------------------------------------------------------------
    def steps(self) -> ast.expr:
        """The counter of steps, which is also what built-in functions see of the code."""
        self.counts_steps = True
        return name("steps")

    def steps_if_counted(self) -> ast.expr:
        """The counter, where anything counts at all; without it only what is light is walked through."""
        return self.steps() if self._counting else written(None)

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
        evaluator = Evaluator(now=None, zone=self.zone, in_book=self.in_book, fuel=_FOLDING_FUEL)
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
                known = known and not self.may_be_shadowed(function)
                known = all(map(self._is_constant, node.arguments)) and known
            elif isinstance(node, tree.Name | tree.Function | tree.Test | tree.AnyValue | tree.NotTests):
                known = False
            else:
                known = all(map(self._is_constant, node.children()))
            self._constancy[id(node)] = known
        return known


def _makes_functions(whole: Node, *, clock: bool) -> bool:
    """Whether an expression writes a function down or names a built-in without calling it there."""
    called = {id(node.function) for node in whole.walk() if isinstance(node, tree.Call)}
    return any(
        isinstance(node, tree.Function)
        or (isinstance(node, tree.Name) and id(node) not in called and _is_builtin(node.name, clock=clock))
        for node in whole.walk()
    )


def _is_builtin(name_: str, *, clock: bool) -> bool:
    return builtins.lookup(name_) is not None and not (clock and name_ == "now")


def _counts(node: Node) -> bool:
    """Whether the code of a node mostly takes steps."""
    if isinstance(node, tree.Call) and isinstance(node.function, tree.Name):
        return node.function.name != "not"
    return isinstance(node, tree.Call | tree.Function | tree.Filter | tree.For | tree.Quantified)


def _height(node: Node) -> int:
    height, level = 0, [node]
    while level:
        height += 1
        level = [child for each in level for child in each.children()]
    return height
