"""Do two subjects speak of the same thing? Without the prefixes that mail programs put before them.

Start reading at `core`.
"""

from __future__ import annotations

import re
from typing import Final

_PREFIX: Final = re.compile(
    r"\s*(re|aw|antw|antwort|sv|vs|odp|ref|rif|r|res|ответ|отв|відповідь|від|răsp|rasp|răspuns|رد|الرد|回复|答复)"
    r"(\s*\[\d+\]|\s*\(\d+\)|\s*\^\d+)?\s*[:：]\s*",
    re.IGNORECASE,
)
_FORWARD: Final = re.compile(
    r"\s*(fwd?|wg|tr|rv|enc|i|vl|doorst|пересл|переслано|пер|fw|redir|"
    r"redirecționat|إعادة توجيه|转发)\s*[:：]\s*",
    re.IGNORECASE,
)


def core(subject: str) -> str:
    """The subject without the prefixes of answers, on one line, in small letters.

    >>> core("Re: AW: Ответ:  Kettle  leaks")
    'kettle leaks'
    """
    text = subject[:1_000]
    while found := _PREFIX.match(text):
        text = text[found.end() :]
    return " ".join(text.split()).casefold()


def is_answer(subject: str) -> bool:
    """Whether it begins as an answer's subject does."""
    return _PREFIX.match(subject[:1_000]) is not None


def is_forward(subject: str) -> bool:
    """Whether it begins as the subject of something passed on does."""
    return _FORWARD.match(subject[:1_000]) is not None
