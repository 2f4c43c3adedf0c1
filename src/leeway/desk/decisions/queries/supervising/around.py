"""What are open questions about, and what may the reader? Everything a queue needs, looked up together.

Start reading at `Around.of`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.desk.decisions.commands.asking import askers
from leeway.desk.decisions.commands.deciding import read_again
from leeway.desk.decisions.queries.asking import authorities_from
from leeway.desk.decisions.queries.proposing import actor_as
from leeway.desk.decisions.queries.reviewing import recorded_of
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from leeway.decide import Actor
    from leeway.desk.decisions.commands.deciding import Done
    from leeway.desk.decisions.models import Question
    from leeway.desk.decisions.queries.supervising.looking import Looking
    from leeway.desk.people.queries import Place, Who

_SOMEBODY: Final = re.compile(r"^(?:answered|seen|vouched for) by (\S+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the questions of a page are about, and what the reader may, looked up together."""

    asked: Mapping[str, Done]
    """What was asked, by the decision that led to it."""
    whos: Mapping[str, Who]
    places: Mapping[str, Place]
    since: Mapping[str, datetime | None]
    """Since when the customers are known."""
    held: Mapping[str, frozenset[str]]
    """The reader's authorities at each site."""
    certificates: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[Question], looking: Looking) -> Around:
        """Everybody, every site and every decision that some questions name."""
        found, me = list(rows), looking.me.id
        asked = {id_: read_again(kept) for id_, kept in recorded_of(row.decision for row in found).items()}
        places = people.places_among({row.site for row in found})
        reached = people.reaches({me}, at=looking.at).get(me, ())
        sources = (given.source or "" for done in asked.values() for given in done.request.facts.values())
        said_by = {named[1] for named in map(_SOMEBODY.match, sources) if named}
        return cls(
            asked=asked, places=places,
            whos=people.whos({name for row in found for name in (row.actor, row.asked_of) if name} | said_by),
            since=persons.knowns_since({who for done in asked.values() if (who := done.request.customer)}),
            held={site: people.held_along(reached, place.path) for site, place in places.items()},
            certificates=people.certificates_of(me, at=looking.at),
        )  # fmt: skip

    def approver(self, site: str, looking: Looking) -> Actor | None:
        """The reader, with the highest authority they have at a site."""
        me = looking.me
        standing = people.Standing(
            colleague=me.id, ai=me.ai, authorities=self.held[site], certificates=self.certificates
        )
        return actor_as(standing, book=looking.book)

    def may_answer(self, row: Question, looking: Looking) -> bool:
        """Whoever has the authority asked for, or one above, may answer; nobody their own question, no AI."""
        done = self.asked.get(row.decision)
        if done is None or row.site not in self.places or row.actor not in self.whos or looking.me.ai:
            return False
        authorities = authorities_from(row.authority, book=looking.book)
        own = looking.me.id in askers(done.request.actor)
        return not own and not self.held[row.site].isdisjoint(authorities)

    def by(self, source: str) -> str:
        """Who said something: a name, where the record of its source names somebody; else the source."""
        somebody = _SOMEBODY.match(source)
        known = self.whos.get(somebody[1]) if somebody else None
        return known.name if known else source
