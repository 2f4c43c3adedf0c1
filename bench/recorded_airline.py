"""What was proposed in a recorded airline action? Its request to the book `books/airline`.

The one function is `request_of`. It copies what the reservation system showed and what was proposed; nothing is
judged here. What a record does not say is left out of the request, so the book finds it unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeGuard
from zoneinfo import ZoneInfo

from leeway.decide import Actor, Given, Request
from leeway.policy import Trust

ZONE = ZoneInfo("America/New_York")
PUBLISHED_NOW = "2024-05-15T15:00:00"
"""The moment at which the published policy says it is read; for a record that names none."""

EDITIONS = {"tau1": "first", "tau2": "second"}
ACTIONS = {
    "book_reservation": "book trip",
    "update_reservation_flights": "change trip",
    "update_reservation_passengers": "change passengers",
    "update_reservation_baggages": "change bags",
    "cancel_reservation": "cancel trip",
    "send_certificate": "send voucher",
    "transfer_to_human_agents": "hand over",
}
KINDS = {"credit_card": "credit card", "gift_card": "gift card", "certificate": "voucher"}
STATED_REASONS = {
    "health": "health or weather",
    "weather": "health or weather",
    "change_of_plan": "change of plan",
    "airline_cancelled_flight": "cancelled flight",
    "other": "something else",
}

type Record = Mapping[str, Any]
type Facts = Iterator[tuple[str, Any]]


def request_of(policy_version: object, action: Record, facts: Record) -> Request | None:
    """The request that a recorded action amounts to; None when the book has no such action."""
    name = ACTIONS.get(str(action.get("name")))
    if name is None:
        return None
    args = _record(action.get("args"))
    user, reservation = _record(facts.get("user")), _record(facts.get("reservation"))
    shown = dict(_known(_shown(policy_version, args, facts)))
    stated = dict(_known(_stated(args, facts)))
    return Request(
        action=name,
        actor=Actor(id="recorded", authority="representative", ai=True),
        at=_moment(facts.get("now")) or datetime.fromisoformat(PUBLISHED_NOW).replace(tzinfo=ZONE),
        amount_minor=_minor(args.get("amount")) if name == "send voucher" else None,
        currency="USD",
        facts={fact: Given(value, Trust.SYSTEM, "reservation system") for fact, value in shown.items()}
        | {fact: Given(value, Trust.CLAIMED, "customer") for fact, value in stated.items()},
        customer=_text(user.get("user_id")) or _text(reservation.get("user_id")),
    )


def _shown(policy_version: object, args: Record, facts: Record) -> Facts:
    user, reservation = _record(facts.get("user")), _record(facts.get("reservation"))
    yield "policy edition", EDITIONS.get(str(policy_version))
    yield "customer.id", _text(user.get("user_id"))
    yield "customer.membership", _text(user.get("membership", reservation.get("membership")))
    yield "customer.trips", _trips(facts.get("candidate_reservations"))
    yield from _proposed(args, facts)
    yield from _standing(reservation, facts)


def _proposed(args: Record, facts: Record) -> Facts:
    profile = _record(facts.get("user")).get("payment_methods")
    named = args.get("passengers")
    yield "passengers", Decimal(len(named)) if _is_list(named) else _number(facts.get("n_passengers"))
    yield "cabin", _words(args.get("cabin"))
    yield "flights", _flights(args, facts)
    yield "flights changed", _are_flights_changed(args, facts)
    yield "checked bags", _number(args.get("total_baggages"))
    yield "paid bags", _number(args.get("nonfree_baggages"))
    yield "insurance wanted", _yes(args.get("insurance"))
    if _is_list(args.get("payment_methods")):
        yield "payments", [_payment(_record(paid), profile) for paid in args["payment_methods"]]
    single = _payment(args, profile)
    yield "payment.kind", single.get("kind")
    yield "payment.registered", single.get("registered")


def _standing(reservation: Record, facts: Record) -> Facts:
    yield "reservation.holder", _text(reservation.get("user_id"))
    yield "reservation.closed", _boolean(reservation.get("already_cancelled"))
    yield "reservation.trip", _words(reservation.get("flight_type"))
    yield "reservation.origin", _text(reservation.get("origin"))
    yield "reservation.destination", _text(reservation.get("destination"))
    yield "reservation.cabin", _words(reservation.get("cabin"))
    yield "reservation.passengers", _number(reservation.get("n_passengers"))
    yield "reservation.bags", _number(reservation.get("total_baggages"))
    yield "reservation.insured", _yes(reservation.get("insurance"))
    yield "reservation.booked at", _moment(reservation.get("created_at"))
    booked = reservation.get("segments", facts.get("segments") if reservation else None)
    if _is_list(booked):
        yield (
            "reservation.flights",
            [_whole(status=_text(flight.get("status"))) for flight in map(_record, booked)],
        )


def _stated(args: Record, facts: Record) -> Facts:
    """The reason for cancelling. Where health and weather were not mentioned, the reason is not known."""
    mentioned = facts.get("customer_mentions_health_or_weather") is True
    yield "cancelling reason", "health or weather" if mentioned else STATED_REASONS.get(str(args.get("reason")))


def _flights(args: Record, facts: Record) -> list[Record] | None:
    """The flights that were proposed, each as the system showed it at that moment."""
    if not _is_list(args.get("flights")):
        return None
    cabin = _text(args.get("cabin")) or ""
    booked = _by_number_and_date(_record(facts.get("reservation")).get("segments"))
    shown = booked | _by_number_and_date(facts.get("segments")) | _by_number_and_date(facts.get("new_segments"))
    return [
        _flight(_number_and_date(proposed), cabin, shown, booked) for proposed in map(_record, args["flights"])
    ]


def _flight(key: str, cabin: str, shown: Mapping[str, Record], booked: Mapping[str, Record]) -> Record:
    flight = shown.get(key, {})
    return _whole(
        {
            "from": _text(flight.get("origin")),
            "to": _text(flight.get("destination")),
            "status": _text(flight.get("status")),
            "seats": _number(_record(flight.get("seats")).get(cabin)),
            "fare": _number(_record(flight.get("prices")).get(cabin)),
            "kept": key in booked,
        }
    )


def _are_flights_changed(args: Record, facts: Record) -> bool | None:
    proposed, booked = args.get("flights"), _record(facts.get("reservation")).get("segments")
    if not _is_list(proposed) or not _is_list(booked):
        return None
    return [_number_and_date(_record(flight)) for flight in proposed] != [
        _number_and_date(_record(flight)) for flight in booked
    ]


def _by_number_and_date(flights: object) -> dict[str, Record]:
    return {_number_and_date(flight): flight for flight in map(_record, flights)} if _is_list(flights) else {}


def _number_and_date(flight: Record) -> str:
    return f"{flight.get('flight_number')} on {flight.get('date')}"


def _payment(paid: Record, profile: object) -> Record:
    """How it is paid, looked up in the customer's profile; a payment that names no method stays unknown."""
    method = _text(paid.get("payment_id"))
    if method is None or not isinstance(profile, Mapping):
        return _whole(amount=_number(paid.get("amount")))
    kind = KINDS.get(str(_record(profile.get(method)).get("source")))
    return _whole(kind=kind, registered=method in profile, amount=_number(paid.get("amount")))


def _trips(candidates: object) -> list[Record] | None:
    if not _is_list(candidates):
        return None
    return [
        _whole(
            passengers=_number(trip.get("n_passengers")),
            cabin=_words(trip.get("cabin")),
            insured=_yes(trip.get("insurance")),
            cancelled=_boolean(trip.get("cancelled")),
            delayed=_boolean(trip.get("delayed")),
            changed=bool(made) if _is_list(made := trip.get("changed_or_cancelled_in_this_run")) else None,
        )
        for trip in map(_record, candidates)
    ]


def _record(value: object) -> Record:
    return value if isinstance(value, Mapping) else {}


def _is_list(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _whole(members: Record | None = None, /, **named: object) -> Record:
    return {name: value for name, value in {**(members or {}), **named}.items() if value is not None}


def _known(facts: Facts) -> Facts:
    return ((name, value) for name, value in facts if value is not None)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _words(value: object) -> str | None:
    return value.replace("_", " ") if isinstance(value, str) else None


def _boolean(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _yes(value: object) -> bool | None:
    return value if isinstance(value, bool) else {"yes": True, "no": False}.get(str(value))


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _minor(value: object) -> int | None:
    number = _number(value)
    return int(number * 100) if number is not None and number * 100 == int(number * 100) else None


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or ZONE) if moment else None
