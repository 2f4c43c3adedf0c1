"""How does a program get in? `leeway token new` makes a token for a colleague or an AI agent, shown once.

Start reading at `new`. Only an operator of the machine can make a token for somebody else.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Annotated

import typer

from leeway.cli.inputs import refuse

Scopes = Annotated[
    list[str] | None,
    typer.Option("--scope", help="decide, facts, read, approve, people or policies; repeat it."),
]


def register(app: typer.Typer) -> None:
    """Add the group of commands to the command line."""
    group = typer.Typer(help="Let programs in: tokens for the HTTP API.", no_args_is_help=True)
    group.callback()(_group)
    group.command()(new)
    app.add_typer(group, name="token")


def _group() -> None:
    """Tokens for the HTTP API."""


def new(
    colleague: Annotated[str, typer.Argument(help="As whom the program acts, by id.")],
    *,
    site: Annotated[str, typer.Option(help="Where it counts: this site and below.")],
    scope: Scopes = None,
    name: Annotated[str, typer.Option(help="What it is for.")] = "made at the terminal",
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it lasts.")] = 90,
) -> None:
    """Make a token and print it; only a digest is kept, so copy it now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    try:
        import django
    except ImportError:
        refuse("the desk needs more than the plain install", hint="pip install 'leeway-desk[desk]'")
    django.setup()
    from leeway.desk.access.commands import TokenRefusedError, Wanted, make_token
    from leeway.desk.clock import now

    at = now()
    wanted = Wanted(
        name=name, colleague=colleague, site=site, scopes=tuple(scope or ("decide", "read")),
        expires_at=at + timedelta(days=days),
    )  # fmt: skip
    try:
        typer.echo(make_token(wanted, at=at))
    except TokenRefusedError:
        refuse(
            f"`{colleague}` does not serve at `{site}`, or a scope is unknown", hint="leeway token new --help"
        )
