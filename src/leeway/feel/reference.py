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

from leeway.feel import builtins, tree, values
from leeway.feel.coercion import coerce, is_instance
from leeway.feel.errors import Problem, nearest
from leeway.feel.failure import Failed
from leeway.feel.meaning import looping, operators
from leeway.feel.meaning.marks import Marked, all_hold, mark_in, one_holds
from leeway.feel.meaning.scope import ABSENT, Given, Scope
from leeway.feel.syntax import parse
from leeway.feel.temporal import DateTime
from leeway.feel.tree import Node
from leeway.feel.values import ERROR, UNKNOWN, Function, Marker, Range, Value

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
    node = parse(expression, names=held, members=_members(held)) if isinstance(expression, str) else expression
    return Evaluator(now=now, zone=zone, in_book=in_book, fuel=fuel).evaluation(node, Scope(held))


def passes_tests(value: Value, tests: Sequence[Node], given: Mapping[str, Any] | None = None) -> bool:
    """Whether a value passes one of some unary tests (`parse_tests`); false also when that cannot be said.

    >>> from leeway.feel.syntax import parse_tests
    >>> passes_tests(Decimal(7), parse_tests("< 5, [7..9]"))
    True
    """
    evaluator = Evaluator(now=None, zone="UTC", in_book=False, fuel=FUEL)
    try:
        return evaluator.tests(value, tests, Scope(Given(given or {}))) is True
    except Failed:
        return False


def _members(given: Mapping[str, Value]) -> set[str]:
    """The names of entries below given values that the parser could not put together by itself."""
    found: set[str] = set()
    rest: list[Value] = [value for name, value in given.items() if isinstance(value, tuple | Mapping)]
    while rest and len(found) < operators.LIST_MAX:
        value = rest.pop()
        parts = value.values() if isinstance(value, Mapping) else value
        if isinstance(value, Mapping):
            found.update(value)
        rest.extend(part for part in parts if isinstance(part, tuple | Mapping))
    return found


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

    def value(self, node: Node, scope: Scope) -> Value:
        """What a node is worth in a scope."""
        self.spend(1)
        self._depth += 1
        try:
            if self._depth > DEPTH_MAX:
                raise Failed("too-deep", "functions call one another too deep")
            return _MEANING[type(node)](self, node, scope)
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
            self.problems.append(Problem(failed.code, failed.message, node.span, getattr(failed, "help", None)))
        return ERROR if self.in_book else None

    def known(self, scope: Scope, *nodes: Node | None) -> list[Value]:
        """What nodes are worth.

        Raises: Marked when one of them is or holds UNKNOWN or ERROR, however deep.
        """
        found = [None if node is None else self.value(node, scope) for node in nodes]
        self._spread(found)
        return found

    def _spread(self, read: Sequence[Value]) -> None:
        mark = mark_in(read) if self.in_book else None
        if mark is not None:
            raise Marked(mark)

    # -- leaves ---------------------------------------------------------------------------------
    def literal(self, node: tree.Literal, _: Scope) -> Value:
        """A constant is worth itself."""
        return node.value

    def name(self, node: tree.Name, scope: Scope) -> Value:
        """A name is worth what it is bound to; a built-in function stands for itself."""
        value = scope.find(node.name)
        if value is not ABSENT:
            return value
        if self.in_book and node.name == "now":
            return self.now if self.now is not None else UNKNOWN
        builtin = builtins.lookup(node.name)
        if builtin is not None:
            return _as_function(builtin, self)
        if self.in_book:
            return UNKNOWN
        raise _unknown_name(node.name, scope)

    # -- operators --------------------------------------------------------------------------------
    def negate(self, node: tree.Negate, scope: Scope) -> Value:
        """`-x`."""
        (operand,) = self.known(scope, node.operand)
        return operators.negate(operand)

    def arithmetic(self, node: tree.Arithmetic, scope: Scope) -> Value:
        """`a + b` and its like."""
        left, right = self.known(scope, node.left, node.right)
        return operators.ARITHMETIC[node.op](left, right)

    def compare(self, node: tree.Compare, scope: Scope) -> Value:
        """`a < b` and its like."""
        left, right = self.known(scope, node.left, node.right)
        return operators.COMPARISON[node.op](left, right)

    def between(self, node: tree.Between, scope: Scope) -> Value:
        """`a between b and c`."""
        value, low, high = self.known(scope, node.value, node.low, node.high)
        return operators.is_between(value, low, high)

    def is_in(self, node: tree.In, scope: Scope) -> Value:
        """`a in (b, c)`: the tests see the value as `?`."""
        value = self.value(node.value, scope)
        return self.tests(value, node.tests, scope)

    def tests(self, value: Value, tests: Sequence[Node], scope: Scope) -> Value:
        """Whether a value passes one of some unary tests."""
        inside = Scope({"?": value}, scope)
        asked = [self._asked(test, inside) for test in tests]
        self._spread([value, *(worth for worth, _ in asked)])
        return operators.passes_one(value, asked)

    def _asked(self, test: Node, scope: Scope) -> tuple[Value, bool]:
        """What a test is worth, and whether it reads `?` and so answers by itself."""
        if isinstance(test, tree.AnyValue):
            return True, True
        if isinstance(test, tree.NotTests):
            passed = self.tests(scope.find("?"), test.tests, scope)
            return (not passed if isinstance(passed, bool) else passed), True
        return self.value(test, scope), any(
            isinstance(each, tree.Name) and each.name == "?" for each in test.walk()
        )

    def test(self, node: tree.Test, scope: Scope) -> Value:
        """`< 5` alone is the range of all it holds for."""
        (operand,) = self.known(scope, node.operand)
        return Range.of_test(node.op, operand)

    def conjunction(self, node: tree.And, scope: Scope) -> Value:
        """False decides `and`, whatever else is not known."""
        return all_hold((self.value(operand, scope) for operand in node.operands), in_book=self.in_book)

    def disjunction(self, node: tree.Or, scope: Scope) -> Value:
        """True decides `or`, whatever else is not known."""
        return one_holds((self.value(operand, scope) for operand in node.operands), in_book=self.in_book)

    def branch(self, node: tree.If, scope: Scope) -> Value:
        """Anything but true takes the second branch; in a book it must be true or false."""
        condition = self.value(node.condition, scope)
        if condition is True or condition is False or not self.in_book:
            return self.value(node.yes if condition is True else node.no, scope)
        if condition is UNKNOWN:
            yes, no = self.value(node.yes, scope), self.value(node.no, scope)
            return yes if mark_in([yes, no]) is None and values.same(yes, no) else UNKNOWN
        if condition is ERROR:
            return ERROR
        raise Failed(
            "wrong-type", f"the condition of `if` is {operators.kind_of(condition)}, not true or false"
        )

    def instance_of(self, node: tree.InstanceOf, scope: Scope) -> Value:
        """`a instance of type`."""
        (value,) = self.known(scope, node.value)
        return is_instance(value, node.type)

    # -- structure --------------------------------------------------------------------------------
    def items(self, node: tree.List, scope: Scope) -> Value:
        """A list keeps what is not known about single items."""
        return operators.bounded(tuple(self.value(item, scope) for item in node.items))

    def context(self, node: tree.Context, scope: Scope) -> Value:
        """Each entry sees the ones before it."""
        entries: dict[str, Value] = {}
        inside = Scope(entries, scope)
        for entry in node.entries:
            if entry.key in entries:
                raise Failed("duplicate-key", f"the context has two entries `{entry.key}`")
            entries[entry.key] = self.value(entry.value, inside)
        return entries

    def range(self, node: tree.Range, scope: Scope) -> Value:
        """`[a..b]`."""
        low, high = self.known(scope, node.low, node.high)
        return operators.range_of(low, high, low_included=node.low_included, high_included=node.high_included)

    def path(self, node: tree.Path, scope: Scope) -> Value:
        """`a.b`; of a list, the member of each of its items."""
        of = self.value(node.of, scope)
        if isinstance(of, tuple):
            return tuple(self._member_of_item(item, node.member) for item in of)
        return self._member(of, node.member)

    def _member(self, of: Value, member: str) -> Value:
        if isinstance(of, Marker):
            return of
        if self.in_book and isinstance(of, Mapping) and member not in of:
            return UNKNOWN
        return operators.member(of, member)

    def _member_of_item(self, of: Value, member: str) -> Value:
        if self.in_book:
            return self._member(of, member)
        try:
            return self._member(of, member)
        except Failed:
            return None

    # -- functions --------------------------------------------------------------------------------
    def function(self, node: tree.Function, scope: Scope) -> Value:
        """A function sees the names around the place where it is written."""

        def call(arguments: Sequence[Value]) -> Value:
            bound = [
                value if type_ is None else coerce(value, type_)
                for value, type_ in zip(arguments, node.types, strict=True)
            ]
            return self.value(node.body, Scope(dict(zip(node.parameters, bound, strict=True)), scope))

        return Function(node.parameters, node.types, call, body=node.body, scope=scope)

    def call(self, node: tree.Call, scope: Scope) -> Value:
        """Arguments are worked out first; a name of the scope comes before a built-in of that name."""
        callee = self._callee(node.function, scope)
        arguments = [self.value(argument, scope) for argument in node.arguments]
        self._spread([callee, *arguments])
        if isinstance(callee, builtins.Builtin):
            return operators.bounded(callee.call(self, arguments, node.names))
        return self._called(callee, arguments, node.names)

    def _callee(self, node: Node, scope: Scope) -> Value | builtins.Builtin:
        if isinstance(node, tree.Name):
            value = scope.find(node.name)
            builtin = builtins.lookup(node.name)
            if builtin is not None and not isinstance(value, Function):
                return builtin
            if value is ABSENT:
                raise _unknown_function(node.name)
        value = self.value(node, scope)
        if not isinstance(value, Function | Marker):
            raise Failed("not-a-function", f"{operators.kind_of(value)} cannot be called")
        return value

    def _called(
        self, function: Function, arguments: Sequence[Value], names: Sequence[str] | None = None
    ) -> Value:
        parameters = function.parameters
        if names is not None and function.body is not None:
            if sorted(names) != sorted(parameters):
                raise Failed("wrong-arguments", f"the function has the parameters {', '.join(parameters)}")
            by_name = dict(zip(names, arguments, strict=True))
            arguments = [by_name[parameter] for parameter in parameters]
        elif function.body is not None and len(arguments) != len(parameters):
            raise Failed("wrong-arguments", f"the function takes {len(parameters)} arguments")
        return function.call(arguments)

    def invoke(self, function: Function, arguments: Sequence[Value], /) -> Value:
        """Call a function value on behalf of a built-in."""
        result = self._called(function, arguments)
        self._spread([result])
        return result


def _as_function(builtin: builtins.Builtin, evaluator: Evaluator) -> Function:
    parameters = builtin.signatures[0]
    return Function(
        tuple(parameter.name for parameter in parameters),
        tuple(parameter.type for parameter in parameters),
        lambda arguments: builtin.call(evaluator, arguments),
        name=builtin.name,
    )


def _unknown_name(name: str, scope: Scope) -> Failed:
    failed = Failed("unknown-name", f"nothing is called `{name}`")
    failed.help = nearest(name, scope.names())  # type: ignore[attr-defined]
    return failed


def _unknown_function(name: str) -> Failed:
    failed = Failed("unknown-name", f"no function is called `{name}`")
    failed.help = nearest(name, builtins.names())  # type: ignore[attr-defined]
    return failed


_MEANING: dict[type[Node], Callable[[Evaluator, Any, Scope], Value]] = {
    tree.Literal: Evaluator.literal,
    tree.Name: Evaluator.name,
    tree.Negate: Evaluator.negate,
    tree.Arithmetic: Evaluator.arithmetic,
    tree.Compare: Evaluator.compare,
    tree.Between: Evaluator.between,
    tree.In: Evaluator.is_in,
    tree.Test: Evaluator.test,
    tree.And: Evaluator.conjunction,
    tree.Or: Evaluator.disjunction,
    tree.If: Evaluator.branch,
    tree.InstanceOf: Evaluator.instance_of,
    tree.List: Evaluator.items,
    tree.Context: Evaluator.context,
    tree.Range: Evaluator.range,
    tree.Path: Evaluator.path,
    tree.Function: Evaluator.function,
    tree.Call: Evaluator.call,
    tree.Filter: looping.filtered,
    tree.For: looping.loop,
    tree.Quantified: looping.quantified,
}
