"""What can be done from a terminal? The command `leeway`, one module a group of commands.

Public: app, main. Imports every room; a command imports its rooms when it runs, so that `--help` is quick.
Each module of this folder that has a function `register(app)` adds its commands; there is no central list.
Start reading at `main`; `feel.py` is the shortest group. Exit codes: 0 fine, 1 the answer is negative,
2 the input cannot be read.
"""

from __future__ import annotations

import importlib
import pkgutil

import typer

__all__ = ["app", "main"]

app = typer.Typer(
    name="leeway",
    help="A customer-service desk in which the front line decides on the spot, inside limits.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _register_all() -> None:
    for found in pkgutil.iter_modules(__path__):
        register = getattr(importlib.import_module(f"{__name__}.{found.name}"), "register", None)
        if register is not None:
            register(app)


_register_all()


def main() -> None:
    """Run the command line."""
    app()
