"""Where does something stand? One file's text, its lines, and the way back from a scalar's value to the file.

A condition is checked as a text of its own; its problems must point into the file, through YAML's quotes,
escapes and folded lines. Start reading at `Source.within`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from leeway.policy.model import Place

if TYPE_CHECKING:
    from leeway.policy.loader.text.nodes import Scalar

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BREAK_AT_END = re.compile("(?:\r\n|[\n\r\x85\u2028\u2029])\\Z")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|.)", re.DOTALL)
_SPACES = " \t\n\r\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Span:
    """From which to which character of the file, counted from 0; `end` is the first one after it."""

    start: int
    end: int


@dataclass(eq=False)
class Source:
    """One file of a book: the path people know it by, and its text."""

    path: str
    text: str = field(repr=False)
    _lines: dict[int, str] = field(default_factory=dict, repr=False)

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(found.end() for found in _BREAK.finditer(self.text))]

    def line_of(self, offset: int) -> int:
        """The number of the line a character stands in, from 0."""
        return bisect_right(self.starts, offset) - 1

    def line_text(self, line: int) -> str:
        """The text of a line (from 0), without its end; the same text for all that is found in the line."""
        if line not in self._lines:
            start = self.starts[line]
            end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
            self._lines[line] = _BREAK_AT_END.sub("", self.text[start:end], count=1)
        return self._lines[line]

    def place(self, offset: int) -> Place:
        """Line and column of a character, counted from 1."""
        line = self.line_of(offset)
        return Place(self.path, line + 1, offset - self.starts[line] + 1)

    def within(self, scalar: Scalar, start: int, end: int) -> Span:
        """Where characters `start` to `end` of a scalar's value stand in the file.

        Exact for every character that is not white space, in plain, quoted and block scalars.
        """
        found = _offsets(self.text, scalar)
        first = found[min(start, len(found) - 1)]
        last = found[min(max(end - 1, start), len(found) - 1)]
        return Span(first, max(last + 1, first + 1) if start < len(scalar.text) else first + 1)


def _offsets(source: str, scalar: Scalar) -> list[int]:
    """The offset in the file of each character of a scalar's value, and of its end."""
    at = _content_start(source, scalar)
    if source.startswith(scalar.text, at) and scalar.style != '"':
        return list(range(at, at + len(scalar.text) + 1))
    found = []
    for character in scalar.text:
        at = _content(source, at, character, scalar)
        found.append(at)
        at += _length(source, at, scalar.style)
    found.append(min(at, max(scalar.end - 1, scalar.start)) if scalar.style in ("'", '"') else at)
    return found


def _content_start(source: str, scalar: Scalar) -> int:
    if scalar.style in ("|", ">"):
        found = _BREAK.search(source, scalar.start)
        return found.end() if found else scalar.end
    return scalar.start + (1 if scalar.style in ("'", '"') else 0)


def _content(source: str, at: int, character: str, scalar: Scalar) -> int:
    """The next offset that can stand for this character: past indentation, folds and escaped line ends."""
    while at < scalar.end:
        if scalar.style == '"' and source.startswith(("\\\n", "\\\r"), at):
            at += _length(source, at, scalar.style)
        elif source[at] in _SPACES and character not in _SPACES:
            at += 1
        else:
            break
    return min(at, max(scalar.end - 1, scalar.start))


def _length(source: str, at: int, style: str) -> int:
    """How many characters of the file spell the one at this offset."""
    if style == '"' and source.startswith("\\", at):
        found = _ESCAPE.match(source, at)
        return len(found.group()) if found else 1
    return 2 if style == "'" and source.startswith("''", at) else 1
