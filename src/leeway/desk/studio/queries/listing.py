"""Which versions of the book are there? All that were signed, newest first, without their texts.

Start reading at `versions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.desk.studio.models import Version

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A signed version of the book."""

    number: int
    hash: str
    starts_at: datetime
    signed_by: str
    signed_at: datetime
    note: str
    is_withdrawn: bool


def versions(*, before: int | None = None, limit: int = 50) -> tuple[VersionLine, ...]:
    """The newest versions, those before a number where one is given."""
    rows = Version.objects.defer("texts").order_by("-number")
    found = rows if before is None else rows.filter(number__lt=before)
    return tuple(_line(each) for each in found[:limit])


def version_line(number: int) -> VersionLine | None:
    """A version by its number; None where there is none."""
    row = Version.objects.defer("texts").filter(pk=number).first()
    return None if row is None else _line(row)


def _line(row: Version) -> VersionLine:
    return VersionLine(
        number=row.number, hash=row.hash, starts_at=row.starts_at, signed_by=row.signed_by,
        signed_at=row.signed_at, note=row.note, is_withdrawn=row.withdrawn_at is not None,
    )  # fmt: skip
