"""Who works on files that were handed in? The worker, one after the other, beside everything else.

A file is claimed for a while, and the claim moves on as it is read: when a worker dies, another goes on, and
each row comes in once, as with the command line. Start reading at `do_what_is_due`.
"""

from __future__ import annotations

import logging
import time
import zlib
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from django.db import OperationalError, close_old_connections, transaction
from django.db.models import Q

from leeway.desk.clock import new_id, now
from leeway.desk.importing.commands.running import ElsewhereError
from leeway.desk.importing.commands.sorts import REFUSED_FILE, SORTS, Reading, RefusedFileError
from leeway.desk.importing.models import Piece, Upload

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

CLAIMED_FOR: Final = timedelta(seconds=60)
KEPT_FOR: Final = timedelta(days=7)
"""A file, and the rows that were refused, stay so long after the last thing that was done with it."""
TOLD_EVERY: Final = timedelta(seconds=1)
PAUSES_SECONDS: Final = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Before it is gone on with, where others wrote for too long, or the database was away for a while."""
State = Upload.State
WORK: Final = (State.TO_LOOK, State.TO_GO)


class _TakenAwayError(Exception):
    """The file was stopped, is read otherwise now, or another worker has it."""


def do_what_is_due(*, at: datetime, clock: Callable[[], datetime] = now) -> None:
    """Look at, and bring in, what waits; forget old files. `clock` says how late it is meanwhile."""
    old = Upload.objects.filter(changed_at__lt=at - KEPT_FOR).exclude(state__in=WORK)
    if old.exists():
        Piece.objects.filter(upload__in=old).delete()
        old.filter(~Q(state=State.DONE)).delete()
        old.filter(refused__isnull=False).update(refused=None)
    while (upload := _claimed(at=clock())) is not None:
        _see_to(upload, clock=clock)


def _claimed(*, at: datetime) -> Upload | None:
    """The next file that nobody works on, now ours."""
    waiting = Upload.objects.filter(Q(claimed_until=None) | Q(claimed_until__lte=at), state__in=WORK)
    if not waiting.exists():
        return None
    with transaction.atomic():
        upload = waiting.select_for_update(skip_locked=True).order_by("at", "pk").first()
        if upload is not None:
            upload.worker, upload.claimed_until = new_id(), at + CLAIMED_FOR
            upload.save(update_fields=["worker", "claimed_until"])
    return upload


def _see_to(upload: Upload, *, clock: Callable[[], datetime]) -> None:
    """Read it as it is to be read, and note what came of it."""
    try:
        done = _run_patiently(upload, clock=clock)
    except _TakenAwayError:
        return
    except RefusedFileError as wrong:
        done = {
            "state": State.REFUSED, "problem": wrong.text[:500], "help": wrong.help[:1000],
            "report": wrong.report, "refused": None,
        }  # fmt: skip
    except ElsewhereError:
        # Whoever has it marks each batch; it is tried again when the claim ends.
        return
    except Exception as error:
        logging.getLogger("leeway").exception("a file could not be brought in")
        state = State.STOPPED if upload.state == State.TO_GO else State.REFUSED
        done = {"state": state, "problem": f"{type(error).__name__}: {error}"[:500]}
    ours = Upload.objects.filter(pk=upload.pk, worker=upload.worker, state=upload.state)
    ours.update(**done, claimed_until=None, worker="", changed_at=clock())


def _run_patiently(upload: Upload, *, clock: Callable[[], datetime]) -> dict[str, Any]:
    """Go on where it was broken off by a database that was busy or away; what is in stays in."""
    for pause in (*PAUSES_SECONDS, None):
        try:
            with TemporaryDirectory(prefix="leeway-") as folder:
                return _run(upload, Path(folder), clock=clock)
        except OperationalError:
            if pause is None:
                raise
            close_old_connections()
            time.sleep(pause)
    raise AssertionError


def _run(upload: Upload, folder: Path, *, clock: Callable[[], datetime]) -> dict[str, Any]:
    (folder / "file").mkdir()
    path = _unpacked(upload, folder / "file" / upload.file)
    report = SORTS[upload.kind].run(
        path, Reading(**upload.reading), go=upload.state == State.TO_GO, at=clock(), by=upload.by,
        told=_Told(upload, clock=clock),
    )  # fmt: skip
    refused = path.parent / REFUSED_FILE
    return {
        "state": State.DONE if upload.state == State.TO_GO else State.LOOKED,
        "report": report, "read_bytes": upload.size, "problem": "", "help": "",
        "refused": zlib.compress(refused.read_bytes()) if refused.exists() else None,
    }  # fmt: skip


def _unpacked(upload: Upload, path: Path) -> Path:
    with path.open("wb") as file:
        for number in upload.pieces.order_by("number").values_list("pk", flat=True):
            file.write(zlib.decompress(Piece.objects.get(pk=number).body))
    return path


class _Told:
    """Notes how far it has come, and hears whether it shall go on."""

    def __init__(self, upload: Upload, *, clock: Callable[[], datetime]) -> None:
        self._upload, self._clock = upload, clock
        self._last = clock()

    def __call__(self, read_bytes: int) -> None:
        at = self._clock()
        if at - self._last < TOLD_EVERY:
            return
        self._last = at
        ours = Upload.objects.filter(pk=self._upload.pk, worker=self._upload.worker, state=self._upload.state)
        if not ours.update(read_bytes=read_bytes, claimed_until=at + CLAIMED_FOR):
            raise _TakenAwayError
