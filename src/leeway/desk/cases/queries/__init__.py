"""What may others ask about matters? Cases, the conversation, promises, opening hours; frozen values all."""

from __future__ import annotations

from leeway.desk.cases.queries.conversing import (
    File,
    Said,
    Talk,
    Way,
    body_of,
    conversation,
    entries_after,
    entries_of,
    entry,
    entry_by_key,
    entry_by_reference,
    exported,
    last_way,
    participants,
    raws_to_drop,
    takes_part,
)
from leeway.desk.cases.queries.hours import Calendar, calendar_of
from leeway.desk.cases.queries.looking_back import (
    Marked,
    authors_of,
    closed_between,
    persons_marked,
    praising_since,
    replied_in,
    wrote_about,
)
from leeway.desk.cases.queries.matters import OFTEN, Matter, chosen_often, matter, seen
from leeway.desk.cases.queries.promising import (
    KeptRate,
    Promised,
    Terms,
    first_promise,
    kept_of,
    open_promises,
    promises_of,
)
from leeway.desk.cases.queries.waiting import (
    Found,
    Held,
    Tie,
    Wanted,
    case,
    cases_by_id,
    cases_of,
    facts_of,
    followers_of,
    is_within,
    load_of,
    stands_for,
    tags_of,
    ties_of,
    waiting,
    waiting_count,
)

__all__ = [
    "OFTEN", "Calendar", "File", "Found", "Held", "KeptRate", "Marked", "Matter", "Promised", "Said",
    "Talk", "Terms", "Tie", "Wanted", "Way", "authors_of", "body_of", "calendar_of", "case",
    "cases_by_id", "cases_of", "chosen_often", "closed_between", "conversation", "entries_after",
    "entries_of", "entry", "entry_by_key", "entry_by_reference", "exported", "facts_of", "first_promise",
    "followers_of", "is_within", "kept_of", "last_way", "load_of", "matter", "open_promises",
    "participants", "persons_marked", "praising_since", "replied_in", "promises_of", "raws_to_drop", "seen",
    "stands_for", "tags_of", "takes_part", "ties_of", "waiting", "waiting_count", "wrote_about",
]  # fmt: skip
