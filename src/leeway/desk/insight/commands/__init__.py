"""What can be changed in insight? Sums are brought up to date; nothing else is ever written here."""

from __future__ import annotations

from leeway.desk.insight.commands.counting import count_again, count_day, count_due
from leeway.desk.insight.commands.due import do_what_is_due
from leeway.desk.insight.commands.following import follow_closings, follow_decisions, look_after

__all__ = [
    "count_again", "count_day", "count_due", "do_what_is_due", "follow_closings", "follow_decisions",
    "look_after",
]  # fmt: skip
