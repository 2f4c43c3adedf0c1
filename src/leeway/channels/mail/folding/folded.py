"""What did the person write here, and what is only carried along? Quotations and signatures are folded, never
lost.

In doubt a line stays visible: what a person wrote must never be hidden. Start reading at `fold`.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from leeway.channels.mail.folding import lines as tests

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES_MAX: Final = 20_000
_NEAR_LINES: Final = 60
"""How far is looked ahead from one line; what is farther does not belong to it."""
_EMPTY_LINES_MAX: Final = 4
_SIGNATURE_LINES_MAX: Final = 10
_SIGNATURE_WIDTH_MAX: Final = 120
_SIGNATURE_WORDS_MAX: Final = 8


class Mark(StrEnum):
    """What a piece of a letter is to its reader."""

    SAID = "said"
    CONTEXT = "context"
    """A quotation between answers: shown, since they make no sense without it."""
    QUOTED = "quoted"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a letter that belong together."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A letter's text in pieces, in order; together they are the whole text."""

    pieces: tuple[Piece, ...]

    @property
    def visible(self) -> str:
        """What is shown unfolded."""
        shown = (piece.text for piece in self.pieces if piece.mark in {Mark.SAID, Mark.CONTEXT})
        return "\n".join(shown).strip("\n")

    @property
    def hidden(self) -> bool:
        """Whether anything was folded away."""
        return any(piece.mark in {Mark.QUOTED, Mark.SIGNATURE} for piece in self.pieces)


def fold(text: str) -> Folded:
    r"""Tell apart what was written, what was quoted, and the signature.

    >>> fold("Yes, please.\n\n> Shall we?").visible
    'Yes, please.'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    read = lines[:LINES_MAX]
    marks = _Marking(read).marks()
    marks += [Mark.SAID] * (len(lines) - len(read))
    grouped = itertools.groupby(zip(marks, lines, strict=True), key=lambda pair: pair[0])
    return Folded(tuple(Piece(mark, "\n".join(line for _, line in group)) for mark, group in grouped))


class _Marking:
    """Marks the lines of one letter; each step only folds what the steps before left as said."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._marks = [Mark.SAID] * len(lines)
        self._fenced = _fenced(lines)
        self._introduced: set[int] = set()
        """Quotations that an introduction announces, by their first line."""
        self._older = False

    def marks(self) -> list[Mark]:
        self._mark_quotations()
        self._mark_introductions()
        self._mark_signatures()
        self._mark_ends()
        self._show_context()
        return self._marks

    def _mark_quotations(self) -> None:
        for number, (above, line) in enumerate(zip(["", *self._lines], self._lines, strict=False)):
            if tests.quoted(line, above=above) and not self._fenced[number]:
                self._marks[number] = Mark.QUOTED

    def _mark_introductions(self) -> None:
        """Fold introductions and copied headers; what follows one unmarked is its quotation, if anything was
        said.
        """
        number, said = 0, False
        while number < len(self._lines):
            found = (
                None if self._marks[number] != Mark.SAID or self._fenced[number] else self._introduction(number)
            )
            if found is None:
                said = said or (self._marks[number] == Mark.SAID and _is_said(self._lines[number]))
                number += 1
                continue
            start, end = found
            self._fill(start, end, Mark.QUOTED)
            follows = self._next_filled(end)
            if follows is not None and self._is_quoted_anyhow(follows):
                self._mark_older_quotations(follows)
                self._introduced.add(follows)
            elif said or self._says_anything(from_=max(0, end - tests.INTRODUCTION_LINES_MAX), before=start):
                self._fill(start, len(self._lines), Mark.QUOTED)
                return
            number = end

    def _introduction(self, number: int) -> tuple[int, int] | None:
        """From where to where an introduction goes that ends at the line, or a copied header that starts
        there.
        """
        lines = self._lines
        if not lines[number].strip():
            return None
        block = tests.header_block(lines, number)
        if block is None and tests.rule(lines[number]) and number + 1 < len(lines):
            block = tests.short_header(lines, number + 1)
        if block is not None:
            return number, block
        if tests.original_divider(lines[number]):
            follows = self._next_filled(number + 1)
            inner = None if follows is None else self._introduction_below(follows)
            return number, inner or number + 1
        start = tests.introduction(lines, number, quote_follows=self._quote_follows(number))
        return None if start is None else (start, number + 1)

    def _introduction_below(self, number: int) -> int | None:
        block = tests.header_block(self._lines, number)
        if block is not None:
            return block
        start = tests.introduction(self._lines, number, quote_follows=self._quote_follows(number))
        return None if start is None else number + 1

    def _quote_follows(self, number: int) -> bool:
        follows = self._next_filled(number + 1)
        return follows is not None and follows <= number + _EMPTY_LINES_MAX and self._is_quoted_anyhow(follows)

    def _is_quoted_anyhow(self, number: int) -> bool:
        return self._marks[number] == Mark.QUOTED or tests.quoted_otherwise(self._lines[number]) is not None

    def _next_filled(self, number: int) -> int | None:
        near = range(number, min(len(self._lines), number + _NEAR_LINES))
        return next((at for at in near if self._lines[at].strip()), None)

    def _mark_older_quotations(self, start: int) -> None:
        """Once one is announced, all lines below that are marked as older programs do are quotations."""
        if self._older:
            return
        self._older = True
        for number in range(start, len(self._lines)):
            if self._marks[number] == Mark.SAID and tests.quoted_otherwise(self._lines[number]):
                self._marks[number] = Mark.QUOTED

    def _says_anything(self, *, from_: int, before: int) -> bool:
        near = range(from_, before)
        return any(self._marks[number] == Mark.SAID and _is_said(self._lines[number]) for number in near)

    def _fill(self, start: int, end: int, mark: Mark) -> None:
        for number in range(start, end):
            if self._marks[number] == Mark.SAID:
                self._marks[number] = mark

    def _mark_signatures(self) -> None:
        """Fold what stands below two dashes, up to the next quotation or the end, if it looks like a
        signature.
        """
        for number in range(len(self._lines) - 1, -1, -1):
            line = self._lines[number]
            if self._marks[number] != Mark.SAID or self._fenced[number] or not _begins_signature(line):
                continue
            near = range(number, min(len(self._lines), number + _NEAR_LINES))
            end = next((at for at in near if self._marks[at] != Mark.SAID), near.stop)
            if self._is_signature(number, end):
                self._fill(number, end, Mark.SIGNATURE)

    def _is_signature(self, number: int, end: int) -> bool:
        body = [line for line in self._lines[number + 1 : end] if line.strip()]
        if (
            end - number >= _NEAR_LINES
            or len(body) > _SIGNATURE_LINES_MAX
            or any(len(line) > _SIGNATURE_WIDTH_MAX for line in body)
        ):
            return False
        if self._lines[number] == "-- ":
            return True
        above = next((line for line in reversed(self._lines[max(0, number - 5) : number]) if line.strip()), "")
        return not above.rstrip().endswith((":", "،", ",")) and not any(_is_sentence(line) for line in body)

    def _mark_ends(self) -> None:
        """Fold what phones write below somebody's words, and lines drawn at the end of them."""
        number = len(self._lines) - 1
        while number >= 0:
            line = self._lines[number]
            if self._marks[number] == Mark.SAID and line.strip():
                if not (tests.device(line) or tests.divider(line)) or self._fenced[number]:
                    number = self._start_of_said(number)
                    continue
                self._marks[number] = Mark.SIGNATURE
            number -= 1

    def _start_of_said(self, number: int) -> int:
        """The line before the words that end here."""
        while number >= 0 and self._marks[number] == Mark.SAID:
            number -= 1
        return number

    def _show_context(self) -> None:
        """Show quotations with answers below them, but for one that only stands above the whole answer."""
        said = [
            number
            for number, line in enumerate(self._lines)
            if self._marks[number] == Mark.SAID and line.strip()
        ]
        if not said:
            self._show_what_is_alone()
            return
        blocks = self._quotations_before(said[-1])
        above_all = len(blocks) == 1 and blocks[0][0] < said[0] and self._is_introduced(*blocks[0])
        for start, end in [] if above_all else blocks:
            for number in range(start, end):
                if self._marks[number] == Mark.QUOTED and self._is_marked(number):
                    self._marks[number] = Mark.CONTEXT

    def _is_marked(self, number: int) -> bool:
        return tests.quoted(self._lines[number])

    def _quotations_before(self, last: int) -> list[tuple[int, int]]:
        """Where quotations stand with something said below them; empty lines part none."""
        found: list[tuple[int, int]] = []
        for number in range(last):
            if self._marks[number] != Mark.QUOTED or not self._is_marked(number):
                continue
            if found and not any(self._is_words(at) for at in range(found[-1][1], number)):
                found[-1] = (found[-1][0], number + 1)
            else:
                found.append((number, number + 1))
        return found

    def _is_words(self, number: int) -> bool:
        return self._marks[number] == Mark.SAID and bool(self._lines[number].strip())

    def _is_introduced(self, start: int, end: int) -> bool:
        if start in self._introduced:
            return True
        # Some programs quote the introduction too.
        inner = [line.lstrip("> ") for line in self._lines[start : min(end, start + 6)]]
        return any(
            line.strip() and tests.introduction(inner, at, quote_follows=True) is not None
            for at, line in enumerate(inner)
        )

    def _show_what_is_alone(self) -> None:
        """Show a letter that is nothing but a signature, or a quotation that somebody pasted."""
        signed = [number for number, mark in enumerate(self._marks) if mark == Mark.SIGNATURE]
        if any(_is_said(self._lines[number]) for number in signed):
            for number in signed:
                self._marks[number] = Mark.SAID
            return
        marked = [number for number in range(len(self._lines)) if self._is_marked(number)]
        if marked and not self._is_introduced(marked[0], marked[-1] + 1) and not self._introduced:
            for number in marked:
                self._marks[number] = Mark.CONTEXT


def _begins_signature(line: str) -> bool:
    stripped = line.strip()
    return stripped in {"--", "—", "–"} or (len(stripped) >= 10 and set(stripped) == {"_"})


def _is_sentence(line: str) -> bool:
    if tests.device(line):
        return False
    return len(line.split()) >= _SIGNATURE_WORDS_MAX and line.rstrip().endswith((".", "!", "?", "؟", "…"))


def _is_said(line: str) -> bool:
    return bool(line.strip()) and not tests.divider(line) and not tests.device(line)


def _fenced(lines: Sequence[str]) -> list[bool]:
    """Which lines stand in a block of code; one that is never closed is none."""
    fences = [number for number, line in enumerate(lines) if line.startswith("```")]
    inside = [False] * len(lines)
    for start, end in zip(fences[::2], fences[1::2], strict=False):
        for number in range(start, end + 1):
            inside[number] = True
    return inside
