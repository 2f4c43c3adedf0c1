"""Which kind of value does `+`, `-`, `*`, `/` or `**` make of two kinds? The tables of the standard.

Source: DMN 1.5, addition, subtraction, multiplication and division in 10.3.2.13.
"""

from __future__ import annotations

from leeway.feel.checking.kinds import alternatives, base, joined
from leeway.feel.types import ANY, DATE, DATE_AND_TIME, DAYS, MONTHS, NUMBER, STRING, TIME, Type

_MOMENTS = {DATE: (DAYS, MONTHS), DATE_AND_TIME: (DAYS, MONTHS), TIME: (DAYS,)}

_RESULTS: dict[tuple[str, Type, Type], Type] = {
    **{(op, NUMBER, NUMBER): NUMBER for op in ("+", "-", "*", "/", "**")},
    ("+", STRING, STRING): STRING,
    **{("+", moment, length): moment for moment, lengths in _MOMENTS.items() for length in lengths},
    **{("+", length, moment): moment for moment, lengths in _MOMENTS.items() for length in lengths},
    **{("-", moment, length): moment for moment, lengths in _MOMENTS.items() for length in lengths},
    **{("-", a, b): DAYS for a in (DATE, DATE_AND_TIME) for b in (DATE, DATE_AND_TIME)},
    ("-", TIME, TIME): DAYS,
    **{(op, length, length): length for op in ("+", "-") for length in (DAYS, MONTHS)},
    **{("*", length, NUMBER): length for length in (DAYS, MONTHS)},
    **{("*", NUMBER, length): length for length in (DAYS, MONTHS)},
    **{("/", length, NUMBER): length for length in (DAYS, MONTHS)},
    **{("/", length, length): NUMBER for length in (DAYS, MONTHS)},
}
"""The type of `left op right`, for the pairs that have one."""


def result_of(op: str, left: Type, right: Type) -> Type | None:
    """The type of `left op right`, or None when some values of these types have no result.

    >>> str(result_of("+", DATE, DAYS)), result_of("+", STRING, NUMBER)
    ('date', None)
    """
    pairs = [(op, base(a), base(b)) for a in _possible(left) for b in _possible(right)]
    found = [_RESULTS[pair] for pair in pairs if pair in _RESULTS]
    if not found or (ANY not in (left, right) and len(found) < len(pairs)):
        return None
    return ANY if ANY in (left, right) and len(set(found)) > 1 else joined(found)


def _possible(type_: Type) -> list[Type]:
    """What a side may be; Any may be whatever the operator takes."""
    known = list(alternatives(type_))
    return [NUMBER, STRING, DATE, TIME, DATE_AND_TIME, DAYS, MONTHS] if ANY in known else known
