"""What may others ask about files that were handed in? Which there are, how far they have come, what they say.

Frozen values only. Start reading at `handed.py`, then `words.py`.
"""

from __future__ import annotations

from leeway.desk.importing.queries.handed import (
    Handed,
    fields_of,
    handed_in,
    one_handed_in,
    places_of,
    refused_rows,
    sorts,
)
from leeway.desk.importing.queries.words import field_names, said_counts, said_problem, said_rows

__all__ = [
    "Handed", "field_names", "fields_of", "handed_in", "one_handed_in", "places_of", "refused_rows",
    "said_counts", "said_problem", "said_rows", "sorts",
]  # fmt: skip
