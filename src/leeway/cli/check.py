"""Is a book sound? `leeway check`: what is wrong, which examples fail, what it can spend at most.

Start reading at `check_book`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leeway.cli.inputs import BAD_INPUT, machine_zone, refuse

if TYPE_CHECKING:
    from leeway.decide import ExampleResult, Exposure
    from leeway.policy import Book, Diagnostic, Loaded

_HELP = """Check a policy book: its files, its examples, its words, and the most it can spend.

Example: leeway check books/forecourt

Exit codes: 0 sound, 1 an example fails or spending has no ceiling, 2 the book cannot be read (what is wrong
stands on the standard error). `leeway check --schema book` prints the JSON Schema for editors.
"""

SCHEMAS = ("book", "policy", "examples")
UNDECLARED = ("undeclared-fact", "undeclared-action")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("check", help=_HELP)(check_book)


def check_book(
    book: Annotated[Path | None, typer.Argument(help="A policy book: a folder or one file.")] = None,
    schema: Annotated[
        str | None,
        typer.Option("--schema", help="Print the JSON Schema of one sort of file: book, policy or examples."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: FBT002
) -> None:
    """Check one book, or print a schema."""
    from leeway import policy
    from leeway.cli.home import book_cache

    if schema is not None:
        _print_schema(schema)
        return
    if book is None:
        refuse("which book is to be checked?", hint="leeway check books/forecourt")
    loaded = policy.load(book, cache=book_cache())
    checked = None if loaded.book is None else _Checked.of(loaded.book)
    if as_json:
        typer.echo(json.dumps(_as_json(loaded, checked), ensure_ascii=False, indent=2))
    if checked is None:
        _tell(loaded.diagnostics, err=True)
        raise typer.Exit(BAD_INPUT)
    if not as_json:
        _show(loaded, checked)
    raise typer.Exit(0 if checked.is_sound else 1)


@dataclass(frozen=True, slots=True)
class _Checked:
    """A book that can be read, its examples decided and its spending added up."""

    book: Book
    assumed_zone: str | None
    examples: tuple[ExampleResult, ...]
    exposure: Exposure

    @classmethod
    def of(cls, book: Book) -> _Checked:
        """Decide the examples and add up the spending."""
        from dataclasses import replace

        from leeway.decide import exposure, run_examples

        zone = None if book.zone else machine_zone()
        placed = replace(book, zone=zone) if zone else book
        return cls(placed, zone, run_examples(placed), exposure(placed))

    @property
    def failing(self) -> list[ExampleResult]:
        """The examples that do not come out as they say."""
        return [result for result in self.examples if not result.holds]

    @property
    def is_sound(self) -> bool:
        """Whether every example holds and all spending has a ceiling."""
        return not self.failing and not self.exposure.uncapped


# -- text ----------------------------------------------------------------------------------------------
def _show(loaded: Loaded, checked: _Checked) -> None:
    from leeway.decide import said_exposure

    book = checked.book
    typer.echo(f"{book.title or book.name}: {_counted(book)}")
    if checked.assumed_zone:
        typer.echo(f"time zone: {checked.assumed_zone}, that of this machine (the book names none)")
    _tell([each for each in loaded.diagnostics if each.name not in UNDECLARED])
    for sentence in _undeclared(book):
        typer.echo(sentence)
    _show_examples(checked)
    for sentence in _promises(book):
        typer.echo(sentence)
    for sentence in said_exposure(checked.exposure, book=book):
        typer.echo(sentence)


def _tell(diagnostics: list[Diagnostic] | tuple[Diagnostic, ...], *, err: bool = False) -> None:
    """Every finding, and how many there are of each kind."""
    for each in diagnostics:
        typer.echo(each.render(), err=err)
    counts = [
        _number(sum(each.severity == kind for each in diagnostics), kind)
        for kind in ("error", "warning", "note")
    ]
    if any(counts):
        typer.echo(", ".join(count for count in counts if count), err=err)


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}" if count else ""


def _counted(book: Book) -> str:
    """`3 policies, 12 rules, 20 guidelines, 31 examples`."""
    policies = len(book.policies)
    parts = [f"{policies} {'policy' if policies == 1 else 'policies'}"] if policies else []
    parts += [
        _number(sum(len(getattr(each, f"{word}s")) for each in book.policies), word)
        for word in ("rule", "guideline", "situation", "circumstance", "promise")
    ]
    parts.append(_number(len(book.examples), "example"))
    return ", ".join(part for part in parts if part) or "nothing yet"


def _promises(book: Book) -> list[str]:
    """What people are promised when a matter opens, a line each, in the order in which they are asked."""
    said = []
    for each in (promise for policy in book.policies for promise in policy.promises):
        days, hours = divmod(each.minutes, 24 * 60)
        time = _number(days, "day") if not hours and not each.while_open else ""
        opening = "opening " if each.while_open else ""
        if not time:
            whole = each.minutes % 60 == 0
            time = _number(
                each.minutes // 60 if whole else each.minutes, f"{opening}{'hour' if whole else 'minute'}"
            )
        about = "" if each.when.text == "true" else f", when {' '.join(each.when.text.split())}"
        said.append(f"promised ({each.of or 'any matter'}{about}): {each.hear}, within {time}")
    return said


def _undeclared(book: Book) -> list[str]:
    """The words that are used and not declared, a line for facts and one for actions."""
    facts = [f"`{fact.name}` ({fact.type})" for fact in book.facts.values() if not fact.declared]
    actions = [
        f"`{action.name}`" + (" (with an amount)" if action.amount else "")
        for action in book.actions.values()
        if not action.declared
    ]
    said = []
    if facts:
        said.append("facts used and not declared: " + ", ".join(facts))
    if actions:
        said.append("actions used and not declared: " + ", ".join(actions))
    return said


def _show_examples(checked: _Checked) -> None:
    holding = len(checked.examples) - len(checked.failing)
    if not checked.examples:
        typer.echo("there is no example yet: an example is a test that teaches")
        return
    typer.echo(f"examples: {holding} of {len(checked.examples)} hold")
    for result in checked.failing:
        place = result.example.place
        typer.echo(f"{place.path}:{place.line}: {result.example.name}")
        for difference in result.differences:
            typer.echo(f"  {difference}")


# -- JSON ----------------------------------------------------------------------------------------------
def _print_schema(kind: str) -> None:
    from leeway import policy

    if kind not in SCHEMAS:
        refuse(f"there is no schema `{kind}`", hint=f"schemas: {', '.join(SCHEMAS)}")
    typer.echo(json.dumps(policy.json_schema(kind), ensure_ascii=False, indent=2))


def _as_json(loaded: Loaded, checked: _Checked | None) -> dict[str, Any]:
    found: dict[str, Any] = {"diagnostics": [_diagnostic(each) for each in loaded.diagnostics]}
    if checked is None:
        return {"book": None, "sound": False, **found}
    book = checked.book
    return {
        "book": book.name,
        "version": book.version,
        "zone": book.zone,
        "sound": checked.is_sound,
        **found,
        "undeclared": {
            "facts": {fact.name: str(fact.type) for fact in book.facts.values() if not fact.declared},
            "actions": [action.name for action in book.actions.values() if not action.declared],
        },
        "examples": {"count": len(checked.examples), "failing": [_failing(each) for each in checked.failing]},
        "promises": [
            {
                "id": each.id,
                "of": each.of or None,
                "when": each.when.text,
                "hear": each.hear,
                "minutes": each.minutes,
                "while_open": each.while_open,
            }
            for policy in book.policies
            for each in policy.promises
        ],
        "exposure": _exposure(checked.exposure),
    }


def _diagnostic(each: Diagnostic) -> dict[str, Any]:
    return {
        "code": each.code,
        "name": each.name,
        "severity": each.severity.value,
        "path": each.place.path,
        "line": each.place.line,
        "column": each.place.column,
        "width": each.width,
        "message": each.message,
        "help": each.help,
    }


def _failing(result: ExampleResult) -> dict[str, Any]:
    place = result.example.place
    return {
        "example": result.example.name,
        "path": place.path,
        "line": place.line,
        "differences": [
            {"what": each.what, "expected": each.expected, "actual": each.actual} for each in result.differences
        ],
    }


def _exposure(exposure: Exposure) -> dict[str, Any]:
    def spending(part: Any) -> dict[str, int | None]:
        return {f"{period}_minor": part.of(period) for period in ("day", "month", "year")}

    return {
        "currency": exposure.currency,
        "sites": exposure.sites,
        "site": spending(exposure.site),
        "network": spending(exposure.network),
        "clauses": {
            each.clause: {"site": spending(each.site), "network": spending(each.network)}
            for each in exposure.clauses
        },
        "uncapped": list(exposure.uncapped),
    }
