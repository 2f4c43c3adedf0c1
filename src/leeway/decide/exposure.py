"""What is the most this book can spend? Worst-case exposure per day, month and year, by clause, site and
network.

It is an upper bound: every actor is taken to have the highest authority and to use up every limit. What an
authority is asked for and gives by hand (`otherwise: ask …`) is nobody's discretion and not counted. Start
reading at `exposure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from leeway import feel
from leeway.decide.charges import OVERALL, Allowance, level_caps, tightest
from leeway.decide.facts import SOMETHING_ELSE
from leeway.decide.parts.law import OTHERWISE, OWN_JUDGEMENT
from leeway.decide.worth.turns import AMOUNT
from leeway.policy import Measure, Otherwise, Scope, cost_minor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from leeway.decide.charges import Caps
    from leeway.policy import Action, Book, Guideline, Window

PERIODS = ("day", "month", "year")

_HOURS_MAX = {"day": 25, "month": 31 * 24 + 1, "year": 366 * 24}
"""A day may have 25 hours where clocks are put back."""

_WINDOWS_MAX = {
    "day": {"day": 1, "month": 31, "year": 366},
    "week": {"day": 1, "month": 6, "year": 54},
    "month": {"day": 1, "month": 1, "year": 12},
    "quarter": {"day": 1, "month": 1, "year": 4},
    "year": {"day": 1, "month": 1, "year": 1},
}
"""How many windows of a kind a period may touch: a month of 31 days begins and ends inside a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """The most that can be spent in each period, in minor units; None: there is no ceiling."""

    day_minor: int | None
    month_minor: int | None
    year_minor: int | None

    def of(self, period: str) -> int | None:
        """The most in a `day`, `month` or `year`."""
        return {"day": self.day_minor, "month": self.month_minor, "year": self.year_minor}[period]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseExposure:
    """The most one clause can spend, at one site and at all of them."""

    clause: str
    site: Spending
    network: Spending


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """The most a book can spend: the sentence that lets an owner grant discretion, as figures."""

    currency: str
    sites: int
    site: Spending
    network: Spending
    clauses: tuple[ClauseExposure, ...]
    """Largest in a month first; clauses that cost nothing are left out."""
    uncapped: tuple[str, ...] = ()
    """Clauses without any ceiling: an error of the book."""


def exposure(book: Book) -> Exposure:
    """The most a book can spend by its own leave, by clause and altogether.

    A sum over all clauses, cut by the overall limits; a clause without a ceiling leaves the whole without one.
    """
    clauses = tuple(
        ClauseExposure(
            clause=each.name,
            site=_spending(book, each, sites=1),
            network=_spending(book, each, sites=book.size.sites),
        )
        for each in _spenders(book)
    )
    costly = [each for each in clauses if each.network.month_minor != 0]
    ranked = sorted(
        costly, key=lambda each: (each.network.month_minor is not None, -(each.network.month_minor or 0))
    )
    return Exposure(
        currency=book.currency,
        sites=book.size.sites,
        site=_total(book, [each.site for each in costly], sites=1),
        network=_total(book, [each.network for each in costly], sites=book.size.sites),
        clauses=tuple(ranked),
        uncapped=tuple(each.clause for each in ranked if each.network.day_minor is None),
    )


# -- what can spend ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class _Spender:
    """A clause with its limits at the highest level, and the most one decision of it can cost."""

    name: str
    caps: Caps
    anonymous: Caps
    cost_most: int | None


def _spenders(book: Book) -> Iterator[_Spender]:
    named: set[str] = set()
    for policy in book.policies:
        for guideline in policy.guidelines:
            named |= set(guideline.actions)
            costs = [
                _cost_most(book.actions[name], amount=_amount_most(book, guideline))
                for name in guideline.actions
            ]
            allowance = Allowance(clause=guideline.id, limits=guideline.limits, anonymous=guideline.anonymous)
            yield from _spender(book, allowance, costs)
    yield from _otherwise(book, named)
    own = book.own_judgement
    if own.limits:
        allowance = Allowance(clause=OWN_JUDGEMENT, limits=own.limits, anonymous=own.anonymous)
        actions = (*book.actions.values(), SOMETHING_ELSE)
        yield from _spender(book, allowance, [_cost_most(action) for action in actions])


def _otherwise(book: Book, named: set[str]) -> Iterator[_Spender]:
    """The actions no guideline names: by their own answer, or out of the book's allowance."""
    rest: list[int | None] = []
    for action in book.actions.values():
        if action.name in named:
            continue
        default = action.otherwise
        if default is None:
            rest.append(_cost_most(action))
        elif default.kind in {Otherwise.GO_AHEAD, Otherwise.LIMITS}:
            name = f"{OTHERWISE}: {action.name}"
            allowance = Allowance(clause=name, limits=default.limits, anonymous=default.anonymous)
            yield from _spender(book, allowance, [_cost_most(action)])
    if book.otherwise.kind in {Otherwise.GO_AHEAD, Otherwise.LIMITS}:
        default = book.otherwise
        yield from _spender(
            book, Allowance(clause=OTHERWISE, limits=default.limits, anonymous=default.anonymous), rest
        )


def _spender(book: Book, allowance: Allowance, costs: Iterable[int | None]) -> Iterator[_Spender]:
    found = list(costs)
    caps = level_caps(book, allowance, level=len(book.authorities) - 1)
    if caps is None or not any(cost is None or cost > 0 for cost in found):
        return
    known = [cost for cost in found if cost is not None]
    most = max(known) if len(known) == len(found) else None
    ceilings = [cap for (measure, _, _), cap in caps.items() if measure is Measure.COST and cap is not None]
    yield _Spender(
        name=allowance.clause,
        caps=caps,
        anonymous=tightest(allowance.anonymous),
        cost_most=min([*ceilings, *([most] if most is not None else [])], default=None),
    )


def _cost_most(action: Action, *, amount: int | None = None) -> int | None:
    """The most one decision on an action can cost; None without a ceiling."""
    if action is SOMETHING_ELSE:
        return None
    if not action.amount or not action.cost.factor:
        return action.cost.fixed_minor
    ceilings = [each for each in (amount, action.max_minor) if each is not None]
    return cost_minor(action.cost, amount_minor=min(ceilings)) if ceilings else None


def _amount_most(book: Book, guideline: Guideline) -> int | None:
    """The largest amount a guideline's condition lets through, where it says so by a plain comparison."""
    tree = guideline.when.tree
    parts = tree.operands if isinstance(tree, feel.tree.And) else (tree,)
    ceilings = [value for part in parts if (value := _ceiling(part)) is not None]
    return floor(Fraction(min(ceilings)) * 10**book.digits) if ceilings else None


def _ceiling(tree: feel.Node) -> Decimal | None:
    amount = feel.tree.Name(span=feel.Span(0, 0), name=AMOUNT)
    match tree:
        case feel.tree.Compare(op="<" | "<=" | "=", left=left, right=feel.tree.Literal(value=value)) if (
            left == amount
        ):
            return value if isinstance(value, Decimal) else None
        case feel.tree.Compare(op=">" | ">=" | "=", left=feel.tree.Literal(value=value), right=right) if (
            right == amount
        ):
            return value if isinstance(value, Decimal) else None
    return None


# -- how much -----------------------------------------------------------------------------------------------
def _spending(book: Book, spender: _Spender, *, sites: int) -> Spending:
    day, month, year = (_most(book, spender, period, sites=sites) for period in PERIODS)
    return Spending(day_minor=day, month_minor=month, year_minor=year)


def _most(book: Book, spender: _Spender, period: str, *, sites: int) -> int | None:
    """The least that the limits let through; those per customer where their number is known."""
    whole = _bounds(book, spender.caps, spender.cost_most, period, sites=sites, scopes=_CLOSED)
    by_customer = _bounds(book, spender.caps, spender.cost_most, period, sites=sites, scopes={Scope.CUSTOMER})
    unknown = _bounds(book, spender.anonymous, spender.cost_most, period, sites=sites, scopes=_CLOSED)
    if by_customer and (unknown or not spender.anonymous):
        whole.append(min(by_customer) + (min(unknown) if unknown else 0))
    return min(whole, default=None)


_CLOSED = {Scope.ACTOR, Scope.SITE, Scope.NETWORK}
"""Scopes whose subjects nobody at the counter can create."""


def _bounds(
    book: Book, caps: Caps, cost_most: int | None, period: str, *, sites: int, scopes: set[Scope]
) -> list[int]:
    subjects = {
        Scope.ACTOR: sites * book.size.actors_per_site,
        Scope.SITE: sites,
        Scope.NETWORK: 1,
        Scope.CUSTOMER: book.size.customers,
    }
    found = []
    for (measure, scope, window), cap in caps.items():
        number = subjects.get(scope)
        each = cap if measure is Measure.COST else None if cost_most is None or cap is None else cap * cost_most
        if scope in scopes and number is not None and each is not None:
            found.append(each * number * windows_most(window, period))
    return found


def windows_most(window: Window, period: str) -> int:
    """How often a limit of this window can be used up within one period."""
    if window.kind == "life":
        return 1
    if window.kind == "rolling":
        return ceil(_HOURS_MAX[period] / window.hours)
    return _WINDOWS_MAX[window.kind][period]


def _total(book: Book, spendings: list[Spending], *, sites: int) -> Spending:
    """The sum of the clauses, cut by the overall limits."""
    overall = _Spender(
        name=OVERALL, caps=tightest(book.overall), anonymous=tightest(book.overall_anonymous), cost_most=None
    )
    found: Mapping[str, int | None] = {
        period: _cut([each.of(period) for each in spendings], _most(book, overall, period, sites=sites))
        for period in PERIODS
    }
    return Spending(day_minor=found["day"], month_minor=found["month"], year_minor=found["year"])


def _cut(parts: list[int | None], ceiling: int | None) -> int | None:
    known = [each for each in parts if each is not None]
    whole = sum(known) if len(known) == len(parts) else None
    return min((each for each in (whole, ceiling) if each is not None), default=None)
