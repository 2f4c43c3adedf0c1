"""How can the pure ledger run on a database larger than the memory? On a state that loads what is needed.

It answers `machine` and `changes` like `ledger.State`, from a `Source`: the ends of the chains an operation
touches, what stands on them, single entries. What it has loaded it keeps, up to a bound, until `forget`; so
only who sees every change may keep one: the one writer, or a transaction that has locked its meters. Steps that
are applied are known at once, whether written or not; what reads chains as a whole (`carry`) needs them written
first. Start reading at `LoadedState`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leeway.ledger import CapVersion, Chain, Entry, State
from leeway.stores.rows import entry_of, instant, micros
from leeway.stores.source import micros_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from leeway.ledger import Carried, Meter, Step, Taking
    from leeway.stores.source import Source

CHAINS_MAX, TAKINGS_MAX = 20_000, 500
_UNREAD = object()


class LoadedState(State):
    """The ledger's state, loaded lazily; with `caps=False` for reading balances alone."""

    def __init__(self, source: Source, *, caps: bool = True) -> None:
        super().__init__()
        self.source = source
        self._with_caps = caps
        self.forget()

    def forget(self) -> None:
        """Know nothing any more: after a failure, what is in the database counts."""
        last = self.source.last_carried()
        self.carries = [last] if last else []
        self._carried = Into(self.source, is_any=last is not None)
        # Nothing is quicker to ask than nothing, and in most places nobody was ever carried.
        self._into = self._carried if last else {}
        self.loaded = Chains(self.source, caps=self._with_caps)
        self.chains, self.takings = self.loaded, Takings(self.source)
        self.switches = self.source.switches() if self._with_caps else []

    def apply(self, step: Step) -> None:
        """Add a whole step."""
        super().apply(step)
        for entry in step.entries:
            self.loaded.touch(entry.meter)

    def settle(self) -> None:
        """What was applied is written: drop what can be read again, and keep within bounds."""
        self.loaded.settle()
        if len(self.takings) > TAKINGS_MAX:
            self.takings.clear()
        self._carried.settle()
        del self.carries[:-1]

    def _apply_carried(self, carried: Carried) -> None:
        self._into = self._carried
        super()._apply_carried(carried)

    def resolve(self, meter: Meter, *, after: Carried | None = None) -> Meter:
        """Name the meter on which use asked for on `meter` counts now, or would `after` a further carry."""
        if after is not None:
            self._into = self._carried
        return super().resolve(meter, after=after)

    def resolved(self, meters: Iterable[Meter]) -> dict[Meter, Meter]:
        """Name the meters on which use asked for on several counts now, in few questions."""
        if not self._into:
            return {meter: meter for meter in meters}
        asked = tuple(meters)
        self._carried.read((meter.scope, meter.subject) for meter in asked)
        return {meter: self.resolve(meter) for meter in asked}

    def meters_of(self, scope: str, subject: str) -> tuple[Meter, ...]:
        """Name the meters of a subject that have entries of their own."""
        return self.source.meters_of(scope, subject)

    def balance_then(self, meter: Meter, then: datetime) -> int:
        """Say what was used of a meter at an instant of the past, as it was known then."""
        until, subject = micros(then), meter.subject
        if self._into:
            while (following := self.source.into(meter.scope, subject, then=until)) is not None:
                subject = following
        chain = self.loaded.loaded(meter._replace(subject=subject))
        if chain.number is None:
            return 0
        last = self.source.last_before(chain.number, until, length=chain.seq)
        if chain.length is None:
            return self.source.after(chain.number, last) if last else 0
        since = until - micros_of(chain.length)
        first = self.source.last_before(chain.number, since, length=last)
        return self.source.sum_between(chain.number, first, last, since=since)


class LoadedChain(Chain):
    """The end of one chain and what stands on it; `number` is the meter's in the database, None until then."""

    __slots__ = ("_entries", "number", "recent")

    def __init__(self, meter: Meter, source: Source, *, caps: bool) -> None:
        super().__init__(meter)
        tail = source.tail(meter)
        self.number = tail and tail.number
        self.recent: dict[int, Any] = {}
        self.entries = self._entries = LoadedEntries(self, meter, source, tail.seq if tail else 0)
        if self.length is None:
            self.standing = Standing(self, source)
        if tail is None:
            return
        self.balance, self.last = tail.balance, tail.last
        if self.length is not None and tail.last is not None:
            known = source.rolling(tail.number, micros(tail.last) - micros_of(self.length))
            self.standing.update({use: standing for use, (_, standing) in known.items()})
            self.rolling = sorted((instant(effective), use) for use, (effective, _) in known.items())
        if caps:
            self.caps = {version.authority: [version] for version in source.caps(tail.number)}

    def extend(self, row: tuple[Any, ...], cap: int | None) -> None:
        """Add an entry as its row, under a cap; it is made a value only if it is asked for."""
        self._entries.added((*row, cap))
        self.balance = row[5]

    def settle(self) -> None:
        """Drop what can be read again."""
        self.recent.clear()
        if self.length is None:
            self.standing.clear()

    def _keep_cap(self, entry: Entry) -> None:
        # Only the newest version of each authority is kept.
        versions = self.caps.get(entry.authority)
        if not versions or versions[-1].version < entry.cap_version:
            self.caps[entry.authority] = [
                CapVersion(authority=entry.authority, version=entry.cap_version, cap=entry.cap, since=entry.at)
            ]


class LoadedEntries(list[Entry]):
    """A chain's entries by number: recent ones as they were added, others read when asked for."""

    def __init__(self, chain: LoadedChain, meter: Meter, source: Source, length: int) -> None:
        super().__init__()
        self._chain, self._meter, self._source, self._length = chain, meter, source, length

    def __len__(self) -> int:
        return self._length

    def append(self, entry: Entry) -> None:
        """Add an entry at the end."""
        self._chain.recent[entry.seq] = entry
        self._length = entry.seq

    def added(self, row: tuple[Any, ...]) -> None:
        """Add an entry at the end, as its row and cap."""
        self._chain.recent[row[1]] = row
        self._length = row[1]

    def __getitem__(self, index: Any) -> Any:
        entry = self._chain.recent.get(index + 1)
        if entry is None:
            return self._source.entry(self._chain.number or 0, index + 1, self._meter)
        if isinstance(entry, tuple):
            entry = self._chain.recent[index + 1] = entry_of(entry, self._meter, None, entry[16])
        return entry


class Standing(dict[int, int]):
    """What stands of each use on a meter that does not roll, looked up one by one; 0: nothing any more."""

    def __init__(self, chain: LoadedChain, source: Source) -> None:
        super().__init__()
        self._chain, self._source = chain, source

    def get(self, seq: int, default: Any = 0) -> Any:
        """What still stands of a use."""
        return self[seq] or default

    def __missing__(self, seq: int) -> int:
        number = self._chain.number
        known = self[seq] = 0 if number is None else self._source.standing(number, seq)
        return known

    def __contains__(self, seq: object) -> bool:
        return isinstance(seq, int) and self[seq] > 0

    def pop(self, seq: int, default: Any = 0) -> Any:
        """Let a use stand no longer."""
        before = super().get(seq, default)
        self[seq] = 0
        return before

    def __iter__(self) -> Iterator[int]:
        number = self._chain.number
        return iter({} if number is None else self._source.all_standing(number))


class Chains(dict["Meter", Chain]):
    """Chains by meter; one that was never charged is there too, empty."""

    def __init__(self, source: Source, *, caps: bool) -> None:
        super().__init__()
        self._source, self._caps = source, caps
        self.touched: set[LoadedChain] = set()

    def touch(self, meter: Meter) -> None:
        """Note that a chain was added to."""
        self.touched.add(self.loaded(meter))

    def loaded(self, meter: Meter) -> LoadedChain:
        """Give a meter's chain, with its number in the database."""
        chain = self[meter]
        if not isinstance(chain, LoadedChain):
            raise TypeError("all chains here are loaded ones")
        return chain

    def get(self, meter: Meter, default: Any = None) -> Chain:
        """Give a meter's chain."""
        del default
        return self[meter]

    def __missing__(self, meter: Meter) -> LoadedChain:
        chain = self[meter] = LoadedChain(meter, self._source, caps=self._caps)
        return chain

    def settle(self) -> None:
        """Drop what can be read again; beyond the bound, the chains that were loaded first."""
        for chain in self.touched:
            chain.settle()
        self.touched.clear()
        if len(self) > CHAINS_MAX:
            for meter in list(self)[: len(self) - CHAINS_MAX // 2]:
                del self[meter]


class Takings(dict[str, "Taking"]):
    """Decisions by id, looked up when asked for."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source

    def get(self, decision: str, default: Any = None) -> Any:
        """Find a decision."""
        known = super().get(decision)
        if known is None:
            known = self._source.taking(decision)
            if known is None:
                return default
            self[decision] = known
        return known

    def __contains__(self, decision: object) -> bool:
        return isinstance(decision, str) and self.get(decision) is not None

    def __missing__(self, decision: str) -> Taking:
        known = self._source.taking(decision)
        if known is None:
            raise KeyError(decision)
        self[decision] = known
        return known


class Into(dict[tuple[str, str], str]):
    """Who is carried into whom, looked up subject by subject; empty where nobody ever was."""

    def __init__(self, source: Source, *, is_any: bool) -> None:
        super().__init__()
        self._source, self._is_any = source, is_any
        self._known: dict[tuple[str, str], str | None] = {}

    def __bool__(self) -> bool:
        return self._is_any

    def get(self, key: tuple[str, str], default: Any = None) -> Any:
        """Name into whom a subject is carried."""
        if not self._is_any:
            return default
        known: Any = self._known.get(key, _UNREAD)
        if known is _UNREAD:
            known = self._known[key] = self._source.into(*key)
        return default if known is None else known

    def read(self, keys: Iterable[tuple[str, str]]) -> None:
        """Look up several subjects, and those into whom they are carried, together."""
        asked = {key for key in keys if key not in self._known}
        while asked:
            found = self._source.intos(asked)
            self._known.update((key, found.get(key)) for key in asked)
            asked = {(scope, into) for (scope, _), into in found.items()} - self._known.keys()

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and self.get(key) is not None

    def __setitem__(self, key: tuple[str, str], into: str) -> None:
        self._is_any = True
        self._known[key] = into

    def pop(self, key: tuple[str, str], default: Any = None) -> Any:
        """Let a subject stand for itself again."""
        before = self.get(key)
        self._is_any = True
        self._known[key] = None
        return default if before is None else before

    def copy(self) -> Into:
        """Begin another one that knows the same, for asking what would be."""
        other = Into(self._source, is_any=self._is_any)
        other._known = dict(self._known)
        return other

    def settle(self) -> None:
        """Keep within bounds."""
        if len(self._known) > CHAINS_MAX:
            self._known.clear()
