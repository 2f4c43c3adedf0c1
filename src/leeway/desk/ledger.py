"""Where are decisions and balances kept? The store of this desk, opened once a process.

Start reading at `store`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from leeway.ledger import ClockGuard
from leeway.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from leeway.ledger import Meter
    from leeway.stores import Store


def store() -> Store:
    """The store in use: the one given to `using`, else the one that the settings name, opened once."""
    return _given.get() or _opened()


@contextmanager
def using(given: Store) -> Iterator[None]:
    """Use a store that is open already: while a demonstration is built, and in tests."""
    token = _given.set(given)
    try:
        yield
    finally:
        _given.reset(token)


_given: ContextVar[Store | None] = ContextVar("given", default=None)


@cache
def _opened() -> Store:
    guard = None if settings.LEEWAY_LEDGER_URL.startswith("leeway+unix") else ClockGuard(steady=time.monotonic)
    return open_store(settings.LEEWAY_LEDGER_URL, clock=guard)


class Used(Mapping["Meter", int]):
    """What is used of every meter at one moment: many looked up at once, others when they are asked for."""

    def __init__(
        self, look_up: Callable[[Iterable[Meter]], Mapping[Meter, int]], first: Iterable[Meter] = ()
    ) -> None:
        self._look_up = look_up
        self.seen: dict[Meter, int] = dict(look_up(tuple(first)))

    def __getitem__(self, meter: Meter) -> int:
        if meter not in self.seen:
            self.seen.update(self._look_up((meter,)))
        return self.seen[meter]

    def __iter__(self) -> Iterator[Meter]:
        return iter(self.seen)

    def __len__(self) -> int:
        return len(self.seen)

    def __bool__(self) -> bool:
        """Always true: there is no telling what is used before it is looked up."""
        return True


def used(first: Iterable[Meter] = (), *, at: datetime) -> Used:
    """What is used now, those of `first` in one look."""
    return Used(lambda meters: store().balances(meters, at=at), first)


def used_then(first: Iterable[Meter] = (), *, then: datetime) -> Used:
    """What was used at an instant of the past, as it was known then."""
    return Used(lambda meters: store().balances_then(meters, then=then), first)
