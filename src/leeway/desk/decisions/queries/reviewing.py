"""Which exceptions wait to be read, and what stands out among them? And what did somebody answer me?

An exception is read to learn from, not to punish. Start reading at `exceptions`, then `answers_to`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from leeway.decide import sentence_case
from leeway.desk.decisions.commands.deciding import reopened
from leeway.desk.decisions.models import Review
from leeway.desk.decisions.queries.evidence import Evidence, evidence_for
from leeway.desk.decisions.queries.proposing import SOMETHING_ELSE
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.stores import Sought

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from leeway.desk.decisions.queries.supervising import Looking
    from leeway.desk.people.queries import Place, Who
    from leeway.policy import Book
    from leeway.stores import Recorded

SHOWN_MAX: Final = 40
TOLD: Final = "told afterwards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An exception as it is read: what was done and why, in the words of whoever did it."""

    decision: str
    state: str
    actor: Who
    place: Place | None
    deed: str
    at: datetime
    told: bool
    """Told afterwards; else decided on own judgement."""
    reason: str = ""
    principle: str = ""
    cost: str = ""
    sentence: str = ""
    reviewed_by: Who | None = None
    reviewed_at: datetime | None = None
    read_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    follows: bool = False
    """Whether the one before it belongs to the same pattern, and has said so."""

    @property
    def stands_out(self) -> bool:
        """Whether it should be read first."""
        return bool(self.evidence)


def exceptions(looking: Looking) -> tuple[Shown, ...]:
    """The exceptions that the reader may review: what stands out first, then the oldest."""
    rows = _reviewable(_open(looking)[: 3 * SHOWN_MAX], looking)[:SHOWN_MAX]
    found = evidence_for(rows, looking) if rows else {}
    around = Around.of(rows)
    shown = [
        replace(shown_of(row, looking, around=around), evidence=tuple(found.get(row.pk, ()))) for row in rows
    ]
    return _together(shown)


def _together(shown: list[Shown]) -> tuple[Shown, ...]:
    """What stands out comes first, and what belongs together stays together: its evidence is said once."""
    groups: dict[tuple[bool, str, tuple[Evidence, ...]], list[Shown]] = {}
    for each in sorted(shown, key=lambda each: (not each.stands_out, each.at)):
        alone = "" if each.stands_out else each.decision
        groups.setdefault((not each.stands_out, alone or each.actor.id, each.evidence), []).append(each)
    return tuple(
        replace(each, follows=number > 0) for group in groups.values() for number, each in enumerate(group)
    )


def grouped(shown: tuple[Shown, ...]) -> tuple[tuple[Shown, ...], ...]:
    """Exceptions with those that belong to the same pattern together."""
    groups: list[list[Shown]] = []
    for each in shown:
        if each.follows:
            groups[-1].append(each)
        else:
            groups.append([each])
    return tuple(tuple(group) for group in groups)


def count_open(looking: Looking) -> int:
    """How many exceptions of the reader's sites nobody has read yet."""
    return len(_reviewable(_open(looking)[: 3 * SHOWN_MAX], looking))


def answers_to(colleague: str, looking: Looking) -> tuple[Shown, ...]:
    """What was answered to exceptions of a colleague and not read by them yet, newest first."""
    rows = Review.objects.filter(actor=colleague, read_at=None).exclude(state=Review.State.OPEN)
    newest = tuple(rows.order_by("-reviewed_at")[:SHOWN_MAX])
    around = Around.of(newest)
    return tuple(shown_of(row, looking, around=around) for row in newest)


def reviews_of(decisions: Iterable[str]) -> Mapping[str, Review.State]:
    """How the reviews of some decisions stand."""
    found = Review.objects.filter(pk__in=list(decisions)).values_list("pk", "state")
    return {decision: Review.State(state) for decision, state in found}


def may_review(row: Review, looking: Looking) -> bool:
    """Whether the reader stands above whoever did it, and had no part in it."""
    return bool(_reviewable([row], looking))


def may_review_all(deeds: Iterable[tuple[str, str]], looking: Looking) -> frozenset[tuple[str, str]]:
    """Those deeds, as who did them at which site, whose doers the reader stands above.

    Everybody's authorities and all sites are looked up together; nobody reviews themselves, no AI anybody.
    """
    asked = set(deeds)
    if looking.me.ai or not asked:
        return frozenset()
    reached = people.reaches({looking.me.id, *(actor for actor, _ in asked)}, at=looking.at)
    paths = people.paths_of({site for _, site in asked})

    def stands_above(actor: str, path: str) -> bool:
        held = people.held_along(reached.get(looking.me.id, ()), path)
        theirs = people.held_along(reached.get(actor, ()), path)
        return not held.isdisjoint(reviewing_authorities(theirs, book=looking.book))

    return frozenset(
        (actor, site)
        for actor, site in asked
        if site in paths and actor != looking.me.id and stands_above(actor, paths[site])
    )


def _reviewable(rows: Iterable[Review], looking: Looking) -> list[Review]:
    """Those that the reader may review: of others below them, and without a yes of their own."""
    found = list(rows)
    allowed = may_review_all(((row.actor, row.site) for row in found), looking)
    above = [row for row in found if (row.actor, row.site) in allowed]
    # What was told afterwards needed nobody's yes.
    decided = recorded_of(row.pk for row in above if row.mode != TOLD)
    return [row for row in above if row.pk not in decided or looking.me.id != decided[row.pk].record.approver]


def reviewing_authorities(held: Collection[str], *, book: Book) -> tuple[str, ...]:
    """Who reads it: the authority that the book names, but above whoever did it; at the top, the top.

    `held` are the authorities that whoever did it has there.
    """
    levels = [book.level(each) for each in held if each in book.authorities]
    said = book.own_judgement.review or ""
    named = [book.level(each) for each in book.authorities if said.startswith(each)]
    lowest = max([1, *(level + 1 for level in levels), *named])
    return book.authorities[min(lowest, len(book.authorities) - 1) :]


def recorded_of(decisions: Iterable[str]) -> Mapping[str, Recorded]:
    """Some decisions as they are kept, read together; those that are not kept are left out."""
    ids = tuple(decisions)
    return {each.id: each for each in store().records(Sought(decisions=ids), limit=len(ids))} if ids else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Who, where and what the exceptions of a page are about, looked up together."""

    whos: Mapping[str, Who]
    places: Mapping[str, Place]
    recorded: Mapping[str, Recorded]

    @classmethod
    def of(cls, rows: Iterable[Review]) -> Around:
        """Everybody, every site and every decision that some rows name."""
        found = list(rows)
        return cls(
            whos=people.whos({name for row in found for name in (row.actor, row.reviewed_by) if name}),
            places=people.places_among({row.site for row in found}),
            recorded=recorded_of(row.pk for row in found),
        )


def shown_of(row: Review, looking: Looking, *, around: Around) -> Shown:
    """An exception as a page shows it."""
    return Shown(
        decision=row.pk, state=row.state, actor=around.whos[row.actor], place=around.places.get(row.site),
        deed=deed_of(row.action, row.text, around.recorded.get(row.pk), looking),
        at=row.at, told=row.mode == TOLD,
        reason=row.reason, principle=looking.naming.principle(row.principle) if row.principle else "",
        cost=looking.money(row.cost_minor) if row.cost_minor else "", sentence=row.sentence,
        reviewed_by=around.whos.get(row.reviewed_by), reviewed_at=row.reviewed_at, read_at=row.read_at,
    )  # fmt: skip


def deed_of(action: str, text: str, kept: Recorded | None, looking: Looking) -> str:
    """What was done: in one's own words where the book has no name for it, else by its name with its amount."""
    amount = None if kept is None else _amount(kept)
    money = None if amount is None else looking.money(amount)
    if action == SOMETHING_ELSE:
        return " · ".join(part for part in (sentence_case(text), money or "") if part)
    return looking.naming.deed(action, amount=money)


def _amount(kept: Recorded) -> int | None:
    # An answer that was never written is made again.
    return kept.answer.amount_minor if kept.answer else reopened(kept.id).decision.amount_minor


def _open(looking: Looking) -> Any:
    paths = people.sites_within(looking.me.id, at=looking.at)
    if not paths:
        return Review.objects.none()
    below = reduce(or_, (Q(path__startswith=path) for path in paths))
    return Review.objects.filter(below, state=Review.State.OPEN).exclude(actor=looking.me.id).order_by("at")
