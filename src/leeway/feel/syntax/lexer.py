"""Of which smallest parts does a FEEL text consist? Numbers, texts, words and marks, with their places.

It knows no names of several words: those are put together in `vocabulary.py`, where the scope is
known. Start reading at `tokens_of`.
"""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from typing import NamedTuple

from leeway.feel.errors import FeelSyntaxError, Problem
from leeway.feel.tree import Span


class Kind(StrEnum):
    """What sort of part a token is."""

    NUMBER = "number"
    TEXT = "text"
    AT = "at"
    WORD = "word"
    MARK = "mark"
    END = "end"


class Token(NamedTuple):
    """One part of the text; `text` is what it says, for a text literal with its escapes resolved.

    `glued` is true when nothing stands between it and the token before.
    """

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


# The letters a name may start with, as the grammar of DMN 1.5 lists them (rule 28), and what may follow.
_START = (
    r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_PART = _START + r"0-9\u00B7\u0300-\u036F\u203F-\u2040"

_BETWEEN = (
    r"(?:[\s\u0085\u00A0\u1680\u180E\u2000-\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF]"
    r"|//[^\n\r]*|/\*(?:[^*]|\*(?!/))*\*/)*"
)
_SPACE = re.compile(_BETWEEN)
# A comment that is never closed is no `/`; what stands between a token and the next one is read with it.
_TOKEN = re.compile(
    r"(?!/\*)(?:(?P<number>[0-9]+(?:\.(?!\.)[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)"
    r'|(?P<at>@\s*"(?:[^"\\]|\\.)*")'
    r'|(?P<text>"(?:[^"\\]|\\.)*")'
    rf"|(?P<word>[{_START}][{_PART}]*)"
    r"|(?P<mark>\.\.|\*\*|->|<=|>=|!=|[-+*/=<>()\[\]{},:.;'!#$%&|^~@\\`]))" + _BETWEEN,
    re.DOTALL,
)
_KINDS: dict[str, Kind] = {kind.value: kind for kind in Kind}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "'": "'", '"': '"', "\\": "\\"}


def tokens_of(text: str, *, most: int = sys.maxsize) -> tuple[Token, ...]:
    """All tokens of a text in order, the last one of kind END; of more than `most`, the first ones.

    Raises: FeelSyntaxError at a character that starts nothing, or a text that is not closed.

    >>> [token.text for token in tokens_of('queue > 3 // waiting')]
    ['queue', '>', '3', '']
    """
    tokens: list[Token] = []
    space = _SPACE.match(text)
    position, last_end = space.end() if space else 0, -1
    while position < len(text) and len(tokens) <= most:
        match = _TOKEN.match(text, position)
        if match is None:
            raise FeelSyntaxError(_unreadable(text, position))
        name = match.lastgroup or ""
        kind, said, end = _KINDS[name], match[name], match.end(name)
        if kind is Kind.TEXT or kind is Kind.AT:
            quote = said.index('"')
            said = unescaped(said[quote + 1 : -1], at=position + quote + 1)
        tokens.append(Token(kind, said, position, end, position == last_end))
        last_end, position = end, match.end()
    tokens.append(Token(Kind.END, "", len(text), len(text), glued=False))
    return tuple(tokens)


def unescaped(text: str, *, at: int = 0) -> str:
    r"""The text that a literal stands for, its escapes resolved; `at` is its place, for problems.

    >>> unescaped(r"caf\u00e9")
    'café'
    """
    if "\\" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        short, long, other = match.groups()
        if other is None:
            code = int(short or long, 16)
            if code > 0x10FFFF:
                raise FeelSyntaxError(Problem("syntax", f"`{match.group()}` is no character", _span(match, at)))
            return chr(code)
        # Regular expressions are written with single backslashes (`"\d+"`): an unknown escape stays as it is.
        return _ESCAPED.get(other, match.group())

    joined = _ESCAPE.sub(one, text)
    # Two \u escapes may spell one character beyond the first plane, as in UTF-16.
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _span(match: re.Match[str], at: int) -> Span:
    return Span(at + match.start(), at + match.end())


def _unreadable(text: str, position: int) -> Problem:
    rest = Span(position, len(text))
    if text[position] == '"' or text.startswith('@"', position):
        return Problem("syntax", "this text is not closed", rest, 'end it with `"`')
    if text.startswith("/*", position):
        return Problem("syntax", "this comment is not closed", rest, "end it with `*/`")
    return Problem("syntax", f"`{text[position]}` means nothing here", Span(position, position + 1))
