"""Which sorts of files can be handed in? Two tables, and what channels bring; each looks first, then goes.

Start reading at `Sort`, then `Tables`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from leeway.desk.importing.commands import running
from leeway.desk.importing.commands.conversations import Conversations, sites
from leeway.desk.importing.commands.persons import Persons
from leeway.desk.importing.commands.running import Wanted, table_of
from leeway.desk.importing.reading import Clock, UnreadableError, opened
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from leeway.desk.importing.commands.running import Work
    from leeway.desk.importing.reading import Table

REFUSED_FILE: Final = ".refused.csv"
"""What rows that are refused are written to, beside the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is read, as the operator says."""

    source: str = "old desk"
    """The name of the other desk: its numbers are its own."""
    place: str = ""
    """The site, or the mailbox, that everything belongs to which names none."""
    dates: str = ""
    zone: str = "UTC"
    encoding: str = ""
    delimiter: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Column → field; empty: nothing."""

    def kept(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


class RefusedFileError(Exception):
    """A file cannot be read in this way: why, what helps, and what could be read of it all the same."""

    def __init__(self, text: str, *, help_: str = "", report: Mapping[str, Any] | None = None) -> None:
        super().__init__(text)
        self.text, self.help, self.report = text, help_, dict(report or {})


class Sort(Protocol):
    """One sort of file."""

    def places(self) -> Sequence[tuple[str, str]]:
        """What everything may belong to, each with its name; the first where nothing is said."""

    def run(
        self, path: Path, reading: Reading, *, go: bool, at: datetime, by: str, told: Callable[[int], object]
    ) -> Mapping[str, Any]:
        """Bring it in, or only say what that would do; `told` hears how many bytes were read.

        Raises: RefusedFileError, ElsewhereError.
        """


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables of another desk, as the command line brings them in."""

    kind: str

    def places(self) -> Sequence[tuple[str, str]]:
        """The sites, for conversations that name none."""
        if self.kind == "persons":
            return ()
        found = ((id_, people.place(id_)) for id_ in sites())
        return tuple((id_, place.name if place else id_) for id_, place in found)

    def run(
        self, path: Path, reading: Reading, *, go: bool, at: datetime, by: str, told: Callable[[int], object]
    ) -> Mapping[str, Any]:
        """Look, or go. Raises: RefusedFileError, ElsewhereError."""
        work = self._work(reading)
        wanted = Wanted(
            path=path, said=reading.columns, encoding=reading.encoding, delimiter=reading.delimiter,
            refused=path.parent / REFUSED_FILE,
        )  # fmt: skip
        try:
            table = table_of(work, wanted)
            if go:
                found = running.go(work, wanted, at=at, by=by, told=told)
            else:
                found = running.look(work, wanted, at=at, told=told)
        except UnreadableError as wrong:
            raise RefusedFileError(wrong.text, help_=wrong.help, report=_header(work, wanted)) from wrong
        problems = [asdict(each) for each in found.problems]
        return {
            "rows": found.rows, "refused": found.refused, "counts": dict(found.counts), "problems": problems,
            "rows_before": found.rows_before, "done_before": found.done_before, **_told(table),
        }  # fmt: skip

    def _work(self, reading: Reading) -> Work:
        clock = Clock(form=reading.dates, zone=reading.zone)
        if self.kind == "persons":
            return Persons(source=reading.source, clock=clock)
        there = sites()
        return Conversations(
            source=reading.source, clock=clock, site=reading.place or there[0], sites=frozenset(there)
        )


SORTS: dict[str, Sort] = {"persons": Tables("persons"), "conversations": Tables("conversations")}


def bring_by(kind: str, sort: Sort) -> None:
    """Let a channel bring in files of its own."""
    SORTS[kind] = sort


def _header(work: Work, wanted: Wanted) -> Mapping[str, Any]:
    """What can be read of a table whose columns do not say enough; nothing where even its header cannot."""
    for said in (wanted.said, {}):
        try:
            table = opened(
                wanted.path, fields=work.fields, said=said, encoding=wanted.encoding, delimiter=wanted.delimiter
            )
        except UnreadableError:
            continue
        return _told(table)
    return {}


def _told(table: Table) -> dict[str, Any]:
    places = {place: name for name, each in table.columns.places.items() for place in each}
    columns = [[name, places.get(number, "")] for number, name in enumerate(table.columns.header) if name]
    return {"columns": columns, "encoding": table.encoding, "delimiter": table.delimiter}
