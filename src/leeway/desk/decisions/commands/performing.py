"""Does the record hold? Past decisions made again, chains of meters checked, audit lines counted.

Nothing is changed: the desk may be in use meanwhile. Start reading at `reperformed` and `verified`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from leeway.desk.decisions.queries.kept.record import reperform
from leeway.desk.ledger import store
from leeway.desk.studio import queries as studio
from leeway.ledger import ChainBroken, check_chain
from leeway.stores import Sought

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.decide import Engine
    from leeway.desk.decisions.queries.kept.record import Reperformed
    from leeway.ledger import Meter
    from leeway.stores import Recorded

PAGE: Final = 500
DECIDES: Final = frozenset({"commit", "tell"})
"""The operations of which each decision has one line in the audit trail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A meter's chain or a decision's audit line that was checked; `wrong` says what is not sound."""

    kind: str
    """`meter` or `decision`."""
    name: str
    wrong: str | None = None


def reperformed_one(decision: str) -> Reperformed:
    """Make one decision again. Raises: UnknownDecision, LedgerUnavailable."""
    kept = store().recorded(decision)
    return reperform(kept, engine=_engine(kept.record.book))


def reperformed(sought: Sought | None = None) -> Iterator[Reperformed]:
    """Make all decisions again that are looked for, newest first. Raises: LedgerUnavailable."""
    engine = cache(_engine)
    for kept in recorded(sought or Sought()):
        yield reperform(kept, engine=engine(kept.record.book))


def verified() -> Iterator[Checked]:
    """Check that every decision has its audit line, and every meter's chain from its first entry to its last.

    Raises: LedgerUnavailable.
    """
    lines = _audited()
    met: dict[Meter, None] = {}
    for kept in recorded(Sought()):
        count = lines.pop(kept.id, 0)
        wrong = None if count == 1 else f"it has {count} lines in the audit trail"
        yield Checked(kind="decision", name=kept.id, wrong=wrong)
        met.update(dict.fromkeys((*kept.receipt.charged, *kept.receipt.excess)))
    waiting = list(met)
    while waiting:
        meter = waiting.pop()
        yield _checked(meter)
        for entry in store().history(meter):
            if entry.counterpart is not None and entry.counterpart not in met:
                met[entry.counterpart] = None
                waiting.append(entry.counterpart)


def recorded(sought: Sought) -> Iterator[Recorded]:
    """Give every recorded decision that is looked for, newest first, page by page."""
    before = None
    while page := store().records(sought, limit=PAGE, before=before):
        yield from page
        before = (page[-1].at, page[-1].id)


def _checked(meter: Meter) -> Checked:
    name = "/".join(str(part) for part in meter if part is not None)
    try:
        check_chain(meter, store().history(meter))
    except ChainBroken as broken:
        return Checked(kind="meter", name=name, wrong=f"entry {broken.seq} {broken.reason}")
    return Checked(kind="meter", name=name)


def _audited() -> dict[str, int]:
    found: dict[str, int] = {}
    after = 0
    while lines := store().audit(after=after):
        for line in lines:
            if line.what in DECIDES and line.decision is not None:
                found[line.decision] = found.get(line.decision, 0) + 1
        after = lines[-1].seq
    return found


def _engine(book: str) -> Engine | None:
    law = studio.by_hash(book)
    return None if law is None else law.engine
