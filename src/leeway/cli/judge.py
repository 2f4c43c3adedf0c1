"""What becomes of many requests? A stream of them, one JSON object a line: `leeway judge`.

Each line is decided by itself, with nothing used before, so that their order never matters. Memory stays the
same however long the stream is.
Start reading at `judge`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Final

import typer

from leeway.cli.inputs import BAD_INPUT, STANDARD_INPUT, open_book, paragraphs, refuse, rendered, shown

if TYPE_CHECKING:
    from leeway.decide import Decision, Engine

_HELP = """Decide a stream of requests, one JSON object a line, each by itself with nothing used before.

Example: leeway judge books/airline requests.jsonl --out decisions.jsonl

FILE may be `-`. A line that cannot be read is reported with its number and left out. The table counts outcomes
by the clause that decided. With --out each decision is written as a line of JSON, complete or not at all; `-`
writes to the standard output and the table to the standard error. Exit codes: 0 all were decided, 2 some lines,
the file or the book cannot be read.
"""

LINE_BYTES_MAX: Final = 1_048_576
"""A longer line is no request."""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("judge", help=paragraphs(_HELP))(judge)


def judge(
    book: Annotated[Path, typer.Argument(help="A policy book: a folder or one file.")],
    file: Annotated[str, typer.Argument(help="Requests as JSON Lines, or - for the standard input.")],
    out: Annotated[
        str | None, typer.Option("--out", help="Where decisions are written, as JSON Lines.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,  # noqa: FBT002
) -> None:
    """Decide every request of a stream."""
    from leeway.decide import Engine

    opened = open_book(book).book
    engine, tally = Engine(opened), Tally()
    with _reading(file) as (lines, size), _writing(out) as written:
        for number, line in _with_progress(lines, size=size):
            _judge_line(line, number=number, engine=engine, tally=tally, out=written, where=shown(file))
    _report(tally, as_json=as_json, to_stderr=out == STANDARD_INPUT)
    raise typer.Exit(BAD_INPUT if tally.bad else 0)


@dataclass(slots=True)
class Tally:
    """How often each outcome came by each clause, and how many lines were no requests."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    bad: int = 0


def _judge_line(
    line: bytes, *, number: int, engine: Engine, tally: Tally, out: IO[str] | None, where: str
) -> None:
    from leeway.cli.decide import read_plan
    from leeway.decide import FormError, RequestError, parse_json, settle, to_json

    if not line.strip():
        return
    try:
        planned = read_plan(parse_json(line.decode("utf-8")), book=engine.book, plan=engine.plan)
        decision = settle(planned, {})
    except RequestError as error:
        problems = [rendered(problem, where=f"{where}:{number}") for problem in error.problems]
    except (FormError, UnicodeDecodeError) as error:
        text = "this is not a text in UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        problems = [f"{where}:{number}: {text}"]
    else:
        tally.counts[decision.outcome.value, deciding_clause(decision)] += 1
        if out is not None:
            told = {"line": number, "id": planned.request.id, "decision": to_json(decision)}
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
        return
    tally.bad += 1
    for problem in problems:
        typer.echo(problem, err=True)


def deciding_clause(decision: Decision) -> str:
    """The clause that decided: the one that is charged, else the first reason that names one."""
    named = [reason.clause for reason in decision.reasons if reason.clause is not None]
    return decision.charged or (named[0] if named else "–")


@contextmanager
def _reading(name: str) -> Iterator[tuple[IO[bytes], int | None]]:
    """The lines of a file or of the standard input, and how many bytes they are where that is known."""
    if name == STANDARD_INPUT:
        yield sys.stdin.buffer, None
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed by the `with` below
    except OSError as problem:
        refuse(f"`{name}` cannot be read: {(problem.strerror or str(problem)).lower()}")
    with file:
        yield file, Path(name).stat().st_size


@contextmanager
def _writing(name: str | None) -> Iterator[IO[str] | None]:
    """Where decisions go; a file appears only once all of it is written."""
    if name is None or name == STANDARD_INPUT:
        yield None if name is None else sys.stdout
        return
    path = Path(name)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        file = unfinished.open("w", encoding="utf-8")
    except OSError as problem:
        refuse(f"`{name}` cannot be written: {(problem.strerror or str(problem)).lower()}")
    try:
        with file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _with_progress(lines: IO[bytes], *, size: int | None) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, with a bar on the standard error while it is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("judging"),
        BarColumn(),
        TextColumn("{task.fields[count]:,} requests"),
        TimeRemainingColumn(),
    )
    number = 0
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("judging", total=size, count=0)
        while line := lines.readline(LINE_BYTES_MAX):
            number += 1
            progress.update(task, advance=len(line), count=number)
            if len(line) == LINE_BYTES_MAX and not line.endswith(b"\n"):
                _skip_rest(lines)
                line = b'"too long"'  # is judged as a line that is no request
            yield number, line


def _skip_rest(lines: IO[bytes]) -> None:
    while rest := lines.readline(LINE_BYTES_MAX):
        if rest.endswith(b"\n"):
            return


def _report(tally: Tally, *, as_json: bool, to_stderr: bool) -> None:
    outcomes: Counter[str] = Counter()
    for (outcome, _), count in tally.counts.items():
        outcomes[outcome] += count
    if as_json:
        by_clause = [
            {"outcome": outcome, "clause": clause, "count": count}
            for (outcome, clause), count in tally.counts.most_common()
        ]
        told: dict[str, Any] = {"decided": outcomes.total(), "bad_lines": tally.bad, "outcomes": dict(outcomes)}
        typer.echo(json.dumps({**told, "by_clause": by_clause}, ensure_ascii=False), err=to_stderr)
        return
    _show_table(tally, outcomes, to_stderr=to_stderr)


def _show_table(tally: Tally, outcomes: Counter[str], *, to_stderr: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from leeway.cli.counter.screens import look
    from leeway.decide import Outcome

    table = Table(box=None, pad_edge=False, header_style=look.SOFT)
    table.add_column("outcome")
    table.add_column("requests", justify="right")
    table.add_column("decided by")
    for outcome in Outcome:
        if not outcomes[outcome.value]:
            continue
        style = look.ACCENT[outcome] + look.STRONG
        table.add_row(
            Text(outcome.value.replace("_", " "), style), Text(f"{outcomes[outcome.value]:,}", style), ""
        )
        for (name, clause), count in sorted(tally.counts.items(), key=lambda item: (-item[1], item[0])):
            if name == outcome.value:
                table.add_row("", f"{count:,}", clause)
    console = Console(stderr=to_stderr, highlight=False)
    console.print(table)
    bad = f", {tally.bad:,} lines could not be read" if tally.bad else ""
    console.print(Text(f"{outcomes.total():,} decided{bad}", look.NO if tally.bad else look.SOFT))
