"""Which name stands here? Names of FEEL hold spaces and marks (`has receipt`, `fuel.litres`, `a-b`).

Only a name that is known in the scope is recognised over several tokens, the longest first; two
words in a row that nobody knows are read as one unknown name, so that the complaint names them both.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from leeway.feel.errors import FeelSyntaxError
from leeway.feel.syntax.lexer import Kind, Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KEYWORDS = frozenset(
    {
        "and", "between", "else", "every", "external", "false", "for", "function", "if", "in", "instance",
        "null", "of", "or", "return", "satisfies", "some", "then", "true",
    }
)  # fmt: skip
"""Words of the grammar; alone they are no name."""

NAME_MARKS = frozenset("./-'+*")
"""Marks that a name may hold after its first letter."""

type _Key = tuple[str, bool]


@lru_cache(maxsize=4096)
def keys_of(name: str) -> tuple[_Key, ...]:
    """The tokens of a name, each with whether it touches the one before; empty when it is no name."""
    try:
        tokens = tokens_of(name)[:-1]
    except FeelSyntaxError:
        return ()
    if not tokens or tokens[0].kind is not Kind.WORD:
        return ()
    return tuple((token.text, token.glued and index > 0) for index, token in enumerate(tokens))


class _Branch:
    """One step in the tree of known names: what may follow, and the name that ends here."""

    __slots__ = ("name", "next")

    def __init__(self) -> None:
        self.next: dict[_Key, _Branch] = {}
        self.name: str | None = None


class Vocabulary:
    """The names known at one place of the text, on top of those around it."""

    __slots__ = ("_around", "_root", "names")

    def __init__(self, names: Iterable[str] = (), *, around: Vocabulary | None = None) -> None:
        self._root = _Branch()
        self._around = around
        self.names: set[str] = set()
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Make a name known from here on."""
        if name in self.names:
            return
        self.names.add(name)
        branch = self._root
        for key in keys_of(name):
            branch = branch.next.setdefault(key, _Branch())
        if branch is not self._root:
            branch.name = name

    def knows(self, name: str) -> bool:
        """Whether it is a name here."""
        return name in self.names or (self._around is not None and self._around.knows(name))

    def all_names(self) -> set[str]:
        """Every name known here."""
        return self.names | (self._around.all_names() if self._around else set())

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The longest known name that starts at this token, and the index of the token after it."""
        found = self._longest_here(tokens, at)
        outer = self._around.longest(tokens, at) if self._around else None
        if found and outer:
            return found if found[1] >= outer[1] else outer
        return found or outer

    def _longest_here(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        branch: _Branch | None = self._root
        found: tuple[str, int] | None = None
        index = at
        while branch is not None:
            if branch.name is not None:
                found = (branch.name, index)
            token = tokens[index]
            if token.kind not in (Kind.WORD, Kind.MARK, Kind.NUMBER):
                break
            branch = branch.next.get((token.text, token.glued and index > at))
            index += 1
        return found


def run_of_words(tokens: Sequence[Token], at: int) -> int:
    """The index after the words in a row that start here, keywords left out."""
    index = at + 1
    while tokens[index].kind is Kind.WORD and tokens[index].text not in KEYWORDS:
        index += 1
    return index


def spelled(tokens: Sequence[Token]) -> str:
    """A name as its tokens spell it: single-spaced, nothing between tokens that touch."""
    return "".join(
        token.text if token.glued or index == 0 else f" {token.text}" for index, token in enumerate(tokens)
    )
