"""How is a table of another desk read? Encoding, delimiter, columns, and what stands in a cell.

Start reading at `tables.py`, then `columns.py`, `cells.py` and `rows.py`.
"""

from __future__ import annotations

from leeway.desk.importing.reading.cells import CellError, Clock
from leeway.desk.importing.reading.columns import CONVERSATIONS, PERSONS, Columns, Field, chosen
from leeway.desk.importing.reading.problems import Problem, UnreadableError
from leeway.desk.importing.reading.rows import PersonRow, WordRow, person_row, word_row
from leeway.desk.importing.reading.tables import Row, Table, opened

__all__ = [
    "CONVERSATIONS", "PERSONS", "CellError", "Clock", "Columns", "Field", "PersonRow", "Problem", "Row",
    "Table", "UnreadableError", "WordRow", "chosen", "opened", "person_row", "word_row",
]  # fmt: skip
