"""What changes persons? Knowing somebody, their points and consents, merging, erasing.

A channel that hears from somebody calls `know_at`; what the person only says about another point goes through
`add_point`, which never takes a point from anybody else. Start reading at `knowing.py`.
"""

from __future__ import annotations

from leeway.desk.persons.commands.bringing import Arriving, bring_in
from leeway.desk.persons.commands.erasing import erase
from leeway.desk.persons.commands.knowing import (
    add_point,
    agree,
    describe,
    know,
    know_at,
    know_many,
    remove_point,
    verify,
)
from leeway.desk.persons.commands.merging import MergeError, keep_apart, merge, undo_merge

__all__ = [
    "Arriving", "MergeError", "add_point", "agree", "bring_in", "describe", "erase", "keep_apart", "know",
    "know_at", "know_many", "merge", "remove_point", "undo_merge", "verify",
]  # fmt: skip
