"""What may I do for this person? Every action of a book, and how far: `leeway options`.

Start reading at `show_options`.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leeway.cli.decide import check_language, live_balances, plan_of
from leeway.cli.inputs import open_book, paragraphs, read_text, refuse, shown

if TYPE_CHECKING:
    from leeway.decide import Option, Request
    from leeway.policy import Book

_HELP = """What may be done for this person: every action, which amounts go ahead, and who is asked above.

Example: leeway options books/forecourt --authority attendant

REQUEST is the same JSON object as for `leeway decide`, without an action; `-` reads it from the standard input.
Without it nothing is known but the authority. Exit codes: 0 something goes ahead, 1 nothing does, 2 the book or
the request cannot be read.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("options", help=paragraphs(_HELP))(show_options)


def show_options(  # noqa: PLR0913, PLR0917 - each is an option of the command
    book: Annotated[Path, typer.Argument(help="A policy book: a folder or one file.")],
    request: Annotated[str | None, typer.Argument(help="A file with the request, or - for the input.")] = None,
    authority: Annotated[
        str | None, typer.Option("--authority", help="Who asks, where no request says so.")
    ] = None,
    customer: Annotated[
        str | None, typer.Option("--customer", help="The customer, where no request says so.")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="en, ru, ro or uk.")] = "en",
    balances: Annotated[
        Path | None, typer.Option("--balances", help="Read what is used from this file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: FBT002
) -> None:
    """List what may be done."""
    from leeway.decide import Outcome, options

    opened = open_book(book).book
    check_language(language)
    asked = _request(opened, request, authority=authority, customer=customer)
    found = options(opened, asked, live_balances(asked, balances))
    if as_json:
        typer.echo(json.dumps(_as_json(found, book=opened), ensure_ascii=False, indent=2))
    else:
        _show(found, book=opened, language=language)
    raise typer.Exit(0 if any(each.outcome is Outcome.GO_AHEAD for each in found) else 1)


def _request(book: Book, name: str | None, *, authority: str | None, customer: str | None) -> Request:
    from leeway.cli.counter.opening import usual_authority

    if name is not None:
        if authority is not None or customer is not None:
            refuse("a request says itself who asks and for whom", hint="leave out --authority and --customer")
        planned = plan_of(read_text(name), book=book, where=shown(name), action="something else")
        return planned.request
    form: dict[str, Any] = {
        "actor": {
            "authority": authority or usual_authority(book),
            "certificates": list(book.certificates),
        }
    }
    if customer is not None:
        form["customer"] = customer
    return plan_of(json.dumps(form), book=book, where="options", action="something else").request


def _show(found: tuple[Option, ...], *, book: Book, language: str) -> None:
    from rich.console import Console

    from leeway.cli.counter.prompts.terminal import Terminal
    from leeway.cli.counter.screens import offers
    from leeway.decide import Naming, Voice

    texts = files("leeway.cli.counter").joinpath("texts")
    terminal = Terminal(Console(highlight=False), read=input)
    terminal.space()
    terminal.show(offers(found, naming=Naming(Voice(language, texts=(texts,)), book=book), book=book))
    terminal.space()


def _as_json(found: tuple[Option, ...], *, book: Book) -> dict[str, Any]:
    return {"currency": book.currency, "options": [_option(each) for each in found]}


def _option(option: Option) -> dict[str, Any]:
    from leeway.decide import value_to_form

    return {
        "action": option.action,
        "parameters": {name: value_to_form(value) for name, value in option.parameters},
        "outcome": option.outcome.value,
        "authority": option.authority,
        "questions": list(option.questions),
        "intervals": [
            {
                "outcome": each.outcome.value,
                "authority": each.authority,
                "least_minor": each.least_minor,
                "most_minor": each.most_minor,
            }
            for each in option.intervals
        ],
        "exact": option.exact,
        "cost_minor": option.cost_minor,
        "worth_minor": option.worth_minor,
        "own_judgement": option.own_judgement,
    }
