"""What does a header say? Words decoded, addresses, ids and dates read, however broken they are.

Python's own structured headers raise on real mail and are slow on hostile mail; these functions do neither.
Start reading at `words`, `addresses` and `message_ids`.
"""

from __future__ import annotations

import binascii
import quopri
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from leeway.channels.mail.reading.charsets import decoded

if TYPE_CHECKING:
    from email.message import Message

HEADER_CHARACTERS_MAX: Final = 50_000
ADDRESSES_MAX: Final = 500
IDS_MAX: Final = 1_000

_WORD: Final = re.compile(r"=\?([^?\s]{1,60})\?([bq])\?([^?\n]*)\?=", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,60}\?[bq]\?)", re.IGNORECASE)
_ID: Final = re.compile(r"<([^<>\s]{1,900})>")
_FOLDED: Final = re.compile(r"\r?\n[ \t]*")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PLAIN: Final = re.compile(r"[^\s@<>(),;:\"\[\]]{1,128}@[^\s@<>(),;:\"\[\]]{1,255}")


@dataclass(frozen=True, slots=True)
class Address:
    """Who somebody says to be: an address in small letters, and the name beside it."""

    email: str
    name: str = ""

    @property
    def local(self) -> str:
        """What stands before the sign."""
        return self.email.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """What stands after the sign."""
        return self.email.rpartition("@")[2]


def raw_text(value: object) -> str:
    """A header as it came, unfolded; letters outside ASCII are read by what they look like."""
    text = str(value)[:HEADER_CHARACTERS_MAX]
    if not text.isascii():
        try:
            text = decoded(text.encode("ascii", "surrogateescape"))
        except UnicodeEncodeError:
            text = text.encode("utf-8", "replace").decode("utf-8")
    return _FOLDED.sub(" ", text).strip()


def words(value: object) -> str:
    """A header's text with its encoded words decoded, on one line, without signs that steer a screen.

    >>> words("=?utf-8?B?0J/RgNC4?= =?utf-8?B?0LLQtdGC?=")
    'Привет'
    """
    text = _BETWEEN.sub(r"\1", raw_text(value))
    out: list[str] = []
    pending, charset, end = b"", "", 0
    for found in _WORD.finditer(text):
        label, kind, coded = found[1].split("*")[0].lower(), found[2].lower(), found[3]
        if found.start() != end or label != charset:
            out += [decoded(pending, charset) if pending else "", text[end : found.start()]]
            pending = b""
        pending, charset, end = pending + _word_bytes(kind, coded), label, found.end()
    out += [decoded(pending, charset) if pending else "", text[end:]]
    return _CONTROL.sub("", "".join(out)).strip()


def _word_bytes(kind: str, coded: str) -> bytes:
    raw = coded.encode("ascii", "replace")
    if kind == "q":
        return quopri.decodestring(raw.replace(b"_", b"=20"))
    return unbased(raw)


def unbased(raw: bytes) -> bytes:
    """Bytes written as base64, as far as they can be read."""
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        # One letter alone holds no byte; what is missing to a group of four is made up.
        kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def every(message: Message, name: str) -> list[str]:
    """The values of a header, as they came, in order."""
    wanted = name.lower()
    return [str(value) for field, value in message.raw_items() if field.lower().strip() == wanted]


def first(message: Message, name: str) -> str:
    """The first value of a header, as it came; empty if there is none."""
    return next(iter(every(message, name)), "")


def addresses(values: list[str]) -> tuple[Address, ...]:
    """The addresses in headers, each once, in order; a name is decoded only after the address is found.

    >>> addresses(['"Lind, Petra" <Petra@Mail.example>, no address'])
    (Address(email='petra@mail.example', name='Lind, Petra'),)
    """
    joined = ", ".join(raw_text(value) for value in values)[:HEADER_CHARACTERS_MAX]
    found: dict[str, Address] = {}
    for name, email in _pairs(joined):
        address = _CONTROL.sub("", email).strip().strip("<>").lower().rstrip(".")
        if "@" in address and not re.search(r"\s", address) and address not in found:
            found[address] = Address(address[:320], words(name)[:200])
        if len(found) >= ADDRESSES_MAX:
            break
    return tuple(found.values())


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        pairs = [pair for pair in getaddresses([text], strict=False) if "@" in pair[1]]
    except (ValueError, IndexError, TypeError, RecursionError):
        pairs = []
    return pairs or [("", email) for email in _PLAIN.findall(text)]


def message_ids(values: list[str]) -> tuple[str, ...]:
    """The message ids in headers, without their angle brackets, each once, in order.

    >>> message_ids(["<a@x> <b@x>", "<a@x>"])
    ('a@x', 'b@x')
    """
    text = " ".join(raw_text(value) for value in values)
    found = _ID.findall(text) or [part.strip("<>,;\"'") for part in text.split() if "@" in part]
    return tuple(dict.fromkeys(found[:IDS_MAX]))


def moment(value: str) -> datetime | None:
    """When a header says it was, in UTC; nothing if it cannot be read or is no year of mail."""
    try:
        at = parsedate_to_datetime(raw_text(value)[:200])
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return at if 1980 <= at.year <= 2100 else None
