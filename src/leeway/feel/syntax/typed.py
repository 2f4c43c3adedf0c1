"""Which type is named here? The type names after `instance of` and at the parameters of a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.feel import types
from leeway.feel.errors import nearest
from leeway.feel.syntax.lexer import Kind
from leeway.feel.syntax.vocabulary import Vocabulary, run_of_words, spelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leeway.feel.syntax.cursor import Cursor
    from leeway.feel.types import Type

_WITH_PARTS = {"list": "list<number>", "context": "context<price: number>", "range": "range<number>"}
"""Types that the standard never names alone, with an example of how they are named."""


def read_type(cursor: Cursor, named: Mapping[str, Type]) -> Type:
    """The type that is named at the cursor, `named` ones included."""
    token = cursor.token
    if (
        token.kind is Kind.WORD
        and cursor.peek().text == "<"
        and (token.text in _WITH_PARTS or token.text == "function")
    ):
        cursor.take()
        cursor.inwards()
        found = _generic(cursor, token.text, named)
        cursor.outwards()
        return found
    return _plain(cursor, named)


def _generic(cursor: Cursor, word: str, named: Mapping[str, Type]) -> Type:
    cursor.expect("<", of=f"`{word}<…>`")
    if word == "context":
        return types.ContextOf(tuple(_members(cursor, named)))
    if word == "function":
        parameters: list[Type] = []
        while not cursor.skip(">"):
            if parameters:
                cursor.expect(",", ">", of="`function<…>`")
            parameters.append(read_type(cursor, named))
        cursor.expect("->", of="`function<…> -> …`")
        return types.FunctionOf(tuple(parameters), read_type(cursor, named))
    item = read_type(cursor, named)
    cursor.expect(">", of=f"`{word}<…>`")
    return types.ListOf(item) if word == "list" else types.RangeOf(item)


def _members(cursor: Cursor, named: Mapping[str, Type]) -> list[tuple[str, Type]]:
    members: list[tuple[str, Type]] = []
    while not cursor.skip(">"):
        if members:
            cursor.expect(",", ">", of="`context<…>`")
        start = cursor.at
        while not cursor.stands(":") and cursor.token.kind in (Kind.WORD, Kind.MARK, Kind.NUMBER):
            cursor.take()
        name = spelled(cursor.tokens[start : cursor.at])
        cursor.expect(":", of="`context<name: type>`")
        members.append((name, read_type(cursor, named)))
    return members


def _plain(cursor: Cursor, named: Mapping[str, Type]) -> Type:
    known: dict[str, Type] = {**types.SIMPLE, **named}
    start = cursor.at
    if cursor.token.kind is not Kind.WORD:
        cursor.unexpected()
    found = Vocabulary(known).longest(cursor.tokens, start)
    end = run_of_words(cursor.tokens, start)
    if found is not None and found[1] >= end:
        cursor.at = found[1]
        return known[found[0]]
    name = spelled(cursor.tokens[start:end])
    span = cursor.since(cursor.token.start) if end == start else cursor.tokens[start].span
    if name in _WITH_PARTS:
        advice = f"say what it holds, as in `{_WITH_PARTS[name]}`"
        return cursor.fail("unknown-type", f"`{name}` alone is no type", span, help=advice)
    return cursor.fail(
        "unknown-type", f"no type is called `{name}`", span, help=nearest(name, (*known, *_WITH_PARTS))
    )
