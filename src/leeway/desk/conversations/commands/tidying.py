"""How does search stay quick on SQLite, where what was changed often leaves traces in its index?

FTS5 writes what is new, and what is gone, behind what is there; a question then looks in many places. Once it
has grown by a fifth it is written anew, a little at a time: each step holds the one right to write for some
milliseconds, and others write in between. PostgreSQL sees to its own index. Start reading at `tidy_index`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from leeway.desk.conversations.models import Word

if TYPE_CHECKING:
    from datetime import datetime

LOOKED_EVERY: Final = timedelta(hours=6)
GROWN_BY: Final = 0.2
LEAVES_MIN: Final = 64
"""What is smaller is quick in any state."""
STEP_PAGES: Final = 16
STEPS: Final = 4
"""At each tick."""
GOING: Final = "going"
_MERGE: Final = "insert into conversations_found(conversations_found, rank) values ('merge', %s)"
_LEAVES: Final = "select count(*) from conversations_found_idx"


def tidy_index(*, at: datetime) -> bool:
    """Do some steps, if the index is being tidied or has grown enough to be; say whether there were any."""
    if connection.vendor != "sqlite":
        return False
    mark = Word.objects.filter(kind="mark", of="tidy").first()
    if mark is not None and mark.text != GOING and mark.at <= at < mark.at + LOOKED_EVERY:
        return False
    if mark is None or mark.text != GOING:
        return _begun(mark, at=at)
    if not all(_step(STEP_PAGES) for _ in range(STEPS)):
        _note(str(_leaves()), at=at)
    return True


@transaction.atomic
def _begun(mark: Word | None, *, at: datetime) -> bool:
    """Begin, where it is worth it; else note how large it was when it was tidy last."""
    tidy, now = int(mark.text) if mark is not None else 0, _leaves()
    if now < LEAVES_MIN or now < tidy * (1 + GROWN_BY):
        _note(str(min(tidy, now)), at=at)
        return False
    _note(GOING, at=at)
    _step(-STEP_PAGES)  # from its minus sign FTS5 knows that all of it is meant; what follows goes on with that
    return True


def _step(pages: int) -> bool:
    """Write so many pages anew, at most; say whether there were any."""
    connection.ensure_connection()
    before = connection.connection.total_changes
    with connection.cursor() as cursor:
        cursor.execute(_MERGE, [pages])
    return bool(connection.connection.total_changes - before >= 2)


def _leaves() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_LEAVES)
        return int(cursor.fetchone()[0])


def _note(text: str, *, at: datetime) -> None:
    Word.objects.update_or_create(kind="mark", of="tidy", defaults={"at": at, "text": text})
