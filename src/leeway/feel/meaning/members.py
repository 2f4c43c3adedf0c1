"""What may follow a dot? Entries of contexts, ends of ranges, parts of dates and durations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from leeway.feel import temporal
from leeway.feel.failure import Failed
from leeway.feel.values import Range, Value

_RANGE_MEMBERS: dict[str, Callable[[Range], Value]] = {
    "start": lambda range_: range_.low,
    "end": lambda range_: range_.high,
    "start included": lambda range_: range_.low_included,
    "end included": lambda range_: range_.high_included,
}


_CONTEXTS = frozenset({dict, MappingProxyType})
"""What contexts mostly are; to ask a class about all its kinds takes Python a while."""


def member(of: Value, name: str) -> Value:
    """`of.name` for one value that is no list; a context must have the member."""
    if type(of) in _CONTEXTS or isinstance(of, Mapping):
        if name not in of:
            raise Failed("unknown-member", f"the context has no entry `{name}`")
        return of[name]
    if isinstance(of, Range):
        if name not in _RANGE_MEMBERS:
            raise Failed("unknown-member", f"a range has no `{name}`")
        return _RANGE_MEMBERS[name](of)
    return temporal.property(of, name)


def members_of(value: Value) -> tuple[str, ...]:
    """The names that may follow a dot after a value; those of a list's items when it is one.

    >>> members_of({"a": None, "b": None})
    ('a', 'b')
    """
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(name for item in value for name in members_of(item)))
    if isinstance(value, Mapping):
        return tuple(value)
    if isinstance(value, Range):
        return tuple(_RANGE_MEMBERS)
    return temporal.PROPERTIES.get(type(value), ())
