"""May this be done? One request to a policy book, and the whole answer: `leeway decide`.

Start reading at `decide_one`. How a request is written is said in `leeway.decide` (`FIELDS`).
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from leeway.cli.inputs import open_book, paragraphs, read_text, refuse, refuse_request, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from leeway.decide import Decision, Plan, Request, RequestProblem
    from leeway.ledger import Meter
    from leeway.policy import Book

_HELP = """May this be done for this customer now, how far, and if not, what then?

Example: leeway decide books/forecourt request.json

REQUEST is a JSON object, `-` reads it from the standard input; only `action` and `actor` must be there:

{"action": "write off", "amount": "150.00", "given": {"fuel.litres": 40}, "actor": "attendant"}

`leeway decide BOOK --fields` lists every field. Nothing is charged. Exit codes: 0 go ahead, 1 find out, ask or
decline, 2 the book or the request cannot be read.
"""

BookPath = Annotated[Path, typer.Argument(help="A policy book: a folder or one file.")]
Language = Annotated[str, typer.Option("--language", help="en, ru, ro or uk.")]
Balances = Annotated[
    Path | None, typer.Option("--balances", help="Read what is used already from this file; else nothing is.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the decision as JSON.")]
Fields = Annotated[bool, typer.Option("--fields", help="List the fields of a request.")]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("decide", help=paragraphs(_HELP))(decide_one)


def decide_one(
    book: BookPath,
    request: Annotated[str, typer.Argument(help="A file with the request, or - for the standard input.")] = "-",
    language: Language = "en",
    balances: Balances = None,
    as_json: AsJson = False,  # noqa: FBT002 - options are flags
    fields: Fields = False,  # noqa: FBT002
) -> None:
    """Decide one request."""
    from leeway.decide import Outcome, settle, to_json

    opened = open_book(book)
    if fields:
        _print_fields()
        return
    check_language(language)
    planned = plan_of(read_text(request), book=opened.book, where=shown(request))
    decision = settle(planned, live_balances(planned.request, balances))
    if as_json:
        typer.echo(json.dumps(to_json(decision), ensure_ascii=False, indent=2))
    else:
        _show(decision, book=opened.book, language=language)
    raise typer.Exit(0 if decision.outcome is Outcome.GO_AHEAD else 1)


def plan_of(text: str, *, book: Book, where: str, action: str | None = None) -> Plan:
    """The plan of the request that a JSON text asks, or everything that is wrong with it, and out."""
    from leeway.decide import FormError, RequestError, parse_json, plan

    try:
        return read_plan(parse_json(text), book=book, action=action, plan=partial(plan, book))
    except RequestError as error:
        refuse_request(error.problems, where=where)
    except FormError as error:
        refuse(f"{where}: {error}")


def read_plan(form: Any, *, book: Book, plan: Callable[[Request], Plan], action: str | None = None) -> Plan:
    """The plan of a JSON object, as people write a request or as a record keeps it.

    Raises: RequestError with all problems at once, of the form and of what the book says to it; FormError.
    """
    from leeway.decide import RequestError, as_written

    request, found = _read_request(form, book=book, action=action)
    problems = {each.field: each for each in found}
    try:
        planned = plan(request)
    except RequestError as error:
        for each in map(as_written, error.problems):
            told = (known for known in problems if not known.startswith("given"))
            if not any(known.startswith(each.field.partition(".")[0]) for known in told):
                problems.setdefault(each.field, each)
    if problems:
        raise RequestError(tuple(problems.values()))
    return planned


def _read_request(form: Any, *, book: Book, action: str | None) -> tuple[Request, tuple[RequestProblem, ...]]:
    from leeway.decide import FormError, Request, from_json, try_request

    if isinstance(form, dict) and "form" in form:
        request = from_json(form)
        if not isinstance(request, Request):
            raise FormError("expected a request, found a decision")
        return request, ()
    now = datetime.now(ZoneInfo(book.zone or "UTC"))
    return try_request(form, book=book, now=now, action=action)


def live_balances(request: Request, balances: Path | None) -> Mapping[Meter, int]:
    """What is used already at the moment of a request, by a file of balances; without one nothing is."""
    from leeway.cli.balances import Balances
    from leeway.ledger import JournalLedger, LedgerError

    if balances is None:
        return {}
    if not balances.is_file():
        refuse(f"there is no file of balances `{balances}`")
    try:
        ledger = JournalLedger(balances)
    except LedgerError as problem:
        refuse(str(problem))
    return Balances(lambda meter: ledger.balances([meter], at=request.charged_at)[meter])


def check_language(language: str) -> None:
    """Leave where there are no words in a language."""
    from leeway.decide import LANGUAGES

    if language not in LANGUAGES:
        refuse(f"there are no words in `{language}`", hint=f"languages: {', '.join(LANGUAGES)}")


def _show(decision: Decision, *, book: Book, language: str) -> None:
    from rich.console import Console

    from leeway.cli.counter.prompts.terminal import Terminal
    from leeway.cli.counter.screens import answer
    from leeway.decide import Voice, words

    terminal = Terminal(Console(highlight=False), read=input)
    said = words(decision, language=language, book=book)
    terminal.space()
    terminal.show(answer(decision, said, voice=Voice(language), width=terminal.width), whole_width=True)
    terminal.space()


def _print_fields() -> None:
    from leeway.decide import FIELDS

    width = max(map(len, FIELDS))
    for name, meaning in FIELDS.items():
        typer.echo(f"{name.ljust(width)}  {meaning}")
