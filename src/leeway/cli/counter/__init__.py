"""How is it to work with Leeway? `leeway counter`: one customer after the other, in this terminal.

Public: `register`. The conversation is in `conversation.py`, what is asked and answered in `choosing.py`
and `answering.py`, what goes upwards in `upwards.py`, departures in `departing.py`; `screens/` draws, `texts/`
holds our words in each language. Start reading at `Conversation.serve`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from leeway.cli.inputs import paragraphs

_HELP = """The counter: what may be done for this person, how far, and why – then it is done.

Example: leeway counter books/forecourt

Balances are kept in a file and a record of every decision beside it, by default in the user's data folder (or
in LEEWAY_HOME). Every prompt also takes lines from a pipe; the end of the input or Ctrl-C leaves. Exit codes:
0 left as usual, 2 the book or the balances cannot be read.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("counter", help=paragraphs(_HELP))(counter)


def counter(  # noqa: PLR0913, PLR0917 - each is an option of the command
    book: Annotated[Path, typer.Argument(help="A policy book: a folder or one file.")],
    actor: Annotated[str, typer.Option("--actor", help="Who is at the counter.")] = "you",
    authority: Annotated[str | None, typer.Option("--authority", help="Their authority in the book.")] = None,
    certificate: Annotated[
        list[str] | None, typer.Option(help="A certificate they hold; all, if not said; `none` for none.")
    ] = None,
    customer: Annotated[str | None, typer.Option("--customer", help="The first customer, if known.")] = None,
    site: Annotated[str, typer.Option("--site", help="The site.")] = "site",
    language: Annotated[str, typer.Option("--language", help="en, ru, ro or uk.")] = "en",
    balances: Annotated[Path | None, typer.Option("--balances", help="The file of balances.")] = None,
    approver: Annotated[
        str | None, typer.Option("--as", help="Who answers questions upwards here: NAME:AUTHORITY.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", help="Rehearse as if it were this moment (ISO 8601).")
    ] = None,
) -> None:
    """Serve customers until somebody leaves."""
    from leeway.cli.counter.opening import Wanted, open_counter

    wanted = Wanted(
        book=book, actor=actor, authority=authority, certificates=certificate, customer=customer, site=site,
        language=language, balances=balances, approver=approver, at=at,
    )  # fmt: skip
    open_counter(wanted).run()
