"""What did a colleague decide lately? Their decisions with what was answered and what was given back.

Start reading at `decided_by`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from leeway.decide import sentence_case
from leeway.desk.decisions.models import Reversal
from leeway.desk.decisions.queries.proposing import SOMETHING_ELSE
from leeway.desk.decisions.queries.reviewing import recorded_of, reviews_of
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.stores import Sought

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.decisions.queries.supervising import Looking
    from leeway.desk.people.queries import Place, Who
    from leeway.stores import Recorded

SHOWN_MAX: Final = 30
LATELY_MAX: Final = 8
REVERSALS_SHOWN: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision as its maker sees it."""

    id: str
    deed: str
    at: datetime
    place: Place | None
    outcome: str
    mode: str
    undone: bool = False
    review: str = ""
    """`open`, `fine`, `lesson` or `serious`; empty where there is nothing to review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """One decision as somebody sees it who looks after the site."""

    id: str
    deed: str
    at: datetime
    by: Who | None
    place: str
    undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """A decision that somebody above reversed, and why."""

    decision: str
    deed: str
    at: datetime
    by: Who | None
    reason: str


def decided_by(colleague: str, looking: Looking) -> tuple[Decided, ...]:
    """The latest decisions of a colleague, newest first."""
    kept = store().records(Sought(actor=colleague), limit=SHOWN_MAX)
    reviews = reviews_of(each.id for each in kept)
    places = people.places_among({each.record.site for each in kept})
    return tuple(
        _decided(each, reviews.get(each.id, ""), places.get(each.record.site), looking)
        for each in kept
        if each.answer
    )


def lately(
    places: tuple[Place, ...], looking: Looking, *, everywhere: bool = False, limit: int = LATELY_MAX
) -> tuple[Lately, ...]:
    """What went ahead lately at some sites and took something, newest first.

    `everywhere`: the sites are all there are, so that the newest decisions are theirs.
    """
    names = {each.id: each.name for each in places}
    sought = Sought(sites=() if everywhere else tuple(names), outcome="go_ahead")
    kept = [each for each in store().records(sought, limit=3 * limit) if each.answer and each.answer.cost_minor]
    by = people.whos({each.record.actor for each in kept[:limit]})
    return tuple(
        Lately(
            id=each.id, deed=deed_said(each, looking), at=each.at, by=by.get(each.record.actor),
            place=names.get(each.record.site, ""), undone=store().decision(each.id).undone,
        )
        for each in kept[:limit]
    )  # fmt: skip


def reversals_of(colleague: str, looking: Looking) -> tuple[GivenBack, ...]:
    """What others reversed of a colleague's decisions lately, and why."""
    since = looking.at - REVERSALS_SHOWN
    rows = list(Reversal.objects.filter(actor=colleague, at__gte=since).order_by("-at"))
    kept = recorded_of(row.pk for row in rows)
    by = people.whos({row.by for row in rows})
    return tuple(
        GivenBack(
            decision=row.pk, deed=deed_said(kept[row.pk], looking), at=row.at, by=by.get(row.by),
            reason=row.reason,
        )
        for row in rows
        if row.pk in kept
    )  # fmt: skip


def _decided(kept: Recorded, review: str, place: Place | None, looking: Looking) -> Decided:
    assert kept.answer is not None, "only answered decisions are shown"
    return Decided(
        id=kept.id, deed=deed_said(kept, looking), at=kept.at, place=place,
        outcome=kept.answer.outcome, mode=kept.record.mode, review=str(review),
        undone=bool(kept.receipt.reversed_minor) or kept.receipt.state == "voided",
    )  # fmt: skip


def deed_said(kept: Recorded, looking: Looking) -> str:
    """What a record is about, in words."""
    amount = kept.answer.amount_minor if kept.answer else None
    money = None if amount is None else looking.money(amount)
    if kept.record.action == SOMETHING_ELSE:
        text = sentence_case(str(json.loads(kept.record.request).get("text") or ""))
        return " · ".join(part for part in (text, money or "") if part)
    return looking.naming.deed(kept.record.action, amount=money)
