"""What is wrong with an expression, where, and what helps? The findings of FEEL and its one exception.

A `Problem` is a value: the parser, the checker and the evaluator hand them on; only text that
is no FEEL at all raises. Start reading at `Problem`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from heapq import nlargest
from os.path import commonprefix
from typing import TYPE_CHECKING

from leeway.feel.tree import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

CODES = {
    "syntax": "FL001",
    "too-deep": "FL002",
    "too-large": "FL003",
    "unknown-type": "FL004",
    "unknown-name": "FL010",
    "wrong-type": "FL011",
    "wrong-arguments": "FL012",
    "unknown-member": "FL013",
    "duplicate-key": "FL014",
    "external-function": "FL015",
    "always-true": "FL020",
    "always-false": "FL021",
    "may-be-null": "FL022",
    "out-of-fuel": "FL030",
    "list-too-long": "FL031",
    "text-too-long": "FL032",
}
"""The code of every problem that people look up; what a computation runs into otherwise is `FL100`."""

COMPUTING = "FL100"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an expression: its kebab name, one sentence, the place, and what helps.

    >>> problem = Problem("unknown-name", "nothing is called `quee`", Span(0, 4), "did you mean `queue`?")
    >>> print(problem.render("quee > 3"))
    FL010 unknown-name at 1:1: nothing is called `quee`
      quee > 3
      ^^^^
      help: did you mean `queue`?
    """

    name: str
    message: str
    span: Span | None = None
    help: str | None = None
    code: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", CODES.get(self.name, COMPUTING))

    def render(self, text: str) -> str:
        """The problem for a terminal: code, place, the line of the text with a caret, the help."""
        span = self.span or Span(0, 0)
        line, column = place(text, span.start)
        shown = text.splitlines()[line - 1] if text.strip() else ""
        width = max(1, min(span.end - span.start, len(shown) - column + 1))
        rows = [
            f"{self.code} {self.name} at {line}:{column}: {self.message}",
            f"  {shown}",
            "  " + " " * (column - 1) + "^" * width,
        ]
        if self.help:
            rows.append(f"  help: {self.help}")
        return "\n".join(rows)


class FeelSyntaxError(ValueError):
    """A text that is no FEEL; `problem` says what is wrong and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Line and column of a character, both counted from 1.

    >>> place("a\nbc", 3)
    (2, 2)
    """
    lines = text[:offset].split("\n")
    return min(len(lines), max(1, len(text.splitlines()))), len(lines[-1]) + 1


def nearest(name: str, known: Iterable[str]) -> str | None:
    """A question naming the known name most like this one, or None when none is like it.

    >>> nearest("quee", ["queue", "amount"])
    'did you mean `queue`?'
    """
    found = _most_like(name, frozenset(known))
    return f"did you mean `{found}`?" if found else None


@lru_cache(maxsize=256)  # a loop may ask for the same one thousands of times
def _most_like(name: str, known: frozenset[str]) -> str | None:
    return most_like(name, sorted(known))


_LOOKED_AT_MAX, _COMPARED_MAX = 600, 60
"""So many known names are looked at closely, and so many compared letter by letter."""


def most_like(name: str, known: Iterable[str], *, least: float = 0.7) -> str | None:
    """The known name most like this one, or None when none is; `least` is how alike, from 0 to 1.

    Where very many are known, those are compared that begin and end alike.

    >>> most_like("quee", ["queue", "amount"])
    'queue'
    """
    length = len(name)
    near = [each for each in known if 2 * min(length, len(each)) >= least * (length + len(each))]
    if len(near) > _LOOKED_AT_MAX:
        begins, ends = name[:3], name[-3:]
        near = nlargest(_LOOKED_AT_MAX, near, key=lambda each: each.startswith(begins) + each.endswith(ends))
    if len(near) > _COMPARED_MAX:
        near = nlargest(_COMPARED_MAX, near, key=lambda each: _shared(each, name))
    return next(iter(get_close_matches(name, near, n=1, cutoff=least)), None)


def _shared(one: str, other: str) -> int:
    """How many letters two names begin with alike, and end with."""
    begun = commonprefix((one, other))  # noqa: RUF071  letters are what is compared
    return len(begun) + len(commonprefix((one[::-1], other[::-1])))  # noqa: RUF071
