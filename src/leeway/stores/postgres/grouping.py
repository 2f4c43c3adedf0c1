"""How are several decisions asked of the database in one round trip? As the columns of one call.

Only ordinary ones; whatever the database leaves out is asked alone (`settling.py`). Start reading at
`settled_together`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from leeway.ledger import in_lock_order
from leeway.stores.kept import RECORD_COLUMNS, record_row
from leeway.stores.postgres.settling import receipt_of
from leeway.stores.postgres.texts import plain, texts
from leeway.stores.rows import meter_row, micros
from leeway.stores.source import NO_START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leeway.ledger import Meter, Proposal, Receipt
    from leeway.stores.postgres.connections import Connection
    from leeway.stores.records import Record

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_TYPES = (
    "text[], text[], bigint[], text[], text[], text[], text[], int[], int[], text[], text[], text[], text[],"
    " text[], text[], bigint[], boolean[], int[], int[], int[], int[], int[], int[], bigint[], bigint[],"
    " text[], text"
)
_SETTLE = (
    "SELECT * FROM leeway_ledger.settle_together("
    f"{', '.join(f'%s::{each.strip()}' for each in _TYPES.split(','))})"
)
_NAMES = tuple(each.strip() for each in RECORD_COLUMNS.split(","))[2:]


class Piece(NamedTuple):
    """A proposal made ready by who asks: its meters, each once, and what travels of it as texts."""

    proposal: Proposal
    meters: list[Meter]
    charged: int
    """How many of its meters are charged; they come first."""
    written: str
    """The meters as JSON."""
    terms: list[str]
    """The charges of each candidate as JSON, which name meters by their place."""
    record: Record | None
    body: str


def piece_of(proposal: Proposal, record: Record | None) -> Piece | None:
    """Make a proposal ready to be settled with others; None for one that is not ordinary."""
    places: dict[Meter, int] = {}
    for candidate in proposal.candidates:
        for charge in candidate.charges:
            places.setdefault(charge.meter, len(places))
        if len({charge.meter for charge in candidate.charges}) < len(candidate.charges):
            return None
    if record is not None and record.effects:
        return None
    charged = len(places)
    for meter in proposal.watch:
        places.setdefault(meter, len(places))
    return Piece(
        proposal,
        list(places),
        charged,
        _dumps([meter_row(meter) for meter in places]),
        [
            _dumps([(places[meter], *how) for meter, *how in candidate.charges])
            for candidate in proposal.candidates
        ],
        record,
        f'{{"request_hash":{_dumps(proposal.request_hash)}',
    )


def settled_together(connection: Connection, pieces: Sequence[Piece]) -> list[Receipt | None]:
    """Commit several proposals in one transaction; None for each that is to be asked alone."""
    rows = connection.execute(_SETTLE, _arguments(pieces), binary=True).fetchall()
    receipts: list[Receipt | None] = [None] * len(pieces)
    for number, state, chosen, at, balances, shares in rows:
        piece = pieces[number - 1]
        told = (state, chosen, at, json.loads(balances), json.loads(shares))
        receipts[number - 1] = receipt_of(piece.proposal, piece.meters, told)
    return receipts


def _arguments(pieces: Sequence[Piece]) -> list[str]:
    charged = {meter for piece in pieces for meter in piece.meters[: piece.charged]}
    meters = in_lock_order(meter for piece in pieces for meter in piece.meters)
    place = {meter: number for number, meter in enumerate(meters, start=1)}
    rows = [meter_row(meter) for meter in meters]
    asked = [
        (number, place[meter], name)
        for number, piece in enumerate(pieces, start=1)
        for name, meter in enumerate(piece.meters)
    ]
    candidates = [
        (number, chosen, terms, candidate)
        for number, piece in enumerate(pieces, start=1)
        for chosen, (terms, candidate) in enumerate(zip(piece.terms, piece.proposal.candidates, strict=True))
    ]
    charges = [
        (number, place[charge.meter], pieces[of - 1].meters.index(charge.meter), charge)
        for number, (of, _, _, candidate) in enumerate(candidates, start=1)
        for charge in sorted(candidate.charges, key=lambda each: place[each.meter])
    ]
    proposals = [piece.proposal for piece in pieces]
    records = [
        {"n": number, **dict(zip(_NAMES, record_row(piece.record, "", 0)[2:], strict=True))}
        for number, piece in enumerate(pieces, start=1)
        if piece.record is not None
    ]
    return [
        texts(each.id for each in proposals),
        texts(each.request_hash for each in proposals),
        plain(micros(each.at) for each in proposals),
        texts(each.actor for each in proposals),
        plain("hold" if each.hold else "post" for each in proposals),
        texts(each.written for each in pieces),
        texts(each.body for each in pieces),
        plain(of for of, *_ in candidates),
        plain(chosen for _, chosen, *_ in candidates),
        texts(terms for _, _, terms, _ in candidates),
        *(texts(row[column] for row in rows) for column in (4, 2, 0, 1, 3)),
        plain(NO_START if row[5] is None else row[5] for row in rows),
        plain("t" if meter in charged else "f" for meter in meters),
        plain(number for number, *_ in asked),
        plain(where for _, where, _ in asked),
        plain(name for *_, name in asked),
        plain(number for number, *_ in charges),
        plain(where for _, where, *_ in charges),
        plain(name for _, _, name, _ in charges),
        plain(charge.amount for *_, charge in charges),
        plain("NULL" if charge.cap is None else charge.cap for *_, charge in charges),
        texts(charge.authority for *_, charge in charges),
        _dumps(records),
    ]
