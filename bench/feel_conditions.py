"""Fifty conditions as people write them in policies, and inputs for them from a fixed seed, no two alike.

Inputs are what JSON holds, as they come from a form or a program: a day is a text that the condition makes a date.
"""

from __future__ import annotations

from random import Random
from typing import Any

CONDITIONS = (
    "queue > 3",
    'queue > 3 and tier = "gold"',
    'queue > 3 and tier in ("gold", "silver")',
    "amount <= 0.5 * order.total",
    "amount <= 1000 and litres > 0",
    "amount between 1 and 200",
    "amount in [1..200]",
    "amount in (0..order.total]",
    "amount * 1.2 + 5 < order.total",
    "amount / litres > 2.5",
    "has receipt and not(queue > 10)",
    "has receipt or amount < 20 or vip",
    "not(vip) and has receipt = false",
    "if vip then amount <= 500 else amount <= 100",
    'tier = "gold" or (tier = "silver" and years >= 2)',
    'tier != "none" and years > 1',
    'container = "plastic canister"',
    'container in ("metal canister", "tank") and litres <= 60',
    "years >= 1 and claims = 0",
    "claims < years and amount < 300",
    "order.paid and order.total > 100",
    "order.paid = false and amount > order.total",
    'order.country in ("UA", "RO", "MD")',
    "order.total - amount >= 0",
    "max(amount, order.total) < 1000",
    "abs(amount - order.total) <= 25",
    "modulo(queue, 2) = 0",
    "floor(amount / 10) = 5",
    "some item in basket satisfies item.price > 100",
    "every item in basket satisfies item.price <= 300",
    "count(basket) > 2",
    "count(basket[price > 100]) > 0",
    "sum(basket.price) > order.total",
    "sum(for item in basket return item.price * item.pieces) > 500",
    'list contains(basket.name, "tea")',
    "basket[1].price > 50",
    "max(basket.price) - min(basket.price) < 100",
    "mean(scores) >= 7",
    "list contains(scores, 10)",
    "count(scores[item < 5]) = 0",
    "sort(scores, function(a, b) a > b)[1] >= 9",
    'contains(comment, "late")',
    'starts with(comment, "Please") or ends with(comment, "!")',
    "string length(comment) > 20",
    'upper case(tier) = "GOLD"',
    'matches(comment, "^[A-Z].*")',
    'date(bought) > date("2026-01-15")',
    'date(today) - date(bought) > duration("P30D")',
    'date(bought) + duration("P14D") >= date(today)',
    "date(bought).year = 2026 and date(bought).month < 3",
)  # fmt: skip

NAMES = ("queue", "amount", "litres", "tier", "container", "years", "claims", "has receipt", "vip", "order", "basket",
         "scores", "comment", "bought", "today")  # fmt: skip
_COMMENTS = (
    "Please call back",
    "it came too late!",
    "wrong colour",
    "Please replace it, it is late",
    "thanks!",
)


def inputs(count: int, *, seed: int = 2026) -> list[dict[str, Any]]:
    """Inputs for the conditions; each is another."""
    choose = Random(seed)
    return [_one(choose, number) for number in range(count)]


def _one(choose: Random, number: int) -> dict[str, Any]:
    return {
        "queue": choose.randint(0, 12),
        "amount": choose.randint(1, 100_000) / 100,
        "litres": choose.randint(1, 90),
        "tier": choose.choice(("gold", "silver", "none")),
        "container": choose.choice(("tank", "metal canister", "plastic canister")),
        "years": choose.randint(0, 9),
        "claims": choose.randint(0, 4),
        "has receipt": choose.random() < 0.5,
        "vip": choose.random() < 0.2,
        "order": {
            "total": choose.randint(100, 90_000) / 100,
            "paid": choose.random() < 0.7,
            "country": choose.choice(("UA", "RO", "MD", "PL")),
        },
        "basket": [
            {
                "name": choose.choice(("tea", "cup", "lamp")),
                "price": choose.randint(100, 40_000) / 100,
                "pieces": choose.randint(1, 5),
            }
            for _ in range(choose.randint(1, 6))
        ],
        "scores": [choose.randint(1, 10) for _ in range(choose.randint(1, 8))],
        "comment": f"{choose.choice(_COMMENTS)} {number}"[: choose.randint(5, 40)],
        "bought": f"2026-0{choose.randint(1, 2)}-{choose.randint(1, 28):02}",
        "today": "2026-03-01",
    }
