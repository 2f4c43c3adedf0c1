"""What was proposed in a recorded retail action? Its request to the book `books/retail`.

The one function is `request_of`. It copies what the order system showed and what was proposed; nothing is judged
here. What a record does not say is left out of the request, so the book finds it unknown. A record of an order does
not name the customer, but shows the profile of the one who was found: who paid with a means of that profile is it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bench import recorded_reading as read
from bench.recorded_reading import PUBLISHED_NOW, Facts, Record
from leeway.decide import Actor, Given, Request
from leeway.policy import Trust

ACTIONS = {
    "cancel_pending_order": "cancel order",
    "modify_pending_order_address": "change delivery address",
    "modify_pending_order_payment": "change payment",
    "modify_pending_order_items": "change pieces",
    "return_delivered_order_items": "return pieces",
    "exchange_delivered_order_items": "exchange pieces",
    "modify_user_address": "change home address",
    "transfer_to_human_agents": "hand over",
}
STATUSES = {
    **{status: status for status in ("pending", "processed", "delivered", "cancelled")},
    **{f"{asked} requested": f"{asked} requested" for asked in ("return", "exchange")},
    **{
        f"pending ({changed})": "pending with pieces changed" for changed in ("item modified", "items modified")
    },
    "pending (items modifed)": "pending with pieces changed",  # as the published policy spells it
}
KINDS = {"gift_card": "gift card", "paypal": "paypal", "credit_card": "credit card"}
STATED_REASONS = {reason: reason for reason in ("no longer needed", "ordered by mistake")}


def request_of(action: Record, facts: Record) -> Request | None:
    """The request that a recorded action amounts to; None when the book has no such action."""
    name = ACTIONS.get(str(action.get("name")))
    if name is None:
        return None
    args = read.record(action.get("args"))
    shown = dict(read.known(_shown(args, facts)))
    stated = dict(read.known(_stated(args)))
    return Request(
        action=name,
        actor=Actor(id="recorded", authority="representative", ai=True),
        at=read.moment(facts.get("now")) or PUBLISHED_NOW,
        currency="USD",
        facts={fact: Given(value, Trust.SYSTEM, "order system") for fact, value in shown.items()}
        | {fact: Given(value, Trust.CLAIMED, "customer") for fact, value in stated.items()},
        customer=shown.get("customer.id"),
    )


def _shown(args: Record, facts: Record) -> Facts:
    order, profile = read.record(facts.get("order")), read.record(facts.get("payment_methods"))
    yield "customer.id", _customer(order, profile, facts)
    yield "account.holder", read.text(args.get("user_id"))
    yield "order.holder", read.text(order.get("user_id"))
    yield "order.status", _status(order.get("status"))
    yield "order.total", read.number(order.get("total"))
    yield "order.pieces", _listed(order.get("items"), _piece)
    yield "order.payments", _listed(order.get("payments"), _paid)
    yield "pieces", _numbers(args.get("item_ids"))
    yield "new pieces", _numbers(args.get("new_item_ids"))
    yield "swaps", _swaps(args, order, facts)
    yield from _payment(read.text(args.get("payment_method_id")), facts)


def _customer(order: Record, profile: Record, facts: Record) -> str | None:
    """Who was found: as the record names them, else the holder of an order that was paid out of the profile shown."""
    named = read.record(facts.get("user")).get("user_id", facts.get("user_id"))
    paid_with = {paid.get("means") for paid in _listed(order.get("payments"), _paid) or ()}
    return read.text(named) or (read.text(order.get("user_id")) if paid_with & profile.keys() else None)


def _status(status: object) -> str | None:
    return STATUSES.get(status, "another") if isinstance(status, str) else None


def _piece(item: Record) -> dict[str, Any]:
    return read.whole(
        piece=read.text(item.get("item_id")),
        product=read.text(item.get("name")),
        price=read.number(item.get("price")),
    )


def _paid(payment: Record) -> dict[str, Any]:
    kind = read.text(payment.get("transaction_type"))
    return read.whole(
        means=read.text(payment.get("payment_method_id")), refunded=None if kind is None else kind != "payment"
    )


def _numbers(values: object) -> list[str] | None:
    """The numbers of pieces; None when one of them is none, since it cannot be said how many are meant."""
    numbers = [read.text(value) for value in values] if read.is_list(values) else [None]
    return None if None in numbers else [number for number in numbers if number is not None]


def _swaps(args: Record, order: Record, facts: Record) -> list[Record] | None:
    """The pieces and what shall take their place, pair by pair, each with what the order and the catalogue show of it."""
    old, new = _numbers(args.get("item_ids")), _numbers(args.get("new_item_ids"))
    if old is None or new is None:
        return None
    ordered = {piece.get("piece"): piece for piece in _listed(order.get("items"), _piece) or ()}
    offered = {each.pop("pair"): each for each in _listed(facts.get("swaps"), _offered) or ()}
    return [
        {"piece": piece, **ordered.get(piece, {}), "new piece": other, **offered.get(f"{piece} {other}", {})}
        for piece, other in zip(old, new, strict=False)
    ]


def _offered(swap: Record) -> dict[str, Any]:
    return {
        "pair": f"{swap.get('old')} {swap.get('new')}",
        **read.whole(
            {
                "new product": read.text(swap.get("new_product")),
                "new price": read.number(swap.get("new_price")),
                "available": read.boolean(swap.get("new_available")),
            }
        ),
    }


def _listed(values: object, of: Callable[[Record], dict[str, Any]]) -> list[dict[str, Any]] | None:
    return [of(read.record(value)) for value in values] if read.is_list(values) else None


def _payment(means: str | None, facts: Record) -> Facts:
    profile = facts.get("payment_methods")
    yield "payment.means", means
    if means is not None and isinstance(profile, Mapping):
        chosen = read.record(profile.get(means))
        yield "payment.registered", means in profile
        yield "payment.kind", KINDS.get(str(chosen.get("source")))
        yield "payment.balance", read.number(chosen.get("balance"))


def _stated(args: Record) -> Facts:
    reason = read.text(args.get("reason"))
    yield "cancelling reason", None if reason is None else STATED_REASONS.get(reason, "something else")
