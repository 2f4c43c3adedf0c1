"""How is something paused in seconds? A clause or an action, for a site, a region or everywhere, and resumed.

It needs no new version of the book; decisions meanwhile ask the authority that is named. The ledger keeps who
paused and resumed what, and when. Start reading at `stop`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.desk.decisions.queries.proposing import actor_at
from leeway.desk.decisions.queries.stops import may_resume, may_stop, stoppable, switched_on
from leeway.desk.ledger import store
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leeway.desk.decisions.queries.supervising import Looking


class StopError(ValueError):
    """Something that cannot be paused or resumed like this: `code` is `not-yours`, `name` or `authority`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def stop(name: str, *, where: str | None, authority: str = "", looking: Looking) -> tuple[str | None, ...]:
    """Pause a clause or an action at a site and all below it (None: everywhere); give the sites.

    Decisions meanwhile ask `authority`, by default one's own. Raises: StopError, LedgerUnavailable.
    """
    if name not in {each.name for group in stoppable(looking) for each in group}:
        raise StopError("name", f"`{name}` cannot be paused")
    if not may_stop(where, looking):
        raise StopError("not-yours", "this is not for you to pause")
    asked = authority or _own(where, looking)
    if asked not in looking.book.authorities[1:]:
        raise StopError("authority", f"`{asked}` cannot be asked meanwhile")
    sites = _sites(where)
    for site in sites:
        store().stop(name, authority=asked, at=looking.at, by=looking.me.id, site=site)
    return sites


def resume(name: str, *, sites: Sequence[str | None], looking: Looking) -> None:
    """Let something go on at the sites where it was paused (None: everywhere).

    Raises: StopError for a site where decisions ask somebody above the one who resumes; LedgerUnavailable.
    """
    on = switched_on(store().switches())
    found = [(site, on[name, site]) for site in sites if (name, site) in on]
    if not all(may_resume(site, switch.authority, looking) for site, switch in found):
        raise StopError("not-yours", "somebody above paused this")
    for site, _ in found:
        store().resume(name, at=looking.at, by=looking.me.id, site=site)


def _own(where: str | None, looking: Looking) -> str:
    root = people.root()
    site = where or (root.id if root else "")
    actor = actor_at(looking.me.id, site, book=looking.book, at=looking.at)
    return actor.authority if actor else ""


def _sites(where: str | None) -> tuple[str | None, ...]:
    if where is None:
        return (None,)
    place = people.place(where)
    return tuple(each.id for each in people.nodes_below([place.path])) if place else ()
