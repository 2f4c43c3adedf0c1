"""What does a message say? Any bytes give a `Letter`; none raises.

Python's `compat32` parser does the splitting, since its modern one raises on real mail; what even that cannot
take is read by its header and shown as text. Start reading at `read`.
"""

from __future__ import annotations

import re
from email.parser import BytesHeaderParser, BytesParser
from typing import TYPE_CHECKING, Final

from leeway.channels.mail.reading.charsets import decoded
from leeway.channels.mail.reading.headers import addresses, every, first, message_ids, moment, raw_text, words
from leeway.channels.mail.reading.letter import Letter, Original
from leeway.channels.mail.reading.parts import Gathered
from leeway.channels.mail.reading.safe_html import HTML_CHARACTERS_MAX, text_of

if TYPE_CHECKING:
    from email.message import Message

SIZE_BYTES_MAX: Final = 80_000_000
HEADERS_MAX: Final = 2_000
NESTED_MAX: Final = 200
"""More boundaries than this are no letter; a parser's time grows with each that is open."""
_HEAD_BYTES: Final = 256_000
_SHOWN_BYTES: Final = 100_000

TOO_LARGE: Final = "it is larger than 80 MB; only its beginning was read"
TOO_NESTED: Final = "its parts are nested deeper than letters are; it is shown as text"
BROKEN: Final = "it could not be taken apart; it is shown as text"


def read(raw: bytes) -> Letter:
    r"""Read a message of any bytes; what is wrong with it is said in `defects`, and nothing is raised.

    >>> read(b"From: Petra <p@mail.example>\nSubject: Kettle\n\nIt leaks.").text
    'It leaks.'
    """
    raw = _without_envelope(raw)
    if len(raw) > SIZE_BYTES_MAX:
        return _shown_as_text(raw, TOO_LARGE)
    if _boundaries(raw) > NESTED_MAX:
        return _shown_as_text(raw, TOO_NESTED)
    try:
        return _read_whole(raw)
    except Exception:  # noqa: BLE001 - strangers write the input; a letter that breaks the parser is still a letter
        return _shown_as_text(raw, BROKEN)


def _boundaries(raw: bytes) -> int:
    return len(re.findall(rb"boundary\*?0?\*?=", raw, re.IGNORECASE))


def _without_envelope(raw: bytes) -> bytes:
    """Without empty lines and mailbox lines before the header."""
    start = raw[:2_000].lstrip(b"\r\n\t ") if raw[:1] in b"\r\n\t " and raw else b""
    if start:
        raw = raw[raw.index(start[:1]) :]
    while raw.startswith((b"From ", b">From ")) and b":" not in raw[:6]:
        raw = raw.partition(b"\n")[2]
    return raw


def _read_whole(raw: bytes) -> Letter:
    message = BytesParser().parsebytes(raw)
    gathered = Gathered()
    text, html = gathered.body(message)
    if not text.strip() and html:
        text = text_of(html)
    return _letter(message, gathered, text=text, html=html[:HTML_CHARACTERS_MAX])


def _shown_as_text(raw: bytes, defect: str) -> Letter:
    head = raw[:_HEAD_BYTES]
    gathered = Gathered()
    gathered.defects.append(defect)
    try:
        message = BytesHeaderParser().parsebytes(head)
    except Exception:  # noqa: BLE001 - as above
        message = BytesHeaderParser().parsebytes(b"")
    parted = re.search(rb"\r?\n\r?\n", head)
    body = head[parted.end() if parted else 0 :][:_SHOWN_BYTES]
    return _letter(message, gathered, text=decoded(body).replace("\r\n", "\n").replace("\x00", ""), html="")


def _letter(message: Message, gathered: Gathered, *, text: str, html: str) -> Letter:
    senders = addresses(every(message, "from"))
    inner = gathered.originals[0] if gathered.originals else None
    ids = message_ids(every(message, "message-id")[:1])
    return Letter(
        headers=_headers(message),
        senders=senders,
        reply_to=addresses(every(message, "reply-to")),
        to=addresses(every(message, "to")),
        cc=addresses(every(message, "cc")),
        subject=words(first(message, "subject"))[:1_000],
        message_id=ids[0] if ids else "",
        in_reply_to=message_ids(every(message, "in-reply-to")),
        references=message_ids(every(message, "references")),
        sent_at=moment(first(message, "date")),
        text=text,
        html=html,
        attachments=tuple(gathered.attachments),
        types=tuple(gathered.types),
        report=tuple(gathered.report),
        original=None if inner is None else _original(inner),
        defects=(*gathered.defects, *_doubts(senders, message)),
    )


def _headers(message: Message) -> tuple[tuple[str, str], ...]:
    pairs = list(message.raw_items())[:HEADERS_MAX]
    return tuple((name.lower().strip(), raw_text(value)) for name, value in pairs)


def _original(inner: Message) -> Original:
    ids = message_ids(every(inner, "message-id")[:1])
    senders = addresses(every(inner, "from"))
    return Original(
        message_id=ids[0] if ids else "",
        references=message_ids([*every(inner, "references"), *every(inner, "in-reply-to")]),
        subject=words(first(inner, "subject"))[:1_000],
        sender=senders[0] if senders else None,
        to=addresses(every(inner, "to")),
        headers=_headers(inner),
    )


def _doubts(senders: tuple[object, ...], message: Message) -> list[str]:
    found = []
    if not senders:
        found.append("it names no sender")
    elif len(senders) > 1 or len(every(message, "from")) > 1:
        found.append("it names more than one sender")
    return found
