"""What time is it, and what is a new name? The only place below the front doors that asks the machine.

Tests hold the clock still with `held_at`.
"""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and digits that nobody mistakes for one another when read aloud."""

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The instant it is, in UTC."""
    return _held.get() or datetime.now(UTC)


@contextmanager
def held_at(instant: datetime) -> Iterator[None]:
    """Hold the clock still, for rehearsals and tests."""
    token = _held.set(instant)
    try:
        yield
    finally:
        _held.reset(token)


def new_id(length: int = 12) -> str:
    """A name nobody has used before: 12 letters and digits, readable over the phone (59 bits)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
