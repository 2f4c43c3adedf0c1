"""What does the desk do for its reports by itself? Days are added up, and it is looked who came back.

Start reading at `do_what_is_due`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.desk.insight.commands.counting import count_due
from leeway.desk.insight.commands.following import follow_closings, follow_decisions, look_after

if TYPE_CHECKING:
    from datetime import datetime


def do_what_is_due(*, at: datetime) -> None:
    """Everything of reports that is due at an instant; done twice it changes nothing.

    The sums come first: they need no ledger. Raises: LedgerUnavailable.
    """
    count_due(at=at)
    follow_closings(at=at)
    follow_decisions(at=at)
    look_after(at=at)
