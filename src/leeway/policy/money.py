"""How much is that in minor units? Exact conversion of money, and what an action costs.

Amounts are whole numbers of minor units (cents) everywhere inside; people write major units (euros).
Nothing here formats money for people: that is done in their language, in `decide/words/`.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from babel.core import get_global

if TYPE_CHECKING:
    from leeway.policy.model import Cost

MOST_MINOR = 10**15
"""The largest amount a book or a request may name, in minor units: it stays exact in every store."""

# Source: ISO 4217, table A.1; every other currency has two minor digits. (CLDR, which babel carries, gives the
# digits that are usual in print, and leaves out those of the Iraqi dinar, the Serbian dinar and others.)
_DIGITS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}


class MoneyError(ValueError):
    """An amount that is not exact in minor units, negative, or beyond every real sum."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def is_currency(code: str) -> bool:
    """Whether there is a currency with this ISO 4217 code.

    >>> is_currency("UAH"), is_currency("EURO")
    (True, False)
    """
    return code in get_global("all_currencies")


def minor_digits(currency: str) -> int:
    """How many digits a currency has after the point, by ISO 4217: 2 for the euro, 0 for the yen.

    >>> minor_digits("EUR"), minor_digits("JPY"), minor_digits("KWD")
    (2, 0, 3)
    """
    return _DIGITS.get(currency, 2)


def to_minor(major: Decimal | int, *, digits: int) -> int:
    """An amount in minor units, exactly; nothing is ever rounded here.

    Raises: MoneyError when it is finer than the currency allows, negative, not a number or beyond 10¹⁵.

    >>> to_minor(Decimal("10.10"), digits=2)
    1010
    """
    amount = Decimal(major)
    if not amount.is_finite() or amount.adjusted() > 18:
        raise MoneyError(f"`{major}` is no amount of money")
    minor = Fraction(amount) * 10**digits
    if minor.denominator != 1:
        finest = "whole units only" if digits == 0 else f"at most {digits} digits after the point"
        raise MoneyError(f"`{major}` is finer than the currency allows: {finest}")
    if not 0 <= minor <= MOST_MINOR:
        raise MoneyError(f"`{major}` is below zero or beyond every real sum")
    return int(minor)


def to_major(minor: int, *, digits: int) -> Decimal:
    """An amount in major units, with all its minor digits.

    >>> to_major(1010, digits=2)
    Decimal('10.10')
    """
    return Decimal((minor < 0, tuple(map(int, str(abs(minor)))), -digits))


def cost_minor(cost: Cost, *, amount_minor: int | None) -> int:
    """What one decision costs the house in minor units; a share of the amount is rounded up.

    >>> from leeway.policy.model import Cost
    >>> cost_minor(Cost(factor=Decimal("0.3")), amount_minor=101)
    31
    """
    factor, amount = Decimal(cost.factor), amount_minor or 0
    if factor in (0, 1):
        return cost.fixed_minor + int(factor) * amount
    return cost.fixed_minor + math.ceil(Fraction(factor) * amount)
