"""A visit to the counter: lines are typed as a person would, and the screens are read as a person would.

`Visit` starts `leeway counter` with its input on a pipe; each line typed is one Enter. The clock stands where the
visit says (`--at`), the balances are in the test's own folder.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from typer.testing import CliRunner

from leeway.cli import app
from leeway.cli.home import record_file

BOOKS = Path(__file__).resolve().parents[2] / "books"
STATION = Path(__file__).parent / "station.yaml"
MONDAY_TEN = "2026-06-15T10:00"


@dataclass
class Visit:
    """One counter, visited any number of times; what was given is remembered between visits."""

    folder: Path
    book: str | Path = "forecourt"
    actor: str = "nina"
    width: int = 80
    options: list[str] = field(default_factory=list)

    @property
    def balances(self) -> Path:
        """The file that remembers what was given."""
        return self.folder / "balances.journal"

    def types(self, *lines: str, at: str = MONDAY_TEN, expect_exit: int = 0) -> Page:
        """Type lines at the counter, each followed by Enter, then leave by the end of the input."""
        command = ["counter", str(BOOKS / self.book), "--actor", self.actor, "--at", at]
        command += ["--balances", str(self.balances), *self.options]
        result = CliRunner().invoke(
            app,
            command,
            input="".join(f"{line}\n" for line in lines),
            env={"COLUMNS": str(self.width), "TERM": "dumb"},
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        assert result.exit_code == expect_exit, result.output
        return Page(result.output)

    @property
    def record(self) -> list[dict[str, object]]:
        """What was written down, oldest first."""
        path = record_file(self.balances)
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    @property
    def deeds(self) -> list[str]:
        """What became of each line of the record: done, told, asked, taken back …"""
        return [str(entry["what"]) for entry in self.record]


@dataclass(frozen=True)
class Page:
    """Everything that was shown during a visit."""

    text: str

    @property
    def plain(self) -> str:
        """The text with every space and line break as one space, so that wrapping does not matter."""
        return re.sub(r"\s+", " ", self.text)

    @property
    def outcomes(self) -> list[str]:
        """The large outcomes, in the order in which they were shown."""
        return [line.strip()[1:].strip() for line in self.text.splitlines() if re.match(r"\s*[✓?↑✕]  \S", line)]

    @property
    def questions(self) -> list[str]:
        """The questions that facts were asked with: those one may answer with `don't know`."""
        lines = [line.strip() for line in self.text.splitlines()]
        return [
            before for before, line in pairwise(lines) if line.endswith("don’t know") and before.endswith("?")
        ]

    def says(self, text: str) -> bool:
        """Whether something was shown, however it was wrapped."""
        return re.sub(r"\s+", " ", text) in self.plain
