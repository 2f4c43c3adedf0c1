"""How often does the book's answer agree with the label of a recorded action?

Only this module reads labels, and only after the decision is made. `SUBJECTS` says which clauses speak of the
thing that a check is about; a stop counts as fitting when one of the clauses that determined it does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

LABELS = ("violation", "allowed", "no_rule_broken")
OUTCOMES = ("go_ahead", "find_out", "ask", "decline")
INVALID = "invalid"
"""In place of an outcome: what was proposed is no request at all (no amount, a cabin that does not exist)."""

_CANCELLED = ("reservation/already-cancelled",)
_BOOKABLE = ("flights/on-sale", "flights/seats-booked", "flights/seats-changed")
_CHANGE_PAID_WITH = ("payment/registered-for-a-change", "payment/no-voucher-for-a-change")
_SAME_TRIP = ("flights/origin-stays", "flights/destination-stays", "flights/trip-type-stays", "flights/no-gap")
_GROUNDS = ("booked-within-a-day", "cancelled-by-airline", "business-cabin", "insured-reason")
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "A1": ("reservation/own-reservation",),
    "A10": _CANCELLED,
    "A11": ("cancelling/nothing-flown",),
    "A12": tuple(f"cancelling/{ground}" for ground in _GROUNDS),
    "A20": ("flights/basic-economy-stays",),
    "A21": _SAME_TRIP,
    "A22": ("cabin/not-after-a-flown-flight",),
    "A23": _CHANGE_PAID_WITH,
    "A24": _CANCELLED,
    "A25": _BOOKABLE,
    "A30": ("bags/bags-stay",),
    "A31": ("bags/paid-bags-of-a-reservation",),
    "A32": ("payment/registered-for-a-change",),
    "A40": ("passengers/number-stays",),
    "A50": ("gestures/cancelled-flight", "gestures/delayed-flight"),
    "A60": ("passengers/five-at-most",),
    "A61": ("payment/one-voucher", "payment/one-credit-card", "payment/three-gift-cards"),
    "A62": ("payment/registered-for-a-booking",),
    "A63": _BOOKABLE,
    "A64": ("bags/paid-bags-of-a-booking",),
    "A65": ("payment/covers-the-price",),
    "R1": ("identity/own-order", "identity/own-account"),
    "R10": ("orders/still-pending", "orders/delivered"),
    "R11": ("cancelling/accepted-reason",),
    "R20": ("payment/another-means",),
    "R21": ("payment/gift-card-covers-the-order",),
    "R30": ("pieces/named", "pieces/in-the-order", "pieces/one-for-one"),
    "R31": ("pieces/same-product",),
    "R32": ("pieces/available",),
    "R33": ("payment/registered",),
    "R34": ("payment/gift-card-covers-the-difference",),
    "R40": ("payment/refund-the-way-it-was-paid", "payment/registered"),
}
"""By the number with which a check's name begins: the clauses about the same thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One recorded action with the answer it got; made before its label is looked at."""

    record: str
    outcome: str
    """One of the four, or `invalid`."""
    clauses: tuple[str, ...]
    """The clauses that determined the outcome."""


@dataclass(slots=True)
class Tally:
    """Outcomes by label for one domain, and what disagrees."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    fitting: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, judged: Judged, *, label: str, violated: Iterable[str]) -> None:
        """Count one answer under its label."""
        self.outcomes[label, judged.outcome] += 1
        violated = tuple(violated)
        fits = (
            label == "violation"
            and judged.outcome != "go_ahead"
            and is_fitting(judged.clauses, violated=violated)
        )
        self.fitting += fits
        if miss := _miss(label, judged.outcome, fits=fits):
            names = ", ".join(judged.clauses) or "no clause"
            about = f" (violated: {', '.join(violated)})" if violated else ""
            self.misses.append(f"{judged.record}: {miss}: {judged.outcome} by {names}{about}")

    def all(self, label: str) -> int:
        """How many actions carry the label."""
        return sum(self.outcomes[label, outcome] for outcome in (*OUTCOMES, INVALID))

    def stopped(self, label: str) -> int:
        """How many of them do not go ahead at once."""
        return self.all(label) - self.outcomes[label, "go_ahead"]

    def figures(self) -> dict[str, int]:
        """The six figures of the JSON form."""
        return {
            "violation": self.all("violation"),
            "violation_stopped": self.stopped("violation"),
            "allowed": self.all("allowed"),
            "allowed_stopped": self.stopped("allowed"),
            "no_rule_broken": self.all("no_rule_broken"),
            "no_rule_broken_declined": self.outcomes["no_rule_broken", "decline"],
        }


def is_fitting(clauses: Iterable[str], *, violated: Iterable[str]) -> bool:
    """Whether one of the clauses is about a thing that one of the violated checks names."""
    about = {clause for check in violated for clause in SUBJECTS.get(_number(check), ())}
    return not about.isdisjoint(clauses)


def label_of(record: Mapping[str, Any]) -> str:
    """The label of a recorded action; of one held right by the authors, what they expect."""
    return str(record.get("label", record.get("expected")))


def _number(check: str) -> str:
    found = re.match(r"[A-Z]+\d+", check)
    return found.group() if found else check


def _miss(label: str, outcome: str, *, fits: bool) -> str | None:
    if label == "violation" and outcome == "go_ahead":
        return "violation goes ahead"
    if label == "violation" and not fits:
        return "violation stopped by a clause about something else"
    if label == "allowed" and outcome != "go_ahead":
        return "allowed action stopped"
    if label == "no_rule_broken" and outcome == "decline":
        return "declined though no rule is broken"
    return None
