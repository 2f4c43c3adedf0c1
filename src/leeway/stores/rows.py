"""How does a value of the ledger become a row, and a row a value? The same columns in every database.

Instants are microseconds since 1970 in UTC. A decision's balances, charges and shares are JSON in which each
meter is written once and then named by its place. Numbers of meters are the database's own. Start reading at
`taking_row`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from leeway.ledger import Charge, Entry, InvalidProposal, Kind, Meter, Share, Taking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from leeway.ledger import CapVersion

METER_COLUMNS = "clause, measure, scope, window_kind, subject, starts"
TAKING_COLUMNS = (
    "id, request_hash, state, at, chosen, actor, terms, shares, cost_minor, reversed_minor, undone, reversals"
)
ENTRY_COLUMNS = (
    "meter, seq, previous, before, delta, after, kind, at, effective, decision, origin, standing,"
    " counterpart, counterpart_seq, authority, cap_version"
)
CAP_COLUMNS = "meter, authority, version, cap, since, seq"

NUMBER_MAX = 2**53 - 1
"""The largest amount that is exact in every database and in JSON."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def micros(at: datetime) -> int:
    """Write an instant as microseconds since 1970 in UTC.

    >>> micros(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (at - _EPOCH) // _MICROSECOND


def instant(at_micros: int) -> datetime:
    """Read an instant, in UTC.

    >>> instant(1000000).isoformat()
    '1970-01-01T00:00:01+00:00'
    """
    return _EPOCH + timedelta(microseconds=at_micros)


def check_text(name: str, *texts: str | None) -> None:
    """Refuse a text that no database can keep: with a NUL or half of a pair. Raises: InvalidProposal."""
    for text in texts:
        if text is None or (text.isascii() and "\0" not in text):
            continue
        if "\0" in text:
            raise InvalidProposal(name, "holds a character that no text has (NUL)")
        try:
            text.encode()
        except UnicodeEncodeError:
            raise InvalidProposal(name, "holds half a character") from None


@lru_cache(maxsize=4096)
def check_meter_text(meter: Meter) -> None:
    """Refuse a meter whose key no database can keep. Raises: InvalidProposal."""
    check_text("subject", *meter[:5])


def check_numbers(name: str, *numbers: int | None) -> None:
    """Refuse a number that is larger than can be counted exactly. Raises: InvalidProposal."""
    for number in numbers:
        if number is not None and not -NUMBER_MAX <= number <= NUMBER_MAX:
            raise InvalidProposal(name, f"must be at most {NUMBER_MAX}, not {number}")


def meter_row(meter: Meter) -> tuple[Any, ...]:
    """Give the values of `METER_COLUMNS`."""
    starts = meter.starts
    return (*meter[:5], None if starts is None else micros(starts))


def meter_of(row: Sequence[Any]) -> Meter:
    """Read a meter from the values of `METER_COLUMNS`."""
    return Meter(row[0], row[1], row[2], row[3], row[4], None if row[5] is None else instant(row[5]))


def taking_row(taking: Taking) -> tuple[Any, ...]:
    """Give the values of `TAKING_COLUMNS`.

    `terms` never changes: the meters spoken of, the balances before and the charges. In `shares` a meter is
    named by its place among the meters of `terms`, or written out where the decision did not speak of it.
    """
    numbers: dict[Meter, int] = {}
    for meter in taking.balances:
        numbers[meter] = len(numbers)
    for charge in taking.charges:
        numbers.setdefault(charge.meter, len(numbers))
    terms = terms_text(numbers, taking.balances, taking.charges)
    shares = ",".join(
        [
            f"[{_named(numbers, each.asked)},{_named(numbers, each.meter)},"
            f"{each.seq},{each.taken},{each.kept},{int(each.excess)}]"
            for each in taking.shares
        ]
    )
    return (
        taking.id,
        taking.request_hash,
        taking.state,
        micros(taking.at),
        taking.chosen,
        taking.actor,
        terms,
        f"[{shares}]",
        taking.cost_minor,
        taking.reversed_minor,
        int(taking.undone),
        _dumps(dict(taking.reversals)) if taking.reversals else "{}",
    )


def terms_text(places: Mapping[Meter, int], balances: Mapping[Meter, int], charges: Sequence[Charge]) -> str:
    """Write what never changes of a decision; `places` number the meters in their order."""
    told = ",".join([f"[{places[meter]},{balance}]" for meter, balance in balances.items()])
    asked = charges_text(places, charges)
    return f'{{"meters":[{meters_text(places)}],"balances":[{told}],"charges":[{asked}]}}'


def meters_text(meters: Iterable[Meter]) -> str:
    """Write meters one after the other."""
    return ",".join(map(_meter_text, meters))


def charges_text(places: Mapping[Meter, int], charges: Iterable[Charge]) -> str:
    """Write charges one after the other; `places` number their meters."""
    return ",".join(
        [
            f"[{places[meter]},{amount},{'null' if cap is None else cap},{_text(authority)}]"
            for meter, amount, cap, authority in charges
        ]
    )


def taking_of(row: Sequence[Any]) -> Taking:
    """Read a decision from the values of `TAKING_COLUMNS`; JSON may come as text or already read."""
    terms, shares, reversals = _read(row[6]), _read(row[7]), _read(row[11])
    meters = [meter_of(each) for each in terms["meters"]]
    return Taking(
        id=row[0],
        request_hash=row[1],
        state=row[2],
        at=instant(row[3]),
        chosen=row[4],
        actor=row[5],
        balances={meters[number]: balance for number, balance in terms["balances"]},
        charges=tuple(Charge(meters[each[0]], each[1], each[2], each[3]) for each in terms["charges"]),
        shares=tuple(
            Share(
                asked=_meter_named(meters, each[0]),
                meter=_meter_named(meters, each[1]),
                seq=each[2],
                taken=each[3],
                kept=each[4],
                excess=bool(each[5]),
            )
            for each in shares
        ),
        cost_minor=row[8],
        reversed_minor=row[9],
        undone=bool(row[10]),
        reversals=reversals,
    )


def entry_row(
    entry: Entry, numbers: Mapping[Meter, int], *, counterpart_seq: int | None = None
) -> tuple[Any, ...]:
    """Give the values of `ENTRY_COLUMNS`; `numbers` are those of the meters in the database.

    `counterpart_seq` belongs to what is carried away: the number of the entry by which it arrives.
    """
    capped = entry.cap_version > 0
    at = micros(entry.at)
    return (
        numbers[entry.meter],
        entry.seq,
        entry.seq - 1 if entry.seq > 1 else None,
        entry.before,
        entry.delta,
        entry.after,
        entry.kind.value,
        at,
        at if entry.effective is entry.at else micros(entry.effective),
        entry.decision,
        entry.origin,
        entry.standing,
        None if entry.counterpart is None else numbers[entry.counterpart],
        counterpart_seq,
        entry.authority if capped else None,
        entry.cap_version if capped else None,
    )


def entry_of(row: Sequence[Any], meter: Meter, counterpart: Meter | None, cap: int | None) -> Entry:
    """Read an entry from the values of `ENTRY_COLUMNS`, its meters and the cap of its version."""
    return Entry(
        meter=meter,
        seq=row[1],
        before=row[3],
        delta=row[4],
        after=row[5],
        kind=Kind(row[6]),
        at=instant(row[7]),
        effective=instant(row[8]),
        decision=row[9],
        origin=row[10],
        standing=row[11],
        counterpart=counterpart,
        authority=row[14] or "",
        cap=cap,
        cap_version=row[15] or 0,
    )


def cap_row(entry: Entry, number: int) -> tuple[Any, ...]:
    """Give the values of `CAP_COLUMNS` for the version of a cap that an entry brings."""
    return (number, entry.authority, entry.cap_version, entry.cap, micros(entry.at), entry.seq)


def in_writing_order(entries: Sequence[Entry]) -> list[tuple[Entry, int | None]]:
    """Put entries into the order in which a database takes them, each with its counterpart's number.

    What is carried arrives before it leaves: so the row by which it leaves can be checked at once.
    """
    ordered: list[tuple[Entry, int | None]] = []
    leaving: Entry | None = None
    for entry in entries:
        if entry.counterpart is not None and entry.origin is not None:
            leaving = entry
            continue
        ordered.append((entry, None))
        if leaving is not None and entry.counterpart is not None:
            ordered.append((leaving, entry.seq))
            leaving = None
    return ordered


def step_rows(
    entries: Sequence[Entry],
    *,
    number_of: Callable[[Meter], int],
    caps_of: Callable[[Meter], Mapping[str, Sequence[CapVersion]]],
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Give the rows of caps and those of entries that a step adds, to be written in this order.

    `number_of` gives a meter its number in the database, `caps_of` the caps it had before the step.
    """
    numbers = {entry.meter: number_of(entry.meter) for entry in entries}
    caps, rows = [], []
    brought: set[tuple[Meter, str]] = set()
    for entry, counterpart_seq in in_writing_order(entries):
        if entry.cap_version == 1 and entry.authority not in caps_of(entry.meter):
            is_new = (entry.meter, entry.authority) not in brought
        else:
            is_new = entry.kind is Kind.RECAP
        if is_new:
            brought.add((entry.meter, entry.authority))
            caps.append(cap_row(entry, numbers[entry.meter]))
        rows.append(entry_row(entry, numbers, counterpart_seq=counterpart_seq))
    return caps, rows


def _named(numbers: Mapping[Meter, int], meter: Meter) -> str:
    number = numbers.get(meter)
    return _meter_text(meter) if number is None else str(number)


@lru_cache(maxsize=1024)
def _text(text: str) -> str:
    return _dumps(text)


@lru_cache(maxsize=4096)
def _meter_text(meter: Meter) -> str:
    return _dumps(meter_row(meter))


def _meter_named(meters: Sequence[Meter], named: Any) -> Meter:
    return meters[named] if isinstance(named, int) else meter_of(named)


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
