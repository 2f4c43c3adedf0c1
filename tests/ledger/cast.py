"""Who and what the ledger's tests speak of, and a short way to charge them.

Vera is an attendant at the station on Main Street, Ivan her colleague. Olena is a customer; Lena turns out to be the
same person. Case 7 is Olena's matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from leeway.ledger import Candidate, Charge, Meter, Proposal, window_start

if TYPE_CHECKING:
    from leeway.ledger import Ledger, Receipt

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

CASE = Meter("write-off", "cost", "case", "life", "case 7")
VERA = Meter("write-off", "cost", "actor", "rolling 8h", "vera")
OLENA = Meter("write-off", "count", "customer", "rolling 48h", "olena")
LENA = Meter("write-off", "count", "customer", "rolling 48h", "lena")
WEEK = Meter("write-off", "cost", "site", "week", "main street", window_start("week", NOON, "Europe/Kyiv"))
NETWORK = Meter("write-off", "cost", "network", "life", "network")


@dataclass
class Desk:
    """A short way to ask a ledger: each request gets the next number, at noon unless said otherwise."""

    ledger: Ledger
    asked: int = 0

    def spend(self, *charges: Charge, at: datetime = NOON, hold: bool = False, name: str = "") -> Receipt:
        """Commit a decision with one candidate."""
        return self.ledger.commit(self.proposal(*charges, at=at, hold=hold, name=name))

    def tell(self, *charges: Charge, at: datetime = NOON, name: str = "") -> Receipt:
        """Tell of a deed by Vera."""
        return self.ledger.tell(self.proposal(*charges, at=at, name=name))

    def proposal(self, *charges: Charge, at: datetime = NOON, hold: bool = False, name: str = "") -> Proposal:
        """Make a proposal with one candidate, decided by Vera."""
        self.asked += 1
        name = name or str(self.asked)
        candidates = (Candidate("write-off", charges),)
        return Proposal(
            id=name, request_hash=f"of {name}", candidates=candidates, at=at, hold=hold, actor="vera"
        )

    def used(self, *meters: Meter, at: datetime = NOON) -> list[int]:
        """Read balances in the order asked for."""
        return [self.ledger.balances([meter], at=at)[meter] for meter in meters]


def cost(meter: Meter, amount: int, cap: int | None) -> Charge:
    """Charge an attendant's cost."""
    return Charge(meter, amount, cap, "attendant")


def one(meter: Meter, cap: int | None) -> Charge:
    """Charge one decision."""
    return Charge(meter, 1, cap, "attendant")
