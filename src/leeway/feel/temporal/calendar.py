"""Which day is it? The proleptic Gregorian calendar, for every year including 0 and negative ones.

Days are counted from 1970-01-01 (day 0, a Thursday), so that a date is a number and back.
"""

from __future__ import annotations

YEAR_MAX = 999_999_999
"""The largest year, and with a minus the smallest."""

_DAYS_PER_ERA = 146_097
_DAYS_TO_1970 = 719_468
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether a year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """How many days a month has."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """The days since 1970-01-01; negative before.

    Source: the era arithmetic of H. Hinnant's "chrono-compatible low-level date algorithms".

    >>> day_number(1970, 1, 2), day_number(0, 3, 1)
    (1, -719468)
    """
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * _DAYS_PER_ERA + day_of_era - _DAYS_TO_1970


def year_month_day(number: int) -> tuple[int, int, int]:
    """The date of a day number; the inverse of `day_number`.

    >>> year_month_day(0)
    (1970, 1, 1)
    """
    era, day_of_era = divmod(number + _DAYS_TO_1970, _DAYS_PER_ERA)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = (shifted + 2) % 12 + 1
    return era * 400 + year_of_era + (month <= 2), month, day


def weekday(number: int) -> int:
    """The day of the week of a day number, 1 for Monday to 7 for Sunday.

    >>> weekday(0)
    4
    """
    return (number + 3) % 7 + 1


def week_of_year(year: int, month: int, day: int) -> int:
    """The ISO 8601 week, 1 to 53: the one with the year's first Thursday is week 1.

    >>> week_of_year(2005, 1, 1)
    53
    """
    number = day_number(year, month, day)
    thursday = number - weekday(number) + 4
    return (thursday - day_number(year_month_day(thursday)[0], 1, 1)) // 7 + 1


def day_of_year(year: int, month: int, day: int) -> int:
    """The day within its year, 1 to 366."""
    return day_number(year, month, day) - day_number(year, 1, 1) + 1
