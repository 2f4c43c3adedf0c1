"""A file of figures runs nothing in a spreadsheet, and numbers in it are numbers."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from leeway.desk.insight.queries import written
from leeway.desk.insight.queries.exporting import cell

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@given(start=st.sampled_from(STARTS), spaces=st.text(" \u00a0\u2003", max_size=3), rest=st.text(max_size=20))
def test_no_cell_begins_as_a_formula_does(start, spaces, rest) -> None:
    assert cell(spaces + start + rest).startswith("'")


@given(number=st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_numbers_stay_numbers(number) -> None:
    assert cell(number) == number


@given(text=st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_ordinary_words_stay_as_they_are(text) -> None:
    assert cell(text) == text


@given(rows=st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=4), max_size=5))  # fmt: skip
def test_what_is_written_can_be_read_again(rows) -> None:
    text = "".join(written(rows))
    found = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    assert text.startswith("\ufeff")
    assert [[str(cell(each)) for each in row] for row in rows] == found


def test_a_line_is_given_as_soon_as_its_row_is_there() -> None:
    asked = []

    def rows():
        for number in range(3):
            asked.append(number)
            yield (number,)

    lines = written(rows())
    first = [next(lines), next(lines)]

    assert first == ["\ufeff", "0\r\n"]
    assert asked == [0]
