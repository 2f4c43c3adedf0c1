"""What does an expression say? The one syntax tree of FEEL, frozen, with its place in the text.

It holds no meaning: `reference.py` says what a tree is worth, `check.py` what type it has,
`compiler.py` turns it into Python. Start reading at `Node`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any
from typing import Literal as OneOf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leeway.feel.types import Type


@dataclass(frozen=True, slots=True)
class Span:
    """From which to which character of the text, counted from 0; `end` is the first one after it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Any part of an expression; two nodes are equal when they say the same, wherever they stand."""

    span: Span = field(compare=False)

    def children(self) -> Sequence[Node]:
        """The parts directly below, in reading order."""
        names = _PARTS.get(type(self))
        if names is None:
            names = _parts_of(type(self))
        found: list[Node] = []
        for name in names:
            part = getattr(self, name)
            if isinstance(part, Node):
                found.append(part)
            elif isinstance(part, tuple):
                found.extend(part)
        return found

    def walk(self) -> Iterator[Node]:
        """The node and everything below it, outermost first."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children()))


def _parts_of(kind: type[Node]) -> tuple[str, ...]:
    """The fields of a kind of node that may hold nodes; found once."""
    _PARTS[kind] = tuple(e.name for e in fields(kind) if "Node" in str(e.type) or e.type in _OWN_PARTS)
    return _PARTS[kind]


_PARTS: dict[type[Node], tuple[str, ...]] = {}
_OWN_PARTS = frozenset({"tuple[Iterator_, ...]", "tuple[Entry, ...]"})


# -- leaves ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Node):
    """A constant: a number, a text, true, false, null, or what `@"…"` stands for."""

    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Node):
    """A name of the scope, spaces and dots included (`has receipt`, `fuel.litres`), single-spaced."""

    name: str


# -- arithmetic, comparison, logic -----------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Negate(Node):
    """`-x`."""

    operand: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic(Node):
    """`left op right` on numbers, texts, dates and durations."""

    op: OneOf["+", "-", "*", "/", "**"]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Node):
    """`left op right`, worth true, false or null."""

    op: OneOf["=", "!=", "<", "<=", ">", ">="]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Between(Node):
    """`value between low and high`, both ends included."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class In(Node):
    """`value in test` or `value in (test, test)`: true when one test holds."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Test(Node):
    """A unary test `< 5`, `>= x`, `= y` as it stands on the right of `in`."""

    op: OneOf["=", "!=", "<", "<=", ">", ">="]
    operand: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyValue(Node):
    """The unary test `-`: everything passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTests(Node):
    """The unary test `not(…)`: passes when none of its tests does."""

    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class And(Node):
    """All of two or more operands, three-valued; a chain of `and` is one node."""

    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or(Node):
    """Any of two or more operands, three-valued; a chain of `or` is one node."""

    operands: tuple[Node, ...]


# -- structure ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class If(Node):
    """`if condition then yes else no`."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Iterator_(Node):  # noqa: N801 - `Iterator` is a name of Python's
    """`name in source` of a `for`, `some` or `every`; `source` is a list, a range, or `low..high`."""

    name: str
    source: Node
    until: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class For(Node):
    """`for x in xs return body`; `partial` names what came before."""

    iterators: tuple[Iterator_, ...]
    body: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantified(Node):
    """`some x in xs satisfies …` or `every x in xs satisfies …`."""

    kind: OneOf["some", "every"]
    iterators: tuple[Iterator_, ...]
    body: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Node):
    """`[a, b, c]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Node):
    """`key: value` of a context."""

    key: str
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(Node):
    """`{key: value, …}`; a later entry sees the earlier ones."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range(Node):
    """`[low..high]`, `(low..high]` …; an open-ended unary range has one end None."""

    low: Node | None
    high: Node | None
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Path(Node):
    """`of.member`; on a list, the member of each item."""

    of: Node
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(Node):
    """`of[condition]` or `of[3]`."""

    of: Node
    condition: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """`function(a, b)` or, with `names`, `function(x: a, y: b)`."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Node):
    """`function(x: type, y) body`; an `external` one says in its body where another language has it."""

    parameters: tuple[str, ...]
    types: tuple[Type | None, ...]
    body: Node
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceOf(Node):
    """`value instance of type`."""

    value: Node
    type: Type
