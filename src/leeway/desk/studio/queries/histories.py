"""Which versions were there? Who signed them, when, why, what counts now and what comes next.

Start reading at `history`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.desk.studio.models import Version
from leeway.ledger import LedgerUnavailable
from leeway.stores import Sought

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A version as its signature says."""

    number: int
    hash: str
    note: str
    by: str
    """The name of who signed."""
    how: str
    accepted: str
    signed_at: datetime
    starts_at: datetime
    ends_at: datetime | None
    """When another began to count; None: it counts still, or never did."""
    state: str
    """`now`, `coming`, `past` or `withdrawn`."""
    based_on: int | None = None
    withdrawn_by: str = ""


def history(*, at: datetime) -> tuple[Signed, ...]:
    """Every version, newest first."""
    rows = list(Version.objects.defer("texts").order_by("-number"))
    counting = sorted(
        (row for row in rows if row.withdrawn_at is None), key=lambda row: (row.starts_at, row.number)
    )
    ends = {one.number: after.starts_at for one, after in pairwise(counting)}
    now = [row.number for row in counting if row.starts_at <= at][-1:]
    return tuple(_signed(row, ends.get(row.number), at=at, now=now) for row in rows)


def coming(*, at: datetime) -> tuple[Signed, ...]:
    """The versions that are signed and do not count yet."""
    return tuple(each for each in history(at=at) if each.state == "coming")


def signed_version(number: int, *, at: datetime) -> Signed | None:
    """One version; None where there is none."""
    return next((each for each in history(at=at) if each.number == number), None)


def decisions_under(signed: Signed, *, at: datetime) -> int | None:
    """How many decisions were made while a version counted; None where the ledger cannot be reached."""
    if signed.state in ("coming", "withdrawn"):
        return 0
    until = signed.ends_at if signed.ends_at is not None and signed.ends_at <= at else None
    try:
        return store().count(Sought(since=signed.starts_at, until=until))
    except (LedgerUnavailable, OSError):
        return None


def _signed(row: Version, ends_at: datetime | None, *, at: datetime, now: list[int]) -> Signed:
    if row.withdrawn_at is not None:
        state = "withdrawn"
    elif row.starts_at > at:
        state = "coming"
    else:
        state = "now" if row.number in now else "past"
    return Signed(
        number=row.number, hash=row.hash, note=row.note, by=_name(row.signed_by), how=row.signed_how,
        accepted=row.accepted, signed_at=row.signed_at, starts_at=row.starts_at, ends_at=ends_at, state=state,
        based_on=row.based_on, withdrawn_by=_name(row.withdrawn_by),
    )  # fmt: skip


def _name(colleague: str) -> str:
    found = people.who(colleague) if colleague else None
    return colleague if found is None else found.name
