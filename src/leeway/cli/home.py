"""Where does Leeway keep what must outlive a command? In the user's data folder, or where LEEWAY_HOME says.

Start reading at `balances_file`.
"""

from __future__ import annotations

import os
import re
import secrets
from typing import TYPE_CHECKING

from leeway.desk import home_folder

if TYPE_CHECKING:
    from pathlib import Path

    from leeway.policy import Cache


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


def book_cache() -> Cache | None:
    """What lets large books be taken up as they were last read; None where no key for it can be kept.

    The key is this user's own and lies in the data folder, never with a book: what others put beside a book, or
    what came along with a copied one, is not believed.
    """
    from leeway.policy import Cache

    file = home_folder() / "books.key"
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                target.write(secrets.token_bytes(32))
        key = file.read_bytes()
    except OSError:
        return None
    return Cache(key) if len(key) >= Cache.KEY_BYTES_MIN else None
