"""How does an answer look on its way? A message of bytes that any mail program puts where it belongs.

The same outgoing entry gives the same Message-ID at each try. Start reading at `Outgoing` and `composed`.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from leeway.channels.mail.writing.threads import folded, is_id, references, thread_index

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.channels.mail.reading import Attachment

_LINE_END: Final = re.compile(r"[\r\n\x00-\x1f\x7f\u2028\u2029]+")
_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}\Z")


@dataclass(frozen=True, slots=True)
class Parent:
    """What is known of the letter that is answered."""

    message_id: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    thread_index: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What a letter of ours consists of."""

    message_id: str
    from_address: str
    from_name: str
    to: str
    """The address alone: a name that somebody else chose would be words of theirs in our letter."""
    subject: str
    text: str
    at: datetime
    unique: bytes
    """Sixteen bytes of its own, for a thread that begins with it."""
    html: str = ""
    """Safe already."""
    reply_to: str = ""
    """Our address with the token."""
    parent: Parent = Parent()
    automatic: bool = False
    language: str = ""
    attachments: tuple[Attachment, ...] = ()


def composed(letter: Outgoing) -> bytes:
    """The letter as it goes out, lines ended as SMTP wants them."""
    message = EmailMessage(policy=SMTP)
    message.set_content(
        letter.text.replace("\r\n", "\n"), cte="quoted-printable" if _is_plain(letter.text) else "base64"
    )
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    for file in letter.attachments:
        _attach(message, file)
    for name, value in _headers(letter):
        message[name] = value
    own = "\r\n".join(_threading(letter))
    return own.encode("ascii") + b"\r\n" + message.as_bytes()


def _is_plain(text: str) -> bool:
    return sum(sign > "\x7f" for sign in text) * 4 < len(text)


def _headers(letter: Outgoing) -> list[tuple[str, str]]:
    headers = [
        (
            "From",
            f'"{_quoted(letter.from_name)}" <{letter.from_address}>'
            if letter.from_name
            else letter.from_address,
        ),
        ("To", _line(letter.to)),
        ("Subject", _line(letter.subject)[:900]),
        ("Date", format_datetime(letter.at)),
        ("MIME-Version", "1.0"),
    ]
    if letter.reply_to and letter.reply_to != letter.from_address:
        headers.append(("Reply-To", _line(letter.reply_to)))
    if letter.language:
        headers.append(("Content-Language", _line(letter.language)))
    if letter.automatic:
        # RFC 3834; the others are for programs that do not know it.
        headers += [
            ("Auto-Submitted", "auto-replied"),
            ("X-Auto-Response-Suppress", "All"),
            ("Precedence", "auto_reply"),
        ]
    return [(name, value) for name, value in headers if name != "MIME-Version"]


def _threading(letter: Outgoing) -> list[str]:
    """The headers of ids, put together here: Python's own folding encodes what is long, and so breaks it."""
    if not is_id(letter.message_id):
        raise ValueError(f"`{letter.message_id[:100]}` is no message id")
    lines = [f"Message-ID: <{letter.message_id}>"]
    parent = letter.parent
    if is_id(parent.message_id):
        lines.append(folded("In-Reply-To", [parent.message_id]))
    ids = references(earlier=parent.references, answered=parent.message_id)
    if ids:
        lines.append(folded("References", ids))
    index = thread_index(parent.thread_index, at=letter.at, unique=letter.unique)
    pieces = [index[at : at + 60] for at in range(0, len(index), 60)]
    lines.append("Thread-Index: " + "\r\n ".join(pieces))
    return lines


def _line(text: str) -> str:
    """A text that cannot begin a header of its own."""
    return _LINE_END.sub(" ", text).strip()


def _quoted(name: str) -> str:
    return _line(name).replace("\\", "").replace('"', "'")[:100]


def _attach(message: EmailMessage, file: Attachment) -> None:
    kind = file.type if _TYPE.match(file.type) and not file.type.startswith(("message/", "multipart/")) else ""
    main, _, sub = (kind or "application/octet-stream").partition("/")
    message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)


def answer_subject(subject: str) -> str:
    """The subject of an answer, with one prefix however many there were.

    >>> answer_subject("RE: Kettle")
    'Re: Kettle'
    """
    text = _line(subject)
    bare = re.sub(r"\A(\s*re\s*:\s*)+", "", text, flags=re.IGNORECASE)
    return f"Re: {bare}" if bare else "Re:"


def html_of(text: str) -> str:
    """A plain text as HTML, direction told by its own letters."""
    lines = entities.escape(text).replace("\r\n", "\n").split("\n")
    return '<div dir="auto">' + "<br>\n".join(lines) + "</div>"
