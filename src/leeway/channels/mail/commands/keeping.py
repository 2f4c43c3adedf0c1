"""What happens first with a letter? It is stored as it came, once; only then the server hears that we have it.

Start reading at `keep`.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from leeway.channels.mail.models import Letter
from leeway.channels.mail.reading import SIZE_BYTES_MAX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

KEPT_OF_LARGE_BYTES: Final = 1_000_000
"""What is kept of a letter that is too large: its header and the beginning."""


def on_the_disk() -> None:
    """Let this connection's commits wait for the disk: what is acknowledged must outlive the machine's
    power.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


@transaction.atomic
def keep(mailbox: str, letters: Sequence[tuple[bytes, int]], *, at: datetime, past: bool = False) -> int:
    """Store letters of a mailbox, each with its size on the server; say how many were new.

    What came already is not stored again, however often it is handed in. Letters of the `past` are brought in
    quietly.
    """
    rows = [_row(mailbox, raw, size=size, at=at, past=past) for raw, size in letters]
    known = set(
        Letter.objects.filter(mailbox=mailbox, digest__in=[row.digest for row in rows]).values_list(
            "digest", flat=True
        )
    )
    new = {row.digest: row for row in rows if row.digest not in known}
    Letter.objects.bulk_create(new.values(), ignore_conflicts=True)
    return len(new)


def _row(mailbox: str, raw: bytes, *, size: int, at: datetime, past: bool) -> Letter:
    kept = raw if len(raw) <= SIZE_BYTES_MAX else raw[:KEPT_OF_LARGE_BYTES]
    return Letter(
        mailbox_id=mailbox, digest=hashlib.sha256(raw).hexdigest(), body=zlib.compress(kept, 1),
        size=max(size, len(raw)), came_at=at, again_at=at, past=past,
    )  # fmt: skip
