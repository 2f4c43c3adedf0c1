"""Where does Leeway keep what must outlive a command? In the user's data folder, or where LEEWAY_HOME says.

Start reading at `home`.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path


def home() -> Path:
    """The folder of this user's balances and records; it is not created here."""
    if named := os.environ.get("LEEWAY_HOME"):
        return Path(named).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", "~/AppData/Local")).expanduser() / "leeway"
    if sys.platform == "darwin":
        return Path("~/Library/Application Support/leeway").expanduser()
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "leeway"


def balances_file(book: str) -> Path:
    """The file of a book's balances: `balances/corner-shop.journal`."""
    return home() / "balances" / f"{file_name(book)}.journal"


def record_file(balances: Path) -> Path:
    """The record of decisions that belongs to a file of balances."""
    return balances.with_name(f"{balances.stem}.record.jsonl")


def file_name(book: str) -> str:
    """A book's name as part of a file's name.

    >>> file_name("Corner Shop №1")
    'corner-shop-1'
    """
    return re.sub(r"\W+", "-", book.casefold()).strip("-") or "book"
