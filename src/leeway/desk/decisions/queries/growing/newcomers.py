"""What did newcomers decide that nobody has said a word to? So that they learn from more than exceptions.

A newcomer decided with an authority from which the book names a step up. Start reading at `newcomers`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from leeway.decide import Mode, Outcome
from leeway.desk.decisions.queries.own import deed_said
from leeway.desk.decisions.queries.reviewing import may_review_all, reviews_of
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.stores import Sought

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from leeway.desk.decisions.queries.supervising import Looking
    from leeway.desk.people.queries import Who
    from leeway.policy import Book
    from leeway.stores import Recorded

WITHIN: Final = timedelta(days=14)
LOOKED_AT_MAX: Final = 200
SHOWN_MAX: Final = 8
OF_ONE_MAX: Final = 3
"""So many of one newcomer at once, so that everybody is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A decision of a newcomer, to say a word to."""

    decision: str
    actor: Who
    place: str
    deed: str
    at: datetime


def newcomers(looking: Looking) -> tuple[Lesson, ...]:
    """The latest ordinary decisions of newcomers whom the reader stands above, newest first."""
    if not looking.book.earned:
        return ()
    found = list(_few_of_each(_unread(looking)))
    whos = people.whos({each.record.actor for each in found})
    places = people.places_among({each.record.site for each in found})
    return tuple(
        Lesson(
            decision=each.id, actor=whos[each.record.actor], deed=deed_said(each, looking), at=each.at,
            place=places[each.record.site].name,
        )
        for each in found
    )  # fmt: skip


def is_of_newcomer(found: Recorded, *, book: Book) -> bool:
    """Whether it went ahead by the guidelines, decided with an authority that leads further, and stands."""
    return (
        found.answer is not None
        and found.answer.outcome == Outcome.GO_AHEAD
        and found.record.mode == Mode.ORDINARY
        and found.record.authority in book.earned
        and found.record.approver is None
        and not found.receipt.reversed_minor
        and found.receipt.state in ("posted", "held")
    )


def _unread(looking: Looking) -> list[Recorded]:
    paths = people.sites_within(looking.me.id, at=looking.at)
    root = people.root()
    everywhere = root is not None and root.path in paths
    sites = () if everywhere else tuple(each.id for each in people.nodes_below(paths))
    if not everywhere and not sites:
        return []
    sought = Sought(sites=sites, outcome="go_ahead", mode=Mode.ORDINARY, since=looking.at - WITHIN)
    rows = [
        each for each in store().records(sought, limit=LOOKED_AT_MAX) if is_of_newcomer(each, book=looking.book)
    ]
    told = reviews_of(each.id for each in rows)
    unread = [each for each in rows if each.id not in told]
    allowed = may_review_all(((each.record.actor, each.record.site) for each in unread), looking)
    return [each for each in unread if (each.record.actor, each.record.site) in allowed]


def _few_of_each(rows: list[Recorded]) -> Iterator[Recorded]:
    counted: Counter[str] = Counter()
    for each in rows:
        counted[each.record.actor] += 1
        if (
            counted[each.record.actor] <= OF_ONE_MAX
            and sum(min(number, OF_ONE_MAX) for number in counted.values()) <= SHOWN_MAX
        ):
            yield each
