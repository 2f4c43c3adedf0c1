"""What was proposed in a recorded airline action? Its request to the book `books/airline`.

The one function is `request_of`. It copies what the reservation system showed and what was proposed; nothing is
judged here. What a record does not say is left out of the request, so the book finds it unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bench import recorded_reading as read
from bench.recorded_reading import PUBLISHED_NOW, Facts, Record
from leeway.decide import Actor, Given, Request
from leeway.policy import Trust

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


def request_of(policy_version: object, action: Record, facts: Record) -> Request | None:
    """The request that a recorded action amounts to; None when the book has no such action."""
    name = ACTIONS.get(str(action.get("name")))
    if name is None:
        return None
    args = read.record(action.get("args"))
    user, reservation = read.record(facts.get("user")), read.record(facts.get("reservation"))
    shown = dict(read.known(_shown(policy_version, args, facts)))
    stated = dict(read.known(_stated(args, facts)))
    return Request(
        action=name,
        actor=Actor(id="recorded", authority="representative", ai=True),
        at=read.moment(facts.get("now")) or PUBLISHED_NOW,
        amount_minor=read.minor(args.get("amount")) if name == "send voucher" else None,
        currency="USD",
        facts={fact: Given(value, Trust.SYSTEM, "reservation system") for fact, value in shown.items()}
        | {fact: Given(value, Trust.CLAIMED, "customer") for fact, value in stated.items()},
        customer=read.text(user.get("user_id")) or read.text(reservation.get("user_id")),
    )


def _shown(policy_version: object, args: Record, facts: Record) -> Facts:
    user, reservation = read.record(facts.get("user")), read.record(facts.get("reservation"))
    yield "policy edition", EDITIONS.get(str(policy_version))
    yield "customer.id", read.text(user.get("user_id"))
    yield "customer.membership", read.text(user.get("membership", reservation.get("membership")))
    yield "customer.trips", _trips(facts.get("candidate_reservations"))
    yield from _proposed(args, facts)
    yield from _standing(reservation, facts)


def _proposed(args: Record, facts: Record) -> Facts:
    profile = read.record(facts.get("user")).get("payment_methods")
    named = args.get("passengers")
    yield "passengers", Decimal(len(named)) if read.is_list(named) else read.number(facts.get("n_passengers"))
    yield "cabin", read.words(args.get("cabin"))
    yield "flights", _flights(args, facts)
    yield "flights changed", _are_flights_changed(args, facts)
    yield "checked bags", read.number(args.get("total_baggages"))
    yield "paid bags", read.number(args.get("nonfree_baggages"))
    yield "insurance wanted", read.yes(args.get("insurance"))
    if read.is_list(args.get("payment_methods")):
        yield "payments", [_payment(read.record(paid), profile) for paid in args["payment_methods"]]
    single = _payment(args, profile)
    yield "payment.kind", single.get("kind")
    yield "payment.registered", single.get("registered")


def _standing(reservation: Record, facts: Record) -> Facts:
    yield "reservation.holder", read.text(reservation.get("user_id"))
    yield "reservation.closed", read.boolean(reservation.get("already_cancelled"))
    yield "reservation.trip", read.words(reservation.get("flight_type"))
    yield "reservation.origin", read.text(reservation.get("origin"))
    yield "reservation.destination", read.text(reservation.get("destination"))
    yield "reservation.cabin", read.words(reservation.get("cabin"))
    yield "reservation.passengers", read.number(reservation.get("n_passengers"))
    yield "reservation.bags", read.number(reservation.get("total_baggages"))
    yield "reservation.insured", read.yes(reservation.get("insurance"))
    yield "reservation.booked at", read.moment(reservation.get("created_at"))
    booked = reservation.get("segments", facts.get("segments") if reservation else None)
    if read.is_list(booked):
        yield (
            "reservation.flights",
            [read.whole(status=read.text(flight.get("status"))) for flight in map(read.record, booked)],
        )


def _stated(args: Record, facts: Record) -> Facts:
    """The reason for cancelling. Where health and weather were not mentioned, the reason is not known."""
    mentioned = facts.get("customer_mentions_health_or_weather") is True
    yield "cancelling reason", "health or weather" if mentioned else STATED_REASONS.get(str(args.get("reason")))


def _flights(args: Record, facts: Record) -> list[Record] | None:
    """The flights that were proposed, each as the system showed it at that moment."""
    if not read.is_list(args.get("flights")):
        return None
    cabin = read.text(args.get("cabin")) or ""
    booked = _by_number_and_date(read.record(facts.get("reservation")).get("segments"))
    shown = booked | _by_number_and_date(facts.get("segments")) | _by_number_and_date(facts.get("new_segments"))
    return [
        _flight(_number_and_date(proposed), cabin, shown, booked)
        for proposed in map(read.record, args["flights"])
    ]


def _flight(key: str, cabin: str, shown: Mapping[str, Record], booked: Mapping[str, Record]) -> Record:
    flight = shown.get(key, {})
    return read.whole(
        {
            "from": read.text(flight.get("origin")),
            "to": read.text(flight.get("destination")),
            "status": read.text(flight.get("status")),
            "seats": read.number(read.record(flight.get("seats")).get(cabin)),
            "fare": read.number(read.record(flight.get("prices")).get(cabin)),
            "kept": key in booked,
        }
    )


def _are_flights_changed(args: Record, facts: Record) -> bool | None:
    proposed, booked = args.get("flights"), read.record(facts.get("reservation")).get("segments")
    if not read.is_list(proposed) or not read.is_list(booked):
        return None
    return [_number_and_date(read.record(flight)) for flight in proposed] != [
        _number_and_date(read.record(flight)) for flight in booked
    ]


def _by_number_and_date(flights: object) -> dict[str, Record]:
    return (
        {_number_and_date(flight): flight for flight in map(read.record, flights)}
        if read.is_list(flights)
        else {}
    )


def _number_and_date(flight: Record) -> str:
    return f"{flight.get('flight_number')} on {flight.get('date')}"


def _payment(paid: Record, profile: object) -> Record:
    """How it is paid, looked up in the customer's profile; a payment that names no method stays unknown."""
    method = read.text(paid.get("payment_id"))
    if method is None or not isinstance(profile, Mapping):
        return read.whole(amount=read.number(paid.get("amount")))
    kind = KINDS.get(str(read.record(profile.get(method)).get("source")))
    return read.whole(kind=kind, registered=method in profile, amount=read.number(paid.get("amount")))


def _trips(candidates: object) -> list[Record] | None:
    if not read.is_list(candidates):
        return None
    return [
        read.whole(
            passengers=read.number(trip.get("n_passengers")),
            cabin=read.words(trip.get("cabin")),
            insured=read.yes(trip.get("insurance")),
            cancelled=read.boolean(trip.get("cancelled")),
            delayed=read.boolean(trip.get("delayed")),
            changed=bool(made) if read.is_list(made := trip.get("changed_or_cancelled_in_this_run")) else None,
        )
        for trip in map(read.record, candidates)
    ]
