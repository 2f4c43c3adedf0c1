"""Which text do these bytes mean? Whatever the sender declared, an answer is given and nothing is raised.

Start reading at `decoded`.
"""

from __future__ import annotations

import codecs
import itertools
import re
from typing import Final

_ALIASES: Final = {
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "7bit": "utf-8",
    "8bit": "utf-8",
    "binary": "utf-8",
    "default": "utf-8",
    "unknown-8bit": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "cp-850": "cp850",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "windows-874": "cp874",
}
"""What senders write, and what they mean by it: a label is often narrower than the text under it."""

_NO_TEXT: Final = frozenset(
    {"punycode", "idna", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"}
)
"""Codecs that are no charsets; some of them take time that grows with the square of the text."""

_CYRILLIC: Final = ("cp1251", "koi8-u", "cp866")
_COMMON: Final = frozenset("оеаинтсрвлкмдпуіОЕАИНТСРВЛКМДПУІ")
_C1: Final = re.compile("[\x80-\x9f]")


def decoded(raw: bytes, charset: str = "") -> str:
    r"""The text that bytes mean, by the declared charset if it fits, else by what they look like.

    >>> decoded("Привет".encode("koi8-r"), "utf-8")
    'Привет'
    >>> decoded(b"caf\xe9", "no-such-charset")
    'café'
    """
    declared = _codec(charset)
    if declared in {None, "utf-8"}:
        return _guessed(raw)
    text = _tried(raw, str(declared))
    if text is not None:
        return text
    utf8 = _tried(raw, "utf-8")
    return raw.decode(str(declared), "replace") if utf8 is None else utf8


def _codec(charset: str) -> str | None:
    name = charset.strip().strip("\"'").lower()[:40]
    name = _ALIASES.get(name, name)
    try:
        found = codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        return None
    return None if found in _NO_TEXT or (found or "").replace("_", "-") in _NO_TEXT else found


def _tried(raw: bytes, charset: str) -> str | None:
    try:
        return raw.decode(charset)
    except (UnicodeError, LookupError, ValueError):
        return None


def _guessed(raw: bytes) -> str:
    """UTF-8 if it is; else it is mostly Cyrillic of one of three kinds, or western."""
    for prefix, charset in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(prefix) and (text := _tried(raw, charset)) is not None:
            return text
    if (text := _tried(raw, "utf-8")) is not None:
        return text
    sample = raw[:20_000]
    high = sum(byte >= 0x80 for byte in sample)
    # A text of which only few letters are outside ASCII is western, or UTF-8 with a letter broken.
    if high * 3 < sum(chr(byte).isalpha() for byte in sample if byte < 0x80):
        kept = raw.decode("utf-8", "replace")
        return kept if kept.count("�") * 4 < high else raw.decode("cp1252", "replace")
    kept = raw.decode("utf-8", "replace")
    if kept.count("�") * 10 < len(kept):
        return kept
    best = max(_CYRILLIC, key=lambda charset: _likeness(sample.decode(charset, "replace")))
    western = raw.decode("cp1252", "replace")
    return raw.decode(best, "replace") if _likeness(sample.decode(best, "replace")) > 0.4 else western


def _likeness(text: str) -> float:
    """How much of the letters outside ASCII are the common ones of Cyrillic, in the case words are written
    in.
    """
    letters = [sign for sign in text if sign > "\x7f"]
    common = sum(sign in _COMMON for sign in letters)
    # In the wrong charset of two that swap small and capital letters, words have capitals inside.
    swapped = sum(a.islower() and b.isupper() for a, b in itertools.pairwise(text))
    return (common - swapped) / max(1, len(letters))
