"""How is a file of rows read? Its encoding is checked as a whole first, its delimiter found, then row by row.

Never more than one row is in memory. Start reading at `opened`.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.desk.importing.reading.columns import chosen, known_columns
from leeway.desk.importing.reading.problems import UnreadableError

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from leeway.desk.importing.reading.columns import Columns, Field

DELIMITERS: Final = (",", ";", "\t", "|")
CELL_LETTERS_MAX: Final = 1_000_000
"""A cell that is longer is a quote that never ends."""
PIECE_BYTES: Final = 1 << 20
UTF_8: Final = "utf-8"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file."""

    number: int
    """Counted from 1 below the header."""
    line: int
    cells: tuple[str, ...]
    read_bytes: int
    """How much of the file was read with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file that can be read, with what its columns say."""

    path: Path
    digest: str
    """SHA-256 of the file, as hexadecimal digits."""
    size: int
    encoding: str
    delimiter: str
    columns: Columns

    def rows(self) -> Iterator[Row]:
        """The rows below the header; empty lines are none. Raises: UnreadableError at a quote without end."""
        with self.path.open("rb") as raw, io.TextIOWrapper(raw, self.encoding, newline="") as text:
            reader = _reader(text, self.delimiter)
            next(_lines(reader), None)
            for number, cells in enumerate(_lines(reader), 1):
                yield Row(number, reader.line_num, tuple(cells), raw.tell())


def opened(
    path: Path, *, fields: Sequence[Field], said: Mapping[str, str], encoding: str = "", delimiter: str = ""
) -> Table:
    """Read a file's header, and all of it once for its encoding; give what its rows are read with.

    Raises: UnreadableError when it is in another encoding, empty, or its columns are unheard of.
    """
    named = encoding or UTF_8
    digest, size, first = _looked_through(path, named)
    read_as = "utf-8-sig" if not encoding and first.startswith(codecs.BOM_UTF8) else named
    with path.open(encoding=read_as, newline="") as text:
        beginning = text.read(64 * 1024)
    if not beginning.strip():
        raise UnreadableError("it is empty", help_="the first line names the columns")
    used = delimiter or _delimiter(beginning, fields)
    header = tuple(next(_lines(_reader(io.StringIO(beginning, newline=""), used)), ()))
    columns = chosen(tuple(cell.strip() for cell in header), fields=fields, said=said)
    return Table(path=path, digest=digest, size=size, encoding=read_as, delimiter=used, columns=columns)


def _looked_through(path: Path, encoding: str) -> tuple[str, int, bytes]:
    """The whole file decoded once: its digest, its size, how it begins."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError as unheard_of:
        help_ = "as `windows-1252`, `windows-1251`, `utf-16`"
        raise UnreadableError(f"there is no encoding `{encoding}`", help_=help_) from unheard_of
    digest, line, first, size = hashlib.sha256(), 1, b"", 0
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            first = first or piece[:4]
            _refuse_wide(first, encoding)
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as wrong:
                raise _undecodable(wrong, line, encoding) from wrong
            digest.update(piece)
            line += piece.count(b"\n")
            size += len(piece)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as wrong:
            raise _undecodable(wrong, line, encoding) from wrong
    return digest.hexdigest(), size, first


def _refuse_wide(first: bytes, encoding: str) -> None:
    if encoding == UTF_8 and first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError("it is not in UTF-8", help_="it looks like UTF-16: --encoding utf-16")


def _undecodable(wrong: UnicodeDecodeError, line: int, encoding: str) -> UnreadableError:
    there = line + wrong.object[: wrong.start].count(b"\n")
    byte = f"0x{wrong.object[wrong.start]:02X}"
    return UnreadableError(
        f"line {there} is not in {encoding.upper()}: the byte {byte} cannot be read",
        help_="say in which encoding it was written, as `--encoding windows-1252` or `--encoding windows-1251`",
    )


def _delimiter(beginning: str, fields: Sequence[Field]) -> str:
    """The one with which the header says most that we know, else makes most columns."""

    def promise(delimiter: str) -> tuple[int, int]:
        header = next(_lines(_reader(io.StringIO(beginning, newline=""), delimiter)), [])
        return known_columns(header, fields), len(header)

    return max(DELIMITERS, key=promise)


def _reader(text: io.TextIOBase, delimiter: str) -> Reader:
    csv.field_size_limit(CELL_LETTERS_MAX)
    return csv.reader(text, delimiter=delimiter)


def _lines(reader: Reader) -> Iterator[list[str]]:
    """The rows that are not empty."""
    while True:
        begun = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            help_ = f"a cell that begins with a quote near line {begun} does not end: close it, or --delimiter"
            raise UnreadableError(f"line {begun} cannot be read as a row", help_=help_) from wrong
        if any(cell.strip() for cell in cells):
            yield cells
