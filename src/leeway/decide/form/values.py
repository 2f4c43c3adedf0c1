"""How is a value of FEEL written in JSON, so that reading it gives the same value again?

Texts, booleans, null, whole Python numbers and lists stand for themselves; everything else is an object with
one key that says what it is: `{"number": "10.10"}`, `{"date": "2026-05-04"}`, `{"context": {…}}`.
Start reading at `to_form`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from leeway import feel
from leeway.policy import Trust


class FormError(ValueError):
    """A JSON form that is not what `to_json` writes; `path` says where."""

    def __init__(self, message: str, *, path: str = "") -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path


_TEMPORAL: Final = {
    "date": (feel.Date, feel.types.DATE),
    "time": (feel.Time, feel.types.TIME),
    "date and time": (feel.DateTime, feel.types.DATE_AND_TIME),
    "days": (feel.DaysDuration, feel.types.DAYS),
    "months": (feel.MonthsDuration, feel.types.MONTHS),
}
_ENDS: Final = ("low", "high", "low included", "high included", "operator")


def to_form(value: Any) -> Any:
    """A value as plain JSON.

    Raises: FormError for what has no text: functions, binary floating point.
    """
    if isinstance(value, Trust):
        return {"trust": value.name.lower()}
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, StrEnum) else value
    if isinstance(value, tuple | list):
        return [to_form(item) for item in value]
    if isinstance(value, frozenset | set):
        return {"set": [to_form(item) for item in sorted(value)]}
    if isinstance(value, Mapping):
        return {"context": {str(key): to_form(item) for key, item in value.items()}}
    return _one_key(value)


def _one_key(value: Any) -> dict[str, Any]:
    if value is feel.UNKNOWN or value is feel.ERROR:
        return {"no value": "unknown" if value is feel.UNKNOWN else "error"}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, datetime):
        return {"instant": instant_to_text(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, feel.Range):
        ends = (value.low, value.high, value.low_included, value.high_included, value.operator)
        return {"range": dict(zip(_ENDS, map(to_form, ends), strict=True))}
    for name, (kind, _) in _TEMPORAL.items():
        if isinstance(value, kind):
            return {name: feel.to_string(value)}
    raise FormError(f"a {type(value).__name__} has no JSON form")


def from_form(form: Any, *, path: str = "value") -> Any:
    """The value that `to_form` wrote.

    Raises: FormError when the form is none that `to_form` writes.
    """
    if form is None or isinstance(form, bool | int | str):
        return form
    if isinstance(form, list):
        return tuple(from_form(item, path=f"{path}[{number}]") for number, item in enumerate(form))
    if not isinstance(form, Mapping) or len(form) != 1:
        raise FormError("expected a text, a number, a list or an object with one key", path=path)
    [(name, inner)] = form.items()
    return _read_one_key(name, inner, path=f"{path}.{name}")


def _read_one_key(name: str, inner: Any, *, path: str) -> Any:
    if name in ("context", "range") and isinstance(inner, Mapping):
        entries = {key: from_form(item, path=f"{path}.{key}") for key, item in inner.items()}
        return feel.freeze(entries) if name == "context" else _range(entries, path=path)
    if name == "set" and isinstance(inner, list):
        return frozenset(from_form(inner, path=path))
    if not isinstance(inner, str):
        raise FormError("expected a text", path=path)
    if name in _TEMPORAL:
        value = feel.value_of_text(_TEMPORAL[name][1], inner)
        if isinstance(value, feel.Problem):
            raise FormError(value.message, path=path)
        return value
    if name not in _READERS:
        raise FormError("unknown kind of value", path=path)
    try:
        return _READERS[name](inner)
    except (ValueError, KeyError, InvalidOperation):
        raise FormError(f"`{inner}` is no {name}", path=path) from None


def _range(entries: Mapping[str, Any], *, path: str) -> feel.Range:
    if set(entries) != set(_ENDS):
        raise FormError(f"a range has {', '.join(_ENDS)}", path=path)
    low, high, low_included, high_included, operator = (entries[name] for name in _ENDS)
    return feel.Range(low, high, low_included, high_included, operator)


def instant_to_text(instant: datetime) -> str:
    """A moment with its offset, and its zone where it has one: `2026-05-04T10:00:00+03:00[Europe/Kyiv]`."""
    zone = instant.tzinfo.key if isinstance(instant.tzinfo, ZoneInfo) else None
    return instant.isoformat() + (f"[{zone}]" if zone else "")


def instant_from_text(text: str) -> datetime:
    """The moment that `instant_to_text` wrote; a plain ISO 8601 text is one, too.

    Raises: ValueError when it is none, or its zone is unknown.

    >>> instant_from_text("2026-10-25T03:30:00+02:00[Europe/Kyiv]").fold
    1
    """
    plain, _, zone = text.partition("[")
    instant = datetime.fromisoformat(plain)
    if not zone:
        return instant
    try:
        placed = instant.replace(tzinfo=ZoneInfo(zone.removesuffix("]")))
    except ZoneInfoNotFoundError:
        raise ValueError(f"unknown zone `{zone}`") from None
    return placed if placed.utcoffset() == instant.utcoffset() else placed.replace(fold=1)


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "number": Decimal,
    "trust": lambda name: Trust[name.upper()],
    "instant": instant_from_text,
    "day": date.fromisoformat,
    "no value": {"unknown": feel.UNKNOWN, "error": feel.ERROR}.__getitem__,
}
