"""What are a date, a time and a duration? Five frozen classes, valid by construction.

They are equal in Python when they are the same value, zone and offset included; whether two mean
the same moment is asked of `compare` in `arithmetic.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from leeway.feel.failure import Failed
from leeway.feel.numbers import CONTEXT
from leeway.feel.temporal import calendar, zones

OFFSET_MAX_SECONDS = 14 * 3600
"""How far from UTC an offset may be, as XML Schema has it."""

DURATION_MAX = 10**30
"""How many seconds or months a duration may have: far more than there are between any two dates."""

_MINUTE = 60
_DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the proleptic Gregorian calendar, years -999,999,999 to 999,999,999.

    Raises: Failed when there is no such day.
    """

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if abs(self.year) > calendar.YEAR_MAX:
            raise Failed("date-out-of-range", f"the year {self.year} is out of range")
        if not 1 <= self.month <= 12:
            raise Failed("no-such-date", f"there is no month {self.month}")
        if not 1 <= self.day <= calendar.month_length(self.year, self.month):
            raise Failed("no-such-date", f"month {self.month} of {self.year} has no day {self.day}")

    @property
    def day_number(self) -> int:
        """Days since 1970-01-01."""
        return calendar.day_number(self.year, self.month, self.day)

    @classmethod
    def of_day_number(cls, number: int) -> Date:
        """The date so many days after 1970-01-01."""
        return cls(*calendar.year_month_day(number))


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day, local unless it has an offset from UTC in seconds or an IANA zone.

    Raises: Failed when there is no such time.
    """

    hour: int
    minute: int
    second: Decimal
    offset: int | None = None
    zone: str | None = None

    def __post_init__(self) -> None:
        if not (0 <= self.hour < _DAY_HOURS and 0 <= self.minute < _MINUTE and 0 <= self.second < _MINUTE):
            raise Failed("no-such-time", f"there is no time {self.hour}:{self.minute}:{self.second}")
        if self.offset is not None and abs(self.offset) > OFFSET_MAX_SECONDS:
            raise Failed("no-such-time", "an offset is at most 14 hours")
        if self.zone is not None and not zones.is_zone(self.zone):
            raise Failed("unknown-zone", f"`{self.zone}` is no IANA time zone")

    @property
    def is_local(self) -> bool:
        """Whether nothing says where on Earth the clock stands."""
        return self.offset is None and self.zone is None

    @property
    def second_of_day(self) -> Decimal:
        """Seconds since midnight on this clock."""
        return CONTEXT.add(self.second, (self.hour * 60 + self.minute) * 60)

    @property
    def utc_offset(self) -> int | None:
        """Seconds ahead of UTC; of a zone, which has no one offset without a date, outside summer."""
        return self.offset if self.zone is None else zones.standard_offset(self.zone)

    @classmethod
    def of_second(cls, second_of_day: Decimal, offset: int | None = None, zone: str | None = None) -> Time:
        """The time so many seconds after midnight, below 86,400."""
        whole = int(second_of_day)
        second = CONTEXT.subtract(second_of_day, whole // 60 * 60)
        return cls(whole // 3600, whole // 60 % 60, second, offset, zone)


@dataclass(frozen=True, slots=True)
class DateTime:
    """A moment: a date and a time of day, local unless the time has an offset or a zone."""

    date: Date
    time: Time

    @property
    def is_local(self) -> bool:
        """Whether nothing says where on Earth the clock stands."""
        return self.time.is_local

    @property
    def utc_offset(self) -> int | None:
        """Seconds ahead of UTC at this moment, summer time included; None when local."""
        if self.time.zone is None:
            return self.time.offset
        day = self.date
        return zones.offset_at_local(self.time.zone, day.year, day.month, day.day, int(self.time.second_of_day))


@dataclass(frozen=True, slots=True)
class DaysDuration:
    """A length of time in seconds, negative when it goes backwards.

    Raises: Failed when it is longer than all the time there is.
    """

    seconds: Decimal

    def __post_init__(self) -> None:
        if self.seconds.copy_abs() > DURATION_MAX:
            raise Failed("duration-too-long", "the duration is too long")

    def parts(self) -> tuple[int, int, int, Decimal]:
        """Days, hours, minutes and seconds, all of the sign of the whole."""
        sign = -1 if self.seconds < 0 else 1
        length = CONTEXT.abs(self.seconds)
        minutes = int(length) // 60
        seconds = CONTEXT.subtract(length, minutes * 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        return sign * days, sign * hours, sign * minutes, CONTEXT.multiply(seconds, sign)


@dataclass(frozen=True, slots=True)
class MonthsDuration:
    """A number of calendar months, negative when it goes backwards.

    Raises: Failed when it is longer than all the time there is.
    """

    months: int

    def __post_init__(self) -> None:
        if abs(self.months) > DURATION_MAX:
            raise Failed("duration-too-long", "the duration is too long")

    def parts(self) -> tuple[int, int]:
        """Years and months, both of the sign of the whole."""
        sign = -1 if self.months < 0 else 1
        years, months = divmod(abs(self.months), 12)
        return sign * years, sign * months


Temporal = Date | Time | DateTime | DaysDuration | MonthsDuration
"""Any of the five."""
