"""Can the record be trusted? `leeway audit`: past decisions made again, chains checked, totals compared.

It reads the desk's data folder (LEEWAY_HOME) or DATABASE_URL, also while the desk is open.
Start reading at `reperform`. Exit codes: 0 all is sound, 1 something is not, 2 the desk cannot be read.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leeway.cli.desk.opened import desk
from leeway.cli.desk.reconcile import reconcile
from leeway.cli.inputs import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.desk.decisions.queries.kept.record import Reperformed

SHOWN_MAX = 20
"""So many findings are shown in words; `--json` gives all."""

Ids = Annotated[list[str] | None, typer.Argument(help="Decisions by their ids.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for each finding.")]


def register(app: typer.Typer) -> None:
    """Add the group of commands to the command line."""
    group = typer.Typer(
        help="Can the record be trusted? Make decisions again, check chains, compare totals.",
        no_args_is_help=True,
    )
    group.command()(reperform)
    group.command()(verify)
    group.command()(reconcile)
    app.add_typer(group, name="audit")


def reperform(
    ids: Ids = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Every decision of this desk.")] = False,
    since: Annotated[str | None, typer.Option(help="Only decisions from this instant on, ISO 8601.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make past decisions again from their records: each must give the identical answer."""
    if not ids and not every and since is None:
        refuse("say which decisions", hint="leeway audit reperform --all")
    counts = {"identical": 0, "differs": 0, "cannot": 0}
    with desk(), _bar("Made again") as step:
        for found in _reperformed(ids or [], since=since):
            counts[found.result] += 1
            step()
            if found.result != "identical":
                _tell(asdict(found), _in_words(found), as_json=as_json, number=sum(counts.values()))
    line = (
        f"{counts['identical']:,} identical, {counts['differs']:,} differ, {counts['cannot']:,} cannot be made"
    )
    _tell({"summary": counts}, line, as_json=as_json)
    raise typer.Exit(0 if counts["differs"] == counts["cannot"] == 0 else 1)


def verify(*, as_json: AsJson = False) -> None:
    """Check the chain of every meter and the audit line of every decision."""
    from leeway.desk.decisions.commands.performing import verified

    counts, wrong = {"decision": 0, "meter": 0}, 0
    with desk(), _bar("Checked") as step:
        for each in verified():
            counts[each.kind] += 1
            step()
            if each.wrong is not None:
                wrong += 1
                _tell(asdict(each), f"{each.kind} {each.name}: {each.wrong}", as_json=as_json, number=wrong)
    line = f"{counts['decision']:,} decisions, {counts['meter']:,} meters, {wrong:,} findings"
    _tell({"summary": {**counts, "findings": wrong}}, line, as_json=as_json)
    raise typer.Exit(0 if wrong == 0 else 1)


def _reperformed(ids: list[str], *, since: str | None) -> Iterator[Reperformed]:
    from leeway.desk.decisions.commands.performing import reperformed, reperformed_one
    from leeway.ledger import UnknownDecision
    from leeway.stores import Sought

    if not ids:
        yield from reperformed(Sought(since=_instant(since)))
        return
    for each in ids:
        try:
            yield reperformed_one(each)
        except UnknownDecision as unknown:
            refuse(str(unknown))


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        refuse(f"`{text}` is no moment", hint="write 2026-05-04 or 2026-05-04T10:15:00+03:00")
    return read if read.tzinfo else read.replace(tzinfo=UTC)


@contextmanager
def _bar(title: str) -> Iterator[Any]:
    """A line that counts on, on the standard error, where somebody watches."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn(f"{title} {{task.completed:,.0f}}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda: progress.advance(task)


def _in_words(found: Reperformed) -> str:
    if found.why is not None:
        return f"{found.decision}: cannot be made again: {found.why}"
    return f"{found.decision}: differs at {found.field}: kept {found.kept!r}, made {found.made!r}"


def _tell(form: dict[str, Any], words: str, *, as_json: bool, number: int = 0) -> None:
    if as_json:
        typer.echo(json.dumps(form, ensure_ascii=False, default=str))
    elif number <= SHOWN_MAX:
        typer.echo(words)
