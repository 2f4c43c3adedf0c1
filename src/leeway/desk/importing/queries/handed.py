"""Which files were handed in, and how far have they come? Start reading at `handed_in`."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from leeway.desk.importing.commands import Reading
from leeway.desk.importing.commands.sorts import SORTS
from leeway.desk.importing.models import Upload
from leeway.desk.importing.reading import CONVERSATIONS, PERSONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

SHOWN_MAX: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file that was handed in."""

    id: str
    kind: str
    file: str
    size: int
    state: str
    at: datetime
    changed_at: datetime
    percent: int
    """How much of it the worker has read."""
    reading: Reading
    report: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""
    help: str = ""
    has_refused: bool = False

    @property
    def is_worked_on(self) -> bool:
        """Whether the worker has it, or will have it soon."""
        return self.state in (Upload.State.ARRIVING, Upload.State.TO_LOOK, Upload.State.TO_GO)

    @property
    def may_be_read_otherwise(self) -> bool:
        """Whether nothing of it came in yet."""
        return self.state in (Upload.State.LOOKED, Upload.State.REFUSED)


def handed_in() -> tuple[Handed, ...]:
    """The files that were handed in, the last ones first."""
    rows = Upload.objects.defer("refused").order_by("-at", "-pk")[:SHOWN_MAX]
    return tuple(_handed(row, has_refused=False) for row in rows)


def one_handed_in(upload: str) -> Handed | None:
    """One of them; None where there is none."""
    row = Upload.objects.defer("refused").filter(pk=upload).first()
    if row is None:
        return None
    kept = Upload.objects.filter(pk=upload, refused__isnull=False)
    return _handed(row, has_refused=kept.exists())


def refused_rows(upload: str) -> bytes | None:
    """The rows that were refused, each with why, as a table; None where there are none."""
    found = Upload.objects.filter(pk=upload).values_list("refused", flat=True).first()
    return zlib.decompress(bytes(found)) if found is not None else None


def sorts() -> tuple[str, ...]:
    """The sorts of files that can be handed in now: letters need a mailbox that they are of."""
    return tuple(kind for kind, sort in SORTS.items() if kind == "persons" or sort.places())


def places_of(kind: str) -> Sequence[tuple[str, str]]:
    """What a file of a sort may belong to."""
    return SORTS[kind].places() if kind in SORTS else ()


def fields_of(kind: str) -> tuple[str, ...]:
    """What columns of a sort of table can say; nothing of other files."""
    return tuple(each.name for each in {"persons": PERSONS, "conversations": CONVERSATIONS}.get(kind, ()))


def _handed(row: Upload, *, has_refused: bool) -> Handed:
    return Handed(
        id=row.pk, kind=row.kind, file=row.file, size=row.size, state=row.state, at=row.at,
        changed_at=row.changed_at, percent=min(100, row.read_bytes * 100 // max(1, row.size)),
        reading=Reading(**row.reading), report=row.report, problem=row.problem, help=row.help,
        has_refused=has_refused,
    )  # fmt: skip
