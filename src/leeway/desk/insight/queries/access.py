"""Whose figures may a colleague read? Those of the sites they lead or look after, and below; nobody else's.

Start reading at `paths_read`, then `scope_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.people.queries import Place

KINDS: Final = ("policies", "people", "operations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The part of the tree that figures are of."""

    tops: tuple[Place, ...]
    """The sites whose sums are added together: none is below another."""
    place: Place | None = None
    """The one site that was chosen; None: everything somebody may read."""
    readable: tuple[str, ...] = ()
    """The paths at and below which figures may be read."""

    @property
    def sums(self) -> tuple[str, ...]:
        """The sites under which the sums are kept."""
        return tuple(each.id for each in self.tops)

    @property
    def below(self) -> tuple[str, ...]:
        """Every site of it, for looking up single matters."""
        return tuple(each.id for each in people.nodes_below([each.path for each in self.tops]))


def paths_read(colleague: str, *, at: datetime) -> tuple[str, ...]:
    """The paths where somebody stands above the book's lowest authority or looks after something; else none."""
    law = studio.in_force(at=at)
    above = None if law is None else law.book.authorities[1:] or law.book.authorities
    reached = people.reaches({colleague}, at=at).get(colleague, ())
    led = {each.path for each in reached if above is None or each.authority in above}
    for kind in KINDS:
        led.update(people.paths_looked_after(kind, colleague))
    return _highest(led)


def scope_of(colleague: str, *, site: str = "", at: datetime) -> Scope | None:
    """The part of the tree somebody chose, or all they may read; None where it is not theirs to read."""
    return scope_within(paths_read(colleague, at=at), site=site)


def scope_within(paths: tuple[str, ...], *, site: str = "") -> Scope | None:
    """The same for known paths: of an operator at the terminal that of the topmost site."""
    if not paths:
        return None
    if not site:
        ids = {path.rstrip("/").rpartition("/")[2] for path in paths}
        known = people.places_among(ids)
        tops = tuple(sorted(known.values(), key=lambda each: each.path))
        return Scope(tops=tops, place=tops[0] if len(tops) == 1 else None, readable=paths)
    place = people.place(site)
    if place is None or not any(place.path.startswith(path) for path in paths):
        return None
    return Scope(tops=(place,), place=place, readable=paths)


def _highest(paths: set[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for path in sorted(paths):
        if not any(path.startswith(above) for above in kept):
            kept.append(path)
    return tuple(kept)
