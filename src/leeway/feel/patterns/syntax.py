"""What does a pattern say? The regular expressions of XPath 2.0 as a small tree.

Source: XQuery 1.0 and XPath 2.0 Functions and Operators, 7.6, on top of XML Schema Part 2, appendix F.
Beyond them `(?:…)` groups without capturing; the flag `q` of XPath 3 is in `engine.py`. Flags are settled
here, so that engines know none.
"""

from __future__ import annotations

from dataclasses import dataclass

from leeway.feel.failure import Failed
from leeway.feel.patterns.characters import (
    ANYTHING,
    NOT_LINE_END,
    Characters,
    escape_class,
    one,
    property_class,
)

NESTING_MAX = 50
_SINGLE = {"n": "\n", "r": "\r", "t": "\t", **{mark: mark for mark in "\\|.?*+(){}$-[]^"}}
_SPACE = " \t\n\r"
_COUNTS: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of a set."""

    characters: Characters


@dataclass(frozen=True, slots=True)
class Anchor:
    """`^` or `$`; with `each_line` at every line."""

    at_end: bool
    each_line: bool


@dataclass(frozen=True, slots=True)
class Group:
    """`(…)`, numbered from 1 in the order of the opening brackets, or None when it captures nothing."""

    number: int | None
    body: Piece


@dataclass(frozen=True, slots=True)
class Reference:
    r"""`\1`: what a group captured, in any case when `ignoring_case`."""

    number: int
    ignoring_case: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One piece after another."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The first branch that leads to a match."""

    branches: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A piece `least` to `most` times (None: any number), as many as possible unless `lazy`."""

    body: Piece
    least: int
    most: int | None
    lazy: bool


type Piece = Chars | Anchor | Group | Reference | Row | Choice | Repeat


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a pattern and how many groups it captures."""

    tree: Piece
    groups: int


def parse(pattern: str, flags: str = "") -> Parsed:
    """The tree of a pattern under the flags `s`, `m`, `i` and `x`.

    Raises: Failed for a flag or a pattern that XPath does not know.
    """
    if set(flags) - set("smix"):
        raise Failed("wrong-pattern", f"`{flags}` are not flags out of s, m, i, x and q")
    parser = _Parser(_without_space(pattern) if "x" in flags else pattern, flags)
    tree = parser.choice()
    if parser.at < len(parser.text):
        raise parser.wrong("`)` closes nothing")
    return Parsed(tree, parser.groups)


def _without_space(pattern: str) -> str:
    """The pattern without white space outside of `[…]`."""
    kept, depth, escaped = [], 0, False
    for character in pattern:
        if depth == 0 and character in _SPACE:
            continue
        kept.append(character)
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        else:
            depth += (character == "[") - (character == "]" and depth > 0)
    return "".join(kept)


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, text: str, flags: str) -> None:
        self.text, self.at = text, 0
        self.flags = flags
        self.groups, self.depth = 0, 0
        self.closed: set[int] = set()

    def wrong(self, reason: str) -> Failed:
        return Failed("wrong-pattern", f"`{self.text}` is no pattern: {reason}")

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def skip(self, expected: str) -> bool:
        if self.text.startswith(expected, self.at):
            self.at += len(expected)
            return True
        return False

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > NESTING_MAX:
            raise self.wrong("it is nested too deeply")

    def choice(self) -> Piece:
        branches = [self.branch()]
        while self.skip("|"):
            branches.append(self.branch())
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def branch(self) -> Piece:
        pieces = []
        while self.peek() not in ("", "|", ")"):
            pieces.append(self.piece())
        return pieces[0] if len(pieces) == 1 else Row(tuple(pieces))

    def piece(self) -> Piece:
        atom = self.atom()
        count = self.count()
        if count is None:
            return atom
        if isinstance(atom, Anchor):
            raise self.wrong("`^` and `$` cannot be repeated")
        return Repeat(atom, *count, lazy=self.skip("?"))

    def count(self) -> tuple[int, int | None] | None:
        if self.peek() in _COUNTS:
            self.at += 1
            return _COUNTS[self.text[self.at - 1]]
        if not self.skip("{"):
            return None
        least = self.digits()
        most: int | None = least
        if self.skip(","):
            most = None if self.peek() == "}" else self.digits()
        if not self.skip("}") or (most is not None and most < least):
            raise self.wrong("a count is `{2}`, `{2,}` or `{2,5}`")
        return least, most

    def digits(self) -> int:
        start = self.at
        while self.peek() in _DIGITS:
            self.at += 1
        if not 0 < self.at - start <= 9:
            raise self.wrong("a count is `{2}`, `{2,}` or `{2,5}`")
        return int(self.text[start : self.at])

    def atom(self) -> Piece:
        character = self.text[self.at]
        self.at += 1
        if character == "(":
            return self.group()
        if character == "[":
            return Chars(self.bracket())
        if character == ".":
            return Chars(ANYTHING if "s" in self.flags else NOT_LINE_END)
        if character in "^$":
            return Anchor(character == "$", "m" in self.flags)
        if character == "\\":
            return self.escape()
        if character in "?*+{}]":
            raise self.wrong(f"`{character}` has nothing before it")
        return Chars(self.folded(one(character)))

    def group(self) -> Piece:
        number = None
        if not self.skip("?:"):
            self.groups += 1
            number = self.groups
        self.deeper()
        body = self.choice()
        self.depth -= 1
        if not self.skip(")"):
            raise self.wrong("`(` is not closed")
        if number is not None:
            self.closed.add(number)
        return Group(number, body)

    def escape(self) -> Piece:
        if self.peek() in _DIGITS:
            return self.reference()
        found = self.escaped()
        return Chars(self.folded(one(found)) if isinstance(found, str) else found)

    def reference(self) -> Piece:
        number = int(self.peek())
        self.at += 1
        while number and self.peek() in _DIGITS and number * 10 + int(self.peek()) <= self.groups:
            number = number * 10 + int(self.peek())
            self.at += 1
        if number not in self.closed:
            raise self.wrong(f"`\\{number}` refers to no closed group")
        return Reference(number, "i" in self.flags)

    def escaped(self) -> str | Characters:
        """What follows a backslash: one character, or a class of them."""
        character = self.peek()
        self.at += 1
        if character in _SINGLE:
            return _SINGLE[character]
        if character and character in "dDsSwWiIcC":
            return escape_class(character)
        if character and character in "pP" and self.skip("{"):
            end = self.text.find("}", self.at)
            if end >= 0:
                name = self.text[self.at : end]
                self.at = end + 1
                return ~property_class(name) if character == "P" else property_class(name)
        raise self.wrong(f"`\\{character}` means nothing")

    def folded(self, characters: Characters) -> Characters:
        return characters.with_case_variants() if "i" in self.flags else characters

    def bracket(self) -> Characters:
        """What stands between `[` and its `]`, subtraction included."""
        self.deeper()
        negated = self.skip("^")
        found, subtracted = Characters(()), Characters(())
        start = self.at
        while not self.skip("]"):
            if self.at > start and self.skip("-["):
                subtracted = self.bracket()
                if not self.skip("]"):
                    raise self.wrong("a subtraction ends its class")
                break
            found = found | self.member(is_first=self.at == start)
        if self.at == start + 1:
            raise self.wrong("`[]` holds no character")
        self.depth -= 1
        return (~found if negated else found) - subtracted

    def member(self, *, is_first: bool) -> Characters:
        low = self.bracket_character(is_first=is_first)
        if isinstance(low, Characters):
            return low
        rest = self.text[self.at : self.at + 2]
        if rest[:1] == "-" and rest[1:] not in ("]", "[", ""):
            self.at += 1
            high = self.bracket_character(is_first=True)
            if isinstance(high, Characters) or high < low:
                raise self.wrong("a range in `[…]` runs from a lower to a higher character")
            return self.folded(Characters(((ord(low), ord(high)),)))
        return self.folded(one(low))

    def bracket_character(self, *, is_first: bool) -> str | Characters:
        character = self.peek()
        self.at += 1
        if character == "\\":
            return self.escaped()
        if character in ("", "["):
            raise self.wrong("`[` is not closed")
        if character == "-" and not is_first and self.peek() not in ("]", ""):
            raise self.wrong("`-` stands at the start or end of `[…]`, or between two characters")
        return character
