"""With what does an expression begin? Literals, names, brackets, `if`, `for`, `some`, `every`, `function`.

It is the half of the parser below the operators; `parser.py` is the other half.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from leeway.feel import builtins, numbers, temporal, tree
from leeway.feel.errors import nearest
from leeway.feel.syntax.lexer import Kind, Token
from leeway.feel.syntax.typed import read_type
from leeway.feel.syntax.vocabulary import KEYWORDS, NAME_MARKS, Vocabulary, run_of_words, spelled
from leeway.feel.values import Failed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from leeway.feel.syntax.cursor import Cursor
    from leeway.feel.tree import Node
    from leeway.feel.types import Type

MEMBERS = ("time offset", "start included", "end included")
"""Members of values whose names hold a space."""

_CONSTANTS = {"true": True, "false": False, "null": None}


@lru_cache(maxsize=1)
def _standard() -> Vocabulary:
    return Vocabulary(builtins.names())


# The conditions of one book are read with the same names, a thousand times; these are never added to.
@lru_cache(maxsize=64)
def _names(names: frozenset[str]) -> Vocabulary:
    return Vocabulary(names, around=_standard())


@lru_cache(maxsize=64)
def _members(members: frozenset[str]) -> Vocabulary:
    return Vocabulary([*MEMBERS, *members])


class Atoms(ABC):
    """The state of one reading, and everything that can start an expression."""

    def __init__(
        self, cursor: Cursor, *, names: Iterable[str], members: Iterable[str], types: Mapping[str, Type]
    ) -> None:
        self.cursor = cursor
        self.types = types
        self.members = Vocabulary(around=_members(frozenset(members)))
        self.vocabulary = _names(frozenset(names))

    @abstractmethod
    def expression(self) -> Node:
        """A whole expression, one step further in."""

    @contextmanager
    def scope(self, names: Iterable[str]) -> Iterator[Vocabulary]:
        """Know some more names for a while."""
        around = self.vocabulary
        self.vocabulary = Vocabulary(names, around=around)
        yield self.vocabulary
        self.vocabulary = around

    def atom(self) -> Node:
        """A literal, a name, or something that a word or bracket opens."""
        token = self.cursor.token
        if token.kind is Kind.NUMBER:
            return self.number(start=token.start)
        if token.kind is Kind.TEXT:
            return tree.Literal(value=self.cursor.take().text, span=token.span)
        if token.kind is Kind.AT:
            return self._at_literal()
        if token.kind is Kind.WORD:
            return self._worded(token)
        return self._bracketed(token)

    def _worded(self, token: Token) -> Node:
        found = self.vocabulary.longest(self.cursor.tokens, self.cursor.at)
        if token.text not in KEYWORDS or (found and found[1] > self.cursor.at + 1):
            return self._name(found)
        if token.text in _CONSTANTS:
            self.cursor.take()
            return tree.Literal(value=_CONSTANTS[token.text], span=token.span)
        if token.text == "if":
            return self._if()
        if token.text == "for":
            return self._for()
        if token.text in ("some", "every"):
            return self._quantified("some" if token.text == "some" else "every")
        if token.text == "function":
            return self._function()
        return self.cursor.unexpected()

    def _bracketed(self, token: Token) -> Node:
        if self.cursor.stands("("):
            return self._parenthesis()
        if self.cursor.stands("["):
            return self._list_or_range()
        if self.cursor.stands("]"):
            self.cursor.take()
            low = self.expression()
            return self.range_from(low, token.start, low_included=False)
        if self.cursor.stands("{"):
            return self._context()
        return self.cursor.unexpected()

    # -- leaves ---------------------------------------------------------------------------------
    def number(self, *, start: int) -> Node:
        """The number that stands here, from `start` where its sign may stand."""
        digits = self.cursor.take()
        span = self.cursor.since(start)
        sign = "-" if start < digits.start else ""
        try:
            return tree.Literal(value=numbers.parse(sign + digits.text), span=span)
        except Failed as failed:
            return self.cursor.fail("syntax", failed.message, span)

    def _at_literal(self) -> Node:
        token = self.cursor.take()
        try:
            return tree.Literal(value=temporal.parse(token.text), span=token.span)
        except Failed:
            wrong = f'`@"{token.text}"` is no date, time, date and time, or duration'
            return self.cursor.fail(
                "syntax", wrong, token.span, help='write for example @"2026-01-31" or @"PT8H"'
            )

    def _name(self, found: tuple[str, int] | None) -> Node:
        """The name that stands here: the longest known one, or the unknown words in a row."""
        start = self.cursor.at
        end = run_of_words(self.cursor.tokens, found[1] - 1 if found else start)
        if found and found[1] >= end:
            name, end = found
        else:
            name = spelled(self.cursor.tokens[start:end])
        self.cursor.at = end
        return tree.Name(name=name, span=self.cursor.since(self.cursor.tokens[start].start))

    def member(self) -> str:
        """The name after the dot of a path."""
        start = self.cursor.at
        if self.cursor.token.kind is not Kind.WORD:
            self.cursor.unexpected()
        found = self.members.longest(self.cursor.tokens, start)
        end = run_of_words(self.cursor.tokens, start)
        if found and found[1] >= end:
            self.cursor.at = found[1]
            return found[0]
        self.cursor.at = end
        return spelled(self.cursor.tokens[start:end])

    def argument_name(self) -> str | None:
        """The name before the colon of a named argument, or None when the argument has no name."""
        end = self.cursor.at
        while _may_be_in_a_name(self.cursor.tokens[end], first=end == self.cursor.at):
            end += 1
        if end == self.cursor.at or self.cursor.tokens[end].text != ":":
            return None
        name = spelled(self.cursor.tokens[self.cursor.at : end])
        self.cursor.at = end + 1
        return name

    def _new_name(self, *ends: str, of: str) -> str:
        start = self.cursor.at
        while not self.cursor.stands(*ends) and _may_be_in_a_name(
            self.cursor.token, first=self.cursor.at == start
        ):
            self.cursor.take()
        if self.cursor.at == start:
            self.cursor.fail("syntax", f"a name of {of} is missing here")
        return spelled(self.cursor.tokens[start : self.cursor.at])

    # -- brackets -------------------------------------------------------------------------------
    def _parenthesis(self) -> Node:
        opening = self.cursor.take().start
        node = self.expression()
        if self.cursor.stands(".."):
            return self.range_from(node, opening, low_included=False)
        self.cursor.expect(")", of="this bracket")
        return node

    def _list_or_range(self) -> Node:
        opening = self.cursor.take().start
        items: list[Node] = []
        while not self.cursor.stands("]"):
            if items:
                self.cursor.expect(",", "]", of="this list")
            items.append(self.expression())
            if len(items) == 1 and self.cursor.stands(".."):
                return self.range_from(items[0], opening, low_included=True)
        self.cursor.expect("]", of="this list")
        return tree.List(items=tuple(items), span=self.cursor.since(opening))

    def range_from(self, low: Node, opening: int, *, low_included: bool) -> Node:
        """A range whose lower end was read already."""
        self.cursor.expect("..", of="this range")
        high = self.expression()
        closing = self.cursor.expect("]", ")", "[", of="this range").text
        return tree.Range(
            low=low,
            high=high,
            low_included=low_included,
            high_included=closing == "]",
            span=self.cursor.since(opening),
        )

    def _context(self) -> Node:
        opening = self.cursor.take().start
        entries: list[tree.Entry] = []
        with self.scope(()) as inside:
            while not self.cursor.stands("}"):
                if entries:
                    self.cursor.expect(",", "}", of="this context")
                entries.append(self._entry())
                inside.add(entries[-1].key)
        self.cursor.expect("}", of="this context")
        return tree.Context(entries=tuple(entries), span=self.cursor.since(opening))

    def _entry(self) -> tree.Entry:
        start = self.cursor.token.start
        if self.cursor.token.kind is Kind.TEXT:
            key = self.cursor.take().text
        else:
            key = self._new_name(":", of="this entry")
        self.cursor.expect(":", of="this entry")
        self.members.add(key)
        value = self.expression()
        return tree.Entry(key=key, value=value, span=self.cursor.since(start))

    # -- words ----------------------------------------------------------------------------------
    def _if(self) -> Node:
        start = self.cursor.take().start
        condition = self.expression()
        self.cursor.expect("then", of="`if`")
        yes = self.expression()
        self.cursor.expect("else", of="`if`")
        no = self.expression()
        return tree.If(condition=condition, yes=yes, no=no, span=self.cursor.since(start))

    def _for(self) -> Node:
        start = self.cursor.take().start
        with self.scope(()) as inside:
            iterators = self._iterators(inside, of="`for`")
            self.cursor.expect("return", of="`for`")
            inside.add("partial")
            body = self.expression()
        return tree.For(iterators=iterators, body=body, span=self.cursor.since(start))

    def _quantified(self, kind: OneOf["some", "every"]) -> Node:
        start = self.cursor.take().start
        with self.scope(()) as inside:
            iterators = self._iterators(inside, of=f"`{kind}`")
            self.cursor.expect("satisfies", of=f"`{kind}`")
            body = self.expression()
        return tree.Quantified(kind=kind, iterators=iterators, body=body, span=self.cursor.since(start))

    def _iterators(self, inside: Vocabulary, *, of: str) -> tuple[tree.Iterator_, ...]:
        iterators: list[tree.Iterator_] = []
        while not iterators or self.cursor.skip(","):
            start = self.cursor.token.start
            name = self._new_name("in", of=of)
            self.cursor.expect("in", of=of)
            source = self.expression()
            until = self.expression() if self.cursor.skip("..") else None
            span = self.cursor.since(start)
            iterators.append(tree.Iterator_(name=name, source=source, until=until, span=span))
            inside.add(name)
        return tuple(iterators)

    def _function(self) -> Node:
        start = self.cursor.take().start
        self.cursor.expect("(", of="this function")
        parameters: list[str] = []
        kinds: list[Type | None] = []
        while not self.cursor.stands(")"):
            if parameters:
                self.cursor.expect(",", ")", of="this function")
            parameters.append(self._new_name(":", ",", ")", of="this function"))
            kinds.append(read_type(self.cursor, self.types) if self.cursor.skip(":") else None)
        self.cursor.expect(")", of="this function")
        external = self.cursor.skip("external")
        with self.scope(parameters):
            body = self.expression()
        named, span = tuple(parameters), self.cursor.since(start)
        return tree.Function(parameters=named, types=tuple(kinds), body=body, external=external, span=span)

    def nearest_name(self, name: str) -> str | None:
        """A question naming the known name most like this one."""
        return nearest(name, self.vocabulary.all_names())


def _may_be_in_a_name(token: Token, *, first: bool) -> bool:
    if token.kind is Kind.WORD:
        return True
    return not first and (token.kind is Kind.NUMBER or (token.kind is Kind.MARK and token.text in NAME_MARKS))
