"""What stands now? All meters with their chains, all decisions, who counts as whom, what is stopped.

A state is read by `machine.py` and changed by nothing but `apply`, which adds one whole step.
Start reading at `State`.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from operator import attrgetter
from typing import TYPE_CHECKING

from leeway.ledger.entries import CapVersion, Entry
from leeway.ledger.windows import rolling_length

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from leeway.ledger.entries import Carried, Step, Switch, Taking
    from leeway.ledger.meters import Meter


class Chain:
    """One meter's chain of entries with its running state; only ever appended to."""

    __slots__ = ("balance", "caps", "entries", "last", "length", "rolling", "standing")

    def __init__(self, meter: Meter) -> None:
        self.entries: list[Entry] = []
        self.balance = 0
        self.last: datetime | None = None
        self.length = rolling_length(meter.window)
        self.standing: dict[int, int] = {}
        self.rolling: list[tuple[datetime, int]] = []
        self.caps: dict[str, list[CapVersion]] = {}

    @property
    def seq(self) -> int:
        """How many entries there are."""
        return len(self.entries)

    def append(self, entry: Entry) -> None:
        """Add an entry that `chain.check` has found to continue this chain."""
        self.entries.append(entry)
        self.balance, self.last = entry.after, entry.at
        use = entry.seq if entry.origin is None else entry.origin
        if entry.standing:
            self.standing[use] = entry.standing
            if self.length is not None and entry.origin is None:
                insort(self.rolling, (entry.effective, use))
        elif self.standing.pop(use, 0) and self.length is not None:
            self.rolling.remove((entry.effective, use))
        if entry.cap_version:
            self._keep_cap(entry)

    def due(self, at: datetime) -> Iterator[int]:
        """Name the entries that have left the rolling window (at − length, at] but still stand."""
        if self.length is None:
            return
        for effective, seq in self.rolling:
            if effective > at - self.length:
                return
            yield seq

    def balance_at(self, at: datetime) -> int:
        """Say what counts at an instant.

        One before the last entry changes nothing: what had left the window by then was rolled out with it.
        """
        return self.balance - sum(self.standing[seq] for seq in self.due(at))

    def balance_then(self, then: datetime) -> int:
        """Say what counted at an instant of the past, as it was known then."""
        known = self.entries[: bisect_right(self.entries, then, key=attrgetter("at"))]
        if self.length is None:
            return known[-1].after if known else 0
        # What was rolled out by then took effect before the window, like its origin.
        return sum(entry.delta for entry in known if entry.effective > then - self.length)

    def _keep_cap(self, entry: Entry) -> None:
        versions = self.caps.setdefault(entry.authority, [])
        if entry.cap_version > len(versions):
            versions.append(
                CapVersion(authority=entry.authority, version=entry.cap_version, cap=entry.cap, since=entry.at)
            )


class State:
    """Everything a ledger knows. Reading changes nothing."""

    def __init__(self) -> None:
        self.chains: dict[Meter, Chain] = {}
        self.takings: dict[str, Taking] = {}
        self.carries: list[Carried] = []
        self.switches: list[Switch] = []
        self._into: dict[tuple[str, str], str] = {}
        self._meters_of: dict[tuple[str, str], list[Meter]] = {}

    def apply(self, step: Step) -> None:
        """Add a whole step."""
        for entry in step.entries:
            chain = self.chains.get(entry.meter)
            if chain is None:
                chain = self.chains[entry.meter] = Chain(entry.meter)
                self._meters_of.setdefault((entry.meter.scope, entry.meter.subject), []).append(entry.meter)
            chain.append(entry)
        for taking in step.takings:
            self.takings[taking.id] = taking
        if step.carried:
            self._apply_carried(step.carried)
        if step.switch:
            self.switches.append(step.switch)

    def resolve(self, meter: Meter, *, after: Carried | None = None) -> Meter:
        """Name the meter on which use asked for on `meter` counts now, or would `after` a further carry."""
        if after is not None:
            into = self._into.copy()
            _redirect(into, after)
            return _of_subject(meter, _follow(into, meter.scope, meter.subject))
        return _of_subject(meter, self.subject(meter.scope, meter.subject)) if self._into else meter

    def is_carried(self, scope: str, subject: str) -> bool:
        """Whether a subject was carried into another and not back."""
        return (scope, subject) in self._into

    def subject(self, scope: str, subject: str) -> str:
        """Name the subject on whose meters the use of `subject` counts now."""
        return _follow(self._into, scope, subject)

    def meters_of(self, scope: str, subject: str) -> tuple[Meter, ...]:
        """Name the meters of a subject that have entries of their own."""
        return tuple(self._meters_of.get((scope, subject), ()))

    def balance(self, meter: Meter, at: datetime) -> int:
        """Say what is used of a meter now."""
        chain = self.chains.get(self.resolve(meter))
        return 0 if chain is None else chain.balance_at(at)

    def balance_then(self, meter: Meter, then: datetime) -> int:
        """Say what was used of a meter at an instant of the past, as it was known then."""
        into: dict[tuple[str, str], str] = {}
        for carried in self.carries:
            if carried.at <= then:
                _redirect(into, carried)
        chain = self.chains.get(_of_subject(meter, _follow(into, meter.scope, meter.subject)))
        return 0 if chain is None else chain.balance_then(then)

    def _apply_carried(self, carried: Carried) -> None:
        self.carries.append(carried)
        _redirect(self._into, carried)


def _redirect(into: dict[tuple[str, str], str], carried: Carried) -> None:
    if carried.into is None:
        into.pop((carried.scope, carried.subject), None)
    else:
        into[carried.scope, carried.subject] = carried.into


def _follow(into: dict[tuple[str, str], str], scope: str, subject: str) -> str:
    # A carry into a subject that is itself carried is followed to the end; the machine allows no circles.
    while (following := into.get((scope, subject))) is not None:
        subject = following
    return subject


def _of_subject(meter: Meter, subject: str) -> Meter:
    if meter.subject == subject:
        return meter
    return type(meter)(meter.clause, meter.measure, meter.scope, meter.window, subject, meter.starts)
