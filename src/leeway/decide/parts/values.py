"""Is this a value of that type? Facts and parameters as they were given, made into values of FEEL.

What is wrong is collected, never raised here. Which facts count at all is decided in `facts.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.decide.request import Problems

if TYPE_CHECKING:
    from collections.abc import Iterable

DEPTH_MAX = 32
"""How deep lists and records may be nested."""

SHOWN_MAX = 60
"""How much of a value a sentence about it repeats."""

_WORDS = {"string": "a text", "boolean": "true or false", "number": "a number"}
_TEMPORAL: dict[str, tuple[type, ...]] = {
    "date": (feel.Date, date),
    "time": (feel.Time, time),
    "date and time": (feel.DateTime, datetime),
    "days and time duration": (feel.DaysDuration, timedelta),
    "years and months duration": (feel.MonthsDuration,),
}


class Reader(Problems):
    """Turns given Python values into values of FEEL and keeps every problem it meets."""

    __slots__ = ()

    def read(self, raw: Any, type_: feel.Type, *, where: str, optional: bool = False) -> feel.Value:
        """The value of this type; UNKNOWN, with a problem kept, when it is none.

        A declared member that a record lacks is UNKNOWN inside it. Null is a value only where it is optional.
        """
        if raw is feel.UNKNOWN:
            return feel.UNKNOWN
        if raw is None:
            if not optional and not _takes_null(type_):
                self.wrong(
                    "null-not-optional", where, "null is no answer here", "leave it out when it is not known"
                )
                return feel.UNKNOWN
            return None
        match type_:
            case feel.types.ListOf():
                return self._list(raw, type_, where=where, optional=optional)
            case feel.types.ContextOf():
                return self._record(raw, type_, where=where, optional=optional)
            case feel.types.OneOf(base=base, values=values):
                return self.one_of(self.read(raw, base, where=where), values, where=where)
            case feel.types.Union(members=members):
                return self.read(raw, members[0], where=where)
        return self._simple(raw, type_, where=where)

    def one_of(self, value: feel.Value, allowed: Iterable[feel.Value], *, where: str) -> feel.Value:
        """The value, if it is unknown, null or one of those allowed; else UNKNOWN with a problem kept."""
        choices = tuple(allowed)
        if not choices or value is None or value is feel.UNKNOWN or value in choices:
            return value
        if isinstance(value, tuple):
            return tuple(self.one_of(each, choices, where=where) for each in value)
        names = ", ".join(str(each) for each in choices)
        hint = None if self.is_full else feel.nearest(str(value), map(str, choices))
        self.wrong("not-one-of", where, f"`{shown(value)}` is none of: {names}", hint)
        return feel.UNKNOWN

    def _list(self, raw: Any, type_: feel.types.ListOf, *, where: str, optional: bool) -> feel.Value:
        if not isinstance(raw, list | tuple):
            return self._mismatch(raw, type_, where)
        return tuple(
            self.read(each, type_.item, where=f"{where}[{number}]", optional=optional)
            for number, each in enumerate(raw, 1)
        )

    def _record(self, raw: Any, type_: feel.types.ContextOf, *, where: str, optional: bool) -> feel.Value:
        if not isinstance(raw, Mapping):
            return self._mismatch(raw, type_, where)
        declared = dict(type_.members)
        read: dict[str, feel.Value] = {
            name: self.read(raw.get(name, feel.UNKNOWN), member, where=f"{where}.{name}", optional=optional)
            for name, member in declared.items()
        }
        for name in raw:
            if name not in declared:
                read[str(name)] = self._simple(raw[name], feel.types.ANY, where=f"{where}.{name}")
        return feel.freeze(read)

    def _simple(self, raw: Any, type_: feel.Type, *, where: str) -> feel.Value:
        name = str(type_)
        if name == "number" and isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
            return self._frozen(raw, where)
        if (name == "string" and isinstance(raw, str)) or (name == "boolean" and isinstance(raw, bool)):
            return raw
        if name in _TEMPORAL:
            return self._temporal(raw, type_, where=where)
        return self._frozen(raw, where) if name == "Any" else self._mismatch(raw, type_, where)

    def _temporal(self, raw: Any, type_: feel.Type, *, where: str) -> feel.Value:
        if isinstance(raw, str):
            value = feel.value_of_text(type_, raw)
            return self._mismatch(raw, type_, where) if isinstance(value, feel.Problem) else value
        is_instant = isinstance(raw, datetime) and str(type_) == "date"
        if isinstance(raw, _TEMPORAL[str(type_)]) and not is_instant:
            return self._frozen(raw, where)
        return self._mismatch(raw, type_, where)

    def _frozen(self, raw: Any, where: str) -> feel.Value:
        try:
            return feel.freeze(raw)
        except (feel.Failed, ValueError) as failure:
            self.wrong("not-a-value", where, shown(failure))
            return feel.UNKNOWN

    def _mismatch(self, raw: Any, type_: feel.Type, where: str) -> feel.Value:
        wanted = _WORDS.get(str(type_), f"a {type_}")
        self.wrong("wrong-type", where, f"`{shown(raw)}` is not {wanted}")
        return feel.UNKNOWN


def _takes_null(type_: feel.Type) -> bool:
    if isinstance(type_, feel.types.Union):
        return feel.types.NULL in type_.members
    return type_ == feel.types.ANY


def shown(raw: Any) -> str:
    """A value as text for a sentence, cut where it is long."""
    try:
        text = str(raw)
    except (ValueError, RecursionError):  # such as a number of more digits than Python prints
        return "…"
    return text if len(text) <= SHOWN_MAX else text[:SHOWN_MAX] + "…"


def is_too_deep(raw: Any) -> bool:
    """Whether lists and records are nested beyond what a book could ever read."""
    level = [raw]
    for _ in range(DEPTH_MAX):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(raw: Any) -> Iterable[Any]:
    if isinstance(raw, Mapping):
        return raw.values()
    return raw if isinstance(raw, list | tuple) else ()


def has_unknown(value: feel.Value) -> bool:
    """Whether UNKNOWN is the value or stands anywhere inside it."""
    if value is feel.UNKNOWN:
        return True
    if isinstance(value, list | tuple):
        return any(map(has_unknown, value))
    return isinstance(value, Mapping) and any(map(has_unknown, value.values()))
