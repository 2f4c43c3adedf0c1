"""How is one text written? As it stands wherever possible; conditions that YAML would bend become blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leeway.policy.loader.text import Scalar

STEP = 2
"""Blanks from one level to the next."""

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_HEADER = re.compile(r"([|>])([0-9]?)([-+]?)([0-9]?)(?:[ \t]+#.*)?")
# What a plain text may not begin with, or hold: YAML would take it for something else.
_BENT = re.compile(
    r"""\A[\[\]{},#&*!|>'"%@`?:]|\A-(?=\s|\Z)|\A(?:---|\.\.\.)|:(?=\s|\Z)|\s\#|[\n\t\r\x85\u2028\u2029]"""
)


def is_plain(text: str) -> bool:
    """Whether YAML reads a text as itself when it stands without quotes after `key: `.

    >>> is_plain('tier = "gold"'), is_plain('"gold" = tier'), is_plain("a # b")
    (True, False, False)
    """
    return bool(text) and text == text.strip() and not _BENT.search(text)


def one_line(scalar: Scalar) -> str | None:
    """A scalar as it stands on one line, its quotes kept; None when it takes several."""
    written = scalar.source.text[scalar.start : scalar.end]
    if scalar.style in ("|", ">") or _BREAK.search(written):
        return None
    return written


def lines_of(scalar: Scalar, indent: int) -> list[str]:
    """A scalar that takes several lines: the first goes after its key, the others stand at `indent`."""
    written = scalar.source.text[scalar.start : scalar.end]
    if scalar.style in ("|", ">"):
        return _block(scalar, written, indent)
    first, *rest = _BREAK.split(written)
    return [_stripped(first), *(_indented(_stripped(line.lstrip()), indent) for line in rest)]


def condition_lines(scalar: Scalar, indent: int) -> list[str] | None:
    """A condition in quotes without them, or as a block where YAML would bend it; None: it stays as it is."""
    if scalar.style not in ("'", '"'):
        return None
    text = scalar.text.strip()
    if is_plain(text):
        return [text]
    if "\r" in text or not text or not all(line.isprintable() for line in text.split("\n")):
        return None
    return ["|", *(_indented(line, indent) for line in text.split("\n"))]


def _block(scalar: Scalar, written: str, indent: int) -> list[str]:
    header, *content = _BREAK.split(written)
    found = _HEADER.fullmatch(header.rstrip())
    kind, keep = (found[1], found[3]) if found else (scalar.style, "")
    begins_blank = scalar.text.lstrip("\n")[:1] in (" ", "\t")
    first = next((line for line in content if line.strip()), "")
    lead = len(scalar.text.lstrip("\n")) - len(scalar.text.lstrip("\n").lstrip(" "))
    width = len(first) - len(first.lstrip(" ")) - lead
    lines = [_indented(line[width:], indent) for line in content]
    if keep != "+":
        while lines and not lines[-1].strip():
            lines.pop()
    elif lines:
        lines.pop()  # what follows the last line end is no line
    digit = str(STEP) if begins_blank else ""
    return [f"{kind}{digit}{keep}", *lines]


def _indented(line: str, indent: int) -> str:
    return " " * indent + line if line else ""


def _stripped(line: str) -> str:
    """Without the blanks at its end, unless they are escaped."""
    short = line.rstrip()
    return line if short.endswith("\\") and short != line else short
