"""Where a story plays: one book, one ledger, one clock, and people who propose things.

Whatever goes ahead is charged, so the second time in a month really is the second time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from leeway import decide, policy
from leeway.decide import Actor, Approval, Decision, Given, Mode, Outcome, Request
from leeway.ledger import Candidate, Charge, MemoryLedger, Proposal

if TYPE_CHECKING:
    from collections.abc import Mapping

BOOKS = Path(__file__).resolve().parents[2] / "books"
MONDAY_TEN = datetime(2026, 6, 15, 10, tzinfo=ZoneInfo("Europe/Kyiv"))
MARIA = "maria"
"""A customer who is known: she has been here before and will be here again."""


@cache
def book_of(name: str) -> policy.Book:
    """One of our books, loaded; every diagnostic is a failure."""
    loaded = policy.load(BOOKS / name)
    assert [each.render() for each in loaded.diagnostics if each.severity is policy.Severity.ERROR] == []
    assert loaded.book is not None
    return loaded.book


@dataclass
class Scene:
    """A place where people are served by one book; `ledger` remembers what was given."""

    book: policy.Book
    now: datetime = MONDAY_TEN
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    number: int = 0

    @classmethod
    def of(cls, name: str) -> Scene:
        """The scene of one of our books."""
        return cls(book_of(name))

    def later(self, **by: int) -> None:
        """Let time pass."""
        self.now += timedelta(**by)

    def request(
        self,
        actor: Actor,
        action: str,
        amount: int | str | None = None,
        *,
        given: Mapping[str, Any] | None = None,
        customer: str | None = MARIA,
        case: str | None = None,
        **how: Any,
    ) -> Request:
        """A request about a new matter, unless it belongs to a `case`; a claimed fact is given as `Given`."""
        self.number += 1
        facts = {
            name: value if isinstance(value, Given) else Given(value, trust=self.book.facts[name].trust)
            for name, value in (given or {}).items()
        }
        minor = None if amount is None else policy.to_minor(str(amount), digits=self.book.digits)
        return Request(
            id=f"request {self.number}",
            action=action,
            actor=actor,
            at=self.now,
            amount_minor=minor,
            facts=facts,
            customer=customer,
            case=case or f"case {self.number}",
            **how,
        )

    def proposes(self, actor: Actor, action: str, amount: int | str | None = None, **details: Any) -> Decision:
        """Decide, and charge what goes ahead."""
        return self.settles(self.request(actor, action, amount, **details))

    def judges(
        self,
        actor: Actor,
        action: str,
        amount: int | str | None = None,
        *,
        because: str,
        serving: str,
        **details: Any,
    ) -> Decision:
        """The same on own judgement."""
        return self.proposes(
            actor, action, amount, mode=Mode.JUDGEMENT, reason=because, principle=serving, **details
        )

    def tells(
        self,
        actor: Actor,
        action: str,
        amount: int | str | None = None,
        *,
        because: str,
        serving: str,
        **details: Any,
    ) -> Decision:
        """It is done already: "I did this because …"."""
        return self.proposes(
            actor, action, amount, mode=Mode.TOLD, reason=because, principle=serving, **details
        )

    def approves(
        self, approver: Actor, request: Request, *, reason: str | None = None, **settles: Any
    ) -> Decision:
        """The answer to a question from below: the same request again, decided by the approver."""
        self.number += 1
        approval = Approval(approver=approver, reason=reason, **settles)
        return self.settles(replace(request, id=f"request {self.number}", approval=approval))

    def settles(self, request: Request) -> Decision:
        """One decision at the ledger's balances, charged to it."""
        plan = decide.plan(self.book, request)
        balances = self.ledger.balances(plan.meters, at=request.at)
        decision = decide.settle(plan, balances)
        charges = tuple(
            Charge(meter=line.meter, amount=line.charge, cap=line.cap)
            for line in decision.meters
            if line.charge
        )
        proposal = Proposal(
            id=request.id,
            request_hash=request.id,
            candidates=(Candidate(decision.charged or "", charges),),
            at=request.at,
            actor=request.actor.id,
        )
        if request.mode is Mode.TOLD:
            self.ledger.tell(proposal)
        elif decision.outcome is Outcome.GO_AHEAD:
            assert self.ledger.commit(proposal).state == "posted"
        return decision


def answer(decision: Decision) -> str:
    """The outcome in the words of an example: `go ahead`, `ask supervisor`, `find out fuel.litres`, `decline`."""
    match decision.outcome:
        case Outcome.ASK:
            assert decision.ask is not None
            return f"ask {decision.ask.authority}"
        case Outcome.FIND_OUT:
            return "find out " + ", ".join(question.fact for question in decision.questions)
    return decision.outcome.value.replace("_", " ")


def steps(decision: Decision) -> list[str]:
    """The ids of the steps that are shown."""
    return [step.id for step in decision.steps]


def instead(decision: Decision) -> list[str]:
    """What may be done instead."""
    return [alternative.action for alternative in decision.alternatives]


def clause(decision: Decision) -> str:
    """The name of the clause that decided: what is charged, else the first reason."""
    named = decision.charged or next(reason.clause for reason in decision.reasons if reason.clause)
    return named.rpartition("/")[2]
