"""How is a pattern written for RE2? Character sets spelled out, so that no flag is needed.

What RE2 lacks (references, large counts, the exact `^` of every line) has no such form; then
`backtrack.py` serves.
"""

from __future__ import annotations

from leeway.feel.patterns.characters import Characters
from leeway.feel.patterns.syntax import (
    Anchor,
    Chars,
    Choice,
    Group,
    Parsed,
    Piece,
    Reference,
    Repeat,
    Row,
)

COUNT_MAX = 1000
"""The highest count RE2 takes."""

_SURROGATES = Characters(((0xD800, 0xDFFF),))


class NotLinearError(Exception):
    """The pattern asks for something that RE2 lacks."""


def written(parsed: Parsed) -> str:
    """The pattern as RE2 reads it.

    Raises: NotLinearError when it has no such form.
    """
    return _piece(parsed.tree)


def _piece(piece: Piece) -> str:
    match piece:
        case Chars():
            return _set(piece.characters)
        case Anchor():
            if piece.each_line and not piece.at_end:
                raise NotLinearError
            return ("(?m:$)" if piece.each_line else r"\z") if piece.at_end else r"\A"
        case Group():
            return f"({'' if piece.number else '?:'}{_piece(piece.body)})"
        case Reference():
            raise NotLinearError
        case Row():
            return "".join(map(_piece, piece.pieces)) or "(?:)"
        case Choice():
            return "(?:" + "|".join(map(_piece, piece.branches)) + ")"
        case Repeat():
            return _repeat(piece)


def _repeat(piece: Repeat) -> str:
    if max(piece.least, piece.most or 0) > COUNT_MAX:
        raise NotLinearError
    most = "" if piece.most is None else piece.most
    count = {"0,": "*", "1,": "+", "0,1": "?"}.get(f"{piece.least},{most}", f"{{{piece.least},{most}}}")
    return f"(?:{_piece(piece.body)}){count}{'?' if piece.lazy else ''}"


def _set(characters: Characters) -> str:
    ranges = (characters - _SURROGATES).ranges
    if not ranges:
        return r"[^\x{0}-\x{10FFFF}]"
    return "[" + "".join(rf"\x{{{low:X}}}-\x{{{high:X}}}" for low, high in ranges) + "]"
