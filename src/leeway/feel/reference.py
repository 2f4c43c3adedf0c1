"""What is an expression worth? The readable meaning of FEEL: one short method for each kind of node.

In DMN a failed operation is worth null, and a problem says why. In a policy book it is worth ERROR, and a
fact that is missing is UNKNOWN: both spread through every operator and function that reads them, UNKNOWN
before ERROR; only `and`, `or`, `some` and `every` can be decided in spite of them, and `if` when both
branches are equal. The operators themselves are in `operators.py`, functions in `builtins`, loops in
`looping.py`. The compiler must agree with this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leeway.feel import builtins, tree, values, weight
from leeway.feel.coercion import is_instance
from leeway.feel.errors import Problem, nearest
from leeway.feel.failure import Failed
from leeway.feel.meaning import calling, looping, members, membership, operators
from leeway.feel.meaning.marks import Marked, all_hold, mark_in, one_holds
from leeway.feel.meaning.scope import ABSENT, Given, Scope
from leeway.feel.syntax import parse
from leeway.feel.temporal import DateTime
from leeway.feel.tree import Node
from leeway.feel.values import ERROR, UNKNOWN, Function, Marker, Value

FUEL = 100_000
"""How many steps an evaluation may take unless the caller says otherwise."""

DEPTH_MAX = 200
"""How deep an evaluation may go; only functions that call themselves get there."""

PROBLEMS_MAX = 100
"""How many problems an evaluation keeps; a loop may meet the same one many times."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an expression is worth, and why operations in it failed."""

    value: Value
    problems: tuple[Problem, ...] = ()


class OutOfFuel(Exception):  # noqa: N818 - it ends an evaluation, it is no defect
    """The evaluation has taken all the steps it may."""


def evaluate(
    expression: str | Node,
    given: Mapping[str, Any] | None = None,
    *,
    now: DateTime | None = None,
    zone: str = "UTC",
    in_book: bool = False,
    fuel: int = FUEL,
) -> Evaluation:
    """What an expression is worth for given values, with the problems met on the way.

    `given` holds FEEL values or plain Python ones; `now` is the time of the request and `zone` its IANA zone.
    With `in_book` the meaning is that of policy books: a name that is not given is UNKNOWN, a failure ERROR.
    `fuel` bounds the steps; without any left the result is null (ERROR in a book) and a problem says so.
    Raises: FeelSyntaxError when the text is no FEEL.

    >>> evaluate("amount <= 0.5 * total", {"amount": 10, "total": 30}).value
    True
    >>> evaluate("amount <= 30", in_book=True).value
    UNKNOWN
    """
    held = Given(given or {})
    node = parse(expression, names=held, members=held.members()) if isinstance(expression, str) else expression
    return Evaluator(now=now, zone=zone, in_book=in_book, fuel=fuel).evaluation(node, Scope(held))


def passes_tests(value: Value, tests: Sequence[Node], given: Mapping[str, Any] | None = None) -> bool:
    """Whether a value passes one of some unary tests (`parse_tests`); false also when that cannot be said.

    >>> from leeway.feel.syntax import parse_tests
    >>> passes_tests("b", parse_tests('"x", ["a".."c"]'))
    True
    """
    evaluator = Evaluator(now=None, zone="UTC", in_book=False, fuel=FUEL)
    try:
        return membership.tests(evaluator, value, tests, Scope(Given(given or {}))) is True
    except Failed:
        return False


class Evaluator:
    """One evaluation: its clock, its fuel, the problems it met; also what built-ins see of it."""

    def __init__(self, *, now: DateTime | None, zone: str, in_book: bool, fuel: int) -> None:
        self.now = now if isinstance(now, DateTime) else None  # a clock may be UNKNOWN as well
        self.zone = zone
        self.in_book = in_book
        self.problems: list[Problem] = []
        self.fuel = fuel
        self._depth = 0

    def evaluation(self, node: Node, scope: Scope) -> Evaluation:
        """The outcome of the whole."""
        try:
            value = self.value(node, scope)
        except OutOfFuel:
            value = ERROR if self.in_book else None
            self.problems.append(Problem("out-of-fuel", "the expression takes too many steps", node.span))
        return Evaluation(value, tuple(self.problems))

    def spend(self, steps: int, /) -> None:
        """Take steps from the fuel.

        Raises: OutOfFuel when there are not so many left.
        """
        self.fuel -= steps
        if self.fuel < 0:
            raise OutOfFuel

    def walk(self, *read: Value) -> None:
        """Take the steps of walking through values: none for plain ones.

        Raises: OutOfFuel; Failed when values lie within one another too deep.
        """
        for value in read:
            if type(value) not in weight.PLAIN:
                self.spend(weight.walking(value))

    def value(self, node: Node, scope: Scope) -> Value:
        """What a node is worth in a scope."""
        self.spend(1)
        self._depth += 1
        try:
            meaning = _MEANING[type(node)] if self._depth <= DEPTH_MAX else _too_deep
            return meaning(self, node, scope)
        except Marked as marked:
            return marked.mark
        except Failed as failed:
            return self._failed(failed, node)
        finally:
            self._depth -= 1

    def quietly(self, node: Node, scope: Scope) -> Value:
        """What a node is worth, keeping no problems."""
        kept = len(self.problems)
        value = self.value(node, scope)
        del self.problems[kept:]
        return value

    def _failed(self, failed: Failed, node: Node) -> Value:
        """What a failed operation is worth."""
        if len(self.problems) < PROBLEMS_MAX:
            self.problems.append(Problem(failed.code, failed.message, node.span, failed.help))
        return ERROR if self.in_book else None

    def known(self, scope: Scope, *nodes: Node | None) -> list[Value]:
        """What nodes are worth.

        Raises: Marked when one of them is or holds UNKNOWN or ERROR, however deep.
        """
        found = [None if node is None else self.value(node, scope) for node in nodes]
        self.walk(*found)
        self.spread(found)
        return found

    def spread(self, read: Sequence[Value]) -> None:
        """Let UNKNOWN or ERROR in what was read be the result; nothing but a book knows them.

        Raises: Marked.
        """
        mark = mark_in(read) if self.in_book else None
        if mark is not None:
            raise Marked(mark)

    def invoke(self, function: Function, arguments: Sequence[Value], /) -> Value:
        """Call a function value on behalf of a built-in."""
        self.walk(*arguments)
        result = calling.called(function, arguments)
        self.walk(result)
        self.spread([result])
        return result


# -- leaves ----------------------------------------------------------------------------------------
def _literal(_evaluating: Evaluator, node: tree.Literal, _scope: Scope) -> Value:
    """A constant is worth itself."""
    return node.value


def _name(evaluating: Evaluator, node: tree.Name, scope: Scope) -> Value:
    """A name is worth what it is bound to; a built-in function stands for itself."""
    value = scope.find(node.name)
    if value is not ABSENT:
        return value
    if evaluating.in_book and node.name == "now":
        return evaluating.now if evaluating.now is not None else UNKNOWN
    builtin = builtins.lookup(node.name)
    if builtin is not None:
        return calling.as_function(builtin, evaluating)
    if evaluating.in_book:
        return UNKNOWN
    raise _unknown_name(node.name, scope)


# -- operators -------------------------------------------------------------------------------------
def _negate(evaluating: Evaluator, node: tree.Negate, scope: Scope) -> Value:
    """`-x`."""
    (operand,) = evaluating.known(scope, node.operand)
    return operators.negate(operand)


def _arithmetic(evaluating: Evaluator, node: tree.Arithmetic, scope: Scope) -> Value:
    """`a + b` and its like."""
    left, right = evaluating.known(scope, node.left, node.right)
    return operators.ARITHMETIC[node.op](left, right)


def _compare(evaluating: Evaluator, node: tree.Compare, scope: Scope) -> Value:
    """`a < b` and its like."""
    left, right = evaluating.known(scope, node.left, node.right)
    return operators.COMPARISON[node.op](left, right)


def _between(evaluating: Evaluator, node: tree.Between, scope: Scope) -> Value:
    """`a between b and c`."""
    value, low, high = evaluating.known(scope, node.value, node.low, node.high)
    return operators.is_between(value, low, high)


def _conjunction(evaluating: Evaluator, node: tree.And, scope: Scope) -> Value:
    """False decides `and`, whatever else is not known."""
    return all_hold((evaluating.value(operand, scope) for operand in node.operands), in_book=evaluating.in_book)


def _disjunction(evaluating: Evaluator, node: tree.Or, scope: Scope) -> Value:
    """True decides `or`, whatever else is not known."""
    return one_holds(
        (evaluating.value(operand, scope) for operand in node.operands), in_book=evaluating.in_book
    )


def _branch(evaluating: Evaluator, node: tree.If, scope: Scope) -> Value:
    """Anything but true takes the second branch; in a book it must be true or false."""
    condition = evaluating.value(node.condition, scope)
    if condition is True or condition is False or not evaluating.in_book:
        return evaluating.value(node.yes if condition is True else node.no, scope)
    if condition is UNKNOWN:
        yes, no = evaluating.value(node.yes, scope), evaluating.value(node.no, scope)
        evaluating.walk(yes, no)
        return yes if mark_in([yes, no]) is None and values.same(yes, no) else UNKNOWN
    if condition is ERROR:
        return ERROR
    raise Failed("wrong-type", f"the condition of `if` is {operators.kind_of(condition)}, not true or false")


def _instance_of(evaluating: Evaluator, node: tree.InstanceOf, scope: Scope) -> Value:
    """`a instance of type`."""
    (value,) = evaluating.known(scope, node.value)
    return is_instance(value, node.type)


# -- structure -------------------------------------------------------------------------------------
def _items(evaluating: Evaluator, node: tree.List, scope: Scope) -> Value:
    """A list keeps what is not known about single items."""
    made = operators.bounded(tuple(evaluating.value(item, scope) for item in node.items))
    evaluating.spend(weight.making(made))
    return made


def _context(evaluating: Evaluator, node: tree.Context, scope: Scope) -> Value:
    """Each entry sees the ones before it."""
    entries: dict[str, Value] = {}
    inside = Scope(entries, scope)
    for entry in node.entries:
        if entry.key in entries:
            raise Failed("duplicate-key", f"the context has two entries `{entry.key}`")
        entries[entry.key] = evaluating.value(entry.value, inside)
    evaluating.spend(weight.making(entries.values()))
    return entries


def _range(evaluating: Evaluator, node: tree.Range, scope: Scope) -> Value:
    """`[a..b]`."""
    low, high = evaluating.known(scope, node.low, node.high)
    return operators.range_of(low, high, low_included=node.low_included, high_included=node.high_included)


def _path(evaluating: Evaluator, node: tree.Path, scope: Scope) -> Value:
    """`a.b`; of a list, the member of each of its items."""
    of = evaluating.value(node.of, scope)
    if isinstance(of, tuple):
        evaluating.spend(weight.stepping(len(of)))
        return tuple(_member_of_item(evaluating, item, node.member) for item in of)
    return _member(evaluating, of, node.member)


def _member(evaluating: Evaluator, of: Value, member: str) -> Value:
    if isinstance(of, Marker):
        return of
    if evaluating.in_book and isinstance(of, Mapping) and member not in of:
        return UNKNOWN
    return members.member(of, member)


def _member_of_item(evaluating: Evaluator, of: Value, member: str) -> Value:
    if evaluating.in_book:
        return _member(evaluating, of, member)
    try:
        return _member(evaluating, of, member)
    except Failed:
        return None


def _too_deep(_evaluating: Evaluator, _node: Node, _scope: Scope) -> Value:
    raise Failed("too-deep", "functions call one another too deep")


def _unknown_name(name: str, scope: Scope) -> Failed:
    return Failed("unknown-name", f"nothing is called `{name}`", nearest(name, scope.names()))


_MEANING: dict[type[Node], Callable[[Evaluator, Any, Scope], Value]] = {
    tree.Literal: _literal,
    tree.Name: _name,
    tree.Negate: _negate,
    tree.Arithmetic: _arithmetic,
    tree.Compare: _compare,
    tree.Between: _between,
    tree.In: membership.is_in,
    tree.Test: membership.test,
    tree.And: _conjunction,
    tree.Or: _disjunction,
    tree.If: _branch,
    tree.InstanceOf: _instance_of,
    tree.List: _items,
    tree.Context: _context,
    tree.Range: _range,
    tree.Path: _path,
    tree.Function: calling.function,
    tree.Call: calling.call,
    tree.Filter: looping.filtered,
    tree.For: looping.loop,
    tree.Quantified: looping.quantified,
}
