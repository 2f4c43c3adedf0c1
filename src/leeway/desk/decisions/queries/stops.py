"""What is paused, where, by whom, and whom do decisions ask meanwhile? Stop switches as a plain list.

Start reading at `stopped_now`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.decide import sentence_case
from leeway.desk.ledger import store
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.decisions.queries.supervising import Looking
    from leeway.desk.people.queries import Place, Who
    from leeway.ledger import Switch

_EVERYWHERE: Final = (None,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """A clause or an action that is paused: at some sites, or everywhere."""

    name: str
    title: str
    authority: str
    at: datetime
    by: Who | None
    places: tuple[Place, ...]
    """Empty: everywhere."""
    may_resume: bool

    @property
    def sites(self) -> str:
        """The ids of the sites, for the form that resumes them."""
        return " ".join(each.id for each in self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that can be paused."""

    name: str
    title: str


def switched_on(switches: tuple[Switch, ...]) -> dict[tuple[str, str | None], Switch]:
    """The stops that hold now, by what is stopped and where."""
    found: dict[tuple[str, str | None], Switch] = {}
    for each in switches:
        if each.on:
            found[each.name, each.site] = each
        else:
            found.pop((each.name, each.site), None)
    return found


def stopped_now(looking: Looking) -> tuple[Stopped, ...]:
    """What is paused at the reader's sites or everywhere, the latest first; one line for what was one deed."""
    mine = {place.id: place for place in people.nodes_below(people.sites_within(looking.me.id, at=looking.at))}
    together: defaultdict[tuple[str, str, datetime, str, bool], list[str]] = defaultdict(list)
    for (name, site), switch in switched_on(store().switches()).items():
        if site is None or site in mine:
            found = together[name, switch.authority, switch.at, switch.by, site is None]
            found += [site] if site else []
    made = (
        Stopped(
            name=name, title=title_of(name, looking), authority=authority, at=at, by=people.who(by),
            places=tuple(sorted((mine[site] for site in sites), key=lambda place: place.path)),
            may_resume=all(may_resume(each, authority, looking) for each in sites or _EVERYWHERE),
        )
        for (name, authority, at, by, _), sites in together.items()
    )  # fmt: skip
    return tuple(sorted(made, key=lambda each: each.at, reverse=True))


def may_resume(site: str | None, authority: str, looking: Looking) -> bool:
    """Whoever has the authority that decisions ask meanwhile, or one above it, may let it go on."""
    book, where = looking.book, site or _root()
    lowest = max(1, book.level(authority) if authority in book.authorities else 1)
    return people.may_stop_at(looking.me.id, where, authorities=book.authorities[lowest:], at=looking.at)


def may_stop(site: str | None, looking: Looking) -> bool:
    """Whoever has an authority above the lowest at a site may pause there; everywhere: at the root."""
    where = site or _root()
    return people.may_stop_at(looking.me.id, where, authorities=looking.book.authorities[1:], at=looking.at)


def stoppable(looking: Looking) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The guidelines and the actions that can be paused; rules cannot, they only protect."""
    guidelines = (each.id for policy in looking.book.policies for each in policy.guidelines)
    return (
        tuple(Choice(name=each, title=title_of(each, looking)) for each in guidelines),
        tuple(Choice(name=each, title=title_of(each, looking)) for each in looking.book.actions),
    )


def title_of(name: str, looking: Looking) -> str:
    """A guideline or an action by its title."""
    naming = looking.naming
    return sentence_case(naming.action(name) if name in looking.book.actions else naming.clause(name))


def _root() -> str:
    found = people.root()
    return found.id if found else ""
