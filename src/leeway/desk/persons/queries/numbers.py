"""When are two written telephone numbers one? When they are the same as dialled from anywhere (ITU-T E.164).

A number as people write it at home names no country; it is that of the site where they said it, and the site's
country is that in which its clock stands. Numbers that fit no plan of any country stay as their digits.
Start reading at `dialled`.
"""

from __future__ import annotations

from typing import Final

import phonenumbers
from babel.core import get_global
from phonenumbers import NumberParseException, PhoneNumberFormat

from leeway.desk.people import queries as people

ABROAD: Final = ("+", "00", "\N{FULLWIDTH PLUS SIGN}")
"""How a number begins that names its country."""


def dialled(typed: str, *, site: str = "", country: str | None = None) -> str:
    """A telephone number as it is dialled from anywhere, digits only; `site`: where it was said, else the desk.

    `country` of that place, where it is known already.

    >>> dialled("+380 (0)67 212-34-56"), dialled("00380 67 212 34 56")
    ('380672123456', '380672123456')
    """
    digits = phonenumbers.normalize_digits_only(typed)
    if typed.lstrip().startswith(ABROAD) or digits.startswith("00"):
        return _valid(f"+{digits.removeprefix('00')}", country=None) or digits
    country = country_at(site) if country is None else country
    return (country and _valid(digits, country=country)) or digits


def written(digits: str) -> str:
    """A number in E.164 as it is read with ease; others as they are.

    >>> written("380672123456"), written("1234567")
    ('+380 67 212 3456', '1234567')
    """
    try:
        found = phonenumbers.parse(f"+{digits}")
    except NumberParseException:
        return digits
    if not phonenumbers.is_valid_number(found):
        return digits
    return phonenumbers.format_number(found, PhoneNumberFormat.INTERNATIONAL)


def country_at(site: str = "") -> str:
    """The country of a site, two letters (ISO 3166-1); without a site, that of the desk; empty: not known."""
    place = (people.place(site) if site else None) or people.root()
    zone = people.zone_of(place.lineage if place else ())
    return country_of(zone)


def country_of(zone: str) -> str:
    """The country in which a clock stands.

    >>> country_of("Europe/Kiev"), country_of("UTC")
    ('UA', '')
    """
    named = get_global("zone_aliases").get(zone, zone)
    found = get_global("zone_territories").get(named, "")
    return found if found not in _NOWHERE else ""


_NOWHERE: Final = frozenset({"001", "ZZ"})
"""What CLDR says of clocks that are in no country."""


def _valid(number: str, *, country: str | None) -> str:
    """The number without its plus, if there can be one like it."""
    try:
        found = phonenumbers.parse(number, country)
    except NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(found):
        return ""
    return phonenumbers.format_number(found, PhoneNumberFormat.E164).removeprefix("+")
