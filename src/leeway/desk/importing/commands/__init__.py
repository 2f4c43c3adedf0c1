"""What changes when something is imported? `look` says what would happen, `go` does it; both the same way.

Start reading at `running.py`; files handed in on a page begin at `uploading.py`.
"""

from __future__ import annotations

from leeway.desk.importing.commands.conversations import Conversations, sites
from leeway.desk.importing.commands.due import do_what_is_due
from leeway.desk.importing.commands.persons import Persons
from leeway.desk.importing.commands.running import ElsewhereError, Report, Wanted, Work, go, look, table_of
from leeway.desk.importing.commands.sorts import Reading, RefusedFileError, Sort, bring_by
from leeway.desk.importing.commands.uploading import (
    BYTES_MAX,
    TooLargeError,
    bring,
    forget,
    hand_in,
    read_otherwise,
    stop,
)
from leeway.desk.importing.reading import Clock, UnreadableError

__all__ = [
    "BYTES_MAX", "Clock", "Conversations", "ElsewhereError", "Persons", "Reading", "RefusedFileError",
    "Report", "Sort", "TooLargeError", "UnreadableError", "Wanted", "Work", "bring", "bring_by",
    "do_what_is_due", "forget", "go", "hand_in", "look", "read_otherwise", "sites", "stop", "table_of",
]  # fmt: skip
