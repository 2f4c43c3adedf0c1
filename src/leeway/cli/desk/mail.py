"""How does a desk get its mail? `leeway mail add`, `check`, `list`: mailboxes of an operator.

Letters of before come in by `leeway import mbox`. Start reading at `add`. Passwords are asked
for, never given on the command line.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from leeway.cli.inputs import refuse

if TYPE_CHECKING:
    from leeway.channels.mail.commands import Server

Name = Annotated[str, typer.Argument(help="The mailbox's name, as `help`.")]


def register(app: typer.Typer) -> None:
    """Add the group of commands to the command line."""
    group = typer.Typer(help="Connect mailboxes: add, check, list.", no_args_is_help=True)
    group.command()(add)
    group.command()(check)
    group.command("list")(list_)
    app.add_typer(group, name="mail")


def _begin() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    try:
        import django
    except ImportError:
        refuse("the desk needs more than the plain install", hint="pip install 'leeway-desk[desk]'")
    django.setup()


def add(  # noqa: PLR0913  a mailbox is described by what its servers ask for
    name: Name,
    *,
    address: Annotated[str, typer.Option(help="The address people write to.")],
    site: Annotated[str, typer.Option(help="Where new matters belong, by id.")],
    imap: Annotated[str, typer.Option(help="host:port of the IMAP server; none: it only sends.")] = "",
    smtp: Annotated[str, typer.Option(help="host:port of the SMTP server; none: it only receives.")] = "",
    user: Annotated[str, typer.Option(help="Its user; else the address.")] = "",
    security: Annotated[str, typer.Option(help="tls, starttls or none.")] = "tls",
    folder: Annotated[str, typer.Option(help="Which folder letters come to.")] = "INBOX",
    done: Annotated[str, typer.Option(help="Where they are moved; none: they are marked as seen.")] = "",
    brand: Annotated[str, typer.Option(help="Letters of one brand never join another's.")] = "",
    called: Annotated[str, typer.Option(help="The name beside the address.")] = "",
    language: Annotated[str, typer.Option(help="Of automatic answers.")] = "",
    trusted: Annotated[str, typer.Option(help="Whose Authentication-Results are believed.")] = "",
    tags: Annotated[bool, typer.Option(help="Whether help+…@ arrives.")] = True,
    answers: Annotated[bool, typer.Option(help="Say at once that a letter came.")] = False,
) -> None:
    """Add a mailbox or describe it anew; its password is asked for, or read from LEEWAY_MAIL_PASSWORD."""
    _begin()
    from leeway.channels.mail.commands import Wanted, add_mailbox

    password = os.environ.get("LEEWAY_MAIL_PASSWORD") or typer.prompt("Password", hide_input=True, default="")
    fetch = _server(imap, security, user or address, folder=folder, done=done) if imap else None
    send = _server(smtp, security, user or address if password else "") if smtp else None
    wanted = Wanted(
        id=name, site=site, address=address, fetch=fetch, send=send,
        fetch_password=password, send_password=password,
        brand=brand, called=called, language=language, trusted_server=trusted, tags=tags, answers=answers,
    )  # fmt: skip
    add_mailbox(wanted)
    typer.echo(f"{name}: {address}. `leeway mail check {name}` tries it.")


def _server(given: str, security: str, user: str, *, folder: str = "INBOX", done: str = "") -> Server:
    from leeway.channels.mail.commands import Server

    host, _, port = given.rpartition(":")
    if not host or not port.isdecimal() or security not in {"tls", "starttls", "none"}:
        refuse(f"`{given}` with `{security}` is no server", hint="--imap mail.example:993 --security tls")
    return Server(host=host, port=int(port), security=security, user=user, folder=folder, done=done)


def check(name: Name) -> None:
    """Try a mailbox: say whether its servers can be reached and let us in; nothing is fetched or sent."""
    _begin()
    from leeway.channels.mail.commands import tried

    results = tried(name)
    if results is None:
        refuse(f"there is no mailbox `{name}`", hint="leeway mail list")
    for what, problem in results:
        typer.echo(f"{what}: {problem or 'fine'}")
    if any(problem for _, problem in results):
        raise typer.Exit(1)


def list_() -> None:
    """List the mailboxes: what waits, and what is wrong since when."""
    _begin()
    from leeway.channels.mail.queries import mailboxes

    for box in mailboxes():
        looked = f"{box.looked_at:%Y-%m-%d %H:%M} UTC" if box.looked_at else "never"
        typer.echo(f"{box.id}  {box.address}  {box.letters} letters, {box.waiting} waiting, looked at {looked}")
        if box.problem:
            since = f"{box.problem_since:%Y-%m-%d %H:%M} UTC" if box.problem_since else "just now"
            typer.echo(f"  since {since}: {box.problem}")
