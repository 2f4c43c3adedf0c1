"""The bare answer names exactly the clauses that the reference finds true, and what follows from them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from leeway import policy
from leeway.decide import Matched, Matcher, Outcome

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BOOK = """book: small
currency: EUR
zone: Europe/Berlin
authorities: [staff, owner]
facts:
  tier: {type: text, one of: [new, silver, gold]}
  queue: {type: number, presume: 0}
  age: number
actions:
  refund: {amount: money, max: 500}
  smile: {otherwise: go ahead}
  sell: {otherwise: ask owner}
rules:
  minors: {forbid: sell, when: age < 18}
guidelines:
  gold:
    allow: refund
    when: tier = "gold"
    limits: [30 EUR per case, 100 EUR per actor per week]
  calm:
    allow: refund
    when: queue < 3 and amount <= 20
    limits: [30 EUR per case, 100 EUR per actor per week]
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    loaded = policy.load_texts({"book.yaml": BOOK})
    assert loaded.book is not None, [each.render() for each in loaded.diagnostics]
    return Matcher(loaded.book, at=AT)


@pytest.mark.parametrize(
    ("action", "facts", "expected"),
    [
        ("refund", {"tier": "gold", "queue": 1, "amount": 5}, (Outcome.GO_AHEAD, ("small/gold", "small/calm"))),
        ("refund", {"tier": "new", "queue": 5, "amount": 5}, (Outcome.DECLINE, ())),
        ("refund", {"tier": "new", "amount": 5}, (Outcome.GO_AHEAD, ("small/calm",))),
        ("refund", {"amount": 25}, (Outcome.FIND_OUT, (), ("small/gold",))),
        ("refund", {"amount": 5}, (Outcome.GO_AHEAD, ("small/calm",), ("small/gold",))),
        ("sell", {"age": Decimal("17.9")}, (Outcome.DECLINE, ("small/minors",))),
        ("sell", {"age": 18}, (Outcome.ASK, ())),
        ("sell", {}, (Outcome.FIND_OUT, (), ("small/minors",))),
        ("smile", {}, (Outcome.GO_AHEAD, ())),
    ],
)
def test_every_clause_that_holds_is_named(
    matcher: Matcher, action: str, facts: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    assert matcher.match(action, facts) == Matched(*expected)
