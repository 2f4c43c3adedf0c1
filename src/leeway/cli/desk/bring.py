"""How does what was kept elsewhere come into a desk? `leeway import persons`, `conversations` and `mbox`.

Each says first what it would do, and does it with `--go`. Broken off anywhere, the same command goes on where
it was. Start reading at `persons`.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leeway.cli.desk.opened import desk
from leeway.cli.inputs import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from leeway.desk.importing.commands import Clock, Report, Work
    from leeway.desk.importing.commands import Wanted as Reading

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A table with a header, as CSV.")]
Go = Annotated[bool, typer.Option("--go", help="Do it; without this it only says what it would do.")]
Json = Annotated[bool, typer.Option("--json", help="Print what became of it as JSON.")]
Map = Annotated[
    list[str] | None, typer.Option("--map", metavar="COLUMN=FIELD", help="What a column says; empty: nothing.")
]
Source = Annotated[str, typer.Option("--from", help="The name of the other desk: its numbers are its own.")]
Encoding = Annotated[str, typer.Option(help="As windows-1251; UTF-8 if left out.")]
Delimiter = Annotated[str, typer.Option(help="What stands between cells; found out if left out.")]
Dates = Annotated[str, typer.Option(help="How dates are written, as '%d.%m.%Y %H:%M'; ISO 8601 if left out.")]
Zone = Annotated[
    str,
    typer.Option(help="Whose clock dates without a zone were on, as Europe/Kyiv; the desk's own if left out."),
]
Refused = Annotated[
    Path | None, typer.Option(help="Where refused rows are written; FILE.refused.csv if left out.")
]


def register(app: typer.Typer) -> None:
    """Add the group of commands to the command line."""
    group = typer.Typer(
        help="Bring in persons, conversations and letters of before: first a dry run, then --go.",
        no_args_is_help=True,
    )
    group.command()(persons)
    group.command()(conversations)
    group.command()(mbox)
    app.add_typer(group, name="import")


def persons(  # noqa: PLR0913  a file is described by how it was written
    file: File,
    *,
    map_: Map = None,
    source: Source = "old desk",
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    dates: Dates = "",
    zone: Zone = "",
    refused: Refused = None,
    go: Go = False,
    as_json: Json = False,
) -> None:
    """Bring in persons from a table; somebody known already gets what is new of them.

    Who is known is found by number, e-mail address, phone, handle or card. A point that is somebody else's
    stays theirs; a colleague is shown that the two may be one.
    """
    with desk():
        from leeway.desk.importing.commands import Persons

        work = Persons(source=source, clock=_clock(dates, zone))
        wanted = _wanted(file, map_, encoding=encoding, delimiter=delimiter, refused=refused)
        _run(work, wanted, go=go, as_json=as_json)


def conversations(  # noqa: PLR0913  a file is described by how it was written
    file: File,
    *,
    site: Annotated[
        str, typer.Option(help="Where matters belong that name no site; the whole if left out.")
    ] = "",
    map_: Map = None,
    source: Source = "old desk",
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    dates: Dates = "",
    zone: Zone = "",
    refused: Refused = None,
    go: Go = False,
    as_json: Json = False,
) -> None:
    """Bring in what was said elsewhere, one message a row, each at its own time in the person's conversation.

    Nothing is sent and nobody is asked how it was. Matters that were over are over here; one that is still open
    is promised an answer now.
    """
    with desk():
        from leeway.desk.importing.commands import Conversations, sites

        there = sites()
        if not there or (site and site not in there):
            refuse(
                f"there is no site `{site}`" if there else "this desk is not set up yet", hint="leeway serve"
            )
        work = Conversations(
            source=source, clock=_clock(dates, zone), site=site or there[0], sites=frozenset(there)
        )
        wanted = _wanted(file, map_, encoding=encoding, delimiter=delimiter, refused=refused)
        _run(work, wanted, go=go, as_json=as_json)


def mbox(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A file in mbox format.")],
    *,
    mailbox: Annotated[str, typer.Option(help="As letters of which mailbox.")],
    go: Go = False,
    as_json: Json = False,
) -> None:
    """Bring in letters of before from an mbox file, each at its own time; nothing is sent or promised."""
    with desk():
        from leeway.channels.mail.commands import bring_mbox, looked_through
        from leeway.channels.mail.queries import mailboxes
        from leeway.desk.clock import now

        if mailbox not in {box.id for box in mailboxes()}:
            refuse(f"there is no mailbox `{mailbox}`", hint="leeway mail list")
        with _bar(file.stat().st_size, shown=not as_json) as told:
            if go:
                brought = bring_mbox(file, mailbox=mailbox, at=now(), told=told)
            else:
                brought = looked_through(file, mailbox=mailbox, told=told)
        found = {
            "letters": brought.letters,
            "known": brought.known,
            **brought.sorts,
            "doubtful": brought.doubtful,
        }
        _tell_counts(found, what="letters", done=go, as_json=as_json)


def _wanted(
    file: Path, map_: list[str] | None, *, encoding: str, delimiter: str, refused: Path | None
) -> Reading:
    """Which file is read, and how."""
    from leeway.desk.importing.commands import Wanted

    return Wanted(
        path=file, said=_said(map_), encoding=encoding, delimiter=_delimiter(delimiter),
        refused=refused or file.with_name(f"{file.stem}.refused.csv"),
    )  # fmt: skip


def _run(work: Work, wanted: Reading, *, go: bool, as_json: bool) -> None:
    from leeway.desk.clock import now
    from leeway.desk.importing.commands import ElsewhereError, UnreadableError, look, table_of
    from leeway.desk.importing.commands import go as carry_out

    try:
        table = table_of(work, wanted)
        if not as_json:
            _tell_reading(table, zone=work.clock.zone)
        with _bar(table.size, shown=not as_json) as told:
            run = carry_out if go else look
            report = run(work, wanted, at=now(), told=told)
    except UnreadableError as wrong:
        refuse(f"{wanted.path}: {wrong.text}", hint=wrong.help or None)
    except ElsewhereError:
        refuse(f"{wanted.path} is being imported at this moment", hint="wait until that has ended")
    _tell(report, wanted, go=go, as_json=as_json)


def _tell_reading(table: Any, *, zone: str) -> None:
    named = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
    encoding = table.encoding.upper().removesuffix("-SIG")
    typer.echo(f"{table.path}: {encoding}, {named.get(table.delimiter, repr(table.delimiter))} between cells")
    for column, field in table.columns.told():
        typer.echo(f"  {column} → {field}")
    if table.columns.unused:
        typer.echo(f"  not used: {', '.join(table.columns.unused)}   (--map COLUMN=FIELD)")
    if table.columns.say_when:
        typer.echo(f"  times that say no zone are by the clock of {zone}   (--zone)")


def _tell(report: Report, wanted: Reading, *, go: bool, as_json: bool) -> None:
    where = str(wanted.refused) if report.refused else ""
    found = {"rows": report.rows, **dict(sorted(report.counts.items())), "refused": report.refused}
    if as_json:
        problems = [
            {"row": each.row, "line": each.line, "column": each.column, "problem": each.text, "help": each.help}
            for each in report.problems
        ]
        more = {"refused_rows": where, "problems": problems, "rows_before": report.rows_before,
                "done_before": report.done_before}  # fmt: skip
        _tell_counts(found | more, what="rows", done=go, as_json=True)
        return
    for each in report.problems:
        typer.echo(each.rendered(str(wanted.path)))
    if report.done_before:
        typer.echo("it had been imported to its end before: nothing was done again")
    elif report.rows_before:
        typer.echo(f"it went on behind row {report.rows_before}")
    _tell_counts(found, what="rows", done=go, as_json=False)
    if where:
        typer.echo(f"refused rows are in {where}: mend them there and import that file")


def _tell_counts(found: Mapping[str, Any], *, what: str, done: bool, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"done": done, **found}, ensure_ascii=False, indent=2))
        return
    counts = ", ".join(f"{count} {name}" for name, count in found.items() if count or name == what)
    typer.echo(counts if done else f"would be: {counts}")
    if not done:
        typer.echo("nothing was changed; --go does it")


@contextmanager
def _bar(size: int, *, shown: bool) -> Iterator[Callable[[int], object]]:
    """A progress bar on the standard error, where somebody sees it."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(file=sys.stderr)
    if not (shown and console.is_terminal):
        yield lambda _: None
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("reading", total=max(1, size))
        yield lambda done: progress.update(task, completed=done)


def _said(told: list[str] | None) -> dict[str, str]:
    said = {}
    for each in told or ():
        column, sign, field = each.rpartition("=")
        if not sign:
            refuse(f"`{each}` says nothing of a column", hint="--map 'Requester mail=email'")
        said[column] = field
    return said


def _clock(dates: str, zone: str) -> Clock:
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from leeway.desk.importing.commands import Clock
    from leeway.desk.people.queries import own_zone

    zone = zone or own_zone()
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        refuse(f"there is no time zone `{zone}`", hint="--zone Europe/Kyiv")
    try:
        written = datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC).strftime(dates)
        read = datetime.strptime(written, dates) if dates else None  # noqa: DTZ007  only its form is tried
    except ValueError:
        read, dates = None, dates or " "
    if dates and (read is None or (read.year, read.month, read.day) != (2020, 2, 3)):
        refuse(f"`{dates}` does not say how a date is written", hint="--dates '%d.%m.%Y %H:%M'")
    return Clock(form=dates, zone=zone)


def _delimiter(given: str) -> str:
    found = {"tab": "\t", "\\t": "\t"}.get(given, given)
    if len(found) > 1:
        refuse(f"`{given}` is no delimiter", hint="one letter, or `tab`")
    return found
