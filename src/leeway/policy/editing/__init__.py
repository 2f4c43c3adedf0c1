"""How is one entry of a file changed, so that all the rest stays as it was written? Edits that keep the layout.

Public: `entries`, `edited`, `path_at`, `Entry`, `EditError`. Works on a file's text and its raw nodes and knows
no book; the value of an entry is texts, lists and mappings of texts, as the file holds them.
Start reading at `changing.py`; `scribe.py` writes new entries in the usual layout.
"""

from __future__ import annotations

from leeway.policy.editing.changing import EditError, edited, entries
from leeway.policy.editing.places import path_at
from leeway.policy.editing.scribe import Entry

__all__ = ["EditError", "Entry", "edited", "entries", "path_at"]
