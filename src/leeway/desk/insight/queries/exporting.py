"""How do figures become rows of a file that a spreadsheet opens without running anything?

A cell that somebody else wrote may begin as a formula does; it is given an apostrophe first, as spreadsheets
themselves mark text. Numbers stay numbers. Start reading at `written`.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any, Final

from leeway.desk.insight.queries.report import lines, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from leeway.desk.insight.queries.goodwill import GoodwillReport
    from leeway.desk.insight.queries.report import Report

BOM: Final = "\ufeff"
"""So that a spreadsheet takes it for UTF-8."""
_FORMULA: Final = re.compile(r"[\s\x00-\x1f\u200b-\u200f\ufeff]*[\t\r\n=+\-@\uff1d\uff0b\uff0d\uff20]")
"""How a formula begins, also in wide letters and after what some programs skip."""
HEADINGS: Final = (
    "part", "name", "from", "until", "figure", "number", "of", "percent", "low", "high", "half_within_minutes",
    "most_within_minutes",
)  # fmt: skip


def written(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV file, one at a time: RFC 4180 with UTF-8 and a mark at its beginning."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield BOM
    for row in rows:
        yield writer.writerow([cell(each) for each in row])


def cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula; numbers stay as they are.

    >>> cell("=1+1"), cell(-3), cell("-3"), cell("Kyiv")
    ("'=1+1", -3, "'-3", 'Kyiv')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def rows_of(report: Report) -> Iterator[Sequence[Any]]:
    """A report as rows, headings first."""
    yield HEADINGS
    for part, name, period, found in parts(report):
        for each in lines(found):
            yield (
                part, name, period.first, period.last, each.name, each.number, each.of, each.percent, each.low,
                each.high, each.half_within_minutes, each.most_within_minutes,
            )  # fmt: skip


def goodwill_rows(found: GoodwillReport) -> Iterator[Sequence[Any]]:
    """What came back of goodwill as rows, headings first."""
    yield (
        "part", "name", "goodwill", "decisions", "cost_minor", "matters", "came_back", "percent", "low", "high",
        "answered", "content",
    )  # fmt: skip
    for each in found.kinds:
        for name, group in (("with", each.with_goodwill), ("without", each.without)):
            back = group.back
            yield (
                "kind", each.kind, name, None, None, group.matters, back.yes, back.percent, back.low, back.high,
                group.content.of, group.content.yes,
            )  # fmt: skip
    for given in found.given:
        yield "clause", given.clause, "with", given.decisions, given.cost_minor, *(None,) * 7


class _Echo:
    """Gives a written line back instead of keeping it."""

    def write(self, line: str) -> str:
        """Give it back."""
        return line
