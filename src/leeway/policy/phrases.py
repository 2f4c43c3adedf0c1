"""How far may somebody go? Limit phrases: `200 UAH per case`, `1 per customer per 90 days`, `no limit per actor`.

One parser, one formatter, `parse(format(x)) == x`. What limits mean together is in `limits.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What a limit adds up."""

    COST = "cost"
    COUNT = "count"


class Scope(StrEnum):
    """Whose sum it is, in the fixed order in which meters are locked: hottest last."""

    CASE = "case"
    CUSTOMER = "customer"
    ACTOR = "actor"
    SITE = "site"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Window:
    """Over what time: the life of the scope, a rolling span of hours, or a calendar period.

    `kind` is `life`, `rolling`, `day`, `week`, `month`, `quarter` or `year`; only `rolling` has hours.
    """

    kind: str = "life"
    hours: int = 0

    @property
    def key(self) -> str:
        """Its name inside a meter's key: `life`, `rolling 2160h`, `week` …"""
        return f"rolling {self.hours}h" if self.kind == "rolling" else self.kind


@dataclass(frozen=True, slots=True)
class Limit:
    """A ceiling on a sum or count over a scope and a window.

    `cap` is in minor units for cost and a number of decisions for count; None means that this level has
    no ceiling on any meter of that scope (`no limit per actor`).
    """

    measure: Measure
    scope: Scope
    window: Window
    cap: int | None
