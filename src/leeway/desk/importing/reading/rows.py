"""What does a row say? A person, or something that was said; or why it is refused.

Start reading at `person_row` and `word_row`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from leeway.desk.importing.reading import cells
from leeway.desk.importing.reading.cells import CellError, Clock
from leeway.desk.importing.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from leeway.desk.importing.reading.columns import Columns
    from leeway.desk.importing.reading.tables import Row

TEXT_LETTERS_MAX: Final = 200_000
POINTS: Final = ("email", "phone", "handle", "card")
"""Fields by which a person is known, besides their number elsewhere; the first that fits decides who it is."""
NUMBER: Final = "number"
_IN: Final = frozenset({
    "in", "incoming", "inbound", "received", "customer", "client", "user", "end-user", "end user", "requester",
    "contact", "person", "visitor", "lead", "question",
})  # fmt: skip
_OUT: Final = frozenset({
    "out", "outgoing", "outbound", "sent", "staff", "agent", "operator", "us", "support", "admin", "team",
    "reply", "answer", "bot",
})  # fmt: skip
_NOTE: Final = frozenset({"note", "internal", "internal note", "private", "private note", "comment"})
_OVER: Final = frozenset({
    "closed", "solved", "resolved", "done", "completed", "complete", "archived", "deleted", "spam", "merged",
    "cancelled", "canceled", "rejected",
})  # fmt: skip
_STILL: Final = frozenset({
    "open", "new", "pending", "waiting", "active", "in progress", "on hold", "on-hold", "hold", "assigned",
    "reopened", "re-opened", "snoozed", "escalated", "waiting on customer", "waiting on third party",
    "awaiting reply", "unassigned", "todo",
})  # fmt: skip
_KINDS: Final = {
    "question": "question", "how-to": "question", "inquiry": "question", "enquiry": "question",
    "complaint": "complaint", "problem": "complaint", "incident": "complaint", "bug": "complaint",
    "praise": "praise", "compliment": "praise", "kudos": "praise", "feedback": "praise",
}  # fmt: skip
_WAYS: Final = {"phone": "phone", "call": "phone", "voice": "phone", "telephone": "phone", "visit": "visit",
                "in person": "visit", "in-store": "visit", "walk-in": "visit"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person as a row tells of them."""

    row: int
    points: tuple[tuple[str, str], ...]
    """Kind and canonical value; the first that is somebody's decides who it is."""
    name: str = ""
    language: str = ""
    since: datetime | None = None
    outreach: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """Something that was said, as a row tells of it."""

    row: int
    key: str
    matter: str
    at: datetime
    person: PersonRow
    direction: str
    """`in`, `out`, or empty for a note."""
    kind: str
    """That of the entry: `message`, `note`, `phone`, `visit`."""
    text: str
    subject: str
    author: str
    way: str
    """By which way, as the other desk says."""
    about: str
    """The kind of the matter."""
    is_open: bool
    closed_at: datetime | None
    wish: str
    tags: tuple[str, ...]
    site: str


class _Reader:
    """Reads the cells of one row by field, and remembers which could not be read."""

    def __init__(self, row: Row, columns: Columns) -> None:
        self.row = row
        self.columns = columns
        self.problems: list[Problem] = []
        if len(row.cells) > len(columns.header):
            text = f"it has {len(row.cells)} cells, the header names {len(columns.header)}"
            self.refuse("", CellError(text, help_="a cell with the delimiter in it stands in quotes"))

    def text(self, field: str) -> str:
        """The first cell of a field that says something."""
        return next((each for each in self.texts(field)), "")

    def texts(self, field: str) -> list[str]:
        """The cells of a field that say something."""
        places = self.columns.places.get(field, ())
        found = (self.row.cells[each] for each in places if each < len(self.row.cells))
        return [each for each in (cell.replace("\0", "").strip() for cell in found) if each]

    def read[T](self, field: str, reading: Callable[[str], T], otherwise: T) -> T:
        """What the field's cell says; `otherwise` where it says nothing, or nothing that can be read."""
        cell = self.text(field)
        try:
            return reading(cell) if cell else otherwise
        except CellError as wrong:
            self.refuse(field, wrong)
            return otherwise

    def refuse(self, field: str, wrong: CellError) -> None:
        """Remember why the row cannot be used."""
        column = self.columns.named(field) if field else ""
        self.problems.append(Problem(self.row.number, self.row.line, column, wrong.text, wrong.help))

    def points(self, source: str, *, country: str) -> tuple[tuple[str, str], ...]:
        """All by which the person is known, in the order in which it decides."""
        found: list[tuple[str, str]] = []
        if known_as := self.read(NUMBER, cells.number, ""):
            found.append((NUMBER, f"{source} {known_as}"[: cells.VALUE_LETTERS_MAX].casefold()))
        phones = partial(cells.phones, country=country)
        for field, reading in (("email", cells.mails), ("phone", phones), ("handle", cells.handles)):
            for cell in self.texts(field):
                try:
                    found.extend((field, value) for value in reading(cell))
                except CellError as wrong:
                    self.refuse(field, wrong)
        if card := self.read("card", cells.number, ""):
            found.append(("card", "".join(card.split())))
        return tuple(dict.fromkeys(found))


def person_row(
    row: Row, columns: Columns, *, source: str, clock: Clock, country: str = "", at: datetime
) -> PersonRow | Problem:
    """The person that a row tells of, or why it is refused."""
    reader = _Reader(row, columns)
    whole = reader.text("name") or f"{reader.text('first name')} {reader.text('last name')}"
    found = PersonRow(
        row=row.number, points=reader.points(source, country=country),
        name=" ".join(whole.split())[: cells.VALUE_LETTERS_MAX],
        language=reader.read("language", cells.language, ""),
        since=reader.read("since", lambda cell: clock.instant(cell, until=at), None),
        outreach=reader.read("outreach", cells.yes, None),
    )  # fmt: skip
    if not found.points:
        reader.refuse("", CellError(
            "nothing says by what this person is known",
            help_="an e-mail address, a phone number, a handle, a card, or a number of the other desk",
        ))  # fmt: skip
    return reader.problems[0] if reader.problems else found


def word_row(
    row: Row, columns: Columns, *, source: str, clock: Clock, country: str = "", at: datetime
) -> WordRow | Problem:
    """What was said as a row tells of it, or why it is refused."""
    reader = _Reader(row, columns)
    text = reader.text("text")[:TEXT_LETTERS_MAX]
    said_at = reader.read("at", lambda cell: clock.instant(cell, until=at), None)
    if said_at is None and not reader.problems:
        reader.refuse("at", CellError("nothing says when it was said", help_="a date: `--map COLUMN=at`"))
    if not text and not reader.text("subject"):
        reader.refuse("text", CellError("nothing was said", help_="the words: `--map COLUMN=text`"))
    direction, kind = _who(reader)
    closed = reader.read("closed", lambda cell: clock.instant(cell, until=at), None)
    person = PersonRow(
        row=row.number, points=reader.points(source, country=country),
        name=" ".join(reader.text("name").split())[:200],
        language=reader.read("language", cells.language, ""), since=said_at,
    )  # fmt: skip
    is_open = reader.read("state", _still_open, False)
    if reader.problems:
        return reader.problems[0]
    assert said_at is not None, "a row without an instant is refused"
    return WordRow(
        row=row.number, key=_key(reader, source, said_at, direction, text), person=person, at=said_at,
        matter=reader.read("matter", cells.number, ""), direction=direction, kind=kind, text=text,
        subject=reader.text("subject")[:500], author=reader.text("author")[:200], is_open=is_open,
        closed_at=None if is_open else closed, way=reader.text("channel").casefold()[:40],
        about=_KINDS.get(reader.text("kind").casefold(), "request"), wish=reader.text("wish"),
        site=reader.text("site")[:64], tags=_tags(reader.text("tags")),
    )  # fmt: skip


def _who(reader: _Reader) -> tuple[str, str]:
    """Who said it, and how: direction and kind of the entry."""
    way = reader.text("channel").casefold()
    kind = _WAYS.get(way, "message")
    said: Any = reader.read("direction", _direction, None)
    if reader.read("public", cells.yes, True) is False or reader.read("private", cells.yes, False):
        said = ""
    if said is None:
        said = "in" if reader.read("incoming", cells.yes, True) else "out"
    return said, kind if said else "note"


def _direction(cell: str) -> str:
    said = " ".join(cell.replace("_", " ").split()).casefold()
    for words, direction in ((_IN, "in"), (_OUT, "out"), (_NOTE, "")):
        if said in words:
            return direction
    raise CellError(f"`{cell}` does not say who spoke", help_="write `in`, `out` or `note`")


def _still_open(cell: str) -> bool:
    said = " ".join(cell.replace("_", " ").split()).casefold()
    if said in _OVER or said in _STILL:
        return said in _STILL
    raise CellError(f"`{cell}` does not say whether the matter is over", help_="write `open` or `closed`")


def _tags(cell: str) -> tuple[str, ...]:
    said = (" ".join(each.split()).casefold()[:60] for each in cell.replace(";", ",").split(","))
    return tuple(dict.fromkeys(each for each in said if each))


def _key(reader: _Reader, source: str, at: datetime, direction: str, text: str) -> str:
    """The same for the same message, in whichever file it stands."""
    number = reader.read("message", cells.number, "")
    said = (
        ("message", number)
        if number
        else ("said", reader.text("matter"), at.isoformat(), direction, text, reader.text("subject"))
    )
    return f"past {hashlib.sha256(repr((source, *said)).encode()).hexdigest()}"
