"""Is what was kept of a book still that book? A file beside it, believed only when its seal is whole.

The seal is a keyed hash over the edition of Leeway and Python, the place and the texts of the book, and what
was kept. The key belongs to whoever runs Leeway and never lies with the book. So a file that is damaged, of
another edition or of a text since changed, that somebody else put there or that came along with a copied book,
is left aside before anything in it is looked at, and the book is read as if there were none.
Start reading at `Cache.find`.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, ClassVar, Final

from leeway.policy.keeping.form import from_bytes, to_bytes

FOLDER: Final = ".leeway"
SUFFIX: Final = ".kept"
SEAL_BYTES: Final = 32
BYTES_MAX: Final = 64 * 1024 * 1024
"""A larger file is none of ours: a book of 4 MiB comes to a tenth of it."""
ROOMS: Final = ("feel", "policy")
"""Whose sources make an edition: what is kept is what these two rooms make of the texts."""


@dataclass(frozen=True, slots=True)
class Cache:
    """Keeps books that were read beside them, sealed with a key of 16 bytes or more that nobody else knows."""

    KEY_BYTES_MIN: ClassVar = 16

    key: bytes

    def __post_init__(self) -> None:
        """Refuse a key that could be guessed."""
        if len(self.key) < self.KEY_BYTES_MIN:
            raise ValueError(f"a key has at least {self.KEY_BYTES_MIN} bytes")

    def find(self, book: Path, version: str) -> Any:
        """What was kept of a book of this version (a hash of its texts), or None."""
        try:
            with _file(book).open("rb") as source:
                content = source.read(BYTES_MAX + 1)
            seal, kept = content[:SEAL_BYTES], content[SEAL_BYTES:]
            if len(content) > BYTES_MAX or not hmac.compare_digest(seal, self._seal(book, version, kept)):
                return None
            return from_bytes(kept)
        except (OSError, UnpicklingError):
            return None

    def keep(self, book: Path, version: str, value: object) -> None:
        """Keep what came of reading a book; where that cannot be written, nothing is kept and nothing said."""
        kept = to_bytes(value)
        with suppress(OSError):
            file = _file(book)
            _make(file.parent)
            handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".new")
            try:
                with os.fdopen(handle, "wb") as target:
                    target.write(self._seal(book, version, kept) + kept)
                Path(temporary).replace(file)
            except OSError:
                Path(temporary).unlink(missing_ok=True)

    def _seal(self, book: Path, version: str, kept: bytes) -> bytes:
        seal = hmac.new(self.key, digestmod=hashlib.sha256)
        for part in (_edition(), str(book).encode("utf-8", "surrogateescape"), version.encode(), kept):
            seal.update(len(part).to_bytes(8) + part)
        return seal.digest()


def _file(book: Path) -> Path:
    """`forecourt/.leeway/book.kept`, `.leeway/corner-shop.yaml.kept`."""
    return book / FOLDER / f"book{SUFFIX}" if book.is_dir() else book.parent / FOLDER / f"{book.name}{SUFFIX}"


def _make(folder: Path) -> None:
    """The folder of what is kept; it tells git to leave it alone."""
    if folder.is_symlink():
        raise NotADirectoryError(folder)
    if not folder.exists():
        folder.mkdir()
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")


@cache
def _edition() -> bytes:
    """What must be the same for a kept book to be taken up: Python, and the sources that made it."""
    sources = Path(__file__).resolve().parents[2]
    found = [sys.implementation.cache_tag or "", sys.version]
    for path in sorted(path for room in ROOMS for path in (sources / room).rglob("*.py")):
        status = path.stat()
        found.append(f"{path.relative_to(sources)} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(found).encode()).digest()
