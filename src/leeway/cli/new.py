"""How does somebody begin? `leeway new` writes a small, commented book that is valid at once.

The books to start from are the files in `starters/`. Start reading at `new_book`.
"""

from __future__ import annotations

import json
import re
import shlex
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from leeway.cli.home import file_name
from leeway.cli.inputs import refuse

_HELP = """Write a small policy book to start from: a dozen clauses and examples, with comments.

Example: leeway new "corner shop" --like shop --currency EUR

Nothing that exists is written over. Exit codes: 0 written, 2 the name or the currency cannot be used, or the
file exists.
"""

STARTERS = ("shop", "restaurant", "online")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("new", help=_HELP)(new_book)


def new_book(
    name: Annotated[str, typer.Argument(help="What the book is called.")],
    at: Annotated[Path, typer.Option("--at", help="The folder to write it into.")] = Path(),
    like: Annotated[
        str, typer.Option("--like", help="What to start from: shop, restaurant or online.")
    ] = STARTERS[0],
    currency: Annotated[str, typer.Option("--currency", help="The currency of its amounts.")] = "EUR",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: FBT002
) -> None:
    """Write a new book."""
    if like not in STARTERS:
        refuse(f"there is nothing like `{like}` to start from", hint=f"choose from: {', '.join(STARTERS)}")
    name = name.removesuffix(".yaml")
    path = at / f"{file_name(name)}.yaml"
    text = starting_text(like, name=name, currency=currency, file=str(path))
    _write(path, text)
    if as_json:
        typer.echo(json.dumps({"path": str(path)}, ensure_ascii=False))
    else:
        typer.echo(f"wrote {path}")
        typer.echo(f"next: leeway check {_quoted(str(path))}")


def starting_text(like: str, *, name: str, currency: str, file: str) -> str:
    """The text of a book to start from; out, where the name or the currency makes no valid book."""
    from leeway import policy

    starter = files("leeway.cli").joinpath("starters", f"{like}.yaml").read_text("utf-8")
    values = {"{name}": _as_yaml(name), "{currency}": currency, "{file}": _quoted(file)}
    text = re.sub(r"\{(?:name|currency|file)\}", lambda found: values[found.group()], starter)
    if not policy.is_currency(currency):
        refuse(f"`{currency}` is no currency", hint="write its ISO 4217 code, such as EUR")
    errors = policy.load_texts({"book.yaml": text}).errors
    if errors:
        refuse(f"`{name}` cannot be a book's name: {errors[0].message}")
    return policy.format_text(text)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        refuse(
            f"`{path}` exists already, and is left as it is",
            hint="choose another name, or another folder with --at",
        )
    except OSError as problem:
        refuse(f"`{path}` cannot be written: {(problem.strerror or str(problem)).lower()}")


def _as_yaml(name: str) -> str:
    """A name as YAML reads it back: without quotes where that is safe."""
    plain = (
        name and all(c.isalnum() or c in " _-.'" for c in name) and name[0].isalnum() and name == name.strip()
    )
    return name if plain else json.dumps(name, ensure_ascii=False)


def _quoted(path: str) -> str:
    """A path as one word of a command line."""
    return shlex.quote(path)
