"""What is counted? Meters, what a decision takes from them, and what a proposal asks of the ledger.

Amounts are whole numbers: minor units of the book's one currency for `cost`, decisions for `count`.
The smallest values are named tuples, because a decision makes dozens of them (docs/decisions/0004).
Start reading at `Meter`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from leeway.ledger.errors import InvalidProposal
from leeway.ledger.windows import CALENDAR_WINDOWS, rolling_length

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Meter(NamedTuple):
    """The running state of one limit for one subject and window, by its key.

    Never part of the key: authority, cap and book version, so changing a limit starts no fresh allowance.
    `window` is `life`, `rolling 2160h`, `day`, `week`, `month`, `quarter` or `year`; `starts` is the UTC
    instant at which a calendar window begins and None for the other two.
    """

    clause: str
    measure: str
    scope: str
    window: str
    subject: str
    starts: datetime | None = None


class Charge(NamedTuple):
    """What one decision takes from one meter, and the cap its decider has there (None: no ceiling).

    `authority` is the level whose cap that is; the ledger records each level's caps as versions.
    """

    meter: Meter
    amount: int
    cap: int | None
    authority: str = ""


class Candidate(NamedTuple):
    """One clause that would let the action go ahead, with everything that it would charge.

    It fits when every charge fits: balance + amount ≤ cap. It is charged whole, never split.
    """

    clause: str
    charges: tuple[Charge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the ledger is asked in one step: take the first candidate that fits, tell all balances.

    `id` is the idempotency key; the same id with another `request_hash` is refused. `watch` are further meters
    whose balances the answer needs. With `hold` the charges are held for an executor, not posted. `actor` is
    the one who decides: what was told afterwards and has no room is counted on a meter of that actor.
    """

    id: str
    request_hash: str
    candidates: tuple[Candidate, ...]
    at: datetime
    watch: tuple[Meter, ...] = ()
    hold: bool = False
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the ledger did: the candidate taken (None: none fits, nothing charged) and the balances before.

    `at` is the instant used (never before an earlier one of the same meters); `repeated` says that this id
    had been settled before and nothing was charged again. `charged` is what stands of it on each meter that
    was asked for, `excess` what was told afterwards and had no room (on the actor's own uncapped meters), and
    `reversed_minor` the cost that was given back.
    """

    id: str
    state: str
    """`posted`, `held`, `voided` or `refused`."""
    chosen: int | None
    balances: dict[Meter, int] = field(default_factory=dict)
    at: datetime | None = None
    repeated: bool = False
    charged: dict[Meter, int] = field(default_factory=dict)
    excess: dict[Meter, int] = field(default_factory=dict)
    reversed_minor: int = 0


SCOPES = ("case", "customer", "actor", "site", "network")
"""The order in which meters are locked and charged: hottest last, so that nobody waits holding a hot one."""

EXCESS = "told afterwards"
"""The clause of the uncapped meters that take what was told afterwards and had no room."""


def in_lock_order(meters: Iterable[Meter]) -> list[Meter]:
    """Put meters into the one order in which every ledger locks them, each once.

    >>> [meter.scope for meter in in_lock_order([Meter("c", "cost", s, "life", "x") for s in ("site", "case")])]
    ['case', 'site']
    """
    return sorted(set(meters), key=_lock_key)


def excess_meter(measure: str, actor: str) -> Meter:
    """Name the uncapped meter on which an actor's deeds beyond every limit are counted.

    >>> excess_meter("cost", "vera").clause
    'told afterwards'
    """
    return Meter(EXCESS, measure, "actor", "life", actor)


def check_proposal(proposal: Proposal) -> None:
    """Refuse a malformed proposal before anything is looked up.

    Raises: InvalidProposal, with the field that is wrong.
    """
    if not proposal.id:
        raise InvalidProposal("id", "must not be empty")
    check_instant(proposal.at)
    for meter in proposal.watch:
        check_meter(meter)
    for candidate in proposal.candidates:
        for charge in candidate.charges:
            check_meter(charge.meter)
            check_amount("amount", charge.amount)
            if charge.cap is not None:
                check_amount("cap", charge.cap)


def check_amount(name: str, amount: int, *, least: int = 0) -> None:
    """Refuse what is not a whole number, or is below the least one. Raises: InvalidProposal."""
    if type(amount) is not int or amount < least:
        raise InvalidProposal(name, f"must be a whole number from {least}, not {amount!r}")


def check_instant(at: datetime, name: str = "at") -> None:
    """Refuse an instant without a time zone. Raises: InvalidProposal."""
    if at.utcoffset() is None:
        raise InvalidProposal(name, "has no time zone")


@lru_cache(maxsize=4096)
def check_meter(meter: Meter) -> None:
    """Refuse a meter that no limit can have. Raises: InvalidProposal."""
    if meter.measure not in ("cost", "count"):
        raise InvalidProposal("measure", f"`{meter.measure}` is neither `cost` nor `count`")
    if meter.scope not in SCOPES:
        raise InvalidProposal("scope", f"`{meter.scope}` is not a scope: {', '.join(SCOPES)}")
    if meter.window in CALENDAR_WINDOWS:
        if meter.starts is None:
            raise InvalidProposal("starts", f"is missing: a window of a {meter.window} begins at an instant")
        check_instant(meter.starts, "starts")
    elif meter.window != "life" and rolling_length(meter.window) is None:
        raise InvalidProposal("window", f"`{meter.window}` is not a window")
    elif meter.starts is not None:
        raise InvalidProposal(
            "starts", f"must be absent: a `{meter.window}` window does not begin at an instant"
        )


def _lock_key(meter: Meter) -> tuple[int, str, str, str, str, float]:
    starts = meter.starts.timestamp() if meter.starts else 0.0
    return (SCOPES.index(meter.scope), meter.subject, meter.clause, meter.measure, meter.window, starts)
