"""Which parts does a message have, and what do they hold? Text, HTML, files, reports, letters inside.

Works on Python's tolerant tree (`compat32`), within limits; nothing is unpacked but the transport's own coding.
Start reading at `Gathered`.
"""

from __future__ import annotations

import binascii
import html as entities
import quopri
import re
from contextlib import suppress
from email.message import Message
from typing import TYPE_CHECKING, Final

from leeway.channels.mail.reading.charsets import decoded
from leeway.channels.mail.reading.headers import first, unbased, words
from leeway.channels.mail.reading.letter import Attachment
from leeway.channels.mail.reading.names import safe_name
from leeway.channels.mail.reading.safe_html import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTS_MAX: Final = 1_000
DEPTH_MAX: Final = 50
TEXT_CHARACTERS_MAX: Final = 1_000_000

_REPORTS: Final = frozenset(
    {
        "message/delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
        "message/global-delivery-status",
    }
)
_HEADERS_ONLY: Final = frozenset({"text/rfc822-headers", "text/rfc822-header", "message/global-headers"})
_LETTERS: Final = frozenset({"message/rfc822", "message/global", "message/rfc-822"})


class Gathered:
    """What was found in a message's parts, in order."""

    def __init__(self) -> None:
        self.attachments: list[Attachment] = []
        self.types: list[str] = []
        self.report: list[tuple[str, str]] = []
        self.originals: list[Message] = []
        self.defects: list[str] = []

    def body(self, part: Message, *, depth: int = 0) -> tuple[str, str]:
        """The text and the HTML of a part and of the parts in it; everything else is noted on the way."""
        if len(self.types) >= PARTS_MAX or depth > DEPTH_MAX:
            self._note("it has more parts, or parts deeper in one another, than are read")
            return "", ""
        kind = content_type(part)
        self.types.append(kind)
        payload = part.get_payload()
        if kind in _REPORTS:
            self._note_report(part)
        elif kind in _LETTERS and isinstance(payload, list):
            self._note_letter(part, payload)
        elif isinstance(payload, list):
            return self._several(
                kind, [child for child in payload if isinstance(child, Message)], depth=depth + 1
            )
        else:
            return self._single(part, kind, alone=depth == 0)
        return "", ""

    def _several(self, kind: str, children: Sequence[Message], *, depth: int) -> tuple[str, str]:
        bodies = [self.body(child, depth=depth) for child in children]
        if kind == "multipart/alternative":
            texts = [text for text, _ in bodies if text.strip()]
            htmls = [html for _, html in bodies if html.strip()]
            return (texts[0] if texts else ""), (htmls[-1] if htmls else "")
        bodies = [body for body in bodies if body != ("", "")]
        if not any(html for _, html in bodies):
            return "\n".join(text for text, _ in bodies), ""
        # Some have HTML and some only text: each view shows all of them.
        texts = [text or text_of(html) for text, html in bodies]
        return "\n".join(texts), "\n".join(
            html or f"<pre>{entities.escape(text)}</pre>" for text, html in bodies
        )

    def _single(self, part: Message, kind: str, *, alone: bool) -> tuple[str, str]:
        if kind in _HEADERS_ONLY:
            self._note_headers(part)
            return "", ""
        named = file_name(part)
        apart = disposition(part) == "attachment" or (named and not (alone and kind.startswith("text/")))
        if kind.startswith("multipart/"):
            self._note("its parts cannot be told apart")
            return text_content(part), ""
        if kind in {"text/html", "application/xhtml+xml"} and (not apart or alone):
            return "", text_content(part)
        if (
            kind.startswith("text/")
            and kind not in {"text/calendar", "text/x-amp-html"}
            and (not apart or alone)
        ):
            return text_content(part), ""
        self._note_file(part, kind, named)
        return "", ""

    def _note_file(self, part: Message, kind: str, named: str) -> None:
        content = content_bytes(part)
        if kind in _LETTERS:
            self._remember(content)
        name = safe_name(named, type_=kind, number=len(self.attachments) + 1)
        content_id = words(first(part, "content-id")).strip("<> ")
        inline = bool(content_id) and disposition(part) != "attachment"
        self.attachments.append(Attachment(name, kind, content, content_id, inline))

    def _note_letter(self, part: Message, payload: Sequence[object]) -> None:
        inner = next((child for child in payload if isinstance(child, Message)), None)
        if inner is None:
            return
        content = _written(inner)
        if first(part, "content-transfer-encoding").strip().lower() == "base64":
            content = unbased(content)
            self._remember(content)
        else:
            self.originals.append(inner)
        named = file_name(part) or f"{words(first(inner, 'subject'))[:60] or 'letter'}.eml"
        number = len(self.attachments) + 1
        self.attachments.append(
            Attachment(safe_name(named, type_="message/rfc822", number=number), "message/rfc822", content)
        )

    def _note_headers(self, part: Message) -> None:
        self._remember(content_bytes(part))

    def _remember(self, raw: bytes) -> None:
        from email.parser import BytesHeaderParser

        with suppress(Exception):
            self.originals.append(BytesHeaderParser().parsebytes(raw[:200_000]))

    def _note_report(self, part: Message) -> None:
        payload = part.get_payload()
        if isinstance(payload, list):
            blocks = [block for block in payload if isinstance(block, Message)]
            pairs = [(name.lower(), words(value)) for block in blocks for name, value in block.raw_items()]
            texts = [block.get_payload() for block in blocks]
            text = "\n".join(text for text in texts if isinstance(text, str))
        else:
            pairs, text = [], text_content(part)
        found = re.findall(r"^([A-Za-z][A-Za-z-]{1,40}):[ \t]*(.{0,500})", text[:100_000], re.MULTILINE)
        self.report += [*pairs, *((name.lower(), words(value)) for name, value in found)][:500]

    def _note(self, defect: str) -> None:
        if defect not in self.defects:
            self.defects.append(defect)


def content_type(part: Message) -> str:
    """The part's type in small letters; what cannot be one is plain text, as the standard asks."""
    with suppress(Exception):
        return part.get_content_type().lower()
    return "text/plain"


def disposition(part: Message) -> str:
    """`attachment`, `inline` or nothing."""
    return words(first(part, "content-disposition")).partition(";")[0].strip().lower()


def file_name(part: Message) -> str:
    """The name the sender gave, decoded twice where it was encoded twice."""
    with suppress(Exception):
        return words(part.get_filename() or "")
    return ""


def content_bytes(part: Message) -> bytes:
    """What a part holds, freed of its transport coding as far as that can be read."""
    payload = part.get_payload()
    if not isinstance(payload, str):
        return b""
    raw = (
        payload.encode("ascii", "surrogateescape")
        if _is_narrow(payload)
        else payload.encode("utf-8", "replace")
    )
    coding = first(part, "content-transfer-encoding").strip().lower().partition(";")[0]
    if coding == "base64":
        return unbased(raw)
    if coding in {"quoted-printable", "qp"}:
        return quopri.decodestring(raw)
    if coding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        return _uudecoded(raw)
    return raw


def _is_narrow(payload: str) -> bool:
    try:
        payload.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def text_content(part: Message) -> str:
    """A part's text with plain line ends, of bounded length."""
    charset = ""
    with suppress(Exception):
        charset = str(part.get_param("charset", "") or "")
    text = decoded(content_bytes(part)[: TEXT_CHARACTERS_MAX * 4], charset)[:TEXT_CHARACTERS_MAX]
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _uudecoded(raw: bytes) -> bytes:
    out: list[bytes] = []
    for line in raw.partition(b"begin ")[2].splitlines()[1:]:
        if line.strip() in {b"end", b"`"}:
            break
        with suppress(binascii.Error):
            out.append(binascii.a2b_uu(line))
    return b"".join(out)


def _written(message: Message) -> bytes:
    with suppress(Exception):
        return message.as_bytes()
    with suppress(Exception):
        return message.as_string().encode("utf-8", "replace")
    return b""
