"""When is a site open? Its week and its holidays, set as a whole.

Start reading at `set_hours`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.cases.models import Holiday, Hours, Term

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time


@transaction.atomic
def set_hours(site: str, *, week: Mapping[int, tuple[tuple[time, time], ...]]) -> None:
    """Set when a site is open, by weekday (0 is Monday); no hours at all: as the site above."""
    Hours.objects.filter(site=site).delete()
    Hours.objects.bulk_create(
        [
            Hours(site=site, weekday=day, opens=opens, closes=closes)
            for day, stretches in week.items()
            for opens, closes in stretches
        ]
    )


@transaction.atomic
def set_holiday(site: str, *, day: date, name: str = "", closed: bool = True) -> None:
    """Note that a site and those below it are closed on a day, or open as ever."""
    if closed:
        Holiday.objects.update_or_create(site=site, day=day, defaults={"name": name[:100]})
    else:
        Holiday.objects.filter(site=site, day=day).delete()


@transaction.atomic
def drop_term(site: str, *, kind: str = "") -> None:
    """Let matters of a kind be answered there as the site above says again."""
    Term.objects.filter(site=site, kind=kind).delete()
