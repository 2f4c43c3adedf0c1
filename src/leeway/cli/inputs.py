"""What was given to a command, and what if it cannot be used? Books, requests and JSON files, refused kindly.

Whatever is wrong with an input is told on the standard error, all of it, and the exit code is 2.
Start reading at `open_book`.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.decide import RequestProblem
    from leeway.policy import Book

BAD_INPUT: Final = 2
STANDARD_INPUT: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedBook:
    """A book that can be used; where it names no time zone, it has the machine's, which outputs state."""

    book: Book
    assumed_zone: str | None = None


def open_book(path: Path) -> OpenedBook:
    """Read a book, or say everything that is wrong with it and leave."""
    from leeway import policy
    from leeway.cli.home import book_cache

    loaded = policy.load(path, cache=book_cache())
    if loaded.book is None:
        for diagnostic in loaded.diagnostics:
            typer.echo(diagnostic.render(), err=True)
        raise typer.Exit(BAD_INPUT)
    if loaded.book.zone is not None:
        return OpenedBook(book=loaded.book)
    zone = machine_zone()
    return OpenedBook(book=replace(loaded.book, zone=zone), assumed_zone=zone)


def machine_zone() -> str:
    """The time zone of this machine by its name; UTC where it has none."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    link = Path("/etc/localtime")
    linked = str(link.resolve()).partition("zoneinfo/")[2] if link.is_symlink() else ""
    for name in (os.environ.get("TZ", "").removeprefix(":"), linked):
        try:
            if name:
                return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"


def paragraphs(text: str) -> str:
    """A help text with each paragraph on one line, so that it is wrapped to the terminal it is read on."""
    return "\n\n".join(" ".join(each.split()) for each in text.split("\n\n"))


def read_text(name: str) -> str:
    """The text of a file, or of the standard input for `-`."""
    try:
        return sys.stdin.read() if name == STANDARD_INPUT else Path(name).read_text("utf-8")
    except OSError as problem:
        refuse(f"`{name}` cannot be read: {(problem.strerror or str(problem)).lower()}")
    except UnicodeDecodeError:
        refuse(f"`{name}` is not a text in UTF-8")


def shown(name: str) -> str:
    """A file's name as messages say it."""
    return "standard input" if name == STANDARD_INPUT else name


def refuse(message: str, *, hint: str | None = None) -> NoReturn:
    """Say what cannot be used, and leave."""
    typer.echo(f"leeway: {message}", err=True)
    if hint:
        typer.echo(f"  help: {hint}", err=True)
    raise typer.Exit(BAD_INPUT)


def refuse_request(problems: Iterable[RequestProblem], *, where: str) -> NoReturn:
    """Say everything that is wrong with a request, each with its field, and leave."""
    for problem in problems:
        typer.echo(rendered(problem, where=where), err=True)
    raise typer.Exit(BAD_INPUT)


def rendered(problem: RequestProblem, *, where: str) -> str:
    """One problem of a request as it is printed: `request.json: given.tank: … [unknown-fact]`."""
    text = f"{where}: {problem.field}: {problem.message} [{problem.code}]"
    return f"{text}\n  help: {problem.help}" if problem.help else text
