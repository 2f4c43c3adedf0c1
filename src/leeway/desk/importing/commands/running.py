"""How is a file imported, and what if that is broken off? Batch by batch, each kept together with its mark.

Killed anywhere, the same file handed in again goes on behind the last batch that was kept. `look` plans the
same rows by the same code, remembers what they would have brought, and changes nothing. Start reading at `go`.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from django.db import IntegrityError, transaction

from leeway.desk.importing.commands.memory import Memory, Nothing
from leeway.desk.importing.models import Run
from leeway.desk.importing.reading import Problem, UnreadableError, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from leeway.desk.importing.reading import Clock, Columns, Field, Row, Table

BATCH_ROWS: Final = 100
"""So many in one transaction: whoever works meanwhile waits for one, and more of them make nothing quicker."""
PROBLEMS_SHOWN: Final = 10
_WHY: Final = ("refused because", "what helps")
TRIES_MAX: Final = 5
"""So often a batch is planned anew because somebody became known meanwhile by another way."""


class ElsewhereError(Exception):
    """Somebody else imports the same file at this moment."""


class Plan(Protocol):
    """What some rows come to."""

    @property
    def counts(self) -> Counter[str]:
        """How many of each outcome."""

    def carry_out(self, *, at: datetime) -> None:
        """Make it so, in one transaction."""


class Work(Protocol):
    """One sort of import."""

    @property
    def source(self) -> str:
        """Where it comes from."""

    @property
    def kind(self) -> str:
        """Its name."""

    @property
    def clock(self) -> Clock:
        """How instants are written."""

    @property
    def way(self) -> str:
        """How rows are read, as words: read otherwise it is another import."""

    @property
    def fields(self) -> Sequence[Field]:
        """What columns can say."""

    @property
    def needs(self) -> Sequence[Sequence[str]]:
        """Of each of these groups of fields a column is needed."""

    def read(self, row: Row, columns: Columns, *, at: datetime) -> Any:
        """What a row says, or a Problem."""

    def plan(self, rows: Sequence[Any], memory: Memory) -> Plan:
        """What some rows come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file and how it is to be read."""

    path: Path
    said: Mapping[str, str] = field(default_factory=dict)
    """Column → field, as the operator says; empty: nothing."""
    encoding: str = ""
    delimiter: str = ""
    refused: Path | None = None
    """Where rows are written that are refused, each with why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import did, or would do."""

    rows: int
    refused: int
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]
    """The first ones."""
    rows_before: int = 0
    """How many rows earlier runs had done."""
    done_before: bool = False
    """Whether the file had been imported to its end already."""


def table_of(work: Work, wanted: Wanted) -> Table:
    """Open a file for an import. Raises: UnreadableError, with what helps, when it cannot be used."""
    table = opened(
        wanted.path, fields=work.fields, said=wanted.said, encoding=wanted.encoding, delimiter=wanted.delimiter
    )
    for group in work.needs:
        if not any(each in table.columns.places for each in group):
            wanting = " or ".join(f"`{each}`" for each in group)
            there = ", ".join(f"`{each}`" for each in table.columns.header)
            raise UnreadableError(
                f"no column says {wanting}", help_=f"say which: `--map COLUMN={group[0]}`; there are {there}"
            )
    return table


def look(work: Work, wanted: Wanted, *, at: datetime, told: Callable[[int], object] = lambda _: None) -> Report:
    """Say what an import would do; nothing is changed. `told` hears how many bytes were read so far."""
    table, counts = table_of(work, wanted), Counter[str]()
    with closing(Memory()) as memory, _Refused(wanted.refused, table.columns) as refused:
        rows = 0
        for batch in _batches(work, table, refused, at=at):
            counts.update(work.plan([said for _, said in batch.read], memory).counts)
            rows = batch.last.number
            told(batch.last.read_bytes)
    return Report(rows=rows, refused=refused.count, counts=dict(counts), problems=tuple(refused.first))


def go(
    work: Work, wanted: Wanted, *, at: datetime, by: str = "", told: Callable[[int], object] = lambda _: None
) -> Report:
    """Import a file, or what is left of it. Raises: UnreadableError, ElsewhereError."""
    table = table_of(work, wanted)
    run, _ = Run.objects.get_or_create(
        pk=_name(work, wanted, table),
        defaults={"kind": work.kind, "file": wanted.path.name[:255], "source": work.source[:40], "by": by,
                  "begun_at": at},
    )  # fmt: skip
    before, ended = run.rows_done, run.ended_at is not None
    with _Refused(wanted.refused, table.columns) as refused:
        rows = 0
        for batch in _batches(work, table, refused, at=at):
            rows = batch.last.number
            if rows > run.rows_done:
                run = _kept(work, run, batch, at=at)
            told(batch.last.read_bytes)
    if not ended:
        Run.objects.filter(pk=run.pk).update(ended_at=at)
    return Report(
        rows=rows, refused=refused.count, counts=run.counts, problems=tuple(refused.first), rows_before=before,
        done_before=ended,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Batch:
    read: tuple[tuple[int, Any], ...]
    """Number and content of the rows that can be used."""
    last: Row


def _batches(work: Work, table: Table, refused: _Refused, *, at: datetime) -> Iterator[_Batch]:
    for rows in itertools.batched(table.rows(), BATCH_ROWS):
        read = []
        for row in rows:
            said = work.read(row, table.columns, at=at)
            if isinstance(said, Problem):
                refused.add(row, said)
            else:
                read.append((row.number, said))
        yield _Batch(tuple(read), rows[-1])


def _kept(work: Work, run: Run, batch: _Batch, *, at: datetime) -> Run:
    """Carry a batch out with its mark; planned anew where somebody became known meanwhile."""
    for number in itertools.count(1):
        try:
            with transaction.atomic():
                return _carried_out(work, run, batch, at=at)
        except IntegrityError:
            if number == TRIES_MAX:
                raise
    raise AssertionError


def _carried_out(work: Work, run: Run, batch: _Batch, *, at: datetime) -> Run:
    mark = Run.objects.select_for_update().get(pk=run.pk)
    if mark.rows_done != run.rows_done:
        raise ElsewhereError
    plan = work.plan([said for number, said in batch.read if number > mark.rows_done], Nothing())
    plan.carry_out(at=at)
    mark.counts = dict(Counter(mark.counts) + plan.counts)
    mark.rows_done = batch.last.number
    mark.save(update_fields=["counts", "rows_done"])
    return mark


def _name(work: Work, wanted: Wanted, table: Table) -> str:
    """The same for the same file read in the same way."""
    reading = (table.digest, work.way, sorted(wanted.said.items()), table.encoding, table.delimiter)
    return hashlib.sha256(repr(reading).encode()).hexdigest()


class _Refused:
    """Rows that are refused, written beside the file as they came, each with why."""

    def __init__(self, path: Path | None, columns: Columns) -> None:
        self.count = 0
        self.first: list[Problem] = []
        self._path, self._columns = path, columns
        self._file: Any = None

    def add(self, row: Row, problem: Problem) -> None:
        """Write one row down; the file is made with the first."""
        self.count += 1
        if len(self.first) < PROBLEMS_SHOWN:
            self.first.append(problem)
        if self._path is None:
            return
        width = len(self._columns.header)
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow([*self._columns.header, *_WHY])
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        said = f"{problem.column}: {problem.text}" if problem.column else problem.text
        csv.writer(self._file).writerow([*cells, said, problem.help])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
        elif self._path is not None and kind is None and self._is_ours(self._path):
            self._path.unlink()

    def _is_ours(self, path: Path) -> bool:
        """Whether an earlier run wrote the file: now that nothing is refused, it would mislead."""
        ending = ",".join(_WHY).encode()
        return path.is_file() and path.open("rb").readline(65_536).strip().endswith(ending)
