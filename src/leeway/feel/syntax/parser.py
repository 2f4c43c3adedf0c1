"""What does this text say? The grammar of FEEL (DMN 1.5, clause 10.3.1.2) as a Pratt parser.

Operators and what follows an operand are read here; what an expression begins with is in
`atoms.py`, types are in `typed.py`. It decides nothing about values: unknown names are read as names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from typing import Literal as OneOf

from leeway.feel import tree
from leeway.feel.syntax.atoms import Atoms
from leeway.feel.syntax.cursor import HEIGHT_MAX, NODES_MAX, Cursor
from leeway.feel.syntax.lexer import Kind
from leeway.feel.syntax.typed import read_type
from leeway.feel.syntax.vocabulary import KEYWORDS, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leeway.feel.tree import Node
    from leeway.feel.types import Type

type _Comparing = OneOf["=", "!=", "<", "<=", ">", ">="]
type _Computing = OneOf["+", "-", "*", "/", "**"]

OR, AND, COMPARISON, SUM, PRODUCT, POWER, INSTANCE = 1, 2, 3, 4, 5, 6, 7
BINDING = {
    "or": OR, "and": AND,
    "=": COMPARISON, "!=": COMPARISON, "<": COMPARISON, "<=": COMPARISON, ">": COMPARISON, ">=": COMPARISON,
    "between": COMPARISON, "in": COMPARISON,
    "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "**": POWER, "instance": INSTANCE,
}  # fmt: skip
"""How tightly an operator binds what stands left and right of it; all are read from the left."""

_FOLLOWING = frozenset({".", "(", "["})
_COMPARING = frozenset({"=", "!=", "<", "<=", ">", ">="})
# After `[`, these show that it closes a range (`[1..10[`) and opens no filter.
_NO_FILTER = _COMPARING | {")", "]", ",", "}", ":", "*", "/", "**", "+", "..", "and", "or", "in", "between",
                           "instance", "then", "else", "return", "satisfies"}  # fmt: skip


class Parser(Atoms):
    """Reads one text; the vocabulary changes as it goes in and out of scopes."""

    def expression(self) -> Node:
        """A whole expression, one step further in."""
        self.cursor.inwards()
        node = self._tighter(OR)
        self.cursor.outwards()
        return node

    def _tighter(self, binding: int) -> Node:
        return self.continued(self.operand(), binding)

    def continued(self, left: Node, binding: int) -> Node:
        """What an operand becomes together with the operators that follow it."""
        while True:
            token = self.cursor.token
            power = BINDING.get(token.text) if token.kind in (Kind.MARK, Kind.WORD) else None
            if power is None or power < binding:
                return left
            left = self._joined(left, power)

    def _joined(self, left: Node, power: int) -> Node:
        start = left.span.start
        if power in (OR, AND):
            return self._logic(left, power)
        op = self.cursor.take().text
        if op == "between":
            low = self._tighter(SUM)
            self.cursor.expect("and", of="`between`")
            high = self._tighter(SUM)
            return tree.Between(value=left, low=low, high=high, span=self.cursor.since(start))
        if op == "in":
            return self._in(left)
        if op == "instance":
            self.cursor.expect("of", of="`instance of`")
            type_ = read_type(self.cursor, self.types)
            return tree.InstanceOf(value=left, type=type_, span=self.cursor.since(start))
        right = self._tighter(power + 1)
        span = self.cursor.since(start)
        if op in _COMPARING:
            return tree.Compare(op=cast("_Comparing", op), left=left, right=right, span=span)
        return tree.Arithmetic(op=cast("_Computing", op), left=left, right=right, span=span)

    def _logic(self, first: Node, power: int) -> Node:
        word = self.cursor.token.text
        operands = [first]
        while self.cursor.skip(word):
            operands.append(self._tighter(power + 1))
        span = self.cursor.since(first.span.start)
        joined = tuple(operands)
        return tree.Or(operands=joined, span=span) if power == OR else tree.And(operands=joined, span=span)

    def _in(self, value: Node) -> Node:
        start = value.span.start
        if not self.cursor.stands("("):
            test = self._tighter(SUM)
            return tree.In(value=value, tests=(test,), span=self.cursor.since(start))
        opening = self.cursor.take().start
        tests = [self.expression()]
        if self.cursor.stands(".."):
            tests = [self.range_from(tests[0], opening, low_included=False)]
        else:
            while self.cursor.skip(","):
                tests.append(self.expression())
            self.cursor.expect(")", of="`in (…)`")
        if len(tests) == 1:
            tests = [self.continued(self.followed(tests[0]), SUM)]
        return tree.In(value=value, tests=tuple(tests), span=self.cursor.since(start))

    def operand(self) -> Node:
        """What an operator can be applied to: a sign, a test, or an atom with what follows it."""
        token = self.cursor.token
        if token.kind is Kind.MARK and token.text == "-":
            return self._negated()
        if token.kind is Kind.MARK and token.text in _COMPARING:
            op = self.cursor.take().text
            self.cursor.inwards()
            operand = self._tighter(SUM)
            self.cursor.outwards()
            return tree.Test(op=cast("_Comparing", op), operand=operand, span=self.cursor.since(token.start))
        return self.followed(self.atom())

    def _negated(self) -> Node:
        start = self.cursor.take().start
        follower = self.cursor.token
        if follower.kind is Kind.NUMBER and follower.glued:  # the grammar counts the sign to the number
            return self.followed(self.number(start=start))
        self.cursor.inwards()
        operand = self._tighter(INSTANCE)
        self.cursor.outwards()
        return tree.Negate(operand=operand, span=self.cursor.since(start))

    def followed(self, node: Node) -> Node:
        """A node together with the paths, filters and calls that follow it."""
        start = node.span.start
        while self.cursor.token.text in _FOLLOWING:
            if self.cursor.stands("."):
                self.cursor.take()
                node = tree.Path(of=node, member=self.member(), span=self.cursor.since(start))
            elif self.cursor.stands("(") and not isinstance(node, tree.Range):
                node = self._call(node)
            elif self.cursor.stands("[") and self._opens_a_filter():
                node = self._filter(node)
            else:
                break
        return node

    def _opens_a_filter(self) -> bool:
        follower = self.cursor.peek()
        if follower.kind is Kind.END:
            return False
        return follower.kind not in (Kind.MARK, Kind.WORD) or follower.text not in _NO_FILTER

    def _filter(self, node: Node) -> Node:
        self.cursor.expect("[", of="a filter")
        with self.scope({"item", *self.members.names}):
            condition = self.expression()
        self.cursor.expect("]", of="this filter")
        return tree.Filter(of=node, condition=condition, span=self.cursor.since(node.span.start))

    def _call(self, function: Node) -> Node:
        self.cursor.expect("(", of="a call")
        names: list[str] = []
        arguments: list[Node] = []
        while not self.cursor.stands(")"):
            if arguments:
                self.cursor.expect(",", ")", of="this call")
            name = self.argument_name()
            if arguments and (name is None) != (not names):
                self.cursor.fail("syntax", "name all arguments of a call or none")
            if name is not None:
                names.append(name)
            arguments.append(self.expression())
        self.cursor.expect(")", of="this call")
        return tree.Call(
            function=function,
            arguments=tuple(arguments),
            names=tuple(names) if names else None,
            span=self.cursor.since(function.span.start),
        )


def _parser(text: str, names: Iterable[str], members: Iterable[str], types: Mapping[str, Type]) -> Parser:
    return Parser(Cursor(text), names=names, members=members, types=types)


def _finished(parser: Parser, *nodes: Node) -> None:
    cursor = parser.cursor
    if cursor.token.kind is not Kind.END:
        cursor.unexpected()
    if 2 * len(cursor.tokens) < HEIGHT_MAX:
        return  # no token makes more than two parts
    parts = 0
    level = list(nodes)
    for _ in range(HEIGHT_MAX):
        parts += len(level)
        level = [child for node in level for child in node.children()]
        if not level:
            break
    if level:
        cursor.fail("too-deep", f"the expression is more than {HEIGHT_MAX} steps deep", nodes[0].span)
    if parts > NODES_MAX:
        cursor.fail("too-large", f"an expression has at most {NODES_MAX} parts", nodes[0].span)


def parse(
    text: str,
    *,
    names: Iterable[str] = (),
    members: Iterable[str] = (),
    types: Mapping[str, Type] | None = None,
) -> Node:
    """Read one expression.

    `names` are in scope, with spaces and dots (`fuel.litres` is then one name); `members` are further names
    with spaces or marks that may follow a dot or stand in a filter; `types` are named for `instance of`.
    Raises: FeelSyntaxError at the first thing that is no FEEL, or that is too deep or too large.

    >>> parse("has receipt and amount <= 30", names=["has receipt", "amount"]).operands[0].name
    'has receipt'
    """
    parser = _parser(text, names, members, types or {})
    node = parser.expression()
    _finished(parser, node)
    return node


def parse_tests(
    text: str,
    *,
    names: Iterable[str] = (),
    members: Iterable[str] = (),
    types: Mapping[str, Type] | None = None,
) -> tuple[Node, ...]:
    """Read the unary tests of a table's cell: `-`, `< 5, > 9`, `not("a", "b")`; `?` is the value tested.

    Raises: FeelSyntaxError as `parse` does.

    >>> [type(test).__name__ for test in parse_tests('< 5, [7..9]')]
    ['Test', 'Range']
    """
    parser = _parser(text, [*names, "?"], members, types or {})
    tests = _tests(parser)
    _finished(parser, *tests)
    return tests


def _tests(parser: Parser) -> tuple[Node, ...]:
    cursor = parser.cursor
    if cursor.stands("-") and cursor.peek().kind is Kind.END:
        return (tree.AnyValue(span=cursor.take().span),)
    start = cursor.token.start
    if cursor.stands("not") and cursor.peek().text == "(" and _closes_at_the_end(cursor):
        cursor.take()
        cursor.take()
        tests = _listed(parser)
        cursor.expect(")", of="`not(…)`")
        return (tree.NotTests(tests=tests, span=cursor.since(start)),)
    return _listed(parser)


def _listed(parser: Parser) -> tuple[Node, ...]:
    tests = [parser.expression()]
    while parser.cursor.skip(","):
        tests.append(parser.expression())
    return tuple(tests)


def _closes_at_the_end(cursor: Cursor) -> bool:
    """Whether the bracket after `not` is closed by the last token of the text."""
    depth = 0
    for index in range(cursor.at + 1, len(cursor.tokens) - 1):
        token = cursor.tokens[index]
        if token.kind is Kind.MARK and token.text in "()":
            depth += 1 if token.text == "(" else -1
            if depth == 0:
                return index == len(cursor.tokens) - 2
    return False


def parse_type(text: str, *, types: Mapping[str, Type] | None = None) -> Type:
    """Read a type as `instance of` names it.

    Raises: FeelSyntaxError when the text names no known type.

    >>> str(parse_type("list<date and time>"))
    'list<date and time>'
    """
    cursor = Cursor(text)
    type_ = read_type(cursor, types or {})
    if cursor.token.kind is not Kind.END:
        cursor.unexpected()
    return type_


__all__ = ["KEYWORDS", "Parser", "Vocabulary", "parse", "parse_tests", "parse_type"]
