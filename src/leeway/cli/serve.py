"""How is a desk started? `leeway serve` and `leeway demo`: one command, one data folder, one address.

Start reading at `serve`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from leeway.cli.inputs import refuse

PORT = 8420


def register(app: typer.Typer) -> None:
    """Add the commands that serve."""
    app.command()(serve)
    app.command()(demo)


def serve(
    *,
    port: Annotated[int, typer.Option(help="The port to answer on; the one above is for live updates.")] = PORT,
    host: Annotated[
        str, typer.Option(help="The address to answer on; 0.0.0.0 for the whole network.")
    ] = "127.0.0.1",
) -> None:
    """Open the desk in the browser: `leeway serve`, then follow the printed address.

    Everything is kept in one folder (LEEWAY_HOME, or the user's data folder) on SQLite; with
    DATABASE_URL=postgresql://… several such commands on several machines serve one desk.
    """
    _run(["--port", str(port), "--host", host])


class DemoSize(StrEnum):
    """How large a demonstration is."""

    STATION = "station"
    NETWORK = "network"


def demo(
    *,
    size: Annotated[
        DemoSize,
        typer.Option(help="station: three sites; network: 400 sites, 5,000 staff, a year of decisions."),
    ] = DemoSize.STATION,
    book: Annotated[
        str | None,
        typer.Option(help="One house by this book, with nothing used yet: shop, restaurant, mobile …"),
    ] = None,
    port: Annotated[int, typer.Option(help="The port to answer on.")] = PORT,
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
    home: Annotated[
        Path | None, typer.Option(help="The folder of the demonstration; a new one if left out.")
    ] = None,
) -> None:
    """Open a desk with made-up people and decisions, and print links to sign in with."""
    import tempfile

    folder = home or Path(tempfile.mkdtemp(prefix="leeway-demo-"))
    arguments = ["--port", str(port), "--host", host, "--demo", size.value]
    _run([*arguments, *(["--book", book] if book else [])], home=folder)


def _run(arguments: list[str], *, home: Path | None = None) -> None:
    try:
        import django  # noqa: F401
    except ImportError:
        refuse("the desk needs more than the plain install", hint="pip install 'leeway-desk[desk]'")
    surroundings = dict(os.environ)
    if home is not None:
        surroundings["LEEWAY_HOME"] = str(home)
    command = [sys.executable, "-m", "leeway.web", *arguments]
    os.execve(sys.executable, command, surroundings) if os.name == "posix" else sys.exit(  # noqa: S606
        subprocess.call(command, env=surroundings)  # noqa: S603
    )
