"""What of the ledger is in the database? Each question as one small query that every database understands.

Placeholders are `?`; a database with others translates them in its `query`. Nothing here writes, and what an
operation asks reads no long chain whole. Start reading at `Source`.
"""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from leeway.ledger import CapVersion, Carried, Switch
from leeway.stores.rows import (
    ENTRY_COLUMNS,
    METER_COLUMNS,
    TAKING_COLUMNS,
    entry_of,
    instant,
    meter_of,
    meter_row,
    taking_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime, timedelta

    from leeway.ledger import Entry, Meter, Taking

NO_START = -100_000_000_000_000_000
"""Stands for the absent beginning of a meter in its unique index; before the first year of the calendar."""

METER_WHERE = (
    "subject = ? and scope = ? and clause = ? and measure = ? and window_kind = ?"
    f" and coalesce(starts, {NO_START}) = ?"
)
_ENTRY = ", ".join(f"e.{each.strip()}" for each in ENTRY_COLUMNS.split(","))
_METER = ", ".join(f"m.{each.strip()}" for each in METER_COLUMNS.split(","))
_ENTRIES = (
    f"select {_ENTRY}, c.cap, {_METER} from entry e"
    " left join cap c on c.meter = e.meter and c.authority = e.authority and c.version = e.cap_version"
    " left join meter m on m.id = e.counterpart"
)
_PAGE = 500
TOGETHER_MAX: Final = 10_000
"""So many meters are asked for in one query."""
_ABREAST, _SHORT_PAGE = 200, 100
_END = "(select max(l.seq) from entry l where l.meter = m.id)"
_KINDS: Final = {"scope": "text", "clause": "text", "measure": "text", "wkind": "text", "starts": "bigint",
                 "subjects": "texts"}  # fmt: skip
_TAILS = (
    "select g.place, s.value, m.id, e.seq, e.after, e.at from given g cross join {each} s cross join meter m"
    f" left join entry e on e.meter = m.id and e.seq = {_END}"
    " where m.subject = s.value and m.scope = g.scope and m.clause = g.clause and m.measure = g.measure"
    f" and m.window_kind = g.wkind and coalesce(m.starts, {NO_START}) = g.starts"
)
_INTOS = (
    "select g.place, c.into_subject from given g cross join carried c where c.seq ="
    " (select max(n.seq) from carried n where n.scope = g.scope and n.subject = g.subject)"
)
_PAGES = (
    "select g.place, e.seq, e.at, e.effective, coalesce(e.origin, e.seq), e.standing from given g"
    f" cross join entry e where e.meter = g.number and e.seq <= g.last and e.seq > g.last - {_SHORT_PAGE}"
    " order by g.place, e.seq desc"
)


class Query(Protocol):
    """Runs one query and gives all rows; raises what the database raises."""

    def __call__(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run it."""
        ...


class Listing(Protocol):
    """Writes rows that are asked about as a query of their own; each database has its way."""

    def rows(self, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> tuple[str, Sequence[Any]]:
        """Give the query, which selects the place of each, from 0, and its columns, and its values.

        `columns` names the type of each: `text`, `bigint`, or `texts` for a list, which `each` spreads out.
        """
        ...

    def each(self, column: str) -> str:
        """Give a table whose column `value` holds what is in a list."""
        ...


class Tail(NamedTuple):
    """Where a meter's chain ends: the meter's number, the last entry's number, balance and instant."""

    number: int
    seq: int
    balance: int
    last: datetime | None


class Source:
    """Answers what the ledger's state needs to know, from the rows of one database."""

    def __init__(self, query: Query, *, listing: Listing) -> None:
        self.query, self._listing = query, listing

    def given(
        self, sql: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]], *, most: int = TOGETHER_MAX
    ) -> Iterator[Sequence[Any]]:
        """Run a query about the rows of `given`, so many at once; it selects first of all their `place`."""
        for first in range(0, len(rows), most):
            listed, values = self._listing.rows(columns, rows[first : first + most])
            for place, *found in self.query(f"with given as materialized ({listed}) {sql}", values):
                yield (first + place, *found)

    def tail(self, meter: Meter) -> Tail | None:
        """Find a meter and the end of its chain."""
        rows = self.query(
            "select m.id, e.seq, e.after, e.at from meter m left join entry e on e.meter = m.id"
            f" and e.seq = {_END} where {METER_WHERE}",
            _key(meter),
        )
        return _tail(*rows[0]) if rows else None

    def tails(self, meters: Iterable[Meter]) -> dict[Meter, Tail]:
        """Find several meters and the ends of their chains; those that do not exist are left out."""
        sql, found = _TAILS.format(each=self._listing.each("g.subjects")), {}
        for some in batched(meters, TOGETHER_MAX, strict=False):
            # Of thousands of meters most differ in their subject alone.
            alike: dict[tuple[Any, ...], dict[str, Meter]] = {}
            for meter in some:
                alike.setdefault(meter[:4] + meter[5:], {})[meter.subject] = meter
            named = list(alike.values())
            rows = [(*_key(next(iter(subjects.values())))[1:], tuple(subjects)) for subjects in named]
            for place, subject, *end in self.given(sql, _KINDS, rows):
                found[named[place][subject]] = _tail(*end)
        return found

    def caps(self, number: int) -> Iterator[CapVersion]:
        """Give the newest cap of each authority on a meter."""
        rows = self.query(
            "select c.authority, c.version, c.cap, c.since from cap c where c.meter = ? and c.version ="
            " (select max(n.version) from cap n where n.meter = c.meter and n.authority = c.authority)",
            (number,),
        )
        return _caps(rows)

    def all_caps(self, number: int) -> tuple[CapVersion, ...]:
        """Give every version of every cap of a meter, by authority and version."""
        rows = self.query(
            "select authority, version, cap, since from cap where meter = ? order by authority, version",
            (number,),
        )
        return tuple(_caps(rows))

    def entry(self, number: int, seq: int, meter: Meter) -> Entry:
        """Give one entry. Raises: IndexError."""
        rows = self.query(f"{_ENTRIES} where e.meter = ? and e.seq = ?", (number, seq))
        return _entry(rows[0], meter)

    def entries(self, number: int, meter: Meter) -> tuple[Entry, ...]:
        """Give a whole chain, oldest first."""
        rows = self.query(f"{_ENTRIES} where e.meter = ? order by e.seq", (number,))
        return tuple(_entry(row, meter) for row in rows)

    def standing(self, number: int, seq: int) -> int:
        """Say what still stands of the use that an entry brought; 0 for one that brought none."""
        rows = self.query(
            "select standing from entry where meter = ? and origin = ? order by seq desc limit 1", (number, seq)
        ) or self.query(
            "select standing from entry where meter = ? and seq = ? and origin is null", (number, seq)
        )
        return rows[0][0] if rows else 0

    def all_standing(self, number: int) -> dict[int, int]:
        """Give everything that still stands on a meter: entry → what stands of it."""
        rows = self.query(
            "select coalesce(origin, seq), standing from entry where meter = ? order by seq", (number,)
        )
        return {use: standing for use, standing in dict(rows).items() if standing}

    def rolling(self, number: int, since: int) -> dict[int, tuple[int, int]]:
        """Give what stands of what was taken after an instant: entry → (effective, what stands of it).

        Read from the end: what stands on a rolling meter is not older than its window before the last entry.
        """
        known: dict[int, tuple[int, int]] = {}
        seq, at = None, since + 1
        while at > since:
            rows = self.query(
                "select seq, at, effective, coalesce(origin, seq), standing from entry"
                f" where meter = ? and seq < ? order by seq desc limit {_PAGE}",
                (number, 2**62 if seq is None else seq),
            )
            for seq, at, effective, use, standing in rows:  # noqa: B007 - the last ones are where to go on
                known.setdefault(use, (effective, standing))
            if len(rows) < _PAGE:
                break
        return {use: each for use, each in known.items() if each[1]}

    def rollings(self, ends: Mapping[int, tuple[int, int]]) -> dict[int, dict[int, tuple[int, int]]]:
        """Give what `rolling` gives for several meters: number of the meter → (its last entry, since when)."""
        known: dict[int, dict[int, tuple[int, int]]] = {number: {} for number in ends}
        left = {number: last for number, (last, _) in ends.items() if last}
        while left:
            asked = tuple(left.items())
            rows = self.given(_PAGES, {"number": "bigint", "last": "bigint"}, asked, most=_ABREAST)
            left = {}
            for place, seq, at, effective, use, standing in rows:
                number = asked[place][0]
                known[number].setdefault(use, (effective, standing))
                left[number] = seq - 1 if at > ends[number][1] else 0
            left = {number: last for number, last in left.items() if last}
        return {number: {use: each for use, each in uses.items() if each[1]} for number, uses in known.items()}

    def last_before(self, number: int, until: int, *, length: int) -> int:
        """Find the last entry made at an instant or earlier, in a chain of a length; 0 when there is none."""
        low, high = 0, length
        while low < high:
            middle = (low + high + 1) // 2
            (at,) = self.query("select at from entry where meter = ? and seq = ?", (number, middle))[0]
            low, high = (middle, high) if at <= until else (low, middle - 1)
        return low

    def after(self, number: int, seq: int) -> int:
        """Give the balance after an entry."""
        return int(self.query("select after from entry where meter = ? and seq = ?", (number, seq))[0][0])

    def sum_between(self, number: int, first: int, last: int, *, since: int) -> int:
        """Add up what the entries after `first` up to `last` changed that count from after an instant."""
        rows = self.query(
            "select coalesce(sum(delta), 0) from entry"
            " where meter = ? and seq > ? and seq <= ? and effective > ?",
            (number, first, last, since),
        )
        return int(rows[0][0])

    def meters_of(self, scope: str, subject: str) -> tuple[Meter, ...]:
        """Name the meters of a subject that have entries, in the order in which they began."""
        rows = self.query(
            f"select {METER_COLUMNS} from meter m where subject = ? and scope = ?"
            " and exists (select 1 from entry e where e.meter = m.id) order by id",
            (subject, scope),
        )
        return tuple(meter_of(row) for row in rows)

    def taking(self, decision: str) -> Taking | None:
        """Find a decision."""
        rows = self.query(f"select {TAKING_COLUMNS} from decision where id = ?", (decision,))
        return taking_of(rows[0]) if rows else None

    def held(self, before: int) -> tuple[Taking, ...]:
        """Give the unresolved holds from before an instant, oldest first."""
        rows = self.query(
            f"select {TAKING_COLUMNS} from decision"
            " where state = 'held' and state <> 'posted' and at < ? order by at, id",
            (before,),
        )
        return tuple(taking_of(row) for row in rows)

    def into(self, scope: str, subject: str, *, then: int | None = None) -> str | None:
        """Say into whom a subject is carried now, or was at an instant of the past."""
        rows = self.query(
            "select into_subject from carried where scope = ? and subject = ? and at <= ?"
            " order by seq desc limit 1",
            (scope, subject, 2**62 if then is None else then),
        )
        return rows[0][0] if rows else None

    def intos(self, subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Say into whom several subjects, each with its scope, are carried now; others are left out."""
        asked = tuple(subjects)
        found = self.given(_INTOS, {"scope": "text", "subject": "text"}, asked)
        return {asked[place]: into for place, into in found if into is not None}

    def last_carried(self) -> Carried | None:
        """Give what was carried last, whoever it was."""
        rows = self.query("select scope, subject, into_subject, at from carried order by seq desc limit 1")
        for scope, subject, into, at in rows:
            return Carried(scope=scope, subject=subject, into=into, at=instant(at))
        return None

    def switches(self) -> list[Switch]:
        """Give every stop and resumption there was, oldest first."""
        rows = self.query("select name, is_on, authority, site, at, made_by from switch order by seq")
        return [
            Switch(name=name, on=bool(on), authority=authority, site=site, at=instant(at), by=by)
            for name, on, authority, site, at, by in rows
        ]


def micros_of(length: timedelta) -> int:
    """Write a length of time in microseconds."""
    return (length.days * 86_400 + length.seconds) * 1_000_000 + length.microseconds


def _key(meter: Meter) -> tuple[Any, ...]:
    clause, measure, scope, window, subject, starts = meter_row(meter)
    return (subject, scope, clause, measure, window, NO_START if starts is None else starts)


def _tail(number: int, seq: int | None, balance: int | None, at: int | None) -> Tail:
    return Tail(number, seq or 0, balance or 0, None if at is None else instant(at))


def _caps(rows: list[Any]) -> Iterator[CapVersion]:
    for authority, version, cap, since in rows:
        yield CapVersion(authority=authority, version=version, cap=cap, since=instant(since))


def _entry(row: Sequence[Any], meter: Meter) -> Entry:
    counterpart = None if row[12] is None else meter_of(row[17:23])
    return entry_of(row[:16], meter, counterpart, row[16])
