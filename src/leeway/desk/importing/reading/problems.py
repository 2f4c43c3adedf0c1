"""What if a file, a row or a cell cannot be used? It is named, with what helps.

Start reading at `Problem`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one row is refused; nothing of that row comes in."""

    row: int
    """Counted from 1 below the header."""
    line: int
    """Where it ends in the file."""
    column: str
    """As the file calls it; empty where it is of the row as a whole."""
    text: str
    help: str = ""

    def rendered(self, file: str) -> str:
        r"""The problem as it is printed.

        >>> Problem(2, 3, "Phone", "`call me` is no phone number", "write its digits").rendered("old.csv")
        'old.csv:3: row 2, column `Phone`: `call me` is no phone number\n  help: write its digits'
        """
        place = f"row {self.row}, column `{self.column}`" if self.column else f"row {self.row}"
        said = f"{file}:{self.line}: {place}: {self.text}"
        return f"{said}\n  help: {self.help}" if self.help else said


class UnreadableError(Exception):
    """The file as a whole cannot be used: `text` says why, `help` what to do."""

    def __init__(self, text: str, *, help_: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.help = help_
