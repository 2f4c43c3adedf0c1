"""How is an mbox file brought in that was handed in on a page? By the same commands as on the command line.

Start reading at `Letters`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leeway.channels.mail.commands.importing import bring_mbox, looked_through
from leeway.channels.mail.models import Mailbox
from leeway.desk.importing.commands import RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from leeway.desk.importing.commands import Reading


class Letters:
    """Letters of before, each once and at its own time; stopped anywhere, it goes on with what is missing."""

    def places(self) -> Sequence[tuple[str, str]]:
        """The mailboxes whose letters they may be."""
        return tuple(Mailbox.objects.order_by("pk").values_list("pk", "address"))

    def run(
        self, path: Path, reading: Reading, *, go: bool, at: datetime, by: str, told: Callable[[int], object]
    ) -> Mapping[str, Any]:
        """Look, or go. Raises: RefusedFileError where there is no such mailbox, or no letter in it."""
        _ = by  # a letter says itself who wrote it
        boxes = [id_ for id_, _ in self.places()]
        box = reading.place or next(iter(boxes), "")
        if box not in boxes:
            raise RefusedFileError(f"there is no mailbox `{box}`")
        if go:
            found = bring_mbox(path, mailbox=box, at=at, told=told)
        else:
            found = looked_through(path, mailbox=box, told=told)
        if not found.letters:
            raise RefusedFileError("there is no letter in it")
        return {
            "rows": found.letters,
            "counts": {"known": found.known, "doubtful": found.doubtful, **found.sorts},
        }
