"""How does a command open this machine's desk? Its settings and tables, or a sentence why they cannot be had.

Start reading at `desk`.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leeway.cli.inputs import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def desk() -> Iterator[None]:
    """Open the desk of LEEWAY_HOME or DATABASE_URL; leaves with exit code 2 where it cannot be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    try:
        import django
    except ImportError:
        refuse("the desk needs more than the plain install", hint="pip install 'leeway-desk[desk]'")
    django.setup()
    from django.db import DatabaseError

    from leeway.ledger import LedgerUnavailable

    try:
        yield
    except LedgerUnavailable as away:
        refuse(str(away), hint="on SQLite the desk has to be open: `leeway serve`")
    except DatabaseError as away:
        refuse(f"the desk cannot be read: {away}")
