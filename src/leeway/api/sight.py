"""What does this token see? Decisions of the part of the tree where it counts, as far as its colleague may.

Start reading at `decision_in_reach`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.api.problems import not_found
from leeway.api.scoping import law_now
from leeway.desk.decisions.queries.kept.seeing import Sight
from leeway.desk.decisions.queries.kept.why import kept
from leeway.desk.decisions.queries.supervising import Looking
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.access.queries import Bearer
    from leeway.stores import Recorded


def sight_of(bearer: Bearer) -> Sight:
    """The eyes of a token."""
    return Sight(colleague=bearer.colleague, within=bearer.path)


def looking_of(bearer: Bearer, *, at: datetime) -> Looking:
    """A token's colleague as somebody who reads and answers."""
    me = people.who(bearer.colleague)
    if me is None:
        raise not_found()
    return Looking(me=me, law=law_now(at), at=at, language=bearer.language)


def decision_in_reach(decision: str, *, bearer: Bearer, at: datetime) -> Recorded:
    """A decision that a token may see. Raises: ProblemError, LedgerUnavailable."""
    found = kept(decision, sight=sight_of(bearer), at=at)
    if found is None:
        raise not_found()
    return found
