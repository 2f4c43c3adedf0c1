"""Which book counts now, and what did it say then? Compiled engines of versions, made once a process.

Start reading at `in_force`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from leeway.decide import Engine
from leeway.desk.prepared import Look
from leeway.desk.studio.models import Version
from leeway.desk.studio.queries.drafts import loaded_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.desk.prepared import Texts
    from leeway.policy import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A version of the book, ready to answer."""

    number: int
    hash: str
    starts_at: datetime
    signed_by: str
    engine: Engine

    @property
    def book(self) -> Book:
        """What it says."""
        return self.engine.book


def in_force(*, at: datetime) -> InForce | None:
    """The version that counts at an instant; None before the first. One look into the database tells."""
    found = Version.objects.filter(starts_at__lte=at, withdrawn_at=None).order_by("-starts_at", "-number")
    named = found.values_list("pk", "hash").first()
    return None if named is None else _made(*named)


def in_force_look(*, at: datetime) -> Look:
    """The version that counts, to be looked up together with other things and read by `in_force_of`."""
    return Look(
        columns=("id", "hash"),
        source="from (select number as id, hash from studio_version"
        " where starts_at <= %s and withdrawn_at is null"
        " order by starts_at desc, number desc limit 1) as counts",
        values=(at,),
    )


def in_force_of(rows: Texts) -> InForce | None:
    """The version that counts, from the rows of `in_force_look`."""
    return _made(int(rows[0][0] or 0), rows[0][1] or "") if rows else None


@lru_cache(maxsize=8)
def version(number: int) -> InForce:
    """A version by its number. Raises: Version.DoesNotExist."""
    return _made(*Version.objects.values_list("pk", "hash").get(pk=number))


def by_hash(book: str) -> InForce | None:
    """The version that a decision names; None where it is not kept here."""
    named = Version.objects.filter(hash=book).values_list("pk", "hash").first()
    return None if named is None else _made(*named)


@lru_cache(maxsize=8)
def _made(number: int, book: str) -> InForce:  # noqa: ARG001  a number given up by a rollback may come again
    row = Version.objects.get(pk=number)
    return InForce(
        number=row.number, hash=row.hash, starts_at=row.starts_at, signed_by=row.signed_by,
        engine=engine_of(row.texts),
    )  # fmt: skip


def texts_of(number: int) -> Mapping[str, str]:
    """The files of a version."""
    texts: Mapping[str, str] = Version.objects.values_list("texts", flat=True).get(pk=number)
    return texts


def engine_of(texts: Mapping[str, str]) -> Engine:
    """An engine over a book's files.

    Raises: ValueError for a book with errors; those are never signed.
    """
    loaded = loaded_of(texts)
    if loaded.book is None:
        raise ValueError("\n".join(each.render() for each in loaded.errors))
    return Engine(loaded.book if loaded.book.zone else replace(loaded.book, zone="UTC"))


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
