"""Our own replies with each line marked, as the files in `replies/` hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "replies"


@dataclass(frozen=True)
class Reply:
    """One reply: its lines with their marks."""

    name: str
    rows: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.rows)

    @property
    def visible(self) -> str:
        return "\n".join(line for mark, line in self.rows if mark in "+~")

    @property
    def said(self) -> list[str]:
        return [line.strip() for mark, line in self.rows if mark == "+" and line.strip()]


def replies() -> list[Reply]:
    """All of them, named by language and title."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title, _, body = block.partition("\n")
            rows = tuple((line[:1], line[2:]) for line in body.split("\n") if line)
            found.append(Reply(f"{path.stem}: {title}", rows))
    return found


def folded_spaces(text: str) -> str:
    """The text with its white space folded."""
    return " ".join(text.split())
