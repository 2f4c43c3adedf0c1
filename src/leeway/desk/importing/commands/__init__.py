"""What changes when something is imported? `look` says what would happen, `go` does it; both the same way.

Start reading at `running.py`.
"""

from __future__ import annotations

from leeway.desk.importing.commands.conversations import Conversations, sites
from leeway.desk.importing.commands.persons import Persons
from leeway.desk.importing.commands.running import ElsewhereError, Report, Wanted, Work, go, look, table_of
from leeway.desk.importing.reading import Clock, UnreadableError

__all__ = [
    "Clock", "Conversations", "ElsewhereError", "Persons", "Report", "UnreadableError", "Wanted", "Work", "go",
    "look", "sites", "table_of",
]  # fmt: skip
