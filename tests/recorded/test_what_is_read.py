"""Only the action, the facts, the domain and the edition decide; labels and names never do."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bench.recorded import BOOKS, answer_to, book_of, decision_of, request_of
from bench.recorded_tally import INVALID, OUTCOMES
from leeway import decide
from tests.recorded.cases import (
    HELD_RIGHT,
    RECORDED,
    Record,
    airline,
    bare,
    booking,
    cancelling,
    exchanging,
    recorded,
    returning,
    some,
)

LABELS_INSIDE = {
    "checks": [{"check": "A12_cancel_ground", "verdict": "fail"}],
    "violated": ["A12_cancel_ground"],
    "label": "violation",
    "in_ground_truth": True,
    "tool_outcome": "error",
    "expected": "allowed",
}
CONCLUSIONS = (
    "expected_nonfree",
    "free_allowance",
    "total_price",
    "payment_sources",
    "payment_source",
    "permitted_amounts",
    "cabin_changed",
    "flights_changed",
    "new_cabin",
    "any_segment_flown",
    "any_segment_cancelled_by_airline",
    "any_segment_delayed",
    "hours_since_booking",
)


@pytest.fixture(scope="module")
def engine() -> Any:
    return decide.Engine(book_of("airline"))


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return airline(RECORDED, HELD_RIGHT)


def test_a_record_without_anything_else_is_decided_the_same(engine: Any, records: list[Record]) -> None:
    for record in some(records, each=11):
        assert decision_of(engine, record) == decision_of(engine, bare(record)), record["id"]


def test_a_label_among_the_facts_is_not_read() -> None:
    for record in (cancelling(), booking(), exchanging(), returning()):
        told = copy.deepcopy(record)
        told["facts"] |= LABELS_INSIDE
        told["action"] |= LABELS_INSIDE
        told["action"]["args"] |= LABELS_INSIDE

        assert request_of(**bare(told)) == request_of(**bare(record))


def test_what_others_concluded_is_not_read() -> None:
    for record in airline(RECORDED, HELD_RIGHT):
        plain = copy.deepcopy(record)
        for name in CONCLUSIONS:
            plain["facts"].pop(name, None)
            plain["facts"].get("reservation", {}).pop(name, None)
        for trip in plain["facts"].get("candidate_reservations", ()):
            trip.pop("eligible_customer")

        assert request_of(**bare(plain)) == request_of(**bare(record)), record["id"]


def test_names_do_not_decide(engine: Any, records: list[Record]) -> None:
    """Every flight, customer, reservation and card gets another name: the answers stay."""
    for record in some(records, each=11):
        renamed = decision_of(engine, json.loads(_renamed(json.dumps(bare(record)))))
        named = decision_of(engine, record)

        assert (renamed.outcome, renamed.reasons) == (named.outcome, named.reasons), record["id"]


def _renamed(text: str) -> str:
    text = re.sub(r"\bHAT(\d{3})\b", r"F\1X", text)
    text = re.sub(
        r"\b(credit_card|gift_card|certificate)_(\d+)\b", lambda m: f"{m[2]}-{len(m[1])}-{m[1][0]}", text
    )
    return re.sub(r"\b[a-z]+_[a-z]+_(\d{4})\b", r"person \1", text)


KEYS_OF_NAMES = "(?:user|reservation|payment|task|order|item|product|payment_method)_id|flight_number"


@pytest.mark.parametrize("domain", BOOKS)
def test_the_book_names_nobody_of_the_records(domain: str) -> None:
    book_text = "\n".join(path.read_text("utf-8") for path in sorted(Path(BOOKS[domain]).rglob("*.yaml")))
    names = {
        value
        for record in recorded(domain, RECORDED, HELD_RIGHT)
        for value in re.findall(rf'"(?:{KEYS_OF_NAMES})": "([^"]+)"', json.dumps(record))
    }

    assert {
        name
        for name in names
        if re.search(rf"\b{re.escape(name)}\b", book_text) and not (name.isdigit() and len(name) < 6)
    } == set()


def test_what_the_customer_states_counts_only_where_the_book_says_so(engine: Any) -> None:
    believed = [name for name, fact in book_of("airline").facts.items() if fact.trust.name == "CLAIMED"]
    ill = {"customer_mentions_health_or_weather": True}
    insured, uninsured = cancelling(insurance="yes"), cancelling(insurance="no")

    assert believed == ["cancelling reason"]
    assert decision_of(engine, insured).outcome == "find_out"
    assert decision_of(engine, insured | {"facts": insured["facts"] | ill}).outcome == "go_ahead"
    assert decision_of(engine, uninsured).outcome == "decline"
    assert decision_of(engine, uninsured | {"facts": uninsured["facts"] | ill}).outcome == "decline"


def test_the_difference_that_others_reckoned_is_not_read() -> None:
    told = exchanging()
    told["facts"] |= {"price_difference": -500, "same_item_on_both_sides": True}
    told["facts"]["swaps"][0] |= {"product": "Lamp", "old_price": 1}

    assert request_of(**bare(told)) == request_of(**bare(exchanging()))


def test_numbers_of_orders_and_pieces_do_not_decide(records: list[Record]) -> None:
    shop = decide.Engine(book_of("retail"))
    for record in some(recorded("retail", RECORDED, HELD_RIGHT), each=11):
        renamed = decision_of(shop, json.loads(re.sub(r"(\d{7,10})", r"n\1", json.dumps(bare(record)))))
        named = decision_of(shop, record)

        assert (renamed.outcome, renamed.reasons) == (named.outcome, named.reasons), record["id"]


READ_OF_A_BOOKING = {
    "action": "args",
    "action args": "cabin flights passengers payment_methods total_baggages nonfree_baggages insurance",
    "action args flights": "0",
    "action args flights 0": "flight_number date",
    "action args passengers": "0",
    "action args payment_methods": "0",
    "action args payment_methods 0": "payment_id amount",
    "facts": "user segments",
    "facts user": "membership payment_methods",
    "facts user payment_methods": "card",
    "facts user payment_methods card": "source",
    "facts segments": "0",
    "facts segments 0": "flight_number date status seats prices",
    "facts segments 0 seats": "economy",
    "facts segments 0 prices": "economy",
}
READ_OF_A_CANCELLING = {
    "facts": "user reservation customer_mentions_health_or_weather",
    "facts user": "user_id",
    "facts reservation": "user_id insurance already_cancelled segments",
    "facts reservation segments 0": "status",
}


@pytest.mark.parametrize(
    ("record", "read"),
    [(booking(), READ_OF_A_BOOKING), (cancelling(insurance="yes"), READ_OF_A_CANCELLING)],
    ids=["booking", "cancelling"],
)
def test_what_is_needed_and_missing_stops_and_nothing_else_matters(engine: Any, record: Any, read: Any) -> None:
    """Leave out one member after the other, at any depth."""
    record["facts"]["customer_mentions_health_or_weather"] = True
    needed = {f"{part} {name}" for part, names in read.items() for name in names.split()}
    stopped = set()
    for path in [(part, *path) for part in ("action", "facts") for path in _paths(record[part])]:
        less = copy.deepcopy(record)
        _remove(less, path)
        answer = answer_to(less, {"airline": engine})
        if not isinstance(answer, str) and answer.outcome != "go_ahead":
            stopped.add(" ".join(map(str, path)))

    assert answer_to(record, {"airline": engine}).outcome == "go_ahead"
    assert stopped == needed


@pytest.mark.parametrize("value", [None, "odd", [None], {"economy": "many"}])
@pytest.mark.parametrize("make", [cancelling, booking, exchanging, returning])
def test_odd_values_are_no_reason_to_break(engine: Any, make: Any, value: Any) -> None:
    engines = {"airline": engine, "retail": decide.Engine(book_of("retail"))}
    whole = make()
    for part in ("facts", "action"):
        for path in _paths(whole[part]):
            odd = copy.deepcopy(whole)
            _replace(odd[part], path, value)
            answer = answer_to(odd, engines)

            assert isinstance(answer, str) or answer.outcome in {*OUTCOMES, INVALID}, path


def _paths(value: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, each in inside for path in ((*so_far, key), *_paths(each, (*so_far, key)))]


def _remove(value: Any, path: tuple[Any, ...]) -> None:
    for key in path[:-1]:
        value = value[key]
    value.pop(path[-1])


def _replace(value: Any, path: tuple[Any, ...], by: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = copy.deepcopy(by)
