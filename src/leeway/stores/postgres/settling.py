"""How is a proposal asked of the database in one round trip, and its answer read?

All arguments are texts: lists as literals of PostgreSQL, so that one prepared statement serves every proposal.
Start reading at `settled`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from leeway.ledger import Receipt, RequestDiffers, excess_meter, in_lock_order
from leeway.stores.kept import record_row
from leeway.stores.postgres.texts import plain, texts
from leeway.stores.rows import instant, meter_of, meter_row, micros
from leeway.stores.source import NO_START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leeway.ledger import Meter, Proposal
    from leeway.stores.postgres.connections import Connection
    from leeway.stores.records import Record

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_TYPES = (
    "text, text, bigint, text, text, text, text[], text[], text[], text[], text[], text[], bigint[],"
    " boolean[], boolean[], text[], int[], int[], int[], int[], bigint[], bigint[], text[], int[], text[],"
    " text[], bigint[], text"
)
_SETTLE = (
    f"SELECT * FROM leeway_ledger.settle({', '.join(f'%s::{each.strip()}' for each in _TYPES.split(','))})"
)


def settled(connection: Connection, what: str, proposal: Proposal, record: Record | None) -> Receipt | None:
    """Commit (`what` is `commit`) or tell; None when the id was settled before, for the same request.

    Raises: RequestDiffers.
    """
    asked = _asked(proposal, what)
    given = _arguments(what, proposal, record, asked)
    row = connection.execute(_SETTLE, given, binary=True).fetchone()
    if row is None:
        raise AssertionError("a function gives a row")
    known, state, chosen, at, balances, shares = row
    if known is None:
        return receipt_of(proposal, asked.known, (state, chosen, at, json.loads(balances), json.loads(shares)))
    if known != proposal.request_hash:
        raise RequestDiffers(proposal.id, known, proposal.request_hash)
    return None


class _Asked(NamedTuple):
    """The meters of a proposal in lock order, where each stands from 1; those asked about, by number."""

    meters: list[Meter]
    charged: set[Meter]
    excess: list[int]
    place: dict[Meter, int]
    known: list[Meter]
    number: dict[Meter, int]


def _asked(proposal: Proposal, what: str) -> _Asked:
    charged = {charge.meter for candidate in proposal.candidates for charge in candidate.charges}
    wanted = charged.union(proposal.watch)
    beyond = [excess_meter(measure, proposal.actor) for measure in ("cost", "count")] if what == "tell" else []
    charged.update(beyond)
    meters = in_lock_order(wanted.union(beyond))
    place = {meter: number for number, meter in enumerate(meters, start=1)}
    known = [meter for meter in meters if meter in wanted]
    number = {meter: number for number, meter in enumerate(known)}
    return _Asked(meters, charged, [place[meter] for meter in beyond], place, known, number)


def _arguments(what: str, proposal: Proposal, record: Record | None, asked: _Asked) -> list[str | None]:
    meters, place, numbers = asked.meters, asked.place, asked.number
    rows = [meter_row(meter) for meter in meters]
    charges = [
        (place[charge.meter], number, charge)
        for number, candidate in enumerate(proposal.candidates)
        for charge in candidate.charges
    ]
    ordered = sorted(range(len(charges)), key=lambda each: (charges[each][1], charges[each][0]))
    terms = [
        _dumps([[numbers[each.meter], each.amount, each.cap, each.authority] for each in candidate.charges])
        for candidate in proposal.candidates
    ]
    return [
        proposal.id,
        proposal.request_hash,
        str(micros(proposal.at)),
        proposal.actor,
        "hold" if proposal.hold and what == "commit" else what,
        _dumps([row for meter, row in zip(meters, rows, strict=True) if meter in numbers]),
        texts(terms),
        *(texts(row[column] for row in rows) for column in (4, 2, 0, 1, 3)),
        plain(NO_START if row[5] is None else row[5] for row in rows),
        plain("t" if meter in asked.charged else "f" for meter in meters),
        plain("t" if meter in numbers else "f" for meter in meters),
        texts(
            str(numbers[meter]) if meter in numbers else _dumps(row)
            for meter, row in zip(meters, rows, strict=True)
        ),
        plain(range(1, len(meters) + 1)),
        plain(asked.excess),
        plain(number for _, number, _ in charges),
        plain(where for where, _, _ in charges),
        plain(charge.amount for _, _, charge in charges),
        plain("NULL" if charge.cap is None else charge.cap for _, _, charge in charges),
        texts(charge.authority for _, _, charge in charges),
        plain(each + 1 for each in ordered),
        *_kept(record),
        f'{{"request_hash":{_dumps(proposal.request_hash)}',
    ]


def _kept(record: Record | None) -> tuple[str | None, str, str]:
    if record is None:
        return None, "{}", "{}"
    effects = [text for each in record.effects for text in (each.key, each.kind, each.body)]
    due = ("NULL" if each.due_at is None else micros(each.due_at) for each in record.effects)
    return texts(record_row(record, "", 0)[2:]), texts(effects), plain(due)


def receipt_of(proposal: Proposal, known: Sequence[Meter], told: tuple[Any, ...]) -> Receipt:
    """Read what the database told: state, candidate, instant, balances, shares; meters by place in `known`."""
    state, chosen, at, balances, shares = told
    charges = () if chosen is None else proposal.candidates[chosen].charges
    charged = {charge.meter: 0 for charge in charges}
    excess: dict[Meter, int] = {}
    for asked, _, _, taken, _, beyond in shares:
        amounts = excess if beyond else charged
        meter = known[asked] if isinstance(asked, int) else meter_of(asked)
        amounts[meter] = amounts.get(meter, 0) + taken
    return Receipt(
        id=proposal.id,
        state=state,
        chosen=chosen,
        balances={known[number]: balance for number, balance in balances},
        at=instant(at),
        charged=charged,
        excess=excess,
    )
