"""What has to happen by itself? Answers that were never written are completed; old news is dropped.

Start reading at `do_what_is_due`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from leeway.desk.decisions.commands.deciding import reopened
from leeway.desk.decisions.commands.news import forget_old_news
from leeway.desk.ledger import store

if TYPE_CHECKING:
    from datetime import datetime

PATIENCE: Final = timedelta(seconds=30)
"""How long a decision may be without its answer before it is made again from its record."""


def do_what_is_due(*, at: datetime) -> None:
    """Everything that is due at an instant; done twice it changes nothing."""
    for kept in store().unanswered(before=at - PATIENCE):
        reopened(kept.id)
    forget_old_news(at=at)
