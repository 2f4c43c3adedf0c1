"""Was as much given as was decided? `leeway audit reconcile`: a till's totals against the record.

Start reading at `reconcile`. Exit codes: 0 all agrees, 1 something does not, 2 the file or the desk cannot be
read.
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from leeway.cli.desk.opened import desk
from leeway.cli.inputs import BAD_INPUT, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from leeway.policy import Book
    from leeway.stores import Finding, Recorded, Total

PAGE = 500
REFERENCE_DAYS_MAX = 400
"""So far back decisions are looked for that the totals name by reference alone."""

Totals = Annotated[
    Path,
    typer.Argument(
        help="CSV with the columns site, action, amount, currency, and day or reference.",
        exists=True,
        dir_okay=False,
    ),
]


def reconcile(
    file: Totals,
    *,
    site: Annotated[
        list[str] | None, typer.Option(help="Compare these sites only; else those the file names.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each finding.")] = False,
) -> None:
    """Compare the totals of a till or a payment processor with what was decided; nothing is changed."""
    from leeway.stores import reconcile as compared

    with desk():
        book = _book()
        totals = _read(file, book, sites=site)
        recorded = list(_recorded(totals, zone=book.zone or "UTC"))
        findings = compared(totals, recorded, zone=book.zone or "UTC")
    summary = {"lines": len(totals), "decisions": len(recorded), "findings": len(findings)}
    if as_json:
        for each in findings:
            typer.echo(json.dumps(_form(each), ensure_ascii=False))
        typer.echo(json.dumps({"summary": summary}))
    else:
        _print(findings, book)
        typer.echo(
            f"{len(totals):,} lines, {len(recorded):,} decisions: "
            + (f"{len(findings):,} findings" if findings else "all agrees")
        )
    raise typer.Exit(1 if findings else 0)


def _book() -> Book:
    from leeway.desk.clock import now
    from leeway.desk.studio.queries import in_force

    law = in_force(at=now())
    if law is None:
        refuse("this desk has no policy book yet", hint="set it up in the browser first: `leeway serve`")
    return law.book


def _read(file: Path, book: Book, *, sites: list[str] | None) -> tuple[Total, ...]:
    """The totals; everything that is wrong with them is told at once, and nothing is compared then."""
    from leeway.stores import read_totals

    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        refuse(f"{file} is not UTF-8", hint=f"iconv -f cp1251 -t utf-8 {file} > totals.csv")
    totals, problems = read_totals(text, currency=book.currency, digits=book.digits)
    for problem in problems:
        typer.echo(f"{file}:{problem.line}:{problem.column}: {problem.reason}", err=True)
    if problems:
        raise typer.Exit(BAD_INPUT)
    return tuple(each for each in totals if sites is None or each.key.site in sites)


def _recorded(totals: tuple[Total, ...], *, zone: str) -> Iterator[Recorded]:
    """The decisions of the days and sites that the totals are of, and those that they name."""
    from leeway.desk.clock import now
    from leeway.desk.ledger import store
    from leeway.stores import Sought

    sites = tuple(sorted({each.key.site for each in totals}))
    if not sites:
        return
    days = {each.key.day for each in totals if each.key.day is not None}
    since = until = None
    if days and all(each.key.day for each in totals):
        since, until = _midnight(min(days), zone), _midnight(max(days) + timedelta(days=1), zone)
    else:
        since = now() - timedelta(days=REFERENCE_DAYS_MAX)
    named = {each.key.reference for each in totals if each.key.reference}
    before = None
    while rows := store().records(Sought(sites=sites, since=since, until=until), limit=PAGE, before=before):
        for each in rows:
            known = {each.id, *(effect.key for effect in each.record.effects)}
            if each.at.astimezone(ZoneInfo(zone)).date() in days or known & named:
                yield each
        before = (rows[-1].at, rows[-1].id)


def _midnight(day: Any, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


def _form(finding: Finding) -> dict[str, Any]:
    key = finding.key
    return {
        "kind": finding.kind, "site": key.site, "action": key.action,
        "day": key.day.isoformat() if key.day else None, "reference": key.reference,
        "posted_minor": finding.posted_minor, "told_minor": finding.told_minor,
        "lines": list(finding.lines), "decisions": list(finding.decisions),
    }  # fmt: skip


SAID = {"missing": "not in the file", "extra": "not decided", "differs": "differs"}


def _print(findings: tuple[Finding, ...], book: Book) -> None:
    """A table: what does not agree, what was decided, what the file says, and where to look."""
    from rich.console import Console

    from leeway.decide import voice

    if not findings:
        return
    table = _table()
    english = voice("en")

    def money(minor: int) -> str:
        return english.bare_money(minor, currency=book.currency, digits=book.digits)

    for each in findings:
        table.add_row(
            SAID[each.kind], each.key.site, each.key.action, str(each.key.day or each.key.reference or ""),
            money(each.posted_minor), money(each.told_minor), money(each.told_minor - each.posted_minor),
            _where(each),
        )  # fmt: skip
    Console(width=max(Console().width, 100)).print(table)


def _table() -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("what", "site", "action", "day or reference"):
        table.add_column(heading, overflow="fold")
    for heading in ("decided", "in the file", "difference"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("look at", overflow="fold")
    return table


def _where(finding: Finding) -> str:
    """The lines of the file, and the first decision."""
    found = [f"line {', '.join(map(str, finding.lines))}"] if finding.lines else []
    if finding.decisions:
        more = len(finding.decisions) - 1
        found.append(finding.decisions[0] + (f" and {more} more" if more else ""))
    return "; ".join(found)
