"""What did somebody type into a field? Amounts and numbers, read forgivingly; None when it is none.

Points and commas, spaces and dots between thousands, and the digits of every script are understood.
Start reading at `amount`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from leeway.policy import MoneyError, to_minor

if TYPE_CHECKING:
    from datetime import datetime

DIGITS_MAX: Final = 15
"""An amount or number with more digits was not meant."""

_NUMBER: Final = re.compile(r"-?\d+(?:[.,٫]\d+)?")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[\s',.٬]\d{3})+(?:[.,٫]\d{1,2})?")
_GROUPS: Final = re.compile(r"[\s',.٬](?=\d{3}(?:\D|$))")
_CURRENCY: Final = re.compile(r"[^\d.,٫٬'\s-]+\.?$")
_CLOCK: Final = re.compile(r"(\d{1,2})[:.](\d{2})")
_MINUTES_MAX: Final = 7 * 24 * 60


def number(typed: str) -> Decimal | None:
    """A number as people write it.

    >>> number("12,50"), number("1 200"), number("1,200.50"), number("٤٠"), number("a few")
    (Decimal('12.50'), Decimal('1200'), Decimal('1200.50'), Decimal('40'), None)
    """
    plain = typed.strip()
    if len(plain) > 2 * DIGITS_MAX:
        return None
    if _GROUPED.fullmatch(plain):
        plain = _GROUPS.sub("", plain)
    if not _NUMBER.fullmatch(plain) or sum(each.isdecimal() for each in plain) > DIGITS_MAX:
        return None
    return Decimal(re.sub(r"[,٫]", ".", plain))


def amount(typed: str, *, digits: int) -> int | None:
    """An amount in minor units, more than nothing; a currency written behind it does not matter.

    >>> amount("150 UAH", digits=2), amount("12,5", digits=2), amount("0", digits=2)
    (15000, 1250, None)
    """
    major = number(_CURRENCY.sub("", typed.strip()).strip())
    if major is None or major <= 0:
        return None
    try:
        return to_minor(major, digits=digits)
    except MoneyError:
        return None


def moment(typed: str, *, now: datetime) -> datetime | None:
    """When it was: nothing typed is now, `14:30` the last such time, `20` twenty minutes ago."""
    plain = typed.strip()
    if not plain:
        return now
    if (clock := _CLOCK.fullmatch(plain)) is not None:
        hour, minute = int(clock[1]), int(clock[2])
        if hour > 23 or minute > 59:
            return None
        at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return at if at <= now else at - timedelta(days=1)
    if not plain.isdecimal() or len(plain) > 5 or int(plain) > _MINUTES_MAX:
        return None
    return now - timedelta(minutes=int(plain))
