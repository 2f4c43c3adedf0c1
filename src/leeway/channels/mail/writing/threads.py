"""Which headers keep a conversation together in everybody's mail program? In-Reply-To, References,
Thread-Index.

RFC 5322 section 3.6.4, and what Exchange adds. Start reading at `references` and `thread_index`.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

LINE_CHARACTERS_MAX: Final = 78
_ID_CHARACTERS_MAX: Final = 900
_IDS_MAX: Final = 200
"""What is kept of a very long thread: its beginning and its end, as the standard's predecessor advises."""
_ID: Final = re.compile(r"[!-;=?-~]+@[!-;=?-~]+\Z")

_EPOCH_TICKS: Final = 116_444_736_000_000_000
"""Hundreds of nanoseconds from 1601 to 1970."""
_FIRST_BYTES: Final = 22
_BLOCK_BYTES: Final = 5
_BYTES_MAX: Final = 5_000


def references(*, earlier: Iterable[str], answered: str) -> tuple[str, ...]:
    """The ids that an answer refers to, oldest first: what the letter referred to, then the letter itself."""
    known = dict.fromkeys(each for each in earlier if is_id(each))
    known.pop(answered, None)
    ids = [*known, *([answered] if is_id(answered) else [])]
    return tuple(ids if len(ids) <= _IDS_MAX else [*ids[:20], *ids[20 - _IDS_MAX :]])


def is_id(text: str) -> bool:
    """Whether it may stand between angle brackets in a header of ours."""
    return len(text) <= _ID_CHARACTERS_MAX and _ID.match(text) is not None


def folded(name: str, ids: Iterable[str]) -> str:
    r"""A header of ids with its name, an id a line, each line as short as its id.

    >>> folded("References", ["a@x", "b@x"])
    'References: <a@x>\r\n <b@x>'
    """
    return f"{name}: " + "\r\n ".join(f"<{each}>" for each in ids)


def thread_index(parent: str, *, at: datetime, unique: bytes) -> str:
    """The thread index of an answer: its parent's with a block more; a new one if the parent has none.

    `unique` are sixteen bytes that no other thread has. Source: MS-OXOMSG 2.2.1.3.
    """
    ticks = int(at.timestamp() * 10_000_000) + _EPOCH_TICKS
    known = _read(parent)
    if known is None:
        return base64.b64encode((ticks >> 16).to_bytes(6, "big") + unique[:16].ljust(16, b"\0")).decode()
    begun = int.from_bytes(known[:6], "big") << 16
    gap = max(0, ticks - begun)
    # The first bit says how coarse the gap is that the other 31 hold.
    coarse = gap >= 1 << 49
    kept = (gap >> (23 if coarse else 18)) & 0x7FFF_FFFF
    block = ((coarse << 31) | kept).to_bytes(4, "big") + unique[:1]
    return base64.b64encode(known + block).decode()


def _read(parent: str) -> bytes | None:
    try:
        known = base64.b64decode("".join(parent.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    whole = len(known) >= _FIRST_BYTES and (len(known) - _FIRST_BYTES) % _BLOCK_BYTES == 0
    return known if whole and len(known) <= _BYTES_MAX else None
