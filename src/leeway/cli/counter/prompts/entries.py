"""What did the person type? Amounts, numbers, dates and choices, read forgivingly; None when it fits nothing.

Start reading at `amount` and `answer_to`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from leeway import feel
from leeway.policy import MoneyError, to_minor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from leeway.policy import Fact

_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f',.]\d{3})+(?:[.,]\d{1,2})?")
_GROUPS: Final = re.compile(r"[ \u00a0\u202f',.](?=\d{3}(?:\D|$))")
_CLOCK: Final = re.compile(r"(\d{1,2})[:.](\d{2})")
_MINUTES: Final = re.compile(r"(\d{1,4})(?:\s*\D*)?")


def number(text: str) -> Decimal | None:
    """A number, with a point or a comma, and with or without spaces between thousands.

    >>> number("12,50"), number("1 200"), number("1,200.50"), number("a few")
    (Decimal('12.50'), Decimal('1200'), Decimal('1200.50'), None)
    """
    plain = text.strip()
    if _GROUPED.fullmatch(plain):
        plain = _GROUPS.sub("", plain)
    return Decimal(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def amount(text: str, *, digits: int) -> int | None:
    """An amount of money in minor units; a currency written behind it does not matter.

    >>> amount("150 UAH", digits=2), amount("12,5", digits=2), amount("0", digits=2), amount("1.234", digits=2)
    (15000, 1250, None, 123400)
    """
    major = number(re.sub(r"[^\d.,' \u00a0\u202f-]+\.?$", "", text.strip()).strip())
    if major is None:
        return None
    try:
        return to_minor(major, digits=digits) or None
    except MoneyError:
        return None


def trailing_amount(text: str, *, digits: int) -> tuple[str, int | None]:
    """What was typed without the amount at its end: `write off 150` is `write off` and 150."""
    found = re.fullmatch(r"(.*\D)\s+(\d[\d.,]*)", text.strip())
    if found is None:
        return text.strip(), None
    minor = amount(found[2], digits=digits)
    return (found[1].strip(), minor) if minor is not None else (text.strip(), None)


def answer_to(fact: Fact, text: str, *, yes: Sequence[str], no: Sequence[str]) -> Any:
    """The value of a fact that an answer gives; None when it does not fit the fact's type."""
    typed = text.casefold()
    if fact.type == feel.types.BOOLEAN:
        return True if typed in yes else False if typed in no else None
    if fact.one_of:
        return choice(text, fact.one_of)
    if fact.type == feel.types.NUMBER:
        return number(text)
    if fact.type == feel.types.STRING:
        return text
    value = feel.value_of_text(fact.type, text)
    return None if isinstance(value, feel.Problem) else value


def choice(text: str, values: Sequence[Any]) -> Any:
    """One of several values, by its number in the list, its name, or the one name that begins so."""
    if text.isdecimal() and 1 <= int(text) <= len(values):
        return values[int(text) - 1]
    names = [str(value).casefold() for value in values]
    typed = text.casefold()
    if typed in names:
        return values[names.index(typed)]
    begin = [value for value, name in zip(values, names, strict=True) if typed and name.startswith(typed)]
    return begin[0] if len(begin) == 1 else None


def moment(text: str, *, now: datetime) -> datetime | None:
    """When it was: nothing typed is now, `14:30` the last such time, `20` twenty minutes ago."""
    if not text:
        return now
    if (clock := _CLOCK.fullmatch(text)) is not None:
        hour, minute = int(clock[1]), int(clock[2])
        if hour > 23 or minute > 59:
            return None
        at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return at if at <= now else at - timedelta(days=1)
    minutes = _MINUTES.fullmatch(text)
    return None if minutes is None else now - timedelta(minutes=int(minutes[1]))
