"""May this colleague see that person, and work on that matter? The only functions that decide it.

A matter is seen by those who serve at its site, below it or above it: what came to the network's mailbox is
everybody's, and one station's matter is not another's. Start reading at `may_see_case`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.desk.cases import queries as matters
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from leeway.desk.cases.queries import Held


def paths_of(colleague: str, *, at: datetime) -> tuple[str, ...]:
    """The paths of the sites where somebody serves or looks after something; empty: they see nobody."""
    return people.paths_seen(colleague, at=at)


def may_see_case(held: Held, paths: Sequence[str]) -> bool:
    """Whoever serves at the matter's site, below it or above it."""
    return bool(paths) and (not held.path or matters.is_within(held.path, paths))


def open_seen(persons: Collection[str], paths: Sequence[str]) -> tuple[Held, ...]:
    """The open matters of a person, under all their ids, that one may work on; the newest first."""
    held = (each for each in matters.cases_of(persons) if each.state == "open" and may_see_case(each, paths))
    return tuple(sorted(held, key=lambda each: each.opened_at, reverse=True))


def may_see_person(cases: Iterable[Held], paths: Sequence[str]) -> bool:
    """Whoever may see one of a person's matters; somebody who has none is seen by all who serve anywhere."""
    held = tuple(cases)
    return bool(paths) and (not held or any(may_see_case(each, paths) for each in held))
