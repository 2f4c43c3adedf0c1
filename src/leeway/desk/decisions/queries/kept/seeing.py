"""Whose eyes see which decisions? One's own, those of whom one stands over, and of a policy owner all.

Everything about whoever looks is read once; each decision is then judged without another look.
Start reading at `Eyes`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import merge
from typing import TYPE_CHECKING, Final

from leeway.desk.ledger import store
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from leeway.policy import Book
    from leeway.stores import Record, Recorded, Sought

SCANNED_PAGES_MAX: Final = 20
"""So many pages of the store are looked through to fill one page of what may be seen."""
PAGE_LEAST: Final = 50
"""The store gives at least so many at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Whose eyes: the colleague, and the part of the tree that is looked at."""

    colleague: str
    within: str = ""
    """A path of the tree; nothing outside is seen."""


class Eyes:
    """What one colleague may see; remembered for the many rows of one page."""

    def __init__(self, sight: Sight, *, book: Book, at: datetime) -> None:
        self._sight, self._ladder = sight, book.authorities
        self._reached = people.reaches({sight.colleague}, at=at).get(sight.colleague, ())
        self._owned = people.paths_looked_after("policies", sight.colleague)
        self._paths: dict[str, str] = {}

    def may_see(self, record: Record) -> bool:
        """Inside the part of the tree: one's own, those of whom one stands over, a policy owner's all."""
        path = self._path(record.site)
        if path is None or not path.startswith(self._sight.within):
            return False
        involved = (record.actor, record.on_behalf_of, record.approver)
        return self._sight.colleague in involved or self._stands_over(path, record.authority)

    def found(self, sought: Sought, *, limit: int, before: tuple[datetime, str] | None) -> tuple[Recorded, ...]:
        """The newest decisions that are looked for and may be seen."""
        scans = [self._scanned(each, limit=limit, before=before) for each in self._searches(sought)]
        newest = merge(*scans, key=lambda each: (each.at, each.id), reverse=True)
        seen: dict[str, Recorded] = {}
        for each in newest:
            if each.id not in seen and self.may_see(each.record):
                seen[each.id] = each
                if len(seen) == limit:
                    break
        return tuple(seen.values())

    def _searches(self, sought: Sought) -> Iterator[Sought]:
        """The search, as narrow as what may be seen at all: one's own anywhere, and one's sites."""
        root = people.root()
        if root is None:
            return
        paths = (*(each.path for each in self._reached), *self._owned)
        within = self._sight.within or root.path
        looked_at = {self._narrower(each, within) for each in paths} - {None}
        if root.path in looked_at:
            yield sought
            return
        if sought.actor in (None, self._sight.colleague):
            yield replace(sought, actor=self._sight.colleague)
        below = {each.id for each in people.nodes_below([each for each in looked_at if each])}
        sites = tuple(sorted(below.intersection(sought.sites) if sought.sites else below))
        if sites:
            yield replace(sought, sites=sites)

    @staticmethod
    def _narrower(one: str, other: str) -> str | None:
        """The lower of two paths, one of which leads to the other; None where none does."""
        if one.startswith(other):
            return one
        return other if other.startswith(one) else None

    def _stands_over(self, path: str, authority: str) -> bool:
        ladder = self._ladder
        above: Sequence[str] = ladder[ladder.index(authority) + 1 :] if authority in ladder else ladder[1:]
        held = people.held_along(self._reached, path)
        return not held.isdisjoint(above) or any(path.startswith(each) for each in self._owned)

    def _path(self, site: str) -> str | None:
        if site not in self._paths:
            self._paths |= people.paths_of({site})
        return self._paths.get(site)

    def _scanned(
        self, sought: Sought, *, limit: int, before: tuple[datetime, str] | None
    ) -> Iterator[Recorded]:
        """What the store holds, page by page; the sites of a page are looked up in one look."""
        size = max(limit, PAGE_LEAST)
        for _ in range(SCANNED_PAGES_MAX):
            rows = store().records(sought, limit=size, before=before)
            self._paths |= people.paths_of({each.record.site for each in rows} - self._paths.keys())
            yield from rows
            if len(rows) < size:
                return
            before = (rows[-1].at, rows[-1].id)
