"""What is kept beside a decision, so that it can be shown, searched and made again?

Requests and answers are texts here (JSON made and read by `decide`): a store keeps them and never reads them.
Start reading at `Record`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.ledger import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Something to be done outside once the decision stands: a line of the outbox, delivered at least once.

    `key` is the idempotency key of whoever does it; `body` is JSON. A later `due_at` keeps it back until then.
    """

    key: str
    kind: str
    body: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Who asked what, where and for whom: written in the transaction that charges the meters.

    `mode` is that of the request (`ordinary`, `own judgement`, `told afterwards`). `book`, `engine` and
    `tzdata` are the versions it is decided under; `request` is the whole request as JSON, facts with source
    and trust included. `follows` is the id of the question or decision that this one answers.
    """

    action: str
    actor: str
    authority: str
    site: str
    case: str
    mode: str
    book: str
    engine: str
    tzdata: str
    request: str
    customer: str | None = None
    on_behalf_of: str | None = None
    approver: str | None = None
    follows: str | None = None
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered: the outcome to search by, and the whole decision as JSON.

    It is computed from the record and the receipt's balances alone, so a lost one can be made again. `clause`
    is the one charged; `review` says that somebody should look at it (an exception).
    """

    outcome: str
    answer: str
    clause: str | None = None
    amount_minor: int | None = None
    cost_minor: int = 0
    review: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A decision as it is kept: the record, what the ledger did, and the answer once it was written."""

    id: str
    at: datetime
    record: Record
    receipt: Receipt
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What to look for among recorded decisions; what is None does not matter, `sites` empty means every site.

    `decisions` names some by their ids, empty means any. `since` is included, `until` is not.
    """

    decisions: tuple[str, ...] = ()
    actor: str | None = None
    customer: str | None = None
    case: str | None = None
    sites: tuple[str, ...] = ()
    action: str | None = None
    clause: str | None = None
    outcome: str | None = None
    mode: str | None = None
    follows: str | None = None
    review: bool | None = None
    state: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One line of what happened, never changed: `what` is the operation, `body` its arguments as JSON."""

    seq: int
    at: datetime
    what: str
    decision: str | None
    by: str | None
    body: str
