"""What may be done with a file that was handed in? Read otherwise, bring in, stop, go on, forget.

The work itself is the worker's (`due.py`). Start reading at `hand_in`.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from leeway.desk.importing.commands.sorts import Reading
from leeway.desk.importing.models import Piece, Upload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

BYTES_MAX: Final = 200 * 1024 * 1024
"""Of a file that is handed in on a page; the command line takes larger ones."""
PIECE_BYTES: Final = 1 << 20
State = Upload.State


class TooLargeError(Exception):
    """A file is larger than a page takes, or empty."""


def hand_in(kind: str, *, file: str, pieces: Iterable[bytes], reading: Reading, by: str, at: datetime) -> str:
    """Keep a file piece by piece and let it be looked at; give its id. Raises: TooLargeError."""
    upload = Upload.objects.create(
        kind=kind, file=_name(file), reading=reading.kept(), by=by, at=at, changed_at=at
    )
    size = 0
    try:
        for number, body in enumerate(_fitting(pieces)):
            size += len(body)
            Piece.objects.create(upload=upload, number=number, body=zlib.compress(body, 1))
    except BaseException:
        upload.delete()
        raise
    Upload.objects.filter(pk=upload.pk).update(size=size, state=State.TO_LOOK)
    return upload.pk


def read_otherwise(upload: str, reading: Reading, *, at: datetime) -> bool:
    """Look at a file again in another way; not while it is being brought in, nor afterwards."""
    still = (State.TO_LOOK, State.LOOKED, State.REFUSED)
    return _changed(upload, still, reading=reading.kept(), state=State.TO_LOOK, at=at)


def bring(upload: str, *, at: datetime) -> bool:
    """Bring a file in that was looked at, or go on with one that was stopped."""
    return _changed(upload, (State.LOOKED, State.STOPPED), state=State.TO_GO, at=at)


def stop(upload: str, *, at: datetime) -> bool:
    """Stop bringing a file in: what is in stays, and it can be gone on with."""
    return _changed(upload, (State.TO_GO,), state=State.STOPPED, at=at)


def forget(upload: str) -> bool:
    """Forget a file that is not being worked on; what it brought in stays."""
    gone, _ = Upload.objects.filter(pk=upload).exclude(state=State.TO_GO).delete()
    return bool(gone)


def _changed(upload: str, states: Iterable[str], *, at: datetime, **to: object) -> bool:
    rows = Upload.objects.filter(pk=upload, state__in=tuple(states))
    fresh = {"problem": "", "help": "", "read_bytes": 0, "worker": "", "claimed_until": None, "changed_at": at}
    return bool(rows.update(**fresh | to))


def _fitting(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same in even pieces. Raises: TooLargeError as soon as they are too many, and where there are none."""
    size = 0
    for body in _even(pieces):
        size += len(body)
        if size > BYTES_MAX:
            raise TooLargeError
        yield body
    if not size:
        raise TooLargeError


def _even(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size."""
    kept = bytearray()
    for each in pieces:
        kept += each
        while len(kept) >= PIECE_BYTES:
            yield bytes(kept[:PIECE_BYTES])
            del kept[:PIECE_BYTES]
    if kept:
        yield bytes(kept)


def _name(given: str) -> str:
    """A file's name without folders, without signs that nobody sees, and no longer than file systems take."""
    bare = given.replace("\\", "/").rpartition("/")[2].lstrip(".")
    shown = "".join(letter for letter in bare if letter.isprintable())
    return shown.encode("utf-8", "ignore")[-200:].decode("utf-8", "ignore") or "file"
