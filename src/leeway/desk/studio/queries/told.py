"""Which deeds were told afterwards, from which a first policy could be written?

Start reading at `told_deeds`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.decide import FormError, Request, from_json
from leeway.desk.ledger import store
from leeway.desk.studio.queries.saying import money
from leeway.ledger import LedgerUnavailable
from leeway.stores import Sought

if TYPE_CHECKING:
    from leeway.desk.studio.form import Vocabulary
    from leeway.desk.studio.queries.versions import InForce
    from leeway.stores import Recorded

TOLD: Final = "told afterwards"
LOOKED_AT_MAX: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDeed:
    """Something that colleagues did and told afterwards: how often, how much, and why in their words."""

    action: str
    label: str
    count: int
    most: str
    """The largest amount, in words; empty: none had an amount."""
    most_minor: int
    reasons: tuple[str, ...]


def told_deeds(law: InForce) -> tuple[ToldDeed, ...]:
    """The deeds told lately, most frequent first; none where the ledger cannot be reached."""
    from leeway.desk.studio.form import vocabulary

    try:
        found = store().records(Sought(mode=TOLD), limit=LOOKED_AT_MAX)
    except (LedgerUnavailable, OSError):
        return ()
    words = vocabulary({"currency": law.book.currency}, book=law.book)
    by_action: dict[str, list[Request]] = defaultdict(list)
    for each in filter(None, map(_asked, found)):
        # What the book has no action for is told in the colleague's own words.
        by_action[each.text or each.action].append(each)
    deeds = [_told(action, each, words) for action, each in by_action.items()]
    return tuple(sorted(deeds, key=lambda each: -each.count))


def _told(action: str, found: list[Request], words: Vocabulary) -> ToldDeed:
    most = max((each.amount_minor or 0 for each in found), default=0)
    reasons = dict.fromkeys(each.reason for each in found if each.reason)
    return ToldDeed(
        action=action, label=words.action(action), count=len(found), most=money(most, words) if most else "",
        most_minor=most, reasons=tuple(reasons)[:3],
    )  # fmt: skip


def _asked(recorded: Recorded) -> Request | None:
    """What was told, as it was kept; None where it cannot be read any more."""
    try:
        read = from_json(json.loads(recorded.record.request))
    except (ValueError, FormError):
        return None
    return read if isinstance(read, Request) else None
