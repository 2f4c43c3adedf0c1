"""What can an operator do with a desk besides serving it? Audit its record, let programs in, connect its mail,
bring in the past.

Start reading at `audit.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.cli.desk import audit, bring, link, mail, report, token

if TYPE_CHECKING:
    import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the groups of commands to the command line."""
    audit.register(app)
    mail.register(app)
    bring.register(app)
    token.register(app)
    link.register(app)
    report.register(app)
