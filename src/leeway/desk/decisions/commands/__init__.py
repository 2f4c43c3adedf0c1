"""What changes decisions? Deciding, telling, undoing, asking upwards, reviewing, stopping."""

from __future__ import annotations

from leeway.desk.decisions.commands.deciding import Done, Looked, decide, look, reopened, undo
from leeway.desk.decisions.commands.due import do_what_is_due
from leeway.desk.decisions.commands.news import tell_news

__all__ = ["Done", "Looked", "decide", "do_what_is_due", "look", "reopened", "tell_news", "undo"]
