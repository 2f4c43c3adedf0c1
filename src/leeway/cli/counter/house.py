"""Where is it decided and counted? The book, who is at the counter, the balances in a file, and the record.

Everything that is posted goes through the ledger, under its lock; what was decided is written beside it, a line
of JSON each, in the exact form, so that it can be read and made again.
Start reading at `House`.
"""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from leeway.cli.balances import Balances
from leeway.cli.counter.matter import Intent
from leeway.decide import Mode, on_error, options, plan, settle, telling, to_json
from leeway.ledger import LedgerError

if TYPE_CHECKING:
    from pathlib import Path

    from leeway.cli.counter.matter import Matter
    from leeway.decide import Actor, Decision, Option, Plan, Request
    from leeway.ledger import Ledger
    from leeway.policy import Book

ANONYMOUS: Final = "you"
"""Who is at the counter where nobody said their name."""

LEDGER: Final = "ledger"
"""What failed, for the record, where balances cannot be read."""

UNDO_WITHIN: Final = timedelta(minutes=1)
"""How long something done can be taken back with one key."""


class Clock:
    """The time at the counter: the machine's, or that of a rehearsal, which goes on from where it was set."""

    def __init__(self, *, zone: str, start: datetime | None = None) -> None:
        self.zone = ZoneInfo(zone)
        self.rehearsal = start
        self._since = time.monotonic()

    def now(self) -> datetime:
        """The moment it is, in the book's zone."""
        if self.rehearsal is None:
            return datetime.now(self.zone)
        return self.rehearsal + timedelta(seconds=time.monotonic() - self._since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An answer with everything needed to count it."""

    plan: Plan
    decision: Decision
    balances: Balances
    then: Balances | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Something that was done and counted, and can be taken back for a minute."""

    id: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class House:
    """One book at one counter."""

    book: Book
    actor: Actor
    site: str
    ledger: Ledger
    clock: Clock
    record: Path
    approver: Actor | None = None
    """Who answers questions upwards at this terminal, where that was said at the start."""
    last: Posted | None = None
    unreachable: bool = False
    """Whether balances or stop switches could not be read when last asked for; then nothing goes ahead."""
    unwritten: str | None = None
    """Why the record could not be written, since that was last said."""

    def request(self, matter: Matter, intent: Intent | None = None) -> Request:
        """The matter as a request of who is here, now or at the time of a deed told later."""
        now, meant, stopped = self.clock.now(), intent or Intent(), {}
        self.unreachable = False
        try:
            stopped = self.ledger.stopped(self.site, authorities=self.book.authorities)
        except LedgerError:
            self.unreachable = True
        bare = matter.request(actor=self.actor, at=meant.at or now, site=self.site, id_=uuid.uuid4().hex)
        return replace(
            bare,
            mode=meant.mode,
            reason=meant.reason,
            principle=meant.principle,
            approval=meant.approval,
            told_at=now if meant.mode is Mode.TOLD else None,
            stopped=stopped,
        )

    def decide(self, request: Request) -> Decided:
        """The answer at the balances of now; without balances, whom to ask.

        Raises: RequestError where the request itself is wrong.
        """
        planned, now, then = plan(self.book, request), self.balances(request), None
        if request.mode is Mode.TOLD:
            then = Balances(lambda meter: self.ledger.balances_then([meter], then=request.at)[meter])
        try:
            decision = on_error(planned, LEDGER) if self.unreachable else settle(planned, now, then=then)
        except LedgerError:
            decision = on_error(planned, LEDGER)
        return Decided(plan=planned, decision=decision, balances=now, then=then)

    def balances(self, request: Request) -> Balances:
        """What is used at the moment the request is charged."""
        return Balances(lambda meter: self.ledger.balances([meter], at=request.charged_at)[meter])

    def options(self, matter: Matter) -> tuple[Option, ...]:
        """What may be done for this person, at the balances of now."""
        request = self.request(matter)
        return options(self.book, request, self.balances(request))

    def post(self, decided: Decided, *, wish: str | None = None) -> bool:
        """Count what was decided, and write it down; False when meanwhile there is no room left for it.

        Raises: LedgerError when nothing could be counted: then nothing was given.
        """
        planned = decided.plan
        if planned.request.mode is Mode.TOLD:
            self.ledger.tell(telling(planned, decided.balances, then=decided.then))
            self.write("told", decided, wish=wish)
        else:
            receipt = self.ledger.commit(planned.proposal())
            if receipt.state == "refused":
                return False
            self.write("done", replace(decided, decision=settle(planned, receipt.balances)), wish=wish)
        self.last = Posted(id=planned.request.id, at=self.clock.now())
        return True

    def undo(self) -> bool:
        """Take back what was done last; False when a minute has passed or there is nothing."""
        last = self.last
        if last is None or self.clock.now() - last.at > UNDO_WITHIN:
            return False
        self.ledger.reverse(last.id, at=self.clock.now())
        self.append({"what": "taken back", "id": last.id, "at": self.clock.now().isoformat()})
        self.last = None
        return True

    def write(self, what: str, decided: Decided, **more: str | None) -> None:
        """Add one decision to the record: `done`, `told`, `asked` or `answered no`."""
        said = {name: text for name, text in more.items() if text}
        request, decision = to_json(decided.plan.request), to_json(decided.decision)
        self.append({"what": what, **said, "request": request, "decision": decision})

    def append(self, entry: dict[str, object]) -> None:
        """Add one line to the record; where that fails, `unwritten` says why."""
        try:
            with self.record.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        except OSError as problem:
            self.unwritten = f"{self.record}: {problem.strerror or problem}"
