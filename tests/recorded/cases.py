"""Recorded actions for the tests of this folder: those of the data folder, and two of our own."""

from __future__ import annotations

import json
import os
from typing import Any

from tests.external import external

RECORDED, HELD_RIGHT = "service/tau_recorded_actions.jsonl", "service/tau_ground_truth.jsonl"

Record = dict[str, Any]


def airline(*names: str) -> list[Record]:
    """The airline's recorded actions in these files of the data folder."""
    return [record for name in names for record in all_of(name) if record["domain"] == "airline"]


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
