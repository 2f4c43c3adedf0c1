"""What does a body say? JSON read exactly: fractions stay decimal, and nothing hostile gets further than here.

Start reading at `ExactParser`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from ninja.parser import Parser

from leeway.api.problems import ProblemError, Wrong
from leeway.decide import RequestError, parse_json

if TYPE_CHECKING:
    from django.http import HttpRequest

BYTES_MAX: Final = 256 * 1024
BOOK_BYTES_MAX: Final = 2 * 1024 * 1024
DEPTH_MAX: Final = 32
MEMBERS_MAX: Final = 20_000
EXPONENT_MAX: Final = 400
"""No number is longer than this when written out."""
_CONTROLS: Final = frozenset(map(chr, range(32))) - {"\t", "\n", "\r"}


class ExactParser(Parser):
    """Reads bodies for the API."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The JSON of a body. Raises: ProblemError."""
        if request.content_type not in ("application/json", ""):
            raise ProblemError("not-application-json", "send `Content-Type: application/json`")
        try:
            read = parse_json(request.body.decode("utf-8"))
        except UnicodeDecodeError:
            raise ProblemError("not-json", "the body is not UTF-8") from None
        except RequestError as refused:
            raise ProblemError("not-json", refused.problems[0].message) from None
        check_harmless(read)
        return cast("dict[str, Any]", read)


def check_harmless(read: Any) -> None:
    """Refuse what no field can mean: deep nesting, endless lists, numbers without end, half characters.

    Raises: ProblemError.
    """
    waiting: list[tuple[Any, int]] = [(read, 1)]
    met = 0
    while waiting:
        value, depth = waiting.pop()
        met += 1
        if depth > DEPTH_MAX or met > MEMBERS_MAX:
            raise _harmful("too-much", "it is nested too deeply or holds too much")
        if isinstance(value, str):
            check_text(value)
        elif isinstance(value, Decimal):
            if value.adjusted() > EXPONENT_MAX or value.adjusted() < -EXPONENT_MAX:
                raise _harmful("number-too-long", "a number in it is too long to be written out")
        elif isinstance(value, dict):
            for name, inner in value.items():
                check_text(name)
                waiting.append((inner, depth + 1))
        elif isinstance(value, list):
            waiting.extend((inner, depth + 1) for inner in value)


def check_text(text: str) -> None:
    """Refuse half characters and control characters. Raises: ProblemError."""
    if text.isascii() and text.isprintable():
        return
    if any(letter in _CONTROLS or "\ud800" <= letter <= "\udfff" for letter in text):
        raise _harmful("not-a-text", "a text in it holds a control character or half a character")


def _harmful(code: str, detail: str) -> ProblemError:
    return ProblemError("not-json", detail, (Wrong(code=code, pointer="", detail=detail),))
