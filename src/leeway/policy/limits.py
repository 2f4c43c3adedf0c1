"""What do the limits of a clause mean at one level of authority? Inheritance, meter by meter.

A clause lists limits by authority, lowest first. A level without a limit on a meter has the cap of the nearest
lower level; `no limit per actor` lifts it; below the first entry there is nothing. What a phrase says is in
`phrases.py`; what is left of a limit is the ledger's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.policy.phrases import BOUNDED_SCOPES, LIFE, Limit, Measure, Scope, Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

type MeterKey = tuple[Measure, Scope, Window]
"""A meter of a clause, before it has a subject: what is added up, whose, over what time."""


def meter_of(limit: Limit) -> MeterKey:
    """The meter a limit puts a ceiling on."""
    return limit.measure, limit.scope, limit.window


def caps(
    limits: Mapping[str, tuple[Limit, ...]], level: int, authorities: Sequence[str]
) -> dict[MeterKey, int | None] | None:
    """The cap on each meter of a clause for one level; None as a cap: lifted.

    `level` counts from 0, the lowest of `authorities`. The answer is None below the first entry, where the
    clause grants nothing, and empty where the clause has no limits at all.

    >>> from leeway.policy.phrases import parse_limit
    >>> week = parse_limit("100 EUR per actor per week", currency="EUR", digits=2)
    >>> lift = parse_limit("no limit per actor", currency="EUR", digits=2)
    >>> by_level = {"staff": (week,), "owner": (lift,)}
    >>> [list(caps(by_level, level, ("staff", "owner")).values()) for level in (0, 1)]
    [[10000], [None]]
    """
    if not limits:
        return {}
    entries = [limits[name] for name in authorities[: level + 1] if name in limits]
    if not entries:
        return None
    found: dict[MeterKey, int | None] = {}
    for entry in entries:
        _apply(entry, found)
    return found


def _apply(entry: Sequence[Limit], found: dict[MeterKey, int | None]) -> None:
    """Let one level's own limits replace what it inherited: first what they lift, then their caps."""
    for limit in entry:
        for meter in found:
            if lifts(limit, meter):
                found[meter] = None
    found.update({meter_of(limit): limit.cap for limit in entry if limit.cap is not None})


def lifts(limit: Limit, meter: MeterKey) -> bool:
    """Whether a `no limit …` phrase takes the ceiling off this meter."""
    _, scope, window = meter
    return limit.cap is None and scope is limit.scope and limit.window in (LIFE, window)


def is_bounded(found: Mapping[MeterKey, int | None]) -> bool:
    """Whether some cap stands whose subject nobody at the counter can create (actor, site, network)."""
    return any(cap is not None and scope in BOUNDED_SCOPES for (_, scope, _), cap in found.items())
