"""Who looks at this page, and what does every page know of them? Looked up once, with what else it needs.

Start reading at `present_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.desk.clock import now
from leeway.desk.decisions.models import Question
from leeway.desk.people import queries as people
from leeway.desk.prepared import Look, together
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from leeway.desk.people.queries import Place, Presence, Who
    from leeway.desk.prepared import Texts
    from leeway.desk.studio.queries import InForce


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A colleague who looks at a page: where they stand, by which book, what waits for them."""

    me: Who
    at: datetime
    stands: Presence
    law: InForce | None
    waiting: int
    """How many open questions it is their turn to answer."""

    @property
    def home(self) -> Place | None:
        """Where they serve now."""
        return self.stands.home

    @property
    def leads(self) -> bool:
        """Whether others ask them: somewhere they stand above the book's lowest authority."""
        above = self.law.book.authorities[1:] if self.law else ()
        return not self.stands.authorities.isdisjoint(above)


def present_of(request: HttpRequest) -> Present:
    """Who is signed in, looked up when it is first asked for on a page. Raises: TypeError for a stranger."""
    return present_with(request)[0]


def present_with(request: HttpRequest, *more: Look) -> tuple[Present, list[Texts]]:
    """Who is signed in, and by the same statement the rows of further looks."""
    known: Present | None = getattr(request, _KEPT, None)
    if known is not None:
        return known, together(*more) if more else []
    me, at = people.who_signed_in(request.user), now()
    stands, law, waiting, *rows = together(
        people.presence_look(me.id, at=at), studio.in_force_look(at=at), _waiting(me.id), *more
    )
    found = Present(
        me=me, at=at, stands=people.presence_of(me.id, stands), law=studio.in_force_of(law),
        waiting=int(waiting[0][0] or 0),
    )  # fmt: skip
    setattr(request, _KEPT, found)
    return found, rows


_KEPT = "_leeway_present"


def _waiting(colleague: str) -> Look:
    return Look(
        columns=("count(*)",), source="from decisions_question where asked_of = %s and state = %s",
        values=(colleague, Question.State.OPEN.value),
    )  # fmt: skip
