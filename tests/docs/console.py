"""Plays a page of the documentation: writes the files it shows and runs the commands it shows.

A fenced block ```` ```yaml file=shop.yaml ```` is a file; one of ```` ```console ```` holds commands after `$ ` and below each
what it prints; ```` ```python ```` is a program that must run. A line `…` in the output stands for any number of lines. `(exit 1)` at the end names the exit code.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Played:
    """One command of a page: what it should print and what it did."""

    command: str
    expected: str
    printed: str
    exit_code: int
    expected_exit: int

    def agrees(self) -> bool:
        """Whether the page tells the truth about this command."""
        parts = [re.escape(part.strip("\n")) for part in re.split(r"^…$", self.expected, flags=re.MULTILINE)]
        pattern = r"\s*.*?\s*".join(parts)
        return self.exit_code == self.expected_exit and bool(
            re.fullmatch(pattern, self.printed.strip("\n"), re.DOTALL)
        )


def play(page: Path, folder: Path) -> list[Played]:
    """Every command of the page, run in the folder, in order."""
    played = []
    for language, attributes, body in _BLOCK.findall(page.read_text("utf-8")):
        if found := re.search(r"file=(\S+)", attributes):
            target = folder / found[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, "utf-8")
        elif language == "python":
            (folder / "page.py").write_text(body, "utf-8")
            played.append(_run("python page.py\n…\n", folder))
        elif language == "console":
            played += [
                _run(piece, folder) for piece in re.split(r"^\$ ", body, flags=re.MULTILINE) if piece.strip()
            ]
    return played


def _run(piece: str, folder: Path) -> Played:
    command, _, expected = piece.partition("\n")
    while command.endswith("\\"):
        more, _, expected = expected.partition("\n")
        command = command[:-1] + more
    exit_expected = 0
    if found := re.search(r"^\(exit (\d)\)$", expected, re.MULTILINE):
        exit_expected = int(found[1])
        expected = expected.replace(found[0], "")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "LEEWAY_HOME": str(folder / ".leeway"),
    }
    finished = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    shown = (finished.stdout + finished.stderr).replace("\N{NO-BREAK SPACE}", " ")
    printed = "\n".join(line.rstrip() for line in shown.splitlines())
    return Played(command, expected, printed, finished.returncode, exit_expected)
