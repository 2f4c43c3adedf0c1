"""How is something decided beside a conversation? In one tap where nothing is open, else on the counter's page.

The key and the record are the counter's: pressed twice, it is one decision. Start reading at `take`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.decide import Outcome, RequestError
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.decisions import commands as decisions
from leeway.desk.decisions.queries.screens import next_screen
from leeway.ledger import RequestDiffers

if TYPE_CHECKING:
    from leeway.desk.decisions.queries.screens import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of it: a decision, or the counter's next page."""

    decision: str = ""
    deed: str = ""


def take(case: str, *, action: str, amount_minor: int | None, key: str, reader: Reader) -> Taken:
    """Propose an action in a matter, and do it if it goes ahead with nothing left to say or to find out.

    `key` is the matter's as the page showed it: after another decision was made in it, nothing is decided.
    """
    found = matters.matter(case)
    if found is None:
        return Taken()
    if key in found.done:
        return Taken(decision=key)
    if key != found.key or action not in reader.book.actions:
        return Taken()
    meant = cases.try_other(case, action=action, amount_minor=amount_minor)
    screen = next_screen(meant, reader)
    if screen.kind != "answer" or screen.outcome != Outcome.GO_AHEAD:
        return Taken()
    try:
        made = decisions.decide(reader.request(meant), law=reader.law)
    except (RequestError, RequestDiffers):
        return Taken()
    if made.state not in ("posted", "held"):
        cases.next_turn(case, after=meant.turn)
        return Taken()
    cases.note_done(
        case, decision=made.id, after=meant.turn, at=reader.at, by=reader.actor.id, deed=reader.deed_of(made)
    )
    return Taken(decision=made.id, deed=reader.deed_of(made))
