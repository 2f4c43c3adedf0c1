"""Who lets somebody in when nobody can sign in any more? `leeway sign-in-link`, at the terminal of the machine.

Whoever reads the data folder could read everything anyway; so no key is asked for, but it is told: the
colleague and whoever looks after the people read when it was made and used. Start reading at `sign_in_link`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from leeway.cli.desk.opened import desk
from leeway.cli.inputs import refuse
from leeway.cli.serve import PORT

if TYPE_CHECKING:
    from leeway.desk.people.queries import Who

LASTS = timedelta(hours=1)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(name="sign-in-link")(sign_in_link)


def sign_in_link(
    colleague: Annotated[
        str | None, typer.Argument(help="Whom to let in, by id or e-mail; an owner if left out.")
    ] = None,
    *,
    address: Annotated[
        str | None, typer.Option(help="Where the desk answers; http://localhost:8420 if left out.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Print who owns this desk, and make no link.")] = False,
) -> None:
    """Print a link that signs somebody in once, within the hour, when every key is lost.

    It takes access to the data folder of the desk. The link is told in the record of the colleague.
    """
    import os

    with desk():
        from leeway.desk.clock import now
        from leeway.desk.people import commands, queries

        owners = queries.owners()
        if list_:
            for each in owners:
                typer.echo(f"{each.id}  {each.name}  {each.email}".rstrip())
            raise typer.Exit
        found = _only(owners) if colleague is None else queries.find_colleague(colleague)
        if found is None or found.ai:
            refuse(f"nobody who can sign in is called `{colleague}`", hint="leeway sign-in-link --list")
        token = commands.make_told_link(found.id, by=commands.TERMINAL, at=now(), lasts=LASTS)
    base = address or os.environ.get("LEEWAY_ORIGIN") or f"http://localhost:{PORT}"
    typer.echo(f"{found.name} signs in once with this link, until an hour from now:")
    typer.echo(f"{base.rstrip('/')}/enter/{token}/")


def _only(owners: tuple[Who, ...]) -> Who:
    """The only owner; with none or several, somebody has to be named."""
    if not owners:
        refuse("this desk has no owner yet", hint="`leeway serve` prints the link that sets it up")
    if len(owners) > 1:
        names = ", ".join(each.id for each in owners)
        refuse(f"this desk has several owners: {names}", hint=f"leeway sign-in-link {owners[0].id}")
    return owners[0]
