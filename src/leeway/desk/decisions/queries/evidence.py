"""Why does an exception stand out? The gross, the repeated, and the many just under a limit, as figures.

What a pattern is says `standing_out.py`; here the deeds are read. Start reading at `evidence_for`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.desk.decisions.queries.proposing import SOMETHING_ELSE
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
from leeway.policy import Measure, Scope, caps
from leeway.stores import Sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leeway.desk.decisions.models import Review
    from leeway.desk.decisions.queries.supervising import Looking
    from leeway.policy import Book, Limit
    from leeway.stores import Recorded

LOOKED_AT_MAX: Final = 1000
"""So many of the latest decisions are looked at for patterns."""


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


def evidence_for(rows: list[Review], looking: Looking) -> dict[str, list[Evidence]]:
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
