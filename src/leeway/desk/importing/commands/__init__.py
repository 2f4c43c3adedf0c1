"""What changes when something is imported? `look` says what would happen, `go` does it; both the same way.

Start reading at `running.py`.
"""

from __future__ import annotations

from leeway.desk.importing.commands.conversations import Conversations, sites
from leeway.desk.importing.commands.persons import Persons
from leeway.desk.importing.commands.running import ElsewhereError, Report, Wanted, Work, go, look, table_of

__all__ = [
    "Conversations",
    "ElsewhereError",
    "Persons",
    "Report",
    "Wanted",
    "Work",
    "go",
    "look",
    "sites",
    "table_of",
]
