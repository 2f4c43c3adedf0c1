"""Where does Leeway keep what must outlive a command? In the user's data folder, or where LEEWAY_HOME says.

Start reading at `balances_file`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leeway.desk import home_folder

if TYPE_CHECKING:
    from pathlib import Path


def balances_file(book: str) -> Path:
    """The file of a book's balances: `balances/corner-shop.journal`."""
    return home_folder() / "balances" / f"{file_name(book)}.journal"


def record_file(balances: Path) -> Path:
    """The record of decisions that belongs to a file of balances."""
    return balances.with_name(f"{balances.stem}.record.jsonl")


def file_name(book: str) -> str:
    """A book's name as part of a file's name.

    >>> file_name("Corner Shop №1")
    'corner-shop-1'
    """
    return re.sub(r"\W+", "-", book.casefold()).strip("-") or "book"
