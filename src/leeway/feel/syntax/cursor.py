"""Where is the parser, and what may it still do? The tokens, the position, and the bounds of an expression.

The grammar itself is in `parser.py` and `atoms.py`.
"""

from __future__ import annotations

from typing import NoReturn

from leeway.feel.errors import FeelSyntaxError, Problem
from leeway.feel.syntax.lexer import Kind, Token, tokens_of
from leeway.feel.tree import Span

NESTING_MAX = 32
"""How deep brackets, functions and branches may stand in one another."""

NODES_MAX = 2_000
"""How many parts an expression may have."""

HEIGHT_MAX = 160
"""How high the tree may grow, long sums included."""


class Cursor:
    """A place in the tokens of one text that moves forward."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text, most=4 * NODES_MAX)
        self.at = 0
        self._nesting = 0
        if len(self.tokens) > 4 * NODES_MAX:
            self.fail("too-large", f"an expression has at most {NODES_MAX} parts", self.tokens[-1].span)

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def peek(self, by: int = 1) -> Token:
        """The token that many after the next one; the end when there is none."""
        return self.tokens[min(self.at + by, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Read one token."""
        token = self.token
        if token.kind is not Kind.END:
            self.at += 1
        return token

    def stands(self, *texts: str) -> bool:
        """Whether the next token is one of these words or marks."""
        token = self.tokens[self.at]
        return token.text in texts and (token.kind is Kind.WORD or token.kind is Kind.MARK)

    def skip(self, text: str) -> bool:
        """Read this word or mark when it stands here, and say whether it did."""
        if self.stands(text):
            self.at += 1
            return True
        return False

    def expect(self, *texts: str, of: str) -> Token:
        """Read one of these words or marks; `of` says what is being read, for the complaint."""
        if not self.stands(*texts):
            wanted = " or ".join(f"`{text}`" for text in texts)
            if self.token.kind is Kind.END:
                self.fail("syntax", f"the text ends where {wanted} of {of} is expected")
            self.fail("syntax", f"{self._shown()} stands where {wanted} of {of} is expected")
        return self.take()

    def since(self, start: int) -> Span:
        """From that character to the end of the token read last."""
        return Span(start, self.tokens[max(0, self.at - 1)].end)

    def inwards(self) -> None:
        """Count one step inwards; too many of them are a problem."""
        self._nesting += 1
        if self._nesting > NESTING_MAX:
            self.fail("too-deep", f"parts stand in one another more than {NESTING_MAX} deep")

    def outwards(self) -> None:
        """Count one step outwards again; where a problem ends the reading, nobody does."""
        self._nesting -= 1

    def unexpected(self) -> NoReturn:
        """Complain that the next token does not belong here."""
        if self.token.kind is Kind.END:
            self.fail("syntax", "something is missing at the end of the text")
        self.fail("syntax", f"{self._shown()} does not belong here")

    def _shown(self) -> str:
        return f"`{self.text[self.token.start : self.token.end]}`"

    def fail(self, name: str, message: str, span: Span | None = None, *, help: str | None = None) -> NoReturn:  # noqa: A002
        """Raise the problem, at the next token unless a place is given."""
        raise FeelSyntaxError(Problem(name, message, span or self.token.span, help))
