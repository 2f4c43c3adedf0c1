"""Which files may somebody send us? A few of ordinary kinds and sizes; what is refused is told by name.

Bytes are kept as they are and only ever given back to be saved. Start reading at `taken`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from leeway.desk.cases.commands import Attached

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

FILES_MAX: Final = 5
BYTES_MAX: Final = 10 * 1024 * 1024
"""Of one file."""
ENDINGS: Final = frozenset(
    {"jpg", "jpeg", "png", "gif", "webp", "heic", "pdf", "txt", "csv", "doc", "docx", "xls", "xlsx", "odt",
    "ods", "mp3", "m4a", "ogg", "wav", "mp4", "mov", "webm"} )  # fmt: skip


def taken(files: Iterable[UploadedFile[bytes]]) -> tuple[tuple[Attached, ...], tuple[str, ...]]:
    """The files that are kept, and the names of those that are not."""
    kept: list[Attached] = []
    refused: list[str] = []
    for each in files:
        name = _name(each.name or "")
        if len(kept) >= FILES_MAX or not _fits(name, each.size or 0):
            refused.append(name)
            continue
        kind = (each.content_type or "application/octet-stream")[:100]
        kept.append(Attached(name=name, type=kind, size=each.size or 0, body=each.read()))
    return tuple(kept), tuple(refused)


def _fits(name: str, size: int) -> bool:
    return name.rpartition(".")[2].casefold() in ENDINGS and 0 < size <= BYTES_MAX


def _name(given: str) -> str:
    """A file's name without folders and without signs that nobody sees."""
    bare = given.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in bare if letter.isprintable())[-200:] or "file"
