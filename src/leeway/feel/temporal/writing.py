"""How is a date, time or duration written? The text forms that `reading.py` reads back."""

from __future__ import annotations

from decimal import Decimal

from leeway.feel.temporal.kinds import Date, DateTime, DaysDuration, MonthsDuration, Temporal, Time


def text(value: Temporal) -> str:
    """The text form; `reading.parse` of it gives an equal value.

    >>> text(DaysDuration(Decimal(90000))), text(MonthsDuration(-14)), text(Date(-2017, 1, 1))
    ('P1DT1H', '-P1Y2M', '-2017-01-01')
    """
    if isinstance(value, Date):
        return _date(value)
    if isinstance(value, Time):
        return _time(value)
    if isinstance(value, DateTime):
        return f"{_date(value.date)}T{_time(value.time)}"
    if isinstance(value, DaysDuration):
        return _days(value)
    return _months(value)


def _date(date: Date) -> str:
    sign = "-" if date.year < 0 else ""
    return f"{sign}{abs(date.year):04}-{date.month:02}-{date.day:02}"


def _time(time: Time) -> str:
    return f"{time.hour:02}:{time.minute:02}:{_second(time.second, width=2)}{_place(time)}"


def _second(second: Decimal, *, width: int = 1) -> str:
    whole, _, fraction = format(second, "f").partition(".")
    fraction = fraction.rstrip("0")
    return whole.zfill(width) + (f".{fraction}" if fraction else "")


def _place(time: Time) -> str:
    if time.zone is not None:
        return f"@{time.zone}"
    if time.offset is None:
        return ""
    if time.offset == 0:
        return "Z"
    minutes, second = divmod(abs(time.offset), 60)
    seconds = f":{second:02}" if second else ""
    return f"{'-' if time.offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}{seconds}"


def _days(duration: DaysDuration) -> str:
    length = DaysDuration(duration.seconds.copy_abs())
    days, hours, minutes, seconds = length.parts()
    date_part = f"{days}D" if days else ""
    second_text = _second(seconds)
    time_part = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    time_part += f"{second_text}S" if second_text != "0" else ""
    if not date_part and not time_part:
        return "PT0S"
    return f"{'-' if duration.seconds < 0 else ''}P{date_part}{'T' if time_part else ''}{time_part}"


def _months(duration: MonthsDuration) -> str:
    years, months = (abs(part) for part in duration.parts())
    if not years and not months:
        return "P0M"
    sign = "-" if duration.months < 0 else ""
    return f"{sign}P{f'{years}Y' if years else ''}{f'{months}M' if months else ''}"
