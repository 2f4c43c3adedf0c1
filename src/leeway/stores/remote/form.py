"""How do values travel between processes? As JSON in frames, each with its length before it.

A value of the ledger is an object with one key, its class; only the classes named here are ever made.
Start reading at `packed`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from leeway import ledger
from leeway.stores import records

if TYPE_CHECKING:
    from socket import socket

FRAME_BYTES_MAX = 64 * 1024 * 1024
_LENGTH_BYTES = 4

_CLASSES: dict[str, type] = {
    each.__name__: each
    for each in (
        ledger.Meter,
        ledger.Charge,
        ledger.Candidate,
        ledger.Proposal,
        ledger.Receipt,
        ledger.Entry,
        ledger.CapVersion,
        ledger.Share,
        ledger.Taking,
        ledger.Switch,
        ledger.InvalidProposal,
        ledger.RequestDiffers,
        ledger.UnknownDecision,
        ledger.WrongState,
        ledger.ReversesTooMuch,
        ledger.CannotCarry,
        ledger.UnknownWindow,
        ledger.UnknownZone,
        ledger.InstantOutOfRange,
        ledger.ClockSuspect,
        ledger.ChainBroken,
        ledger.LedgerUnavailable,
        records.Effect,
        records.Record,
        records.Answer,
        records.Recorded,
        records.Sought,
        records.AuditLine,
    )
}
_NAMES: dict[type, tuple[str, ...]] = {
    each: tuple(part.name for part in fields(each)) if is_dataclass(each) else each._fields  # type: ignore[attr-defined]
    for each in _CLASSES.values()
}


def packed(value: Any) -> bytes:
    r"""Write a value as a frame. Raises: TypeError for what does not travel, ValueError for what is too large.

    >>> packed((1, "a"))
    b'\x00\x00\x00\x07[1,"a"]'
    """
    return framed(json.dumps(plain(value), separators=(",", ":")).encode())


def framed(text: bytes) -> bytes:
    """Put the length before a text. Raises: ValueError for what is too large."""
    if len(text) > FRAME_BYTES_MAX:
        raise ValueError(f"{len(text)} bytes are more than travel at once")
    return len(text).to_bytes(_LENGTH_BYTES) + text


def unpacked(text: bytes) -> Any:
    """Read a value. Raises: ValueError, TypeError or KeyError for another form."""
    return value_of(json.loads(text))


def receive(connection: socket) -> bytes | None:
    """Wait for a frame; None when the other side has gone. Raises: OSError, ValueError."""
    head = _exactly(connection, _LENGTH_BYTES)
    if head is None:
        return None
    length = int.from_bytes(head)
    if length > FRAME_BYTES_MAX:
        raise ValueError(f"{length} bytes are more than travel at once")
    return _exactly(connection, length)


def _exactly(connection: socket, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(min(length - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)


def plain(value: Any) -> Any:
    """Write a value as what JSON has. Raises: TypeError for what does not travel."""
    kind = type(value)
    if value is None or kind in (str, int, bool, float):
        return value
    if kind in _NAMES:
        return {kind.__name__: [plain(getattr(value, name)) for name in _NAMES[kind]]}
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, timedelta):
        return {"for": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, ledger.Kind):
        return {"kind": value.value}
    if isinstance(value, Mapping):
        return {"map": [[plain(key), plain(each)] for key, each in value.items()]}
    if isinstance(value, Sequence):
        return [plain(each) for each in value]
    raise TypeError(f"{kind.__name__} does not travel")


def value_of(form: Any) -> Any:
    """Read a value from what JSON has. Raises: ValueError, TypeError or KeyError for another form."""
    if isinstance(form, list):
        return tuple(map(value_of, form))
    if not isinstance(form, dict):
        return form
    ((name, inner),) = form.items()
    if name == "at":
        return datetime.fromisoformat(inner)
    if name == "map":
        return {value_of(key): value_of(each) for key, each in inner}
    if name == "kind":
        return ledger.Kind(inner)
    if name == "for":
        return timedelta(*inner)
    made = _CLASSES[name]
    return made(**dict(zip(_NAMES[made], map(value_of, inner), strict=True)))
