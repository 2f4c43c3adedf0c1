"""What would it take? Limits of a clause × level × request, as meters and charges of the ledger.

Every spend charges all meters of its clause and the overall limits; a meter's key holds no authority, cap or
version. Whether a charge fits is asked of balances in `parts/plan.py`. Start reading at `candidate`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leeway.decide.facts import SOMETHING_ELSE
from leeway.ledger import Candidate, Charge, Meter, window_start
from leeway.policy import Measure, Scope, caps, cost_minor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from leeway.decide.request import Request
    from leeway.policy import Action, Book, Limit, Window

    type Caps = Mapping[tuple[Measure, Scope, Window], int | None]

SOMEBODY = ("",)
"""Stands for whoever of a level will decide: somebody with an unused allowance of their own."""

OVERALL = "overall"
ANONYMOUS = " (anonymous)"
"""Follows the clause in the meters that stand for per-customer limits while the customer is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The limits under which a clause grants something, by authority; `clause` is the name its meters carry."""

    clause: str
    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    anonymous: tuple[Limit, ...] = ()


def cost_of(action: Action, amount_minor: int | None) -> int:
    """What the action costs the house at an amount, both in minor units."""
    if action is SOMETHING_ELSE:
        return amount_minor or 0
    return cost_minor(action.cost, amount_minor=amount_minor)


def level_caps(book: Book, allowance: Allowance, *, level: int) -> Caps | None:
    """The caps of an allowance at a level; None where it grants nothing."""
    return caps(allowance.limits, level, book.authorities)


def candidate(
    book: Book, request: Request, allowance: Allowance, *, level: int, cost: int, who: tuple[str, ...]
) -> Candidate | None:
    """Everything that granting it at this level would charge; None when the level has nothing to grant.

    `who` are the ids whose per-actor meters are charged: the one who decides, and whom an AI acts for.
    An unknown customer's per-customer limits give way to the anonymous ones; a clause that has none cannot fit.
    """
    own = level_caps(book, allowance, level=level)
    if own is None:
        return None
    source = _Source(book=book, request=request, cost=cost, who=who, authority=book.authorities[level])
    named = allowance.clause
    if request.customer is None and any(scope is Scope.CUSTOMER for _, scope, _ in own):
        if not allowance.anonymous:
            return None
        own = {key: cap for key, cap in own.items() if key[1] is not Scope.CUSTOMER}
        extra = source.charges(named + ANONYMOUS, tightest(allowance.anonymous))
    else:
        extra = ()
    return Candidate(clause=named, charges=(*source.charges(named, own), *extra, *_overall(source)))


def _overall(source: _Source) -> tuple[Charge, ...]:
    """The limits over everything the book grants; anonymous ones stand in for those per customer."""
    book, known = source.book, source.request.customer is not None
    found = tightest(book.overall)
    if known:
        return source.charges(OVERALL, found)
    without = {key: cap for key, cap in found.items() if key[1] is not Scope.CUSTOMER}
    stand_in = tightest(book.overall_anonymous) if len(without) < len(found) else {}
    return (*source.charges(OVERALL, without), *source.charges(OVERALL + ANONYMOUS, stand_in))


def tightest(limits: Iterable[Limit]) -> dict[tuple[Measure, Scope, Window], int | None]:
    """The caps of a plain list of limits; of two on one meter the lower."""
    found: dict[tuple[Measure, Scope, Window], int | None] = {}
    for limit in limits:
        if limit.cap is not None:
            key = (limit.measure, limit.scope, limit.window)
            before = found.get(key)
            found[key] = limit.cap if before is None else min(before, limit.cap)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What a cap becomes a charge with: whose meter, from when, how much."""

    book: Book
    request: Request
    cost: int
    who: tuple[str, ...]
    authority: str

    def charges(self, clause: str, found: Caps) -> tuple[Charge, ...]:
        """One charge for each meter and subject that something is taken from."""
        return tuple(
            Charge(
                meter=Meter(
                    clause=clause,
                    measure=measure.value,
                    scope=scope.value,
                    window=window.key,
                    subject=subject,
                    starts=self._starts(scope, window),
                ),
                amount=amount,
                cap=cap,
                authority=self.authority,
            )
            for (measure, scope, window), cap in found.items()
            if (amount := 1 if measure is Measure.COUNT else self.cost)
            for subject in self._subjects(scope)
        )

    def _subjects(self, scope: Scope) -> tuple[str, ...]:
        request = self.request
        match scope:
            case Scope.ACTOR:
                return self.who
            case Scope.CUSTOMER:
                return (request.customer,) if request.customer is not None else ()
            case Scope.CASE:
                return (request.case,)
            case Scope.SITE:
                return (request.site,)
        return (request.network,)

    def _starts(self, scope: Scope, window: Window) -> datetime | None:
        """When the calendar window began, in the book's zone, or the site's own for a site's meter."""
        if window.kind in {"life", "rolling"}:
            return None
        zone = self.book.zone or "UTC"
        if scope is Scope.SITE and self.request.site_zone is not None:
            zone = self.request.site_zone
        return window_start(window.kind, self.request.charged_at, zone)
