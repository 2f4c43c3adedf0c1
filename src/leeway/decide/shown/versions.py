"""What was it decided under? The versions of book, engine and time-zone tables that a record needs."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import tzdata  # type: ignore[import-untyped]

from leeway.decide.decision import Versions

if TYPE_CHECKING:
    from leeway.policy import Book


@cache
def _engine() -> str:
    try:
        return version("leeway-desk")
    except PackageNotFoundError:  # run from a bare folder
        return "0"


def versions_of(book: Book) -> Versions:
    """The versions under which a decision of this book is made."""
    return _versions(book.version)


@lru_cache(maxsize=64)
def _versions(book: str) -> Versions:
    return Versions(book=book, engine=_engine(), tzdata=tzdata.IANA_VERSION)
