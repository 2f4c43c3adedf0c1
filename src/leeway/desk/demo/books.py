"""Where are the books that come with Leeway? In the package, or beside the sources."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_INSTALLED: Final = Path(__file__).parents[2] / "books"
_BESIDE_SOURCES: Final = Path(__file__).parents[4] / "books"


def book_texts(name: str) -> dict[str, str]:
    """The files of a book that comes with Leeway: file name → text.

    Raises: FileNotFoundError when there is no such book.
    """
    folder = (_INSTALLED if _INSTALLED.is_dir() else _BESIDE_SOURCES) / name
    single = folder.with_suffix(".yaml")
    if single.is_file():
        return {single.name: single.read_text("utf-8")}
    if not folder.is_dir():
        raise FileNotFoundError(f"no book `{name}` comes with Leeway")
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))
    }
