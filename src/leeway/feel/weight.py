"""How much does a value hold? What walking through one costs an evaluation, counted before it is done.

A list may hold another one many times over: small to keep, endless to compare or to write. So an evaluation
takes steps for what it walks through and for what it makes, in proportion to all that lies within. It judges
nothing else: how many steps there are is in `reference.py`. Start reading at `walking`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from leeway.feel.failure import Failed
from leeway.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from leeway.feel.values import Function, Marker, Range, Value

LIGHT: Final = 16
"""What holds fewer parts than this costs nothing: most lists and contexts of a policy."""

PARTS_A_STEP: Final = 2
"""So many parts are walked through in the time of a step."""

DEPTH_MAX: Final = 100
"""How many values may lie within one another."""

_MOST: Final = 250_000
"""More than any evaluation can pay for; nobody counts on beyond it."""

_TEXT_A_PART: Final = 64
"""So many characters of a text within a list weigh as much as one more item."""

PLAIN: Final = frozenset(
    {Decimal, bool, type(None), str, Date, Time, DateTime, DaysDuration, MonthsDuration, Function, Marker}
)
"""The kinds of values that hold no others."""

_WEIGHTLESS = PLAIN - {str}


def walking(value: Value) -> int:
    """How many steps it takes to walk through a value; none for what holds no others, or few.

    Raises: Failed when values lie within one another deeper than 100.

    >>> walking((Decimal(1),) * 12), walking((Decimal(1),) * 40), walking("text")
    (0, 20, 0)
    """
    return 0 if type(value) in PLAIN else stepping(weight(value))


def making(parts: Iterable[Value]) -> int:
    """How many steps it takes to make a list or context of such parts: none for plain ones, however many.

    Raises: Failed when values lie within one another deeper than 100.

    >>> making((Decimal(1),) * 40), making([(Decimal(1),) * 40] * 2)
    (0, 40)
    """
    return stepping(sum(weight(part) for part in parts if type(part) not in PLAIN))


def gathering(made: Collection[Value]) -> int:
    """How many steps it takes to make a list whose length nobody wrote down; long texts count as well.

    Raises: Failed when values lie within one another deeper than 100.

    >>> gathering((Decimal(1),) * 9_000), gathering(("a" * 640,) * 80)
    (0, 400)
    """
    if isinstance(made, tuple) and _WEIGHTLESS.issuperset(map(type, made)):
        return 0
    return 0 if type(made) in PLAIN else stepping(weight(made) - len(_parts(made)))


def stepping(parts: int) -> int:
    """How many steps it takes to go once over so many parts, whatever lies within them.

    >>> stepping(9), stepping(40)
    (0, 20)
    """
    return parts // PARTS_A_STEP if parts >= LIGHT else 0


def weight(value: Value) -> int:
    """How many parts lie within a value at any depth, each as often as it is met; counted up to 250,000.

    Raises: Failed when values lie within one another deeper than 100.

    >>> weight(((Decimal(1), Decimal(2)), {"a": None}))
    5
    """
    found = 0
    level = [value]
    for _ in range(DEPTH_MAX):
        below: list[Value] = []
        for each in level:
            parts = each if type(each) is tuple else _parts(each)
            found += len(parts)
            if found > _MOST:
                return found
            if _WEIGHTLESS.issuperset(map(type, parts)):
                continue
            for part in parts:
                if type(part) is str:
                    found += len(part) // _TEXT_A_PART
                elif type(part) not in _WEIGHTLESS:
                    below.append(part)
        if not below:
            return found
        level = below
    raise Failed("too-deep", f"values lie within one another deeper than {DEPTH_MAX}")


def _parts(value: Value) -> Collection[Any]:
    if isinstance(value, tuple):
        return value
    if isinstance(value, Range):
        return value.low, value.high
    return value.values() if isinstance(value, Mapping) else ()
