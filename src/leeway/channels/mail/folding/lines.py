"""What is one line of a letter? A quotation, its introduction, a copied header, a signature's beginning?

Every test looks at a bounded piece of text with patterns that cannot run away, so that a letter is read in
time that grows with its length. Start reading at `introduction` and `header_block`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from leeway.channels.mail.folding.words import DEVICE, INVISIBLE, ORIGINAL, ROLES, SENT_FROM, WROTE, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

INTRODUCTION_LINES_MAX: Final = 4
_INTRODUCTION_CHARACTERS_MAX: Final = 400
_HEADER_LINES_MAX: Final = 24
_DEVICE_WORDS_MAX: Final = 15
_DEVICE_WITHIN: Final = 5

_ADDRESS: Final = re.compile(r"[^\s<>@\[\]]{1,64}@[^\s<>@\]]{1,190}")
_IN_ANGLES: Final = re.compile(r"(<|&lt;)\s?(mailto:)?[^\s<>@]{1,64}@[^\s<>@]{1,190}?\s?(>|&gt;|<)")
_YEAR: Final = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
_DATE: Final = re.compile(r"(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_DAY: Final = re.compile(r"(?<!\d)[0-3]?\d(?!\d)")
_TIME: Final = re.compile(r"(?<!\d)[0-2]?\d[:.][0-5]\d(?!\d)")
_SENTENCE_END: Final = re.compile(r"([^\W\d]{4,}\.|\.\.|[!?…؟])[\s\"»”)]*$")
_LABEL: Final = re.compile(
    r"^[\s>*_]{0,20}([^\W\d_][\w'’ \u0300-\u036f\u064b-\u0652-]{0,30}?)[*_\s]{0,5}[:：](?=[\s*_]|$)(.{0,20})"
)
_DIVIDER: Final = re.compile(r"^\s*[-_*#~=+—–]{3,}\s*$|^\s*(--|—|–|ᐧ)\s*$")
_RULE: Final = re.compile(r"^\s*[-_—]{5,}\s*$")
_ORIGINAL: Final = re.compile(r"^[\s>*_]{0,20}[-—–_]{0,40}\s*([^-—_*:]{4,60}?)\s*[-—–_*:]{1,40}[\s*]*$")
_DASHED: Final = re.compile(r"^\s*-{2,40} (.{10,300}) -{2,40}\s*$")
_QUOTED: Final = re.compile(r"^[ \t]{0,4}>")
_INITIALS: Final = re.compile(r"^\s?[A-Z][A-Za-z]{0,11}>|^\|")

_CLOSING: Final = re.compile(r"^>[^<>]{0,40}[:：]\s*$")

quoted_otherwise = _INITIALS.match
"""Whether a line is marked as older programs do, with initials or a bar."""


def quoted(line: str, *, above: str = "") -> bool:
    """Whether a line is marked as a quotation, and does not merely close an address broken over two lines."""
    if _QUOTED.match(line) is None:
        return False
    return not (_CLOSING.match(line) and "<" in above and ">" not in above.rpartition("<")[2])


divider = _DIVIDER.match
"""Whether a line holds nothing but dashes or the like."""

rule = _RULE.match
"""Whether it is a long line drawn across."""


def device(line: str) -> bool:
    """Whether a phone wrote the line below somebody's words."""
    text = _without_links(plain(line[:300]))
    words = text.split()
    if len(text) > 160 or len(words) > _DEVICE_WORDS_MAX or "?" in text:
        return False
    if words[1:] == ["from", "mobile"]:
        return True
    begun = SENT_FROM.match(text)
    # The device is named at once: whoever writes of what was sent from where comes to it later, if at all.
    return (
        begun is not None and DEVICE.search(" ".join(text[begun.end() :].split()[:_DEVICE_WITHIN])) is not None
    )


def _without_links(text: str) -> str:
    return re.sub(r"[(<]?https?://[^\s)>]{0,300}[)>]?", "", text).strip()


def original_divider(line: str) -> bool:
    """Whether a line says that the original follows, between dashes or with a colon."""
    if len(line) > 120:
        return False
    found = _ORIGINAL.match(line)
    return found is not None and plain(found[1]).strip(" .:") in ORIGINAL


def introduction(lines: Sequence[str], end: int, *, quote_follows: bool) -> int | None:
    """The first line of the introduction that ends at `end` ("On Friday somebody wrote:"), if there is one.

    Evidence counts: an address in angle brackets, a date with its year, a time, a word for writing. Without
    an address it is an introduction only if a quotation follows, for people tell in their own words who wrote
    what.
    """
    if not _may_end(lines[end], quote_follows=quote_follows):
        return None
    for start in range(max(0, end - INTRODUCTION_LINES_MAX + 1), end + 1):
        piece = lines[start : end + 1]
        if (
            all(line.strip() for line in piece)
            and _begins(piece)
            and _proven(piece, quote_follows=quote_follows)
        ):
            return start
    return None


def _may_end(line: str, *, quote_follows: bool) -> bool:
    text = plain(line[-_INTRODUCTION_CHARACTERS_MAX:]).rstrip("*_ ")
    if text.endswith((":", "：")) or _DASHED.match(line):
        return True
    return quote_follows and text.endswith(">") and "@" in text


def _begins(piece: Sequence[str]) -> bool:
    """Whether it starts as introductions do, with a date or a name with an address, and has no sentence's end
    inside.
    """
    if any(_SENTENCE_END.search(line) or line.rstrip().endswith(":") for line in piece[:-1]):
        return False
    if any(quoted(line, above=above) for above, line in zip(["", *piece], piece, strict=False)):
        return False
    first = plain(piece[0]).lstrip("-*_ ")
    before_digit = re.split(r"\d", first, maxsplit=1)
    if len(before_digit) == 2 and len(before_digit[0].split()) <= 4:
        return True
    before_address = first.partition("<")[0]
    return "<" in first and 1 <= len(before_address.split()) <= 8


def _proven(piece: Sequence[str], *, quote_follows: bool) -> bool:
    joined = " ".join(piece)
    if len(joined) > _INTRODUCTION_CHARACTERS_MAX:
        return False
    text = plain(joined)
    when = _when(text)
    wrote = WROTE.search(text) is not None
    # A name with its address that ends the line, or a word for writing: nobody types that by hand.
    if _IN_ANGLES.search(joined.replace("< ", "<")) is not None:
        return wrote or when >= 2 or (quote_follows and when >= 1)
    if _ADDRESS.search(joined) is not None:
        return quote_follows and (wrote or when >= 2)
    return quote_follows and (
        (wrote and when >= 1) or (when == 2 and text.endswith(":") and text[:1].isdigit())
    )


def _when(text: str) -> int:
    """How much of a date with its year and of a time the text has."""
    dated = _DATE.search(text) is not None or (_YEAR.search(text) is not None and _DAY.search(text) is not None)
    return dated + (_TIME.search(text) is not None)


def role(line: str) -> str:
    """What a copied header line means, `from`, `sent`, `to`, `subject` or `other`; empty if it is none."""
    found = _LABEL.match(INVISIBLE.sub("", line[:200]))
    return ROLES.get(plain(found[1]), "") if found else ""


def header_block(lines: Sequence[str], start: int) -> int | None:
    """The line after a header that a mail program copied, if one starts here."""
    if not role(lines[start]):
        return None
    roles: list[str] = []
    last, strangers = start, 0
    for number in range(start, min(len(lines), start + _HEADER_LINES_MAX)):
        line = lines[number]
        meant = role(line)
        if meant:
            roles.append(meant)
            last, strangers = number, 0
        elif not line.strip() and len(set(roles)) >= 3:
            break
        else:
            # Long values go on in the next line; HTML leaves an empty one.
            strangers += 1
            if strangers > 2 or len(line) > 300:
                break
    kinds = set(roles) - {"other"}
    complete = ("from" in kinds and len(kinds) >= 3) or ({"from", "sent"} <= kinds and len(roles) >= 3)
    return last + 1 if complete else None


def short_header(lines: Sequence[str], start: int) -> int | None:
    """The line after two header lines that stand below a rule: some programs copy no more."""
    roles = []
    for number in range(start, min(len(lines), start + 6)):
        if not role(lines[number]):
            break
        roles.append(role(lines[number]))
    return start + len(roles) if len(set(roles)) >= 2 else None
