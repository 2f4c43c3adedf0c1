"""What of the desk does this token reach? Sites below its own, and whoever may act there; nothing else exists.

Whatever lies outside is answered like what is not there. Start reading at `site_for`.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from leeway.api.problems import ProblemError, not_found, not_valid
from leeway.desk.decisions.queries.proposing import actor_along
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.decide import Actor
    from leeway.desk.access.queries import Bearer
    from leeway.desk.people.queries import Place
    from leeway.desk.studio.queries import InForce
    from leeway.policy import Book

REMEMBERED_SECONDS: Final = 1.0


def site_for(bearer: Bearer, site: str | None) -> Place:
    """The site that is named, or the token's own; one out of its reach is not there. Raises: ProblemError."""
    if site is None or site == bearer.site:
        return bearer.place
    found = people.place(site)
    if found is None or not reaches(bearer, found.path):
        raise not_found()
    return found


def reaches(bearer: Bearer, path: str) -> bool:
    """Whether a token counts at a place of the tree."""
    return path.startswith(bearer.path)


def law_now(at: datetime) -> InForce:
    """The book in force; a new one counts in every process within a second. Raises: ProblemError."""
    now = time.monotonic()
    if _law and _law[0][0] > now:
        return _law[0][1]
    law = studio.in_force(at=at)
    if law is None:
        raise ProblemError("wrong-state", "no policy book is in force yet")
    _law[:] = [(now + REMEMBERED_SECONDS, law)]
    return law


def forget() -> None:
    """Look up again which book is in force, in this process."""
    _law.clear()


_law: list[tuple[float, InForce]] = []


def actor_for(bearer: Bearer, site: Place, *, behalf: str | None, book: Book, at: datetime) -> Actor:
    """Whoever acts, with authority and certificates as the desk knows them. Raises: ProblemError."""
    actor = actor_along(bearer.colleague, site.lineage, book=book, at=at)
    if actor is None:
        raise not_found("nobody who comes with this token serves at this site")
    if behalf is None or behalf == bearer.colleague:
        return actor
    if not actor.ai:
        raise not_valid("not-an-ai", "/on_behalf_of", "only an AI agent acts on behalf of somebody else")
    person = actor_along(behalf, site.lineage, book=book, at=at)
    if person is None or person.ai:
        raise not_found("nobody of this name serves at this site")
    return replace(actor, on_behalf_of=person)
