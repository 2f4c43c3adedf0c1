"""Is there something to answer under this link? For the page that a person sees; nothing of colleagues'.

Start reading at `asked`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from leeway.desk.cases import queries as matters
from leeway.desk.listening.models import Survey
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from datetime import datetime


ON_PAGE_FOR: Final = timedelta(days=30)
"""So long somebody whom no message reaches may answer on the page of their matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as its person sees it."""

    survey: str
    person: str
    language: str
    about: str
    """The matter in one line."""
    house: str
    again: bool
    """Whether it is the second question, after something was put right."""
    open: bool
    """Whether it can be answered still."""
    answered: bool


def asked(secret: str, *, at: datetime) -> Asked | None:
    """The question under a link; None where there never was one."""
    row = Survey.objects.filter(digest=digest_of(secret)).first()
    return None if row is None else _asked(row, at=at)


def asked_about(case: str, *, at: datetime) -> Asked | None:
    """The question after the last closing of a matter, for its own page; None while there is none to answer.

    It is there from when it was asked in a message, or would have been if any reached its person.
    """
    held = matters.case(case)
    if held is None or held.state != "closed":
        return None
    rows = Survey.objects.filter(open_on_page(at=at) | Q(state=Survey.State.ANSWERED), case=case)
    row = rows.filter(closed_at__gte=held.closed_at).order_by("-closed_at", "-pk").first()
    return None if row is None else _asked(row, at=at)


def open_on_page(*, at: datetime) -> Q:
    """The questions that can be answered on the page of their matter."""
    asked_now = Q(state=Survey.State.ASKED, lasts_until__gt=at)
    unreached = Q(state=Survey.State.SKIPPED, skipped_because=Survey.Skipped.UNREACHABLE)
    return asked_now | unreached & Q(ask_at__gt=at - ON_PAGE_FOR)


def _asked(row: Survey, *, at: datetime) -> Asked:
    held, place, person = matters.case(row.case), people.place(row.site), persons.brief(row.person)
    return Asked(
        survey=row.pk, person=row.person, language=person.language if person else "",
        about=held.summary if held else "", house=place.name if place else "",
        again=row.kind == Survey.Kind.RECOVERED, answered=row.state == Survey.State.ANSWERED,
        open=row.state == Survey.State.SKIPPED
        or (row.state == Survey.State.ASKED and row.lasts_until is not None and row.lasts_until > at),
    )  # fmt: skip


def digest_of(secret: str) -> str:
    """Under what a link's secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
