"""Is there something to answer under this link? For the page that a person sees; nothing of colleagues'.

Start reading at `asked`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.desk.cases import queries as matters
from leeway.desk.listening.models import Survey
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from datetime import datetime


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
    if row is None:
        return None
    held, place, person = matters.case(row.case), people.place(row.site), persons.brief(row.person)
    return Asked(
        survey=row.pk, person=row.person, language=person.language if person else "",
        about=held.summary if held else "", house=place.name if place else "",
        again=row.kind == Survey.Kind.RECOVERED, answered=row.state == Survey.State.ANSWERED,
        open=row.state == Survey.State.ASKED and row.lasts_until is not None and row.lasts_until > at,
    )  # fmt: skip


def digest_of(secret: str) -> str:
    """Under what a link's secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
