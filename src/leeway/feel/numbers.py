"""What is a number in FEEL? Decimals of 34 digits, rounded half to even, without NaN and infinity.

It holds the one context in which numbers are computed, and their text form; what the operators
do with other kinds of values is said in `reference.py` and `temporal`.
"""

from __future__ import annotations

import decimal
import re
from decimal import Decimal

from leeway.feel.failure import Failed

DIGITS = 34
"""How many digits a number keeps, as IEEE 754 decimal128 does."""

CONTEXT = decimal.Context(
    prec=DIGITS,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""The context of every computation with numbers; the ambient one of Python is never used."""

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_PLAIN_DIGITS_MAX = 400


def parse(text: str) -> Decimal:
    """The number a text spells, as `1200`, `-0.5`, `.5` or `1.2e-3`.

    Raises: Failed when the text spells none, or one too large to keep.

    >>> parse("10.10")
    Decimal('10.10')
    """
    if not _NUMBER.fullmatch(text):
        raise Failed("not-a-number", f"`{text}` is not a number")
    try:
        return CONTEXT.create_decimal(text)
    except decimal.DecimalException:
        raise Failed("number-too-large", f"`{text}` is too large") from None


def plain(number: Decimal) -> str:
    """A number as FEEL writes it: no exponent, no superfluous zeros before the point.

    >>> plain(Decimal("1.20")), plain(Decimal("1E+3")), plain(Decimal("-0"))
    ('1.20', '1000', '0')
    """
    if number.is_zero() and number.is_signed():
        number = number.copy_abs()
    if abs(number.adjusted()) > _PLAIN_DIGITS_MAX:
        return str(number)
    return format(number, "f")


def integer(number: Decimal) -> int | None:
    """The whole number, or None when it has a fraction.

    >>> integer(Decimal("2.0")), integer(Decimal("2.5"))
    (2, None)
    """
    if number.adjusted() > _PLAIN_DIGITS_MAX or number != number.to_integral_value():
        return None
    return int(number)
