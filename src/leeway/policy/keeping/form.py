"""How does a book become bytes, and come back? Our data classes and plain values, and nothing else.

The form is that of `pickle`, held to data: the only callables that bytes may name put together the classes of
`model.py`, of FEEL's tree and types, and a few values of the standard library (`_KINDS`); where they name
another, reading fails. It is no form for exchange: it belongs to one edition of Leeway (`cache.py`).
"""

from __future__ import annotations

import datetime as dt
import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from leeway import feel
from leeway.feel import tree, types
from leeway.policy import diagnostics, model, phrases


def to_bytes(value: object) -> bytes:
    """The bytes of a book, or of what came of reading one.

    Raises: TypeError for a value of a class that is none of ours.
    """
    target = io.BytesIO()
    _Writer(target, protocol=5).dump(value)
    return target.getvalue()


def from_bytes(content: bytes) -> Any:
    """What such bytes stand for. Raises: pickle.UnpicklingError for what may not be kept."""
    return _Reader(io.BytesIO(content)).load()


class _Writer(pickle.Pickler):
    """Writes data classes as their class and their fields, in order."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind in _NATIVE or isinstance(value, type):
            return NotImplemented
        if _named(kind) not in _KINDS:
            raise TypeError(f"{kind.__qualname__} is not kept")
        if issubclass(kind, Enum):
            return kind, (value.value,)
        if is_dataclass(kind):
            return kind, tuple([getattr(value, each.name) for each in fields(kind)])
        return NotImplemented


class _Reader(pickle.Unpickler):
    """Puts together what may be kept, and refuses to look for anything else."""

    def find_class(self, module: str, name: str) -> Any:
        try:
            return _KINDS[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not kept") from None


_NATIVE = frozenset({bool, int, str, bytes, tuple, list, dict, frozenset, set, type(None)})


def _named(kind: type) -> tuple[str, str]:
    return kind.__module__, kind.__qualname__


def _maker(kind: type) -> Callable[..., Any]:
    """What puts a kept class together; data classes get their fields straight, as none checks them."""
    if not is_dataclass(kind) or not hasattr(kind, "__slots__"):
        return kind
    setters = [getattr(kind, each.name).__set__ for each in fields(kind)]
    new = object.__new__

    def make(*values: Any) -> Any:
        made = new(kind)
        for put, value in zip(setters, values, strict=True):
            put(made, value)
        return made

    return make


def _classes() -> list[type]:
    ours = [
        kind
        for module in (model, phrases, diagnostics, tree, types)
        for kind in vars(module).values()
        if isinstance(kind, type)
        and kind.__module__ == module.__name__
        and (is_dataclass(kind) or issubclass(kind, Enum))
    ]
    temporal = [feel.Date, feel.Time, feel.DateTime, feel.DaysDuration, feel.MonthsDuration, feel.Range]
    return [*ours, *temporal, Decimal, dt.date]


_KINDS = {_named(kind): _maker(kind) for kind in _classes()}
