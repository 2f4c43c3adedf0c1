"""What changes on the desk's face? Looking, deciding beside a conversation, taking turns, erasing.

Start reading at `deciding.py`.
"""

from __future__ import annotations

from leeway.desk.conversations.commands.deciding import Taken, take
from leeway.desk.conversations.commands.due import do_what_is_due
from leeway.desk.conversations.commands.erasing import erase_person, exported
from leeway.desk.conversations.commands.indexing import index_new, index_persons
from leeway.desk.conversations.commands.keeping import (
    drop_view,
    keep_article,
    keep_snippet,
    keep_view,
)
from leeway.desk.conversations.commands.looking import forget_who_looked, look_at, open_page
from leeway.desk.conversations.commands.turns import assign_in_turn

__all__ = [
    "Taken", "assign_in_turn", "do_what_is_due", "drop_view", "erase_person", "exported",
    "forget_who_looked", "index_new", "index_persons", "keep_article",
    "keep_snippet", "keep_view", "look_at", "open_page", "take",
]  # fmt: skip
