"""Recorded actions for the tests of this folder: those of the data folder, and four of our own."""

from __future__ import annotations

import json
import os
from typing import Any

from tests.external import external

RECORDED, HELD_RIGHT = "service/tau_recorded_actions.jsonl", "service/tau_ground_truth.jsonl"

Record = dict[str, Any]


def airline(*names: str) -> list[Record]:
    """The airline's recorded actions in these files of the data folder."""
    return recorded("airline", *names)


def recorded(domain: str, *names: str) -> list[Record]:
    """The recorded actions of a domain in these files of the data folder."""
    return [record for name in names for record in all_of(name) if record["domain"] == domain]


def all_of(name: str) -> list[Record]:
    """Every line of a file of the data folder."""
    return [json.loads(line) for line in external(name).read_text("utf-8").splitlines()]


def some(records: list[Record], *, each: int) -> list[Record]:
    """All of them with `LEEWAY_FULL=1`, else one in so many."""
    return records if os.environ.get("LEEWAY_FULL") == "1" else records[::each]


def bare(record: Record) -> Record:
    """The record with nothing left but the four members that may be read to decide."""
    return {name: record[name] for name in ("domain", "policy_version", "action", "facts")}


def cancelling(**reservation: Any) -> Record:
    """A customer asks to cancel a reservation: economy, uninsured, booked two weeks ago, nothing flown."""
    standing = {
        "reservation_id": "R1",
        "user_id": "u1",
        "cabin": "economy",
        "insurance": "no",
        "created_at": "2024-05-01T15:00:00",
        "already_cancelled": False,
        "segments": [{"flight_number": "F1", "date": "2024-05-20", "status": "available"}],
    }
    return {
        "domain": "airline",
        "policy_version": "tau2",
        "action": {"name": "cancel_reservation", "args": {"reservation_id": "R1"}},
        "facts": {
            "now": "2024-05-15T15:00:00",
            "user": {"user_id": "u1", "membership": "gold", "payment_methods": {}},
            "reservation": standing | reservation,
            "customer_mentions_health_or_weather": False,
        },
    }


def booking(**args: Any) -> Record:
    """A silver member books economy for one, with two bags, and pays the fare with a card of the profile."""
    proposed = {
        "user_id": "u1",
        "cabin": "economy",
        "flights": [{"flight_number": "F1", "date": "2024-05-20"}],
        "passengers": [{"first_name": "Ann", "last_name": "Li", "dob": "1990-01-01"}],
        "payment_methods": [{"payment_id": "card", "amount": 120}],
        "total_baggages": 2,
        "nonfree_baggages": 0,
        "insurance": "no",
    }
    flight = {
        "flight_number": "F1",
        "date": "2024-05-20",
        "origin": "AAA",
        "destination": "BBB",
        "status": "available",
        "seats": {"basic_economy": 9, "economy": 4, "business": 2},
        "prices": {"basic_economy": 60, "economy": 120, "business": 300},
    }
    return {
        "domain": "airline",
        "policy_version": "tau2",
        "action": {"name": "book_reservation", "args": proposed | args},
        "facts": {
            "now": "2024-05-15T15:00:00",
            "user": {
                "user_id": "u1",
                "membership": "silver",
                "payment_methods": {
                    "card": {"source": "credit_card"},
                    "paper": {"source": "certificate", "amount": 50},
                },
            },
            "segments": [flight],
        },
    }


def exchanging(**args: Any) -> Record:
    """A customer exchanges delivered boots for a larger size; the gift card just pays the difference."""
    proposed = {"order_id": "#1", "item_ids": ["11"], "new_item_ids": ["12"], "payment_method_id": "gift"}
    swap = {
        "old": "11",
        "new": "12",
        "product": "Boots",
        "new_product": "Boots",
        "new_available": True,
        "old_price": 100.25,
        "new_price": 120.75,
    }
    return _retail(
        "exchange_delivered_order_items",
        proposed | args,
        facts={"order": _order("delivered"), "payment_methods": _profile(), "swaps": [swap]},
    )


def returning(**args: Any) -> Record:
    """A customer returns delivered boots, refunded to the card that the order was paid with."""
    proposed = {"order_id": "#1", "item_ids": ["11"], "payment_method_id": "card"}
    return _retail(
        "return_delivered_order_items",
        proposed | args,
        facts={"order": _order("delivered"), "payment_methods": _profile()},
    )


def _retail(name: str, args: Record, *, facts: Record) -> Record:
    action = {"name": name, "args": args}
    return {"domain": "retail", "policy_version": "tau2", "action": action, "facts": facts}


def _order(status: str) -> Record:
    boots = {"name": "Boots", "product_id": "1", "item_id": "11", "price": 100.25}
    lamp = {"name": "Lamp", "product_id": "2", "item_id": "21", "price": 30}
    return {
        "order_id": "#1",
        "user_id": "u1",
        "status": status,
        "items": [boots, lamp],
        "total": 130.25,
        "payments": [{"transaction_type": "payment", "amount": 130.25, "payment_method_id": "card"}],
    }


def _profile() -> Record:
    return {
        "card": {"source": "credit_card"},
        "other": {"source": "paypal"},
        "gift": {"source": "gift_card", "balance": 20.5},
    }
