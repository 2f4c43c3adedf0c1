"""What type has an expression under a schema, and what is wrong with it? One short method a kind of node.

Every problem is found in one run and bears the place of the part it is about. `comparing.py` judges
comparisons, `calling.py` calls; `presence.py` knows what a null test makes safe.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from leeway.feel import builtins, tree
from leeway.feel.checking import arithmetic, calling, comparing, structure
from leeway.feel.checking.kinds import alternatives, base, in_words, joined, may_be_null, without_null
from leeway.feel.checking.presence import if_false, if_true
from leeway.feel.checking.scope import Scope
from leeway.feel.coercion import conforms, type_of
from leeway.feel.errors import Problem, nearest
from leeway.feel.form import format as written
from leeway.feel.syntax import parse
from leeway.feel.tree import Node
from leeway.feel.types import (
    ANY,
    BOOLEAN,
    DATE_AND_TIME,
    DAYS,
    MONTHS,
    NULL,
    NUMBER,
    ContextOf,
    ListOf,
    RangeOf,
    SimpleType,
    Type,
    Union,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The type of an expression and every problem seen in it, in the order of the text."""

    type: Type
    problems: tuple[Problem, ...]


def check(
    expression: str | Node, schema: Mapping[str, Type], *, expect: Type | None = None, in_book: bool = False
) -> Checked:
    """The type of an expression whose names have these types, and all that is wrong with it.

    `expect` is the type that its value must have. With `in_book` a value that may be null is a problem
    wherever null would make an operation fail, unless a null test guards it.
    Raises: FeelSyntaxError when the text is no FEEL.

    >>> checked = check("quee > 3 and amount < 'x'".replace("'", '"'), {"queue": NUMBER, "amount": NUMBER})
    >>> [(problem.name, problem.help) for problem in checked.problems]
    [('unknown-name', 'did you mean `queue`?'), ('wrong-type', None)]
    """
    node = (
        parse(expression, names=schema, members=_members(schema)) if isinstance(expression, str) else expression
    )
    checker = Checker(in_book=in_book)
    found = checker.type_of(node, Scope(schema))
    if expect is not None:
        checker.expect(node, found, expect)
    return Checked(found, checker.sorted_problems())


def _members(schema: Mapping[str, Type]) -> frozenset[str]:
    """The names of members at any depth, which the parser has to know where they hold spaces."""
    found: set[str] = set()
    below = list(schema.values())
    while below:
        type_ = below.pop()
        if isinstance(type_, ContextOf):
            found.update(name for name, _ in type_.members)
            below.extend(member for _, member in type_.members)
        elif isinstance(type_, ListOf | RangeOf):
            below.append(type_.item)
        elif isinstance(type_, Union):
            below.extend(type_.members)
    return frozenset(found)


class Checker:
    """One check: the problems found so far."""

    def __init__(self, *, in_book: bool) -> None:
        self.in_book = in_book
        self._problems: dict[Problem, None] = {}

    def sorted_problems(self) -> tuple[Problem, ...]:
        """Each problem once, in the order of the text."""
        return tuple(sorted(self._problems, key=lambda problem: problem.span.start if problem.span else 0))

    def report(self, name: str, message: str, node: Node, *, advice: str | None = None) -> None:
        """Note a problem about a part of the expression."""
        self._problems[Problem(name, message, node.span, advice)] = None

    def type_of(self, node: Node, scope: Scope) -> Type:
        """The type of a part; what is wrong inside it is reported on the way."""
        found = _TYPING[type(node)](self, node, scope)
        return without_null(found) if scope.present and node in scope.present else found

    def known(self, node: Node, scope: Scope) -> Type:
        """The type of a part that an operation reads which has no result for null."""
        return self.not_null(node, self.type_of(node, scope))

    def not_null(self, node: Node, found: Type) -> Type:
        """The type without null; in a book it is a problem if it may be null."""
        if isinstance(found, SimpleType):
            return found
        if self.in_book and may_be_null(found):
            text = written(node)
            self.report(
                "may-be-null", f"`{text}` may be null here", node, advice=f"test it: `{text} != null and …`"
            )
        return without_null(found)

    def something(self, node: Node, scope: Scope) -> Type:
        """The type of a part that is looked into or looped over, which null cannot be."""
        found = self.known(node, scope)
        if found == NULL:
            self.report("wrong-type", f"`{written(node)}` holds nothing to look into", node)
        return found

    def expect(self, node: Node, found: Type, wanted: Type) -> None:
        """Report a part that cannot have the wanted type."""
        found = found if may_be_null(wanted) else self.not_null(node, found)
        if not _can_be(found, wanted):
            text = written(node)
            what = "" if text == in_words(found) else f" {in_words(found)},"
            self.report("wrong-type", f"`{text}` is{what} not {in_words(wanted)}", node)

    # -- leaves -------------------------------------------------------------------------------------
    def literal(self, node: tree.Literal, _: Scope) -> Type:
        """A constant has the type of its value."""
        return type_of(node.value)

    def name(self, node: tree.Name, scope: Scope) -> Type:
        """A name has its declared type; one that nobody knows is reported with the nearest known one."""
        if node.name in scope.types:
            return scope.types[node.name]
        if self.in_book and node.name == "now":
            return DATE_AND_TIME
        if builtins.lookup(node.name) is not None:
            return ANY
        self.report(
            "unknown-name", f"nothing is called `{node.name}`", node, advice=nearest(node.name, scope.types)
        )
        return ANY

    # -- operators ----------------------------------------------------------------------------------
    def negate(self, node: tree.Negate, scope: Scope) -> Type:
        """`-x` of a number or a duration."""
        operand = self.known(node.operand, scope)
        fitting = [base(each) for each in alternatives(operand)]
        if not fitting or not set(fitting) <= {NUMBER, DAYS, MONTHS, ANY}:
            self.report("wrong-type", f"`-` is not defined for {in_words(operand)}", node)
            return ANY
        return joined(fitting)

    def arithmetic(self, node: tree.Arithmetic, scope: Scope) -> Type:
        """`a + b`: the tables of the standard."""
        left, right = self.known(node.left, scope), self.known(node.right, scope)
        if node.op == "/" and isinstance(node.right, tree.Literal) and node.right.value == 0:
            self.report("division-by-zero", "a division by zero has no result", node)
        result = arithmetic.result_of(node.op, left, right)
        if result is None:
            message = f"`{node.op}` is not defined for {in_words(left)} and {in_words(right)}"
            self.report("wrong-type", message, node)
            return ANY
        return result

    def logic(self, node: tree.And | tree.Or, scope: Scope) -> Type:
        """`and`, `or`: each operand may rely on the null tests beside it."""
        present = list(map(if_true if isinstance(node, tree.And) else if_false, node.operands))
        for number, operand in enumerate(node.operands):
            others = present[:number] + present[number + 1 :]
            inside = scope.knowing(frozenset().union(*others)) if any(others) else scope
            self.expect(operand, self.type_of(operand, inside), BOOLEAN)
        comparing.together(self, node)
        return BOOLEAN

    def branch(self, node: tree.If, scope: Scope) -> Type:
        """`if`: either branch may be taken."""
        self.expect(node.condition, self.type_of(node.condition, scope), BOOLEAN)
        yes = self.type_of(node.yes, scope.knowing(if_true(node.condition)))
        no = self.type_of(node.no, scope.knowing(if_false(node.condition)))
        return joined((yes, no))

    def instance_of(self, node: tree.InstanceOf, scope: Scope) -> Type:
        """`instance of` may be asked of anything."""
        self.type_of(node.value, scope)
        return BOOLEAN


def _can_be(found: Type, wanted: Type) -> bool:
    if found == NULL:
        return may_be_null(wanted) or wanted == ANY
    choices = alternatives(wanted)
    return found is wanted or all(
        any(_one_can_be(each, choice) for choice in choices) for each in alternatives(found)
    )


def _one_can_be(found: Type, wanted: Type) -> bool:
    return ANY in (base(found), wanted) or conforms(found, wanted) or conforms(found, base(wanted))


_TYPING: dict[type[Node], Callable[[Checker, Any, Scope], Type]] = {
    tree.Literal: Checker.literal,
    tree.Name: Checker.name,
    tree.Negate: Checker.negate,
    tree.Arithmetic: Checker.arithmetic,
    tree.Compare: comparing.compare,
    tree.Between: comparing.between,
    tree.In: comparing.is_in,
    tree.Test: comparing.test,
    tree.AnyValue: lambda *_: BOOLEAN,
    tree.NotTests: lambda *_: BOOLEAN,
    tree.And: Checker.logic,
    tree.Or: Checker.logic,
    tree.If: Checker.branch,
    tree.InstanceOf: Checker.instance_of,
    tree.List: structure.items,
    tree.Context: structure.context,
    tree.Range: structure.interval,
    tree.Path: structure.path,
    tree.Filter: structure.filtered,
    tree.For: structure.loop,
    tree.Quantified: structure.quantified,
    tree.Function: structure.function,
    tree.Call: calling.call,
}
