"""What can be done with dates, times and durations? Own frozen classes, for any year.

Public: Date, Time, DateTime, DaysDuration, MonthsDuration, parse_*, text, add, subtract, multiply, …
Imports `numbers` and `failure` of the room, nothing else.
Start reading at `kinds.py`, then `arithmetic.py`.
"""

from __future__ import annotations

from leeway.feel.temporal.arithmetic import add, compare, divide, in_zone, multiply, negate, subtract
from leeway.feel.temporal.kinds import Date, DateTime, DaysDuration, MonthsDuration, Temporal, Time
from leeway.feel.temporal.properties import PROPERTIES
from leeway.feel.temporal.properties import property_of as property  # noqa: A004 - as the standard says
from leeway.feel.temporal.python import from_python, to_python
from leeway.feel.temporal.reading import (
    parse,
    parse_date,
    parse_date_and_time,
    parse_duration,
    parse_time,
)
from leeway.feel.temporal.writing import text

__all__ = [
    "PROPERTIES",
    "Date",
    "DateTime",
    "DaysDuration",
    "MonthsDuration",
    "Temporal",
    "Time",
    "add",
    "compare",
    "divide",
    "from_python",
    "in_zone",
    "multiply",
    "negate",
    "parse",
    "parse_date",
    "parse_date_and_time",
    "parse_duration",
    "parse_time",
    "property",
    "subtract",
    "text",
    "to_python",
]
