"""Which exceptions wait to be read, and what stands out among them? And what did somebody answer me?

An exception is read to learn from, not to punish. Start reading at `exceptions`, then `answers_to`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from leeway.decide import sentence_case
from leeway.desk.decisions.commands.deciding import reopened
from leeway.desk.decisions.models import Review
from leeway.desk.decisions.queries.standing_out import (
    JUST_UNDER_WITHIN,
    REPEATED_WITHIN,
    Deed,
    Pattern,
    is_gross,
    just_under,
    repeated,
)
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.ledger import UnknownDecision
from leeway.policy import Measure, Scope, caps
from leeway.stores import Sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from leeway.desk.decisions.queries.supervising import Looking
    from leeway.desk.people.queries import Place, Who
    from leeway.policy import Book, Limit
    from leeway.stores import Recorded

SHOWN_MAX: Final = 40
LOOKED_AT_MAX: Final = 1000
"""So many of the latest decisions are looked at for patterns."""
SOMETHING_ELSE: Final = "something else"
TOLD: Final = "told afterwards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why an exception stands out, as figures; the page makes the sentence."""

    kind: str
    """`gross`, `repeated`, `just under` or `same customer`."""
    times: int = 1
    cost: str = ""
    most: str = ""
    what: str = ""
    others: int = 0


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
    found = _evidence(rows, looking) if rows else {}
    shown = [replace(shown_of(row, looking), evidence=tuple(found.get(row.pk, ()))) for row in rows]
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
    return tuple(shown_of(row, looking) for row in rows.order_by("-reviewed_at")[:SHOWN_MAX])


def reviews_of(decisions: Iterable[str]) -> Mapping[str, Review.State]:
    """How the reviews of some decisions stand."""
    found = Review.objects.filter(pk__in=list(decisions)).values_list("pk", "state")
    return {decision: Review.State(state) for decision, state in found}


def may_review(row: Review, looking: Looking) -> bool:
    """Whether the reader stands above whoever did it, and had no part in it."""
    return _stands_above(row, looking) and looking.me.id != approver_of(row)


def _reviewable(rows: Iterable[Review], looking: Looking) -> list[Review]:
    """Those that the reader may review; who stands above whom is looked up once for each colleague and site."""
    found = list(rows)
    above = {(row.actor, row.site): row for row in found}
    allowed = {key: _stands_above(row, looking) for key, row in above.items()}
    return [row for row in found if allowed[row.actor, row.site] and looking.me.id != approver_of(row)]


def _stands_above(row: Review, looking: Looking) -> bool:
    return people.may_review_at(
        looking.me.id, row.site, actor=row.actor, at=looking.at,
        authorities=reviewing_authorities(row, book=looking.book, at=looking.at),
    )  # fmt: skip


def reviewing_authorities(row: Review, *, book: Book, at: datetime) -> tuple[str, ...]:
    """Who reads it: the authority that the book names, but above whoever did it; at the top, the top."""
    levels = [
        book.level(each.authority)
        for each in people.authorities_at(row.site, at=at, colleague=row.actor)
        if each.authority in book.authorities
    ]
    said = book.own_judgement.review or ""
    named = [book.level(each) for each in book.authorities if said.startswith(each)]
    lowest = max([1, *(level + 1 for level in levels), *named])
    return book.authorities[min(lowest, len(book.authorities) - 1) :]


def approver_of(row: Review) -> str | None:
    """Who said yes to it, where somebody had to; they do not review it as well."""
    if row.mode == TOLD:
        return None
    try:
        return store().recorded(row.pk).record.approver
    except UnknownDecision:
        return None


def shown_of(row: Review, looking: Looking) -> Shown:
    """An exception as a page shows it."""
    actor = people.who(row.actor)
    assert actor is not None, "colleagues are never deleted"
    return Shown(
        decision=row.pk, state=row.state, actor=actor, place=people.place(row.site),
        deed=deed_of(row.pk, row.action, row.text, looking), at=row.at, told=row.mode == TOLD,
        reason=row.reason, principle=looking.naming.principle(row.principle) if row.principle else "",
        cost=looking.money(row.cost_minor) if row.cost_minor else "", sentence=row.sentence,
        reviewed_by=people.who(row.reviewed_by) if row.reviewed_by else None, reviewed_at=row.reviewed_at,
        read_at=row.read_at,
    )  # fmt: skip


def deed_of(decision: str, action: str, text: str, looking: Looking) -> str:
    """What was done: in one's own words where the book has no name for it, else by its name with its amount."""
    try:
        amount = reopened(decision).decision.amount_minor
    except UnknownDecision:
        amount = None
    money = None if amount is None else looking.money(amount)
    if action == SOMETHING_ELSE:
        return " · ".join(part for part in (sentence_case(text), money or "") if part)
    return looking.naming.deed(action, amount=money)


# -- what stands out ----------------------------------------------------------------------------------
def _open(looking: Looking) -> Any:
    paths = people.sites_within(looking.me.id, at=looking.at)
    if not paths:
        return Review.objects.none()
    below = reduce(or_, (Q(path__startswith=path) for path in paths))
    return Review.objects.filter(below, state=Review.State.OPEN).exclude(actor=looking.me.id).order_by("at")


def _evidence(rows: list[Review], looking: Looking) -> dict[str, list[Evidence]]:
    """What speaks for reading each of these first."""
    sites = tuple({row.site for row in rows})
    deeds = {each.id: each for each in _deeds(sites, looking)}
    found: dict[str, list[Evidence]] = {row.pk: [] for row in rows}
    patterns = (*repeated(deeds.values(), at=looking.at), *just_under(deeds.values(), at=looking.at))
    for row in rows:
        deed = deeds.get(row.pk)
        if deed is not None and is_gross(deed):
            found[row.pk].append(
                Evidence(
                    kind="gross", cost=looking.money(deed.cost_minor), most=looking.money(deed.cap_minor or 0)
                )
            )
        found[row.pk] += [_said(each, looking) for each in patterns if _concerns(each, row, deed)]
    return found


def _concerns(pattern: Pattern, row: Review, deed: Deed | None) -> bool:
    """A pattern is shown with its own deeds, and with every exception of whoever stays just under limits."""
    by_actor = pattern.kind == "just under" and pattern.who == row.actor
    for_customer = pattern.kind == "same customer" and deed is not None and pattern.who == deed.customer
    return row.pk in pattern.deeds or by_actor or for_customer


def _said(pattern: Pattern, looking: Looking) -> Evidence:
    return Evidence(
        kind=pattern.kind, times=len(pattern.deeds), cost=looking.money(pattern.cost_minor),
        what=looking.naming.thing(pattern.what) if pattern.kind != "repeated" else "", others=pattern.others,
    )  # fmt: skip


def _deeds(sites: tuple[str, ...], looking: Looking) -> Iterable[Deed]:
    """The exceptions of a month and all that was done in a week, at some sites."""
    month = Sought(sites=sites, review=True, since=looking.at - REPEATED_WITHIN)
    week = Sought(sites=sites, outcome="go_ahead", since=looking.at - JUST_UNDER_WITHIN)
    for sought in (week, month):
        for kept in store().records(sought, limit=LOOKED_AT_MAX):
            if kept.answer is not None and kept.receipt.state in ("posted", "held"):
                yield _deed(kept, looking)


def _deed(kept: Recorded, looking: Looking) -> Deed:
    record, answer = kept.record, kept.answer
    assert answer is not None, "only answered decisions are looked at"
    clause = answer.clause or ""
    return Deed(
        id=kept.id, actor=record.actor, what=_what(kept) if answer.review else clause, at=kept.at,
        cost_minor=answer.cost_minor, customer=record.customer, is_exception=answer.review,
        cap_minor=None if record.approver else case_cap(clause, record.authority, book=looking.book),
    )  # fmt: skip


def _what(kept: Recorded) -> str:
    """What an exception departed from: the clause, else the action, else the words for it."""
    form = json.loads(kept.answer.answer)["decision"] if kept.answer else {}
    departed = (form.get("told") or {}).get("departed_from") or ()
    if departed:
        return str(departed[0])
    if kept.record.action == SOMETHING_ELSE:
        return " ".join(str(json.loads(kept.record.request).get("text") or "").casefold().split())
    return kept.record.action


def case_cap(clause: str, authority: str, *, book: Book) -> int | None:
    """How much one case may cost by a clause at a level; None where nothing says so."""
    limits = _limits(clause, book)
    if authority not in book.authorities or not limits:
        return None
    found = caps(limits, book.level(authority), book.authorities) or {}
    most = [cap for (measure, scope, _), cap in found.items() if (measure, scope) == (Measure.COST, Scope.CASE)]
    return min((cap for cap in most if cap is not None), default=None)


def _limits(clause: str, book: Book) -> Mapping[str, tuple[Limit, ...]]:
    if clause in ("own judgement", "told afterwards"):
        return book.own_judgement.limits
    if clause == "otherwise":
        return book.otherwise.limits
    return next(
        (each.limits for policy in book.policies for each in policy.guidelines if each.id == clause), {}
    )
