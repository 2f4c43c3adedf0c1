"""What is wrong with a book, where, and what helps? One finding about somebody's file, as a value.

Which findings exist is listed in `catalogue.py`; who makes them is `loader/`. Nothing here is raised: a book is
read to its end and all its problems are told at once. Start reading at `Diagnostic`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from leeway import feel
from leeway.policy.model import NOWHERE, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE_SHOWN_MAX = 112
"""Longer lines are shown around the caret only."""


class Severity(StrEnum):
    """How bad it is: with an error there is no book; a warning asks for a look; a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something to say about a book's files: code, name, place, one sentence, the line, and what helps.

    `width` is the number of characters under which the caret stands, from the place's column on.

    >>> from leeway.policy import Place
    >>> print(Diagnostic(code="LW012", name="unknown-key", place=Place("book.yaml", 3, 1),
    ...     message="`curency` is no key of a book", help="did you mean `currency`?",
    ...     line_text="curency: EUR", width=7).render())
    book.yaml:3:1: error LW012 unknown-key: `curency` is no key of a book
      curency: EUR
      ^^^^^^^
      help: did you mean `currency`?
    """

    code: str
    name: str
    message: str
    place: Place = field(default=NOWHERE)
    help: str | None = None
    line_text: str = ""
    width: int = 1
    severity: Severity = Severity.ERROR

    def render(self) -> str:
        """The finding for a terminal or a log: place, code, sentence, the line with a caret, the help."""
        head = f"{self.severity} {self.code} {self.name}: {self.message}"
        if self.place.path:
            spot = f":{self.place.line}:{self.place.column}" if self.place.line else ""
            head = f"{self.place.path}{spot}: {head}"
        rows = [head]
        if self.line_text.strip():
            line, column = _excerpt(self.line_text, self.place.column)
            rows += [f"  {line}", "  " + _caret(line, column, self.width)]
        if self.help:
            rows.append(f"  help: {self.help}")
        return "\n".join(rows)


def in_reading_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings by file and place, each told once."""
    unique = dict.fromkeys(found)
    return tuple(
        sorted(unique, key=lambda each: (each.place.path, each.place.line, each.place.column, each.code))
    )


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, or None when none is like it.

    >>> nearest("contaner", ["container", "queue"])
    'container'
    """
    by_folded = {each.casefold(): each for each in known}
    found = feel.most_like(name.casefold(), by_folded)
    return None if found is None else by_folded[found]


_SHORT = 5
"""Below so many letters, two names are alike by chance."""


def slip_of(name: str, known: Iterable[str]) -> str | None:
    """The known name that this one is most probably a slip of the pen for; short names are left alone.

    >>> slip_of("amout", ["amount"]), slip_of("age", ["page"])
    ('amount', None)
    """
    if len(name) < _SHORT - 1:
        return None
    found = feel.most_like(name, [each for each in known if len(each) >= _SHORT], least=0.85)
    return None if found == name else found


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """A question naming the nearest known name; else the known names where they are few; else nothing.

    >>> did_you_mean("ownr", ("staff", "owner"))
    'did you mean `owner`?'
    """
    names = list(known)
    if found := nearest(name, names):
        return f"did you mean `{found}`?"
    if 0 < len(names) <= 12:
        return f"known: {listed(names)}"
    return None


def listed(names: Iterable[str]) -> str:
    """Names in backticks, separated by commas.

    >>> listed(["day", "week"])
    '`day`, `week`'
    """
    return ", ".join(f"`{each}`" for each in names)


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """The part of a line to show, tabs as blanks, and the column of the caret in it."""
    if len(line) <= LINE_SHOWN_MAX:
        return _printable(line).rstrip(), column
    start = max(0, min(column - 1 - LINE_SHOWN_MAX // 3, len(line) - LINE_SHOWN_MAX))
    shown = _printable(line[start : start + LINE_SHOWN_MAX]).rstrip()
    before = "… " if start else ""
    after = " …" if start + LINE_SHOWN_MAX < len(line) else ""
    return before + shown + after, column - start + len(before)


def _printable(line: str) -> str:
    return "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in line)


def _caret(line: str, column: int, width: int) -> str:
    """Blanks up to the place and `^` under it, wide and combining characters counted as they are shown."""
    before = sum(map(_cells, line[: column - 1])) + max(0, column - 1 - len(line))
    under = sum(map(_cells, line[column - 1 : column - 1 + width]))
    return " " * before + "^" * max(1, under)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
