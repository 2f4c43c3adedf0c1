"""Does the book do what its examples say? Worked examples as tests: `leeway test`.

Start reading at `run_book`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leeway.cli.inputs import open_book, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from leeway.decide import ExampleResult
    from leeway.policy import Book

_HELP = """Decide every worked example of a book and compare: what was expected, what came out, and why.

Example: leeway test books/forecourt

Exit codes: 0 every example holds, 1 some do not (or there are none), 2 the book cannot be read.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("test", help=paragraphs(_HELP))(run_book)


def run_book(
    book: Annotated[Path, typer.Argument(help="A policy book: a folder or one file.")],
    only: Annotated[
        str | None, typer.Option("--only", help="Just examples with these words in their name.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: FBT002
) -> None:
    """Run the worked examples of a book."""
    from leeway.decide import run_example

    opened = open_book(book).book
    chosen = [each for each in opened.examples if only is None or only.casefold() in each.name.casefold()]
    results = [run_example(opened, example) for example in chosen]
    holding = sum(result.holds for result in results)
    if as_json:
        typer.echo(json.dumps(_as_json(results), ensure_ascii=False, indent=2))
    else:
        _show(results, book=opened)
    raise typer.Exit(0 if results and holding == len(results) else 1)


def _show(results: Sequence[ExampleResult], *, book: Book) -> None:
    from rich.console import Console
    from rich.text import Text

    from leeway.cli.counter.screens import look

    console = Console(highlight=False)
    for result in results:
        sign, style = ("✓", look.GO) if result.holds else ("✕", look.NO)
        console.print(Text.assemble((f"{sign} ", style), result.example.name))
        if not result.holds:
            _show_differences(console, result, book=book)
    failing = sum(not result.holds for result in results)
    if not results:
        console.print(
            Text("There is no example to run. An example is a test that teaches: write one.", look.ASK)
        )
    typer.echo(f"{len(results) - failing} passed, {failing} failed")


def _show_differences(console: Console, result: ExampleResult, *, book: Book) -> None:
    """Where the example stands, what was expected and what came out, and the reasons of the decision."""
    from rich.text import Text

    from leeway.cli.counter.screens import look
    from leeway.decide import words

    place = result.example.place
    console.print(Text(f"    {place.path}:{place.line}", look.SOFT), soft_wrap=True)
    for difference in result.differences:
        console.print(Text(f"    {difference.what}", look.STRONG))
        console.print(Text(f"      - {difference.expected}", look.NO))
        console.print(Text(f"      + {difference.actual}", look.GO))
    if result.decision is not None:
        for reason in words(result.decision, book=book).reasons:
            console.print(Text(f"      {reason.sentence}", look.SOFT))


def _as_json(results: Sequence[ExampleResult]) -> dict[str, Any]:
    from leeway.decide import to_json

    return {
        "passed": sum(result.holds for result in results),
        "failed": sum(not result.holds for result in results),
        "examples": [
            {
                "example": result.example.name,
                "path": result.example.place.path,
                "line": result.example.place.line,
                "holds": result.holds,
                "differences": [
                    {"what": each.what, "expected": each.expected, "actual": each.actual}
                    for each in result.differences
                ],
                "decision": None if result.decision is None else to_json(result.decision),
            }
            for result in results
        ],
    }
