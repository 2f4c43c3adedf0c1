"""How does a step read as text? One line of JSON, and back, without loss.

Meters are lists of their six parts, instants are ISO 8601, what has its usual value is left out.
Start reading at `text_of`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from typing import Any

from leeway.ledger.entries import Carried, Entry, Kind, Share, Step, Switch, Taking
from leeway.ledger.meters import Charge, Meter

_INSTANTS = frozenset({"at", "effective", "since"})
_METERS = frozenset({"meter", "asked", "counterpart"})


def text_of(step: Step) -> bytes:
    """Write a step (without its receipt, which is made anew) as one line of UTF-8.

    >>> text_of(Step())
    b'{}'
    """
    parts = {name: _plain(getattr(step, name)) for name in ("entries", "takings", "carried", "switch")}
    text = json.dumps({name: part for name, part in parts.items() if part}, ensure_ascii=False)
    # Half a surrogate pair is no UTF-8, but its escape is JSON.
    return text.encode(errors="backslashreplace")


def step_of(text: bytes) -> Step:
    """Read a step. Raises: ValueError, TypeError, KeyError or IndexError for another form."""
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise TypeError("a step is an object")
    return Step(
        entries=tuple(_entry(each) for each in raw.get("entries", ())),
        takings=tuple(_taking(each) for each in raw.get("takings", ())),
        carried=Carried(**_typed(raw["carried"])) if "carried" in raw else None,
        switch=Switch(**_typed(raw["switch"])) if "switch" in raw else None,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Meter):
        parts = [value.clause, value.measure, value.scope, value.window, value.subject]
        return [*parts, value.starts.isoformat()] if value.starts else parts
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Charge):
        given, usual = value._asdict(), value._field_defaults
        return {name: _plain(part) for name, part in given.items() if usual.get(name, MISSING) != part}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(each)] for key, each in value.items()]
    if is_dataclass(value):
        return {
            each.name: _plain(getattr(value, each.name)) for each in fields(value) if not _is_usual(value, each)
        }
    return value


def _is_usual(value: Any, part: Any) -> bool:
    usual = part.default_factory() if part.default_factory is not MISSING else part.default
    return bool(getattr(value, part.name) == usual)


def _typed(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _of_name(name, value) for name, value in raw.items()}


def _of_name(name: str, value: Any) -> Any:
    if name in _INSTANTS:
        return datetime.fromisoformat(value)
    return _meter(value) if name in _METERS else value


def _meter(raw: list[str]) -> Meter:
    starts = datetime.fromisoformat(raw[5]) if len(raw) > 5 else None
    return Meter(raw[0], raw[1], raw[2], raw[3], raw[4], starts)


def _entry(raw: Mapping[str, Any]) -> Entry:
    return Entry(**{**_typed(raw), "kind": Kind(raw["kind"])})


def _taking(raw: Mapping[str, Any]) -> Taking:
    typed = _typed(raw)
    typed["balances"] = {_meter(meter): balance for meter, balance in raw.get("balances", ())}
    typed["charges"] = tuple(Charge(**_typed(each)) for each in raw.get("charges", ()))
    typed["shares"] = tuple(Share(**_typed(each)) for each in raw.get("shares", ()))
    typed["reversals"] = dict(raw.get("reversals", ()))
    return Taking(**typed)
