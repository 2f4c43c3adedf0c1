"""Which functions turn one kind of value into another? date, time, number, string, duration, range …

Source: DMN 1.5, 10.3.4.1. `to_string` is also what the room offers as `feel.to_string`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal

from leeway.feel import numbers, temporal
from leeway.feel.builtins.signature import Builtin, Environment, Parameter, signature
from leeway.feel.failure import Failed
from leeway.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Temporal, Time
from leeway.feel.types import (
    ANY,
    DATE,
    DATE_AND_TIME,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    TIME,
    RangeOf,
    Union,
)
from leeway.feel.values import Function, Range, Value, less

_GROUPINGS = {" ", ",", ".", None}
_DECIMALS = {".", ",", None}
_PLAIN_KEY = re.compile(r"[^\W\d][\w ]*")
_RANGE = re.compile(r"\s*([\[(\]])(.*)([\])\[])\s*", re.DOTALL)
_LITERAL_OR_DOTS = re.compile(r'"(?:[^"\\]|\\.)*"|\.\.|.', re.DOTALL)
_ENDPOINT_CALL = re.compile(r'(date and time|date|time|duration)\s*\(\s*("(?:[^"\\]|\\.)*")\s*\)', re.DOTALL)


def to_string(value: Value) -> str | None:
    """A value as a text: texts as they are, null as null, everything else as FEEL writes it.

    >>> to_string(Decimal("1.10")), to_string((Decimal(1), "a"))
    ('1.10', '[1, "a"]')
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Temporal):
        return temporal.text(value)
    return _written(value)


def _written(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return numbers.plain(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Temporal):
        return f'@"{temporal.text(value)}"'
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {_written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, Range):
        return _written_range(value)
    if isinstance(value, Function):
        return f"function({', '.join(value.parameters)})"
    return str(value)


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _written_range(value: Range) -> str:
    if value.operator is not None:
        return f"{value.operator} {_written(value.high if value.low is None else value.low)}"
    opening, closing = "[" if value.low_included else "(", "]" if value.high_included else ")"
    low = "" if value.low is None else _written(value.low)
    high = "" if value.high is None else _written(value.high)
    return f"{opening}{low}..{high}{closing}"


# -- numbers ------------------------------------------------------------------------------------
def _number(_env: Environment, text: str, grouping: str | None, decimal: str | None) -> Decimal:
    if grouping not in _GROUPINGS or decimal not in _DECIMALS:
        raise Failed(
            "wrong-separator", "groups are parted by a space, comma or period, decimals by comma or period"
        )
    if grouping is not None and grouping == decimal:
        raise Failed("wrong-separator", "the two separators are the same")
    if grouping is not None:
        text = text.replace(grouping, "")
    if decimal is not None:
        text = text.replace(decimal, ".")
    return numbers.parse(text)


# -- dates and times ----------------------------------------------------------------------------
def whole(number: Decimal, what: str) -> int:
    """The number as a whole one.

    Raises: Failed when it has a fraction.
    """
    found = numbers.integer(number)
    if found is None:
        raise Failed("not-whole", f"the {what} {numbers.plain(number)} is not a whole number")
    return found


def _date(_env: Environment, year: Decimal, month: Decimal, day: Decimal) -> Date:
    return Date(whole(year, "year"), whole(month, "month"), whole(day, "day"))


def _time(
    _env: Environment, hour: Decimal, minute: Decimal, second: Decimal, offset: DaysDuration | None
) -> Time:
    seconds = None if offset is None else whole(offset.seconds, "offset in seconds")
    return Time(whole(hour, "hour"), whole(minute, "minute"), second, seconds)


def _date_and_time(_env: Environment, date: DateTime, time: Time) -> DateTime:
    return DateTime(date.date, time)


def _months_between(_env: Environment, start: DateTime, end: DateTime) -> MonthsDuration:
    """Whole months from one date to another, towards zero; the time of day does not count."""
    a, b = start.date, end.date
    months = (b.year - a.year) * 12 + b.month - a.month
    if months > 0 and b.day < a.day:
        months -= 1
    elif months < 0 and b.day > a.day:
        months += 1
    return MonthsDuration(months)


# -- ranges ---------------------------------------------------------------------------------------
def _range(_env: Environment, text: str) -> Range:
    match = _RANGE.fullmatch(text)
    if not match:
        raise Failed("not-a-range", f"`{text}` is not a range such as [1..10]")
    opening, inner, closing = match.groups()
    low_included, high_included = opening == "[", closing == "]"
    parts = _LITERAL_OR_DOTS.findall(inner)
    if parts.count("..") != 1:
        raise Failed("not-a-range", f"`{text}` is not a range such as [1..10]")
    middle = parts.index("..")
    low = _endpoint("".join(parts[:middle]).strip(), included=low_included)
    high = _endpoint("".join(parts[middle + 1 :]).strip(), included=high_included)
    if low is None and high is None:
        raise Failed("not-a-range", "a range has at least one end")
    if low is not None and high is not None and (type(low) is not type(high) or less(high, low) is not False):
        raise Failed("not-a-range", "the start of a range is a value of the same kind, not after its end")
    return Range(low, high, low_included, high_included)


def _endpoint(text: str, *, included: bool) -> Value:
    """The value of an end as literals spell it; nothing stands for an end that is open."""
    if text == "" and not included:
        return None
    if text.startswith('"'):
        return _literal_text(text)
    if text.startswith("@"):
        return temporal.parse(_literal_text(text[1:].strip()))
    call = _ENDPOINT_CALL.fullmatch(text)
    if call:
        return _PARSERS[call[1]](_literal_text(call[2]))
    return numbers.parse(text)


_PARSERS = {
    "date": temporal.parse_date,
    "time": temporal.parse_time,
    "date and time": temporal.parse_date_and_time,
    "duration": temporal.parse_duration,
}


def _literal_text(literal: str) -> str:
    try:
        text = json.loads(literal, strict=False)
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise Failed("not-a-range", f"`{literal}` is not a text in quotes")
    return text


_FROM_TEXT = Parameter("from", STRING)
_SPAN = (Parameter("from", DATE_AND_TIME), Parameter("to", DATE_AND_TIME))

FUNCTIONS = (
    Builtin(
        "date",
        (
            signature(lambda _env, text: temporal.parse_date(text), DATE, _FROM_TEXT),
            signature(lambda _env, moment: moment.date, DATE, Parameter("from", DATE_AND_TIME)),
            signature(
                _date, DATE, Parameter("year", NUMBER), Parameter("month", NUMBER), Parameter("day", NUMBER)
            ),
        ),
    ),
    Builtin(
        "date and time",
        (
            signature(lambda _env, text: temporal.parse_date_and_time(text), DATE_AND_TIME, _FROM_TEXT),
            signature(_date_and_time, DATE_AND_TIME, Parameter("date", DATE_AND_TIME), Parameter("time", TIME)),
        ),
    ),
    Builtin(
        "time",
        (
            signature(lambda _env, text: temporal.parse_time(text), TIME, _FROM_TEXT),
            signature(lambda _env, time: time, TIME, Parameter("from", TIME)),
            signature(lambda _env, moment: moment.time, TIME, Parameter("from", DATE_AND_TIME)),
            signature(
                _time,
                TIME,
                Parameter("hour", NUMBER),
                Parameter("minute", NUMBER),
                Parameter("second", NUMBER),
                Parameter("offset", DAYS, optional=True),
            ),
        ),
    ),
    Builtin(
        "number",
        (
            signature(
                _number,
                NUMBER,
                _FROM_TEXT,
                Parameter("grouping separator", STRING, optional=True),
                Parameter("decimal separator", STRING, optional=True),
            ),
        ),
    ),
    Builtin("string", (signature(lambda _env, value: to_string(value), STRING, Parameter("from", ANY)),)),
    Builtin(
        "duration",
        (signature(lambda _env, text: temporal.parse_duration(text), Union((DAYS, MONTHS)), _FROM_TEXT),),
    ),
    Builtin("years and months duration", (signature(_months_between, MONTHS, *_SPAN),)),
    Builtin("range", (signature(_range, RangeOf(ANY), _FROM_TEXT),)),
)
"""The functions of this module."""
