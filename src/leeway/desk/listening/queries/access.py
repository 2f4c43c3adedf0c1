"""Whose answers may a colleague read, and what may they see to? One condition a line.

Start reading at `paths_heard`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.listening.queries.hearing import Followed


def paths_heard(colleague: str, *, at: datetime) -> tuple[str, ...]:
    """Whoever serves at a site or looks after something there reads what its customers say."""
    return people.paths_seen(colleague, at=at)


def may_see_to(colleague: str, found: Followed, *, at: datetime) -> bool:
    """Whoever it was given to, and everybody above the front line."""
    return found.owner == colleague or leads(colleague, at=at)


def leads(colleague: str, *, at: datetime) -> bool:
    """Whoever stands somewhere above the book's lowest authority, or is its only one."""
    law = studio.in_force(at=at)
    held = people.authorities_held(colleague, at=at)
    if law is None:
        return bool(held)
    above = law.book.authorities[1:] or law.book.authorities
    return not held.isdisjoint(above)


def may_reach_out(colleague: str, site: str, *, at: datetime) -> bool:
    """Whoever stands above the front line and sees the site may write to its silent customers."""
    return leads(colleague, at=at) and people.may_see_site(colleague, site, at=at)
