"""What does the desk's face do by itself? Index what is new, tidy the index, forget who looked long ago.

Start reading at `do_what_is_due`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.desk.cases import commands as cases
from leeway.desk.conversations.commands.indexing import index_new
from leeway.desk.conversations.commands.looking import forget_who_looked
from leeway.desk.conversations.commands.tidying import tidy_index

if TYPE_CHECKING:
    from datetime import datetime


def do_what_is_due(*, at: datetime) -> None:
    """Everything of persons and matters that is due at an instant; done twice it changes nothing."""
    cases.do_what_is_due(at=at)
    while index_new(at=at):
        pass
    tidy_index(at=at)
    forget_who_looked(at=at)
