"""What is a colleague's next step, what is still missing, and what may they do more then?

The book says which steps there are; nothing is given here. Start reading at `ahead_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.decide import sentence_case
from leeway.desk.people import queries as people
from leeway.policy import Measure, Scope, caps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leeway.desk.decisions.queries.supervising import Looking
    from leeway.desk.people.queries import Climb, Step
    from leeway.policy import Limit, MeterKey

SHOWN_MAX: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """Something that can be decided with the next step, or further than now."""

    title: str
    before: str = ""
    """How far on one matter now; empty: not at all."""
    after: str = ""
    """How far then; empty: as far as it takes."""
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """One step up: how far somebody is, who can help, and what it opens."""

    climb: Climb
    more: tuple[More, ...]
    certify: tuple[str, ...]
    """The names of those who give the certificate that is missing."""

    @property
    def still_fine(self) -> int:
        """How many decisions found fine are missing."""
        return max(self.climb.fine_needed - self.climb.fine_count, 0)


def ahead_of(looking: Looking) -> tuple[Ahead, ...]:
    """The steps up that start where the reader stands now."""
    climbs = people.climbs_of(looking.me.id, ladder=looking.book.earned, at=looking.at)
    here = people.home_site(looking.me.id, at=looking.at)
    leads = people.leads_at(here.id) if here else ()
    return tuple(
        Ahead(
            climb=each,
            more=tuple(more_with(each.earned_to, than=each.earned_from, looking=looking))[:SHOWN_MAX],
            certify=() if each.certificate_held else tuple(who.name for who in leads),
        )
        for each in climbs
    )


def steps_lately(looking: Looking) -> tuple[Step, ...]:
    """The steps up that the reader was given, newest first, also those taken back."""
    return people.steps_of(looking.me.id, at=looking.at)


def more_with(authority: str, *, than: str, looking: Looking) -> Iterator[More]:
    """What one authority decides on one matter beyond another, in the book's order."""
    book = looking.book
    for title, limits in _granted(looking):
        lower = caps(limits, book.level(than), book.authorities)
        upper = caps(limits, book.level(authority), book.authorities)
        if not limits or upper is None:
            continue
        now, then = _per_case(lower), _per_case(upper)
        if lower is None or now != then:
            yield More(
                title=title, is_new=lower is None,
                before="" if now is None else looking.money(now),
                after="" if then is None else looking.money(then),
            )  # fmt: skip


def _granted(looking: Looking) -> Iterator[tuple[str, Mapping[str, tuple[Limit, ...]]]]:
    naming = looking.naming
    for policy in looking.book.policies:
        for each in policy.guidelines:
            yield sentence_case(naming.clause(each.id)), each.limits
    yield sentence_case(naming.clause("otherwise")), looking.book.otherwise.limits
    yield sentence_case(naming.clause("own judgement")), looking.book.own_judgement.limits


def _per_case(found: Mapping[MeterKey, int | None] | None) -> int | None:
    """The least ceiling of cost on one matter; None where there is none."""
    known = [
        cap
        for (measure, scope, _), cap in (found or {}).items()
        if cap is not None and (measure, scope) == (Measure.COST, Scope.CASE)
    ]
    return min(known, default=None)
