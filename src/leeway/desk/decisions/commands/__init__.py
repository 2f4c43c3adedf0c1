"""What changes decisions? Deciding, telling, undoing, asking upwards, reviewing, stopping."""

from __future__ import annotations

from leeway.desk.decisions.commands.answering import Answered, AnswerError, answer, hand_on
from leeway.desk.decisions.commands.asking import Asked, ask, withdraw
from leeway.desk.decisions.commands.deciding import (
    UNDO_WITHIN,
    Done,
    Looked,
    UndoTooLateError,
    decide,
    look,
    look_at_all,
    reopened,
    reverse,
    undo,
)
from leeway.desk.decisions.commands.due import do_what_is_due
from leeway.desk.decisions.commands.news import tell_news

__all__ = [
    "UNDO_WITHIN",
    "AnswerError",
    "Answered",
    "Asked",
    "Done",
    "Looked",
    "UndoTooLateError",
    "answer",
    "ask",
    "decide",
    "do_what_is_due",
    "hand_on",
    "look",
    "look_at_all",
    "reopened",
    "reverse",
    "tell_news",
    "undo",
    "withdraw",
]
