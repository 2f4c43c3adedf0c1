"""What do our figures say, at the terminal? `leeway report`: the same as the page of reports, for a script too.

It reads the desk's data folder (LEEWAY_HOME) or DATABASE_URL, also while the desk is open, and adds up what is
not added up yet. Start reading at `report`. Exit codes: 0 fine, 2 the desk cannot be read.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leeway.cli.desk.opened import desk
from leeway.cli.inputs import refuse

if TYPE_CHECKING:
    from leeway.desk.insight.queries import Report, Said, Wished

MOMENT = "2026-05-31"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(report)


def report(  # noqa: PLR0913  one line a choice
    *,
    site: Annotated[str, typer.Option(help="This site and everything below it, by id; all of them.")] = "",
    channel: Annotated[
        str | None, typer.Option(help="mail, form, chat, phone …; `-`: at the counter or by hand; all of them.")
    ] = None,
    days: Annotated[int, typer.Option(help="The last 7, 30, 90 or 365 days.")] = 30,
    month: Annotated[str, typer.Option(help="A month instead, as 2026-05.")] = "",
    since: Annotated[str, typer.Option(help="Days of your own instead: from this one, as 2026-05-01.")] = "",
    until: Annotated[str, typer.Option(help="Until this one, included.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Add up every day anew first: after an import.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a CSV file, as the page saves it.")] = False,
) -> None:
    """Print how well promises were kept, how long people waited and how content they are."""
    if as_json and as_csv:
        refuse("`--json` and `--csv` are two forms", hint="choose one of them")
    typed = {"period": month or ("" if since or until else str(days)), "since": since, "until": until}
    with desk():
        from leeway.desk.insight import queries

        _count(again=again)
        found = queries.report(_wished(typed, site=site, channel=channel))
        if as_csv:
            for line in queries.written(queries.rows_of(found)):
                sys.stdout.buffer.write(line.encode())
        elif as_json:
            typer.echo(json.dumps(_form(found), ensure_ascii=False))
        else:
            _print(found)


def _count(*, again: bool) -> None:
    """Add up the days that are due."""
    from leeway.desk.clock import now
    from leeway.desk.insight import commands

    at = now()
    if again:
        commands.count_again(at=at)
    while commands.count_due(at=at):
        pass


def _wished(typed: dict[str, str], *, site: str, channel: str | None) -> Wished:
    from leeway.desk.clock import now
    from leeway.desk.insight import queries

    here = queries.house()
    if here is None:
        refuse("this desk was not set up yet", hint="`leeway serve` prints the link that sets it up")
    for name in ("since", "until"):
        if typed[name] and not _is_day(typed[name]):
            refuse(f"`{typed[name]}` is no day", hint=f"write {MOMENT}")
    period = queries.period_of(typed, today=here.day_of(now()))
    if typed["period"] not in ("", period.named):
        refuse(f"`{typed['period']}` is no stretch of time", hint="--days 90, or --month 2026-05")
    roots = tuple({f"{lineage[0]}/" for lineage in here.lineages.values()})
    scope = queries.scope_within(roots, site=site)
    if scope is None:
        refuse(f"there is no site `{site}`", hint="the address of its page ends with its id")
    wanted = None if channel is None else channel.removeprefix("-")
    return queries.Wished(scope=scope, period=period, channel=wanted)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _form(found: Report) -> dict[str, Any]:
    from leeway.desk.insight import queries

    wished = found.wished
    return {
        "sites": [each.id for each in wished.scope.tops], "channel": wished.channel,
        "from": wished.period.first.isoformat(), "until": wished.period.last.isoformat(),
        "counted_at": found.counted_at.isoformat() if found.counted_at else None,
        "days_not_counted": found.uncounted,
        "parts": [
            {
                "part": part, "name": name, "from": period.first.isoformat(), "until": period.last.isoformat(),
                "figures": [asdict(each) for each in queries.lines(figures)],
            }
            for part, name, period, figures in queries.parts(found)
        ],
    }  # fmt: skip


def _print(found: Report) -> None:
    """A table: now beside before, each share with where it may lie by chance."""
    from rich.console import Console
    from rich.table import Table

    from leeway.desk.insight import queries

    wished = found.wished
    names = ", ".join(each.name for each in wished.scope.tops)
    typer.echo(f"{names}, {wished.period.first} to {wished.period.last}")
    table = Table(box=None, pad_edge=False, header_style="bold")
    before = wished.period.before
    for heading in ("figure", "now", f"{before.first} to {before.last}"):
        table.add_column(heading, overflow="fold")
    for now, then in zip(queries.lines(found.now), queries.lines(found.before), strict=True):
        table.add_row(now.name, _said(now), _said(then))
    Console(width=max(Console().width, 90)).print(table)
    if found.uncounted:
        typer.echo(f"{found.uncounted} days lie ahead, or before the first matter")


def _said(figure: Said) -> str:
    if figure.percent is not None:
        return f"{figure.percent} % of {figure.of} ({figure.low} to {figure.high} by chance)"
    if figure.of is not None:
        return f"{figure.number} of {figure.of}" if figure.of else "-"
    if figure.half_within_minutes is not None:
        return f"{figure.number}, half within {_stretch(figure.half_within_minutes)}"
    return str(figure.number)


def _stretch(minutes: int) -> str:
    if minutes % 1440 == 0:
        return f"{minutes // 1440} d"
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"
