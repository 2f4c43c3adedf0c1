"""How does the counter speak and listen? A line at a time, with a person at a terminal or a script on a pipe.

Everything shown has one margin and one width. The end of the input or Ctrl-C is a way to leave, never an error.
Start reading at `Terminal`.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from leeway.cli.counter.screens import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style

PROMPT: Final = "› "
NARROW: Final = 48
"""Below this width the margin is given up."""


class Leave(Exception):  # noqa: N818  not an error: somebody goes home
    """The person wants to leave, or nothing more comes in."""


class Terminal:
    """A place to show things and to read lines."""

    def __init__(self, console: Console, *, read: Callable[[str], str] | None = None) -> None:
        self.console = console
        self._read = read or _reader(console)
        self._margin = look.MARGIN if console.width >= NARROW else 0
        self.width = min(console.width - 2 * self._margin, look.WIDTH_MAX)

    def show(self, part: RenderableType, *, whole_width: bool = False) -> None:
        """Show one part, as wide as it is or over the whole width."""
        indented = Padding(part, (0, 0, 0, self._margin), expand=whole_width)
        self.console.print(indented, width=self.width + self._margin)

    def say(self, text: str, style: Style | None = None) -> None:
        """Show one sentence or paragraph."""
        self.show(Text(text, style or ""))

    def space(self) -> None:
        """Leave a line free."""
        self.console.print()

    def heard(self) -> str:
        """Read one line, without the blanks around it.

        Raises: Leave at the end of the input and at Ctrl-C.
        """
        try:
            return self._read(" " * self._margin + PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            self.console.print()
            raise Leave from None


def _reader(console: Console) -> Callable[[str], str]:
    """Read with line editing at a terminal; from a pipe, echo what was read, so that the page shows it."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  gives `input` its line editing
        return input

    def echoing(prompt: str) -> str:
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        console.print(Text(prompt + line.rstrip("\n")))
        return line

    return echoing
