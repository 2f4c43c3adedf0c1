"""What does a member of a recorded action hold? Values as requests carry them, and None for what is not there or odd.

Nothing is judged or made up here: a number that is a text counts, a text that is no number does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeGuard
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")
"""Both published policies keep their times there."""
PUBLISHED_NOW = datetime(2024, 5, 15, 15, tzinfo=ZONE)
"""The moment at which the airline's policy says it is read; for a record that names none."""

type Record = Mapping[str, Any]
type Facts = Iterator[tuple[str, Any]]


def record(value: object) -> Record:
    return value if isinstance(value, Mapping) else {}


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def whole(members: Record | None = None, /, **named: object) -> dict[str, Any]:
    return {name: value for name, value in {**(members or {}), **named}.items() if value is not None}


def known(facts: Iterable[tuple[str, Any]]) -> Facts:
    return ((name, value) for name, value in facts if value is not None)


def text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def words(value: object) -> str | None:
    return value.replace("_", " ") if isinstance(value, str) else None


def boolean(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def yes(value: object) -> bool | None:
    return value if isinstance(value, bool) else {"yes": True, "no": False}.get(str(value))


def number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def minor(value: object) -> int | None:
    found = number(value)
    return int(found * 100) if found is not None and found * 100 == int(found * 100) else None


def moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or ZONE) if found else None
